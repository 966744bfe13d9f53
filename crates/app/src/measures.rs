//! One measure: what the plan says, what happened to it, what was done.
//!
//! In come a measure's id and a person's words; out goes its life, or one more step of it.

use crate::ctx::Ctx;
use crate::drafts::MeasureTyped;
use crate::drafts::typed::day_in_words;
use crate::fresh;
use crate::people;
use crate::plans::rows;
use crate::records::{self, measure_of};
use crate::refusal::Refusal;
use crate::register::lateness;
use crate::source::Document;
use otklik_domain::Date;
use otklik_domain::access::{RecordExecution, Verb};
use otklik_domain::deadline::{self, Anchor, Deadline, DeadlineKind, Lateness};
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::{Execution, Measure, MeasureState};
use otklik_domain::registry::Organisation;
use otklik_papers::plan_json;
use otklik_store::record::{self, Kept, MeasureEvent, Verdict, Version};
use std::collections::HashMap;

/// A measure as people in the house see it.
#[derive(Debug, Clone)]
pub struct MeasureView {
    /// Its record: state, days, plan.
    pub record: record::Measure,
    /// Version a step must name.
    pub version: Version,
    /// What the plan says.
    pub measure: Measure,
    /// How late it is today.
    pub lateness: Lateness,
    /// By which day a term that comes again and again asks next, while it does.
    pub next_due: Option<Date>,
    /// Whose it is.
    pub organisation: Organisation,
    /// Its plan was approved: what it says changes with a reason only.
    pub is_approved: bool,
    /// What happened, oldest first.
    pub events: Vec<MeasureEvent>,
    /// Reports about it, oldest first.
    pub executions: Vec<record::Execution>,
    /// Names of the people among `events` and `executions`, by how the journal calls them.
    pub names: HashMap<String, String>,
    /// The document its plan was read from, to show the cell the measure stands in.
    pub source: Option<Document>,
    /// Name of the document's file.
    pub source_name: Option<String>,
    /// The plan's draft, where the original is kept.
    pub made_of: Option<otklik_domain::ids::DraftId>,
}

/// A step of a measure as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepTyped {
    /// Public name of the state to go to.
    pub to: String,
    /// Why, for «не выполнено», «частично», «перенесён».
    pub reason: String,
    /// What was done.
    pub done: String,
    /// When, as people write it.
    pub actual: String,
    /// The new term, for «перенесён».
    pub term: String,
}

/// One measure of a plan the actor may see.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn measure(ctx: &Ctx, id: MeasureId) -> Result<MeasureView, Refusal> {
    let kept = find(ctx, id).await?;
    let plan = ctx.store().find_plan(kept.value.plan).await?.ok_or(Refusal::NotFound)?.value;
    let organisation = ctx.store().find_organisation(kept.value.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let (source, source_name) = source_of(ctx, &plan).await?;
    let (events, executions) = tokio::try_join!(ctx.store().list_events(id), ctx.store().list_executions(id))?;
    let actors = events.iter().map(|e| e.actor.as_str()).chain(executions.iter().map(|e| e.by.as_str()));
    let measure = measure_of(&kept.value.body_json)?;
    Ok(MeasureView {
        next_due: next_due(ctx, &plan, &kept.value, &measure, &executions),
        names: people::names(ctx, actors).await?,
        measure,
        lateness: lateness(kept.value.due_on, kept.value.state, ctx.today()),
        version: kept.version,
        record: kept.value,
        organisation,
        is_approved: plan.stage.is_in_force(),
        events,
        executions,
        source,
        source_name,
        made_of: plan.draft,
    })
}

/// The next day a recurring term asks for: after what was reported last, and never one that has passed already.
///
/// A repeated measure is not late because nobody wrote a report about one of its times; the register asks only about
/// the end of its term, where the paper names one.
fn next_due(
    ctx: &Ctx,
    plan: &record::Plan,
    record: &record::Measure,
    measure: &Measure,
    executions: &[record::Execution],
) -> Option<Date> {
    let goes_on = |d: &&Deadline| matches!(d.kind, DeadlineKind::Recurring | DeadlineKind::Ongoing);
    let deadline = measure.deadline.as_ref().filter(goes_on)?;
    if record.state.is_final() {
        return None;
    }
    let (today, calendar) = (ctx.today(), &ctx.house.calendar);
    let adopted_on = ctx.house.zone.to_datetime(plan.at).date();
    let start = plan.from.unwrap_or(adopted_on);
    let last_done = executions.iter().map(|e| done_on(ctx, e)).max();
    let is_ahead = |day: &Date| *day >= today;
    let anchored = deadline::next_due(deadline, Anchor { start: Some(start), last_done }, calendar);
    let from_today = || deadline::next_due(deadline, Anchor { start: Some(today), last_done: None }, calendar);
    anchored.filter(is_ahead).or_else(from_today).filter(is_ahead)
}

/// The day a report speaks of, or the day it was written.
fn done_on(ctx: &Ctx, execution: &record::Execution) -> Date {
    let actual = execution.actual_json.as_deref().and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let said = actual.as_ref().and_then(|term| term.get("to")?.as_str()?.parse().ok());
    said.unwrap_or_else(|| ctx.house.zone.to_datetime(execution.at).date())
}

