//! What reports are made of: measures of plans with what was said of them, one question a kind however many plans.

use crate::ctx::Ctx;
use crate::records::measure_of;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::TrackedMeasure;
use otklik_domain::report::{Followed, ReportPeriod, ReportedFact};
use otklik_store::record::{Execution, Measure, ReportFigure, Verdict};
use std::collections::HashMap;

/// Measures of plans, in the order of each plan.
pub(super) async fn gather(
    ctx: &Ctx,
    plans: &[PlanId],
    period: ReportPeriod,
) -> Result<HashMap<PlanId, Vec<Followed>>, Refusal> {
    let store = ctx.store();
    let (measures, executions, figures) =
        tokio::try_join!(store.list_measures_of(plans), store.list_executions_of(plans), store.list_figures_of(plans))?;
    let mut facts: HashMap<MeasureId, Vec<ReportedFact>> = HashMap::new();
    for execution in executions.into_iter().filter(|execution| execution.verdict != Verdict::Returned) {
        facts.entry(execution.measure).or_default().push(fact(ctx, execution));
    }
    let mut numbers: HashMap<MeasureId, String> = HashMap::new();
    for figure in figures.into_iter().filter(|figure| speaks_of(figure, period)) {
        numbers.insert(figure.measure, figure.value);
    }
    let mut all: HashMap<PlanId, Vec<Followed>> = HashMap::new();
    for record in measures {
        let (facts, number) = (facts.remove(&record.id).unwrap_or_default(), numbers.remove(&record.id));
        all.entry(record.plan).or_default().push(followed(record, facts, number)?);
    }
    Ok(all)
}

/// A figure was typed for the very period.
fn speaks_of(figure: &ReportFigure, period: ReportPeriod) -> bool {
    figure.period == period
}

fn followed(record: Measure, facts: Vec<ReportedFact>, number: Option<String>) -> Result<Followed, Refusal> {
    let tracked = TrackedMeasure {
        id: record.id,
        position: usize::try_from(record.position).unwrap_or_default(),
        measure: measure_of(&record.body_json)?,
        state: record.state,
        reason: record.reason,
    };
    Ok(Followed { tracked, due_on: record.due_on, executors: record.executors, facts, number })
}

fn fact(ctx: &Ctx, execution: Execution) -> ReportedFact {
    let term = execution.actual_json.as_deref().and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let said = |key: &str| term.as_ref().and_then(|term| term.get(key)?.as_str());
    let day: Option<Date> = said("to").and_then(|to| to.parse().ok());
    ReportedFact {
        when: said("as_written").map(str::to_owned).filter(|words| !words.trim().is_empty()),
        day: day.or_else(|| Some(ctx.house.zone.to_datetime(execution.at).date())),
        proofs: execution.paper.iter().map(|_| "приложен файл".to_owned()).collect(),
        done: execution.done,
    }
}
