//! What of reports and turns waits: each question walks one index and stops, or counts along it.

mod sent_back;
mod unplaced;

use super::in_force::{in_force, in_force_here};
use super::letters::affairs::term;
use super::letters::due::due;
use crate::Answer;
use crate::cell::{Cell, Row, args};
use crate::database::{Conditions, Database};
use crate::record::{
    AskedTurn, DueMeasure, HandedQuery, HandedReport, Measure, MeasureTurn, Page, PlacingTurn, SentBack, SentBackQuery,
    StagedPlan, StagedQuery, Term, TurnQuery, TurnSource, UnplacedQuery, UnsentQuery, UnsentReport, Version,
};
use crate::table::{self, Record, Table};
use crate::traits::{Desks, Proofs};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::report::{ReportPeriod, ReportStage};
use sqlx::AssertSqlSafe;
use std::collections::HashMap;

/// As many names stand in one question.
const N_ASKED: usize = 500;

/// A turn with its measure, where its plan is in force. Examples have no turns.
fn turns() -> String {
    let of_plan = in_force("m");
    format!(
        "from measure_turn u join measure m on m.organisation_id = u.organisation_id and m.id = u.measure_id \
         and m.state <> 'not_done' and {of_plan}"
    )
}

/// Of proof or not: said so that the index of last days, which begins with it, is found.
const EITHER: &str = "u.is_proof in (0, 1)";

const TURN: &str = "u.organisation_id, u.measure_id, u.is_proof, u.tells_from, u.asks_until, u.missed_on";

impl Record for MeasureTurn {
    const TABLE: &'static Table = &table::MEASURE_TURN;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::from(self.is_proof),
            Cell::from(self.tells_from),
            Cell::from(self.asks_until),
            Cell::from(self.missed_on),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(MeasureTurn {
            organisation: row.read()?,
            measure: row.read()?,
            is_proof: row.flag()?,
            tells_from: row.read()?,
            asks_until: row.read()?,
            missed_on: row.maybe_read()?,
        })
    }
}

/// «Column is none of these»; nothing when there are none.
fn none_of(all: &mut Conditions, column: &str, values: Vec<Cell>) {
    if values.is_empty() {
        return;
    }
    let marks = vec!["?"; values.len()].join(", ");
    all.and(&format!("{column} not in ({marks})"), values);
}

/// Plans that a report of a period is asked of, where nobody sent it.
fn unsent(period: ReportPeriod) -> Conditions {
    let span = period.span();
    let mut all = Conditions::default();
    all.and("p.stage in ('approved', 'published', 'amended', 'closed') and p.state <> 'superseded'", []);
    all.and("p.is_example = 0 and (p.starts_on is null or p.starts_on <= ?)", args![span.to]);
    // A plan that was closed owes reports of the time it says it covers, and no others.
    all.and("(p.ends_on >= ? or (p.ends_on is null and p.state = 'active'))", args![span.from]);
    // What was approved when the time was over owes nothing for it; a paper that came approved may be older than its day here.
    let approved =
        "exists (select 1 from plan_approval a where a.organisation_id = p.organisation_id and a.plan_id = p.id";
    all.and(&format!("(not {approved}) or {approved} and a.approved_on <= ?))"), args![span.to]);
    let sent = "not exists (select 1 from report s where s.organisation_id = p.organisation_id and s.plan_id = p.id \
                and s.period = ? and s.stage in ('sent', 'accepted', 'returned'))";
    all.and(sent, [Cell::printed(period)]);
    all
}

