//! The way of plans: steps, comments, approvals and rows that change, each in one transaction with its line of the journal.

mod records;

use super::plans::records::Event;
use crate::Answer;
use crate::cell::{Cell, args};
use crate::database::Database;
use crate::engine::Tx;
use crate::record::{
    Act, Kept, MeasureEvent, Plan, PlanAmendment, PlanApproval, PlanComment, PlanStep, RowChanges, Version,
};
use crate::table::Record;
use crate::traits::PlanLives;
use async_trait::async_trait;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::life::Stage;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What hangs on a row and leaves with it. Reports do not: a row that was worked on stays.
const OF_ROW: [&str; 10] = [
    "delete from measure_turn where organisation_id = $1 and measure_id = $2",
    "delete from bulk_change where organisation_id = $1 and measure_id = $2",
    "delete from expected_proof where organisation_id = $1 and measure_id = $2",
    "delete from report_figure where organisation_id = $1 and measure_id = $2",
    "delete from term_move where organisation_id = $1 and measure_id = $2",
    "delete from measure_shortcoming where organisation_id = $1 and measure_id = $2",
    "delete from network_part where organisation_id = $1 and measure_id = $2",
    "delete from measure_event where organisation_id = $1 and measure_id = $2",
    "delete from measure_person where organisation_id = $1 and measure_id = $2",
    "delete from measure where organisation_id = $1 and id = $2",
];

impl Database {
    async fn of_plan<T: Record>(&self, plan: PlanId) -> Answer<Vec<Kept<T>>> {
        self.list("where t.plan_id = $1 order by t.made_at, t.id", vec![Cell::printed(plan)]).await
    }
}

impl Tx {
    /// The step gets the next number of its plan.
    pub(super) async fn insert_step(&mut self, step: &PlanStep) -> Answer<()> {
        let sql = "select coalesce(max(number), 0) from plan_step where organisation_id = $1 and plan_id = $2";
        let key = vec![Cell::printed(step.organisation), Cell::printed(step.plan)];
        let last = self.rows(sql, key).await?.pop().map_or(Ok(0), |mut row| row.int())?;
        self.insert(&PlanStep { number: last + 1, ..step.clone() }).await.map(|_| ())
    }

    async fn remove_row(&mut self, organisation: OrganisationId, row: MeasureId) -> Answer<()> {
        for sql in OF_ROW {
            self.run(sql, vec![Cell::printed(organisation), Cell::printed(row)]).await?;
        }
        Ok(())
    }
}

/// A JSON object out of a text that is one.
fn object(text: Option<String>) -> Map<String, Value> {
    match text.as_deref().map(serde_json::from_str) {
        Some(Ok(Value::Object(map))) => map,
        _ => Map::new(),
    }
}

#[async_trait]
impl PlanLives for Database {
    async fn list_plan_steps(&self, plan: PlanId) -> Answer<Vec<PlanStep>> {
        let kept = self.list("where t.plan_id = $1 order by t.number", vec![Cell::printed(plan)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value).collect())
    }

    async fn list_plan_comments(&self, plan: PlanId) -> Answer<Vec<Kept<PlanComment>>> {
        self.of_plan(plan).await
    }

    async fn find_plan_comment(&self, id: Uuid) -> Answer<Option<Kept<PlanComment>>> {
        self.one("where t.id = $1", vec![Cell::printed(id)]).await
    }

    async fn list_plan_approvals(&self, plan: PlanId) -> Answer<Vec<PlanApproval>> {
        Ok(self.of_plan(plan).await?.into_iter().map(|kept| kept.value).collect())
    }

    async fn list_plan_amendments(&self, plan: PlanId) -> Answer<Vec<PlanAmendment>> {
        Ok(self.of_plan(plan).await?.into_iter().map(|kept| kept.value).collect())
    }

