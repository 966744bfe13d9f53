//! What reports are made of: measures, what was said of them and figures, one question a kind for many plans.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::database::{Conditions, Database};
use crate::engine::Tx;
use crate::record::{Act, Execution, Measure, Proof, ReportFigure};
use crate::table::{self, Record, Table};
use otklik_domain::ids::PlanId;
use serde_json::json;

/// Plans asked for at once: SQLite takes 32 766 arguments of a question, PostgreSQL 65 535.
const AT_ONCE: usize = 1000;

impl Record for ReportFigure {
    const TABLE: &'static Table = &table::REPORT_FIGURE;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.measure),
            Cell::printed(self.period),
            Cell::from(&self.value),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(ReportFigure {
            organisation: row.read()?,
            measure: row.read()?,
            period: row.read()?,
            value: row.text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

async fn of_plans<T: Record>(database: &Database, plans: &[PlanId], join: &str, order: &str) -> Answer<Vec<T>> {
    let mut all = Vec::new();
    for some in plans.chunks(AT_ONCE) {
        let mut asked = Conditions::default();
        let column = if join.is_empty() { "t.plan_id" } else { "m.plan_id" };
        asked.one_of(column, some.iter().map(Cell::printed).collect());
        let rest = format!("{join} {} order by {order}", asked.clause());
        all.extend(database.list::<T>(&rest, asked.args).await?.into_iter().map(|kept| kept.value));
    }
    Ok(all)
}

const OF_MEASURE: &str = "join measure m on m.organisation_id = t.organisation_id and m.id = t.measure_id";

pub(super) async fn measures(database: &Database, plans: &[PlanId]) -> Answer<Vec<Measure>> {
    of_plans(database, plans, "", "t.plan_id, t.position, t.id").await
}

pub(super) async fn executions(database: &Database, plans: &[PlanId]) -> Answer<Vec<Execution>> {
    of_plans(database, plans, OF_MEASURE, "t.measure_id, t.id").await
}

pub(super) async fn proofs(database: &Database, plans: &[PlanId]) -> Answer<Vec<Proof>> {
    of_plans(database, plans, OF_MEASURE, "t.measure_id, t.made_at, t.id").await
}

pub(super) async fn figures(database: &Database, plans: &[PlanId]) -> Answer<Vec<ReportFigure>> {
    of_plans(database, plans, OF_MEASURE, "t.measure_id, t.period").await
}

/// Keeps a figure or takes it back; one that says the same leaves no line.
pub(super) async fn keep_figure(tx: &mut Tx, act: &Act, figure: &ReportFigure) -> Answer<()> {
    let key = vec![Cell::printed(figure.organisation), Cell::printed(figure.measure), Cell::printed(figure.period)];
    let rest = "where t.organisation_id = $1 and t.measure_id = $2 and t.period = $3";
    let was = tx.find::<ReportFigure>(rest, key.clone()).await?.pop().map(|kept| kept.value.value);
    if was.as_deref().unwrap_or_default() == figure.value {
        return Ok(());
    }
    let sql = "delete from report_figure where organisation_id = $1 and measure_id = $2 and period = $3";
    tx.run(sql, key).await?;
    if !figure.value.is_empty() {
        tx.insert(figure).await?;
    }
    let told = |value: &str| json!({ "period": figure.period.to_string(), "value": value }).to_string();
    let subject = figure.measure.to_string();
    tx.note(act, "report_figure", &subject, was.as_deref().map(told), Some(told(&figure.value))).await
}
