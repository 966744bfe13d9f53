//! Adopted plans, their measures, and what happened to them.

pub(super) mod records;

use crate::audit::difference;
use crate::cell::{Cell, args};
use crate::database::{Conditions, Database, limit, page};
use crate::engine::Tx;
use crate::record::{Act, Execution, Kept, Measure, MeasureEvent, Page, PageAsked, Plan, PlanQuery, Version};
use crate::table::Change;
use crate::traits::Plans;
use crate::{Answer, Fault};
use async_trait::async_trait;
use otklik_domain::ids::{DraftId, MeasureId, OrganisationId, PlanId};
use uuid::{NoContext, Timestamp, Uuid};

impl Database {
    /// The asked organisations and those merged into them; empty stays empty and means all.
    pub(super) async fn with_merged(&self, asked: &[OrganisationId]) -> Answer<Vec<Cell>> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut all: Vec<Cell> = asked.iter().map(Cell::printed).collect();
        let mut merged = Conditions::default();
        merged.one_of("merged_into_id", all.clone());
        let sql = format!("select id from organisation {}", merged.clause());
        for mut row in self.rows(sqlx::AssertSqlSafe(sql), merged.args).await? {
            all.push(Cell::from(row.text()?));
        }
        Ok(all)
    }
}

/// A time-ordered id for a line of history, from the act's own time: the store has no clock.
pub(super) fn event_id(act: &Act) -> Uuid {
    let seconds = u64::try_from(act.at.as_second()).unwrap_or_default();
    let nanos = u32::try_from(act.at.subsec_nanosecond()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos))
}

impl Tx {
    pub(super) async fn note_event(&mut self, act: &Act, measure: &Measure, change: Option<&Change>) -> Answer<()> {
        let (was, became) = change.map(difference).unwrap_or_default();
        let sql = "insert into measure_event (organisation_id, id, measure_id, at, actor, verb, was, became, note) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let ids = [measure.organisation.to_string(), event_id(act).to_string(), measure.id.to_string()];
        let mut cells: Vec<Cell> = ids.into_iter().map(Cell::from).collect();
        cells.extend(args![act.at, &act.actor, act.verb, was, became, &act.note]);
        self.run(sql, cells).await.map(|_| ())
    }

    /// The draft becomes adopted, when it still waits in that version.
    async fn adopt_draft(&mut self, draft: DraftId, expected: Version) -> Answer<()> {
        let sql = "update draft set state = 'adopted', version = version + 1 \
                   where id = $1 and state = 'waiting' and version = $2";
        let n = self.run(sql, vec![Cell::printed(draft), Cell::from(expected.0)]).await?;
        if n == 1 { Ok(()) } else { Err(Fault::Stale) }
    }

    async fn supersede(&mut self, plan: &Plan) -> Answer<()> {
        let Some(former) = plan.supersedes else { return Ok(()) };
        let sql = "update plan set state = 'superseded', version = version + 1 where id = $1";
        let n = self.run(sql, vec![Cell::printed(former)]).await?;
        if n == 1 { Ok(()) } else { Err(Fault::Unknown("plan.supersedes_id".to_owned())) }
    }
}

#[async_trait]
impl Plans for Database {
    async fn find_plan(&self, id: PlanId) -> Answer<Option<Kept<Plan>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_plans(&self, asked: &PlanQuery, asked_page: &PageAsked) -> Answer<Page<Kept<Plan>>> {
        let mut all = Conditions::default();
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        if let Some(state) = asked.state {
            all.and("t.state = ?", args![state.name()]);
        }
        if let Some(stage) = asked.stage {
            all.and("t.stage = ?", args![stage.name()]);
        }
        if asked.is_published {
            let published = "exists (select 1 from publication p \
                             where p.organisation_id = t.organisation_id and p.plan_id = t.id)";
            all.and(published, []);
        }
        if let Some(day) = asked.approved_after {
            let approved = "exists (select 1 from plan_approval a \
                            where a.organisation_id = t.organisation_id and a.plan_id = t.id";
            all.and(&format!("{approved}) and not {approved} and a.approved_on <= ?)"), args![day]);
        }
        if let Some(after) = &asked_page.after {
            all.and("t.id < ?", args![after]);
        }
        let limit = limit(asked_page.limit);
        let rest = format!("{} order by t.id desc limit {}", all.clause(), limit + 1);
        Ok(page(self.list(&rest, all.args).await?, limit, |kept: &Kept<Plan>| kept.value.id.to_string()))
    }

    async fn list_measures(&self, plan: PlanId) -> Answer<Vec<Kept<Measure>>> {
        self.list("where t.plan_id = $1 order by t.position, t.id", vec![Cell::printed(plan)]).await
    }

    async fn find_measure(&self, id: MeasureId) -> Answer<Option<Kept<Measure>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_events(&self, measure: MeasureId) -> Answer<Vec<MeasureEvent>> {
        let kept = self.list("where t.measure_id = $1 order by t.at, t.id", vec![Cell::printed(measure)]).await?;
        Ok(kept.into_iter().map(|kept: Kept<records::Event>| kept.value.0).collect())
    }

    async fn list_executions(&self, measure: MeasureId) -> Answer<Vec<Execution>> {
        let kept = self.list("where t.measure_id = $1 order by t.id", vec![Cell::printed(measure)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn keep_adopted_plan(
        &self,
        act: &Act,
        plan: &Plan,
        measures: &[Measure],
        draft: Option<(DraftId, Version)>,
    ) -> Answer<()> {
        let mut tx = self.write().await?;
        if let Some((draft, version)) = draft {
            tx.adopt_draft(draft, version).await?;
        }
        tx.supersede(plan).await?;
        let change = tx.insert(plan).await?;
        super::life::adopted(&mut tx, act, plan, event_id(act)).await?;
        for measure in measures {
            tx.insert(measure).await?;
            tx.note_event(act, measure, None).await?;
        }
        tx.note_change(act, &change).await?;
        tx.commit().await
    }

    async fn keep_plan(&self, act: &Act, plan: &Plan, expected: Version) -> Answer<Version> {
        self.keep(act, plan, Some(expected)).await
    }

    async fn keep_measure(&self, act: &Act, measure: &Measure, expected: Option<Version>) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(measure, expected).await?;
        tx.note_event(act, measure, Some(&change)).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_execution(
        &self,
        act: &Act,
        execution: &Execution,
        measure: &Measure,
        expected: Version,
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        tx.put_execution(execution).await?;
        let (version, change) = tx.put(measure, Some(expected)).await?;
        tx.note_event(act, measure, Some(&change)).await?;
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }
}