fn number(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

impl Database {
    async fn counted(&self, sql: String, args: Vec<Cell>) -> Answer<u64> {
        let row = self.rows(AssertSqlSafe(sql), args).await?.pop();
        Ok(number(row.map_or(Ok(0), |mut row| row.int())?))
    }

    /// Adds what turns are counted from to their measures.
    async fn sources(&self, measures: Vec<Measure>) -> Answer<Vec<TurnSource>> {
        let ids: Vec<MeasureId> = measures.iter().map(|measure| measure.id).collect();
        let last: HashMap<MeasureId, Date> = self.list_last_turns(&ids).await?.into_iter().collect();
        let (mut months, mut plans) = (HashMap::<MeasureId, Option<i64>>::new(), HashMap::new());
        for some in ids.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.one_of("measure_id", some.iter().map(Cell::printed).collect());
            let sql = format!("select measure_id, every_months from expected_proof {}", all.clause());
            for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
                months.insert(row.read()?, row.maybe_int()?);
            }
        }
        let mut of: Vec<PlanId> = measures.iter().map(|measure| measure.plan).collect();
        of.sort_unstable();
        of.dedup();
        for some in of.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.one_of("id", some.iter().map(Cell::printed).collect());
            let sql = format!("select id, starts_on, made_at from plan {}", all.clause());
            for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
                plans.insert(row.read::<PlanId>()?, (row.maybe_read::<Date>()?, row.instant()?));
            }
        }
        let source = |measure: Measure| {
            let (plan_from, plan_at) = plans.get(&measure.plan).copied()?;
            let last = last.get(&measure.id).copied();
            let every_months = months.get(&measure.id).copied().flatten();
            Some(TurnSource { measure, plan_from, plan_at, last, every_months })
        };
        Ok(measures.into_iter().filter_map(source).collect())
    }
}