    async fn list_plan_events(&self, plan: PlanId) -> Answer<Vec<MeasureEvent>> {
        let rest = "where t.measure_id in (select m.id from measure m where m.plan_id = $1) order by t.at, t.id";
        let kept: Vec<Kept<Event>> = self.list(rest, vec![Cell::printed(plan)]).await?;
        Ok(kept.into_iter().map(|kept| kept.value.0).collect())
    }

    async fn keep_plan_step(
        &self,
        act: &Act,
        plan: &Plan,
        expected: Version,
        step: &PlanStep,
        approval: Option<&PlanApproval>,
    ) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(plan, Some(expected)).await?;
        tx.insert_step(step).await?;
        if let Some(approval) = approval {
            tx.insert(approval).await?;
        }
        tx.note_change(act, &change).await?;
        tx.commit().await?;
        Ok(version)
    }

    async fn keep_plan_comment(&self, act: &Act, comment: &PlanComment, expected: Option<Version>) -> Answer<Version> {
        self.keep(act, comment, expected).await
    }

    async fn keep_plan_rows(&self, act: &Act, plan: &Plan, expected: Version, rows: &RowChanges) -> Answer<Version> {
        let mut tx = self.write().await?;
        let (version, change) = tx.put(plan, Some(expected)).await?;
        let (was, became) = crate::audit::difference(&change);
        let (mut was, mut became) = (object(was), object(became));
        for (row, seen) in &rows.put {
            let (_, change) = tx.put(row, *seen).await?;
            tx.note_event(act, row, Some(&change)).await?;
            let (before, after) = crate::audit::difference(&change);
            was.extend(before.map(|text| (row.id.to_string(), Value::Object(object(Some(text))))));
            became.extend(after.map(|text| (row.id.to_string(), Value::Object(object(Some(text))))));
        }
        for row in &rows.removed {
            let key = vec![Cell::printed(plan.organisation), Cell::printed(*row)];
            let gone: Vec<Kept<crate::record::Measure>> =
                tx.find("where t.organisation_id = $1 and t.id = $2", key).await?;
            let text = gone.into_iter().next().map(|kept| Value::from(kept.value.text));
            was.extend(text.map(|text| (row.to_string(), text)));
            became.insert(row.to_string(), Value::Null);
            tx.remove_row(plan.organisation, *row).await?;
        }
        for amendment in &rows.amendments {
            tx.insert(amendment).await?;
        }
        if let Some(step) = &rows.step {
            tx.insert_step(step).await?;
        }
        let text = |map: Map<String, Value>| (!map.is_empty()).then(|| Value::Object(map).to_string());
        let organisation = Some(plan.organisation.to_string());
        tx.note_about(act, ("plan", &plan.id.to_string()), organisation, (text(was), text(became))).await?;
        tx.commit().await?;
        Ok(version)
    }
}

/// The first step of a plan: the stage it begins at.
pub(super) async fn adopted(tx: &mut Tx, act: &Act, plan: &Plan, id: Uuid) -> Answer<()> {
    tx.insert_step(&step_of(act, plan, plan.stage, id)).await
}

/// The step that publishing is; publishing changes nothing of what the plan says, so its version stays.
pub(super) async fn published(tx: &mut Tx, act: &Act, plan: &Plan, id: Uuid) -> Answer<()> {
    let stage = if plan.stage == Stage::Closed { Stage::Closed } else { Stage::Published };
    let sql = "update plan set stage = $3 where organisation_id = $1 and id = $2";
    let mut args = vec![Cell::printed(plan.organisation), Cell::printed(plan.id)];
    args.extend(args![stage.name()]);
    tx.run(sql, args).await?;
    tx.insert_step(&step_of(act, plan, stage, id)).await
}

fn step_of(act: &Act, plan: &Plan, stage: Stage, id: Uuid) -> PlanStep {
    PlanStep {
        organisation: plan.organisation,
        id,
        plan: plan.id,
        number: 0,
        stage,
        verb: act.verb.to_owned(),
        words: act.note.clone(),
        by: act.actor.clone(),
        at: act.at,
    }
}
