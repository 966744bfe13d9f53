//! Between the domain's plans and the store's records: the only place that knows both shapes.
//!
//! In come domain values and a calendar; out go records with the columns a register asks for, and back.

use crate::ctx::Ctx;
use crate::intake::count;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::deadline::{Deadline, DeadlineKind};
use otklik_domain::plan::life::Stage;
use otklik_domain::plan::{self, Draft, TrackedMeasure};
use otklik_papers::plan_json;
use otklik_store::record::{self, PlanState};

/// Effective last day of a term: rolled to a working day. Terms that never end have none.
pub(crate) fn due_on(deadline: &Deadline, calendar: &ProductionCalendar) -> Option<Date> {
    let has_end = matches!(
        deadline.kind,
        DeadlineKind::ByDate | DeadlineKind::Period | DeadlineKind::Ongoing | DeadlineKind::Recurring
    );
    deadline.to.filter(|_| has_end).map(|to| calendar.roll_forward(to))
}

/// A draft of exactly this measure, as plan JSON.
pub(crate) fn measure_json(measure: &plan::Measure) -> String {
    plan_json::to_json(&Draft { measures: vec![measure.clone()], ..Draft::empty(plan::DraftKind::Plan) })
}

/// The measure of such a JSON.
pub(crate) fn measure_of(json: &str) -> Result<plan::Measure, Refusal> {
    let draft = plan_json::from_json(json).map_err(|e| Refusal::unavailable(e.to_string()))?;
    draft.measures.into_iter().next().ok_or_else(|| Refusal::unavailable("a kept measure is empty"))
}

/// Executors for people.
pub(crate) fn executors_in_words(measure: &plan::Measure) -> String {
    let one = |e: &plan::Executor| {
        [e.name.as_deref(), e.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    measure.executors.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// More words a measure is found by.
pub(crate) fn more_words(measure: &plan::Measure) -> String {
    let done = measure.execution.as_ref().and_then(|e| e.done.as_deref());
    let more = [measure.shortcoming.as_deref(), measure.expected_result.as_deref(), measure.under.as_deref(), done];
    more.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A measure with its register columns.
pub(crate) fn measure_record(
    plan: &record::Plan,
    tracked: &TrackedMeasure,
    calendar: &ProductionCalendar,
) -> record::Measure {
    let measure = &tracked.measure;
    let deadline = measure.deadline.as_ref();
    record::Measure {
        organisation: plan.organisation,
        id: tracked.id,
        plan: plan.id,
        position: i64::try_from(tracked.position).unwrap_or(i64::MAX),
        number: measure.number.clone(),
        criterion: measure.criterion,
        text: measure.text.clone(),
        deadline_as_written: deadline.map(|d| d.as_written.clone()),
        deadline_kind: deadline.map(|d| d.kind),
        starts_on: deadline.and_then(|d| d.from),
        due_on: deadline.and_then(|d| due_on(d, calendar)),
        state: tracked.state,
        reason: tracked.reason.clone(),
        executors: executors_in_words(measure),
        more_words: more_words(measure),
        body_json: measure_json(measure),
        is_example: plan.is_example,
    }
}

/// The plan JSON of a plan without its measures.
pub(crate) fn plan_body(plan: &plan::Plan) -> String {
    plan_json::to_json(&Draft { measures: Vec::new(), ..plan.as_draft() })
}

/// The record of a plan that was just made, of no paper.
pub(crate) fn plan_record(ctx: &Ctx, plan: &plan::Plan, is_example: bool) -> record::Plan {
    record::Plan {
        organisation: plan.organisation,
        id: plan.id,
        draft: None,
        paper: None,
        supersedes: None,
        title: plan.title.clone(),
        from: plan.period.map(|it| it.from),
        to: plan.period.map(|it| it.to),
        assessed_year: plan.assessed_year,
        body_json: plan_body(plan),
        n_measures: count(plan.measures.len()),
        state: PlanState::Active,
        stage: Stage::Draft,
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example,
    }
}

/// A draft of a kept plan and its kept measures.
pub(crate) fn draft_of(body_json: &str, measures: &[record::Measure]) -> Result<Draft, Refusal> {
    let mut draft = plan_json::from_json(body_json).map_err(|e| Refusal::unavailable(e.to_string()))?;
    draft.measures = measures.iter().map(|m| measure_of(&m.body_json)).collect::<Result<_, _>>()?;
    Ok(draft)
}