#[async_trait]
impl Desks for Database {
    async fn list_staged_plans(&self, asked: &StagedQuery, limit: usize) -> Answer<(u64, Vec<StagedPlan>)> {
        let mut all = Conditions::default();
        all.and("t.state = 'active' and t.stage = ?", args![asked.stage.name()]);
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        for (plan, version) in &asked.without {
            all.and("not (t.id = ? and t.version = ?)", [Cell::printed(plan), Cell::from(version.0)]);
        }
        let n = self.counted(format!("select count(*) from plan t {}", all.clause()), all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        let sql = format!(
            "select t.id, t.version, t.organisation_id, t.title from plan t {} order by t.id desc limit {limit}",
            all.clause()
        );
        let plan = |mut row: Row| {
            let (id, version) = (row.read()?, Version(row.int()?));
            Ok(StagedPlan { id, version, organisation: row.read()?, title: row.maybe_text()? })
        };
        let rows: Answer<_> = self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(plan).collect();
        Ok((n, rows?))
    }

    async fn list_unsent_reports(&self, asked: &UnsentQuery, limit: usize) -> Answer<(u64, Vec<UnsentReport>)> {
        let mut all = unsent(asked.period);
        all.one_of("p.organisation_id", self.with_merged(&asked.organisations).await?);
        none_of(&mut all, "p.id", asked.without.iter().map(Cell::printed).collect());
        let n = self.counted(format!("select count(*) from plan p {}", all.clause()), all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        let sql = format!(
            "select p.id, p.organisation_id, p.title, r.id, r.stage from plan p \
             left join report r on r.organisation_id = p.organisation_id and r.plan_id = p.id \
             and r.period = '{}' and r.stage in ('prepared', 'signed') {} order by p.id limit {limit}",
            asked.period,
            all.clause()
        );
        let report = |mut row: Row| {
            let (plan, organisation, title) = (row.read()?, row.read()?, row.maybe_text()?);
            let (id, stage) = (row.maybe_read()?, row.maybe_text()?);
            let begun = id.zip(stage.as_deref().and_then(ReportStage::from_name));
            Ok(UnsentReport { plan, organisation, title, begun })
        };
        let rows: Answer<_> = self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(report).collect();
        Ok((n, rows?))
    }

    async fn count_unsent_reports(&self, period: ReportPeriod) -> Answer<Vec<(OrganisationId, i64)>> {
        let all = unsent(period);
        let sql = format!(
            "select p.organisation_id, count(*) from plan p {} group by p.organisation_id order by p.organisation_id",
            all.clause()
        );
        let rows = self.rows(AssertSqlSafe(sql), all.args).await?;
        rows.into_iter().map(|mut row| Ok((row.read()?, row.int()?))).collect()
    }

    async fn list_handed_reports(&self, asked: &HandedQuery, limit: usize) -> Answer<(u64, Vec<HandedReport>)> {
        let mut all = Conditions::default();
        all.and("t.stage = ? and t.is_example = 0", args![asked.stage.name()]);
        all.one_of("t.organisation_id", self.with_merged(&asked.organisations).await?);
        none_of(&mut all, "t.id", asked.without.iter().map(Cell::printed).collect());
        let n = self.counted(format!("select count(*) from report t {}", all.clause()), all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        let sql = format!(
            "select t.id, t.organisation_id, t.period, t.number, t.note from report t {} order by t.id limit {limit}",
            all.clause()
        );
        let report = |mut row: Row| {
            let (id, organisation, period) = (row.read()?, row.read()?, row.read()?);
            Ok(HandedReport { id, organisation, period, number: row.maybe_int()?, note: row.maybe_text()? })
        };
        let rows: Answer<_> = self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(report).collect();
        Ok((n, rows?))
    }

    async fn count_handed_reports(&self) -> Answer<Vec<(ReportStage, OrganisationId, i64)>> {
        let sql = "select stage, organisation_id, count(*) from report where stage in ('sent', 'returned') \
                   and is_example = 0 group by stage, organisation_id order by stage, organisation_id";
        let rows = self.rows(sql, args![]).await?;
        rows.into_iter().map(|mut row| Ok((row.named(ReportStage::from_name)?, row.read()?, row.int()?))).collect()
    }

    async fn list_asked_turns(&self, asked: &TurnQuery, limit: usize, n_max: usize) -> Answer<(u64, Vec<AskedTurn>)> {
        let turns = turns();
        let organisations = self.with_merged(&asked.organisations).await?;
        let told = |tells_from: &str| {
            let mut all = Conditions::default();
            all.and(&format!("u.is_proof = ? and {tells_from} <= ?"), args![asked.is_proof, asked.on]);
            all.one_of("u.organisation_id", organisations.clone());
            none_of(&mut all, "u.measure_id", asked.without.iter().map(Cell::printed).collect());
            all
        };
        let mut all = told("u.tells_from");
        let sql = format!("select count(*) from (select 1 as one {turns} {} limit {n_max}) as told", all.clause());
        let n = self.counted(sql, all.args.clone()).await?;
        if n == 0 {
            return Ok((0, Vec::new()));
        }
        if n >= n_max as u64 {
            // So many are told that a walk along their last days soon finds the first ones; sorted they would all be read.
            // The empty text keeps a planner off the index of what is told.
            all = told("u.tells_from || ''");
        }
        let sql =
            format!("select {TURN}, m.text {turns} {} order by u.asks_until, u.measure_id limit {limit}", all.clause());
        let turn = |mut row: Row| Ok(AskedTurn { turn: MeasureTurn::take(&mut row)?, text: row.text()? });
        let rows: Answer<_> = self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(turn).collect();
        Ok((n, rows?))
    }

    async fn list_turns(&self, measures: &[MeasureId]) -> Answer<Vec<MeasureTurn>> {
        let mut found = Vec::new();
        for some in measures.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.one_of("u.measure_id", some.iter().map(Cell::printed).collect());
            let sql = format!("select {TURN} from measure_turn u {} order by u.measure_id", all.clause());
            for mut row in self.rows(AssertSqlSafe(sql), all.args).await? {
                found.push(MeasureTurn::take(&mut row)?);
            }
        }
        Ok(found)
    }

    async fn list_due_turns(&self, on: Date, until: Date) -> Answer<Vec<DueMeasure>> {
        let turns = turns();
        let sql = format!(
            "select m.organisation_id, m.id, m.text, u.asks_until, m.state, m.executors {turns} \
             where {EITHER} and u.tells_from <= $1 and u.asks_until >= $1 and u.asks_until <= $2 \
             order by u.asks_until, m.id"
        );
        let rows = self.rows(AssertSqlSafe(sql), args![on, until]).await?;
        rows.into_iter().map(|mut row| due(&mut row)).collect()
    }

    async fn list_turn_terms(&self, own: &[OrganisationId], from: Date, to: Date, limit: usize) -> Answer<Vec<Term>> {
        let turns = turns();
        let mut all = Conditions::default();
        all.and(&format!("{EITHER} and u.asks_until >= ? and u.asks_until <= ?"), args![from, to]);
        all.one_of("u.organisation_id", self.with_merged(own).await?);
        let sql = format!(
            "select m.id, coalesce(o.short_name, o.name), m.text, u.asks_until, m.state, m.version, m.executors {turns} \
             join organisation o on o.id = m.organisation_id {} order by u.asks_until, m.id limit {limit}",
            all.clause()
        );
        self.rows(AssertSqlSafe(sql), all.args).await?.into_iter().map(term).collect()
    }

    async fn find_turn_sources(&self, measures: &[MeasureId]) -> Answer<Vec<TurnSource>> {
        let mut found: Vec<Measure> = Vec::new();
        for some in measures.chunks(N_ASKED) {
            let mut all = Conditions::default();
            all.and("t.deadline_kind in ('recurring', 'ongoing')", []);
            all.one_of("t.id", some.iter().map(Cell::printed).collect());
            let kept = self.list::<Measure>(&format!("{} order by t.id", all.clause()), all.args).await?;
            found.extend(kept.into_iter().map(|kept| kept.value));
        }
        self.sources(found).await
    }

    async fn list_turn_sources(&self, after: Option<MeasureId>, limit: usize) -> Answer<Page<TurnSource>> {
        let mut all = Conditions::default();
        all.and("t.deadline_kind in ('recurring', 'ongoing')", []);
        all.and(&in_force_here("t"), []);
        if let Some(after) = after {
            all.and("t.id > ?", [Cell::printed(after)]);
        }
        let rest = format!("{} order by t.id limit {limit}", all.clause());
        let found: Vec<Measure> = self.list(&rest, all.args).await?.into_iter().map(|kept| kept.value).collect();
        let next = found.last().filter(|_| found.len() == limit).map(|measure| measure.id.to_string());
        Ok(Page { items: self.sources(found).await?, next })
    }

    async fn keep_turns(&self, turns: &[MeasureTurn], over: &[(OrganisationId, MeasureId)]) -> Answer<()> {
        let mut tx = self.write().await?;
        let sql = format!(
            "{} on conflict (organisation_id, measure_id) do update set is_proof = $3, tells_from = $4, \
             asks_until = $5, missed_on = $6",
            table::MEASURE_TURN.insert()
        );
        for turn in turns {
            tx.run(AssertSqlSafe(sql.clone()), turn.cells()).await?;
        }
        let sql = "delete from measure_turn where organisation_id = $1 and measure_id = $2";
        for (organisation, measure) in over {
            tx.run(sql, vec![Cell::printed(organisation), Cell::printed(measure)]).await?;
        }
        tx.commit().await
    }

    async fn list_sent_back(&self, asked: &SentBackQuery, limit: usize) -> Answer<(u64, Vec<SentBack>)> {
        self.sent_back(asked, limit).await
    }

    async fn list_unplaced(&self, asked: &UnplacedQuery, limit: usize) -> Answer<(u64, Vec<PlacingTurn>)> {
        self.unplaced(asked, limit).await
    }

    async fn keep_placing_turn(&self, owner: OrganisationId, plan: PlanId, turn: Option<&PlacingTurn>) -> Answer<()> {
        self.remember_placing(owner, plan, turn).await
    }
}
