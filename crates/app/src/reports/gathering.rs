//! What reports are made of: measures of plans with what was said of them, one question a kind however many plans.

use crate::ctx::Ctx;
use crate::records::measure_of;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::{ProofKind, TrackedMeasure};
use otklik_domain::report::{Followed, ReportPeriod, ReportedFact};
use otklik_store::record::{Execution, Measure, Proof, ReportFigure, Verdict};
use std::collections::HashMap;
use uuid::Uuid;

/// Measures of plans, in the order of each plan.
pub(super) async fn gather(
    ctx: &Ctx,
    plans: &[PlanId],
    period: ReportPeriod,
) -> Result<HashMap<PlanId, Vec<Followed>>, Refusal> {
    let store = ctx.store();
    let (measures, executions, proofs, figures) = tokio::try_join!(
        store.list_measures_of(plans),
        store.list_executions_of(plans),
        store.list_proofs_of(plans),
        store.list_figures_of(plans)
    )?;
    let mut brought: HashMap<(MeasureId, Option<Uuid>), Vec<String>> = HashMap::new();
    for proof in proofs {
        brought.entry((proof.measure, proof.execution)).or_default().push(proof_words(&proof));
    }
    let mut facts: HashMap<MeasureId, Vec<ReportedFact>> = HashMap::new();
    for execution in executions.into_iter().filter(|execution| execution.verdict != Verdict::Returned) {
        let (measure, own) = (execution.measure, brought.remove(&(execution.measure, Some(execution.id))));
        let mut fact = fact(ctx, execution);
        fact.proofs.extend(own.unwrap_or_default());
        facts.entry(measure).or_default().push(fact);
    }
    // What was brought without a report shows the work that was told last.
    for ((measure, _), words) in brought.into_iter().filter(|((_, execution), _)| execution.is_none()) {
        if let Some(last) = facts.get_mut(&measure).and_then(|facts| facts.last_mut()) {
            last.proofs.extend(words);
        }
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

/// A proof as a report names it.
fn proof_words(proof: &Proof) -> String {
    let of_day = proof.signed_on.map(|day| format!(" от {}", day.strftime("%d.%m.%Y"))).unwrap_or_default();
    let number = proof.number.as_ref().map(|number| format!(" № {number}")).unwrap_or_default();
    match proof.kind {
        ProofKind::Photo => "снимок".to_owned(),
        ProofKind::File => format!("файл «{}»", proof.words),
        ProofKind::Link => proof.address.clone().unwrap_or_else(|| proof.words.clone()),
        ProofKind::Act => format!("{}{number}{of_day}", proof.words),
    }
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