async fn source_of(ctx: &Ctx, plan: &record::Plan) -> Result<(Option<Document>, Option<String>), Refusal> {
    let Some(draft) = plan.draft else { return Ok((None, None)) };
    let Some(kept) = ctx.store().find_draft(draft).await? else { return Ok((None, None)) };
    let paper = ctx.store().find_paper(kept.value.paper).await?;
    let document = serde_json::from_str(&kept.value.document_json).map_err(Refusal::unavailable)?;
    Ok((Some(document), paper.map(|p| p.file_name)))
}

/// Moves a measure one step along its states; work that was done is recorded beside it.
///
/// # Errors
/// `Invalid` when the step does not exist, lacks its reason, or the report lacks its words; `Stale`.
pub async fn record_execution(ctx: &Ctx, id: MeasureId, expected: Version, typed: &StepTyped) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<RecordExecution>(Some(kept.value.organisation))?;
    let to = MeasureState::from_name(&typed.to).ok_or_else(|| Refusal::field("to", "Выберите состояние"))?;
    if to == MeasureState::Confirmed {
        // Who did the work does not confirm it: that is the business of those who adopt plans.
        ctx.demand(Verb::AdoptPlan, Some(kept.value.organisation))?;
    }
    let (mut record, mut measure) = (kept.value.clone(), measure_of(&kept.value.body_json)?);
    record.state = kept.value.state.step(to, Some(&typed.reason))?;
    record.reason = Some(typed.reason.trim().to_owned()).filter(|r| !r.is_empty());
    if to == MeasureState::Moved {
        move_term(ctx, &mut measure, &typed.term)?;
        record.due_on = measure.deadline.as_ref().and_then(|d| records::due_on(d, &ctx.house.calendar));
    }
    let execution = match report(ctx, &record, to, typed, &mut measure)? {
        None if kept.value.state == MeasureState::Reported => verdict(ctx, &record).await?,
        execution => execution,
    };
    record.body_json = records::measure_json(&measure);
    let act = ctx.act("record_execution").because(typed.reason.trim());
    match execution {
        Some(execution) => ctx.store().keep_execution(&act, &execution, &record, expected).await?,
        None => ctx.store().keep_measure(&act, &record, Some(expected)).await?,
    };
    Ok(())
}

/// The verdict on the report that waited, when its measure goes on: confirmed, or sent back with the reason.
async fn verdict(ctx: &Ctx, record: &record::Measure) -> Result<Option<record::Execution>, Refusal> {
    let reports = ctx.store().list_executions(record.id).await?;
    let waiting = reports.into_iter().rfind(|report| report.verdict == Verdict::Waiting);
    let verdict = if record.state == MeasureState::Confirmed { Verdict::Confirmed } else { Verdict::Returned };
    Ok(waiting.map(|report| record::Execution { verdict, verdict_note: record.reason.clone(), ..report }))
}

/// The report that goes with a step, and its trace in the plan itself.
fn report(
    ctx: &Ctx,
    record: &record::Measure,
    to: MeasureState,
    typed: &StepTyped,
    measure: &mut Measure,
) -> Result<Option<record::Execution>, Refusal> {
    let done = typed.done.trim();
    if to == MeasureState::Reported && done.is_empty() {
        return Err(Refusal::field("done", "Напишите, что сделано: одно предложение"));
    }
    if done.is_empty() {
        return Ok(None);
    }
    let said = if typed.actual.trim().is_empty() { day_in_words(ctx.today()) } else { typed.actual.clone() };
    let (actual, _) = deadline::read(&said, deadline::Context { year: Some(ctx.today().year()), period: None });
    measure.execution = Some(Execution { done: Some(done.to_owned()), actual: Some(actual.clone()) });
    Ok(Some(record::Execution {
        organisation: record.organisation,
        id: fresh::uuid(ctx.now()),
        measure: record.id,
        done: done.to_owned(),
        actual_json: Some(plan_json::deadline_to_value(&actual).to_string()),
        paper: None,
        by: ctx.actor_name(),
        at: ctx.now(),
        verdict: if to == MeasureState::Confirmed { Verdict::Confirmed } else { Verdict::Waiting },
        verdict_note: None,
    }))
}

fn move_term(ctx: &Ctx, measure: &mut Measure, term: &str) -> Result<(), Refusal> {
    let (deadline, _) = deadline::read(term, deadline::Context { year: Some(ctx.today().year()), period: None });
    if deadline.to.is_none() {
        return Err(Refusal::field(
            "term",
            "Назовите новый срок так, чтобы у него был последний день: «до 30.06.2025»",
        ));
    }
    measure.deadline = Some(deadline);
    Ok(())
}

/// Corrects what an adopted plan says about a measure; the was and the became stay in its history.
///
/// # Errors
/// `Invalid` with every field at fault; `Stale`.
pub async fn edit_measure(ctx: &Ctx, id: MeasureId, expected: Version, typed: &MeasureTyped) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<otklik_domain::access::AdoptPlan>(Some(kept.value.organisation))?;
    rows::edit_row(ctx, kept, expected, typed).await
}

async fn find(ctx: &Ctx, id: MeasureId) -> Result<Kept<record::Measure>, Refusal> {
    let kept = ctx.store().find_measure(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}
