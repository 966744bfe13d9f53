//! Steps of a measure: reported with proof, confirmed by somebody else, sent back, partly done, moved.
//!
//! In come typed words and what was brought; out goes one kept step with its report, moved term and proof. Who reported
//! does not confirm. It refuses to double a step that is sent again under the same name.

use super::find;
use super::turns::{comes_again, day_of, look_again};
use crate::ctx::Ctx;
use crate::drafts::typed::day_in_words;
use crate::fresh;
use crate::proof::{self, Brought};
use crate::records::{self, measure_of};
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::{RecordExecution, Verb};
use otklik_domain::deadline::{self, Deadline, DeadlineKind};
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::{Execution, Fault, Measure, MeasureState};
use otklik_papers::plan_json;
use otklik_store::record::{self, Kept, TermMove, Verdict, Version};
use uuid::Uuid;

/// A step of a measure as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepTyped {
    /// Public name of the state to go to.
    pub to: String,
    /// Why, for «не выполнено», «перенесён» and work that is sent back; what is left, for «частично».
    pub reason: String,
    /// What was done.
    pub done: String,
    /// When, as people write it.
    pub actual: String,
    /// The new term, for «перенесён»; until when the rest will be done, for «частично».
    pub term: String,
    /// The day the report counts for, where the term comes again; the day of the work where it is not said.
    pub turn: String,
}

/// A step with what came beside its words.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// The words.
    pub typed: StepTyped,
    /// The name its sender gave it: sent twice it is kept once.
    pub name: Option<Uuid>,
    /// What shows the work.
    pub brought: Vec<Brought>,
}

/// Moves a measure one step along its states; work that was done is recorded beside it.
///
/// # Errors
/// As [`record_work`].
pub async fn record_execution(ctx: &Ctx, id: MeasureId, expected: Version, typed: &StepTyped) -> Result<(), Refusal> {
    record_work(ctx, id, expected, Work { typed: typed.clone(), ..Work::default() }).await
}

/// The same with proof, all of it or nothing; the same step sent again under its name changes nothing.
///
/// # Errors
/// `Invalid` when the step does not exist, lacks its reason or its words, who reported would confirm, or a proof cannot
/// be taken; `Stale`; `NotAllowed`.
pub async fn record_work(ctx: &Ctx, id: MeasureId, expected: Version, work: Work) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<RecordExecution>(Some(kept.value.organisation))?;
    check_stage(ctx, &kept.value).await?;
    let reports = ctx.store().list_executions(id).await?;
    if is_kept(ctx, &reports, work.name) {
        return Ok(());
    }
    let Work { mut typed, name, brought } = work;
    if typed.done.trim().is_empty() && typed.to == MeasureState::Reported.name() && !brought.is_empty() {
        typed.done = format!("Сделано: {}", measure_of(&kept.value.body_json)?.text.trim());
    }
    let mut whole = worked(ctx, &kept, &reports, &typed, name)?;
    if kept.version != expected {
        return Err(Refusal::Stale);
    }
    let facts = proof::Facts::of_report(&whole.measure, whole.execution.as_ref());
    whole.proofs = proof::prepare_all(ctx, &facts, brought).await?;
    let act = ctx.act("record_execution").because(typed.reason.trim());
    match ctx.store().keep_work(&act, &whole, expected).await {
        // The same step came twice at once: the other one was faster.
        Err(otklik_store::Fault::Stale | otklik_store::Fault::Taken(_))
            if name.is_some() && is_kept(ctx, &ctx.store().list_executions(id).await?, name) =>
        {
            Ok(())
        }
        answer => {
            answer?;
            look_again(ctx, &[id]).await;
            Ok(())
        }
    }
}

/// A measure one step further, with its report or the verdict on one, and the term that moved; proof is left to others.
///
/// # Errors
/// `Invalid` when the step does not exist or lacks its words; `NotAllowed`.
pub(crate) fn worked(
    ctx: &Ctx,
    kept: &Kept<record::Measure>,
    reports: &[record::Execution],
    typed: &StepTyped,
    name: Option<Uuid>,
) -> Result<record::Work, Refusal> {
    let to = MeasureState::from_name(&typed.to).ok_or_else(|| Refusal::field("to", "Выберите состояние"))?;
    let waiting = reports.iter().rfind(|report| report.verdict == Verdict::Waiting);
    check_judge(ctx, kept, to, waiting)?;
    let (mut record, mut measure) = (kept.value.clone(), measure_of(&kept.value.body_json)?);
    record.state = kept.value.state.step(to, comes_again(&kept.value), Some(&typed.reason))?;
    record.reason = Some(typed.reason.trim().to_owned()).filter(|r| !r.is_empty());
    let moved = moved_term(ctx, &mut record, &mut measure, to, typed)?;
    let execution = match report(ctx, &record, to, typed, &mut measure, name)? {
        None if kept.value.state == MeasureState::Reported => verdict(&record, waiting),
        execution => execution,
    };
    record.body_json = records::measure_json(&measure);
    Ok(record::Work { measure: record, execution, moved, proofs: Vec::new() })
}

fn is_kept(ctx: &Ctx, reports: &[record::Execution], name: Option<Uuid>) -> bool {
    reports.iter().any(|report| Some(report.id) == name && report.by == ctx.actor_name())
}

/// Work is marked on plans in force: approved and neither closed nor replaced by a newer edition.
///
/// # Errors
/// `Invalid` with what is to be done first.
pub(crate) async fn check_stage(ctx: &Ctx, measure: &record::Measure) -> Result<(), Refusal> {
    let plan = ctx.store().find_plan(measure.plan).await?.ok_or(Refusal::NotFound)?.value;
    no_work(&plan).map_or(Ok(()), |words| Err(Refusal::field("to", words)))
}

/// Why work on measures of a plan cannot be marked now.
pub(crate) fn no_work(plan: &record::Plan) -> Option<String> {
    if plan.state == record::PlanState::Superseded {
        return Some("Этот план сменила новая редакция: исполнение отмечают в ней".to_owned());
    }
    plan.stage.check_work().err().map(|fault| fault.to_string())
}

/// Who did the work does not judge it: that is the business of those who adopt plans, and of another person.
fn check_judge(
    ctx: &Ctx,
    kept: &Kept<record::Measure>,
    to: MeasureState,
    waiting: Option<&record::Execution>,
) -> Result<(), Refusal> {
    let is_own = waiting.is_some_and(|report| report.by == ctx.actor_name());
    let judges = to == MeasureState::Confirmed
        || kept.value.state == MeasureState::Reported && (to == MeasureState::Partly || !is_own);
    if judges {
        ctx.demand(Verb::AdoptPlan, Some(kept.value.organisation))?;
    }
    if judges && is_own { Err(Fault::OwnReport.into()) } else { Ok(()) }
}

/// The verdict on the report that waited, when its measure goes on: confirmed, in part, or sent back with the reason.
fn verdict(record: &record::Measure, waiting: Option<&record::Execution>) -> Option<record::Execution> {
    let verdict = match record.state {
        MeasureState::Confirmed => Verdict::Confirmed,
        MeasureState::Partly => Verdict::Partly,
        _ => Verdict::Returned,
    };
    waiting.map(|report| record::Execution { verdict, verdict_note: record.reason.clone(), ..report.clone() })
}

/// The report that goes with a step, and its trace in the plan itself.
fn report(
    ctx: &Ctx,
    record: &record::Measure,
    to: MeasureState,
    typed: &StepTyped,
    measure: &mut Measure,
    name: Option<Uuid>,
) -> Result<Option<record::Execution>, Refusal> {
    let done = typed.done.trim();
    if to == MeasureState::Reported && done.is_empty() {
        return Err(Refusal::field("done", "Напишите, что сделано: одно предложение, или приложите снимок"));
    }
    if done.is_empty() {
        return Ok(None);
    }
    let actual = actual_typed(ctx.today(), &typed.actual)?;
    measure.execution = Some(Execution { done: Some(done.to_owned()), actual: Some(actual.clone()) });
    let mut report = record::Execution {
        organisation: record.organisation,
        id: name.unwrap_or_else(|| fresh::uuid(ctx.now())),
        measure: record.id,
        done: done.to_owned(),
        actual_json: Some(plan_json::deadline_to_value(&actual).to_string()),
        paper: None,
        by: ctx.actor_name(),
        at: ctx.now(),
        verdict: match to {
            MeasureState::Confirmed => Verdict::Confirmed,
            MeasureState::Partly => Verdict::Partly,
            _ => Verdict::Waiting,
        },
        verdict_note: None,
        for_day: None,
    };
    let day = if comes_again(record) { turn_typed(&typed.turn)? } else { None };
    report.for_day = Some(day.unwrap_or_else(|| day_of(ctx, &report)));
    Ok(Some(report))
}

/// When it was done as typed; nothing is today. A day that no calendar has, or that is still to come, is refused.
fn actual_typed(today: Date, typed: &str) -> Result<Deadline, Refusal> {
    let said = if typed.trim().is_empty() { day_in_words(today) } else { typed.trim().to_owned() };
    let (actual, _) = deadline::read(&said, deadline::Context { year: Some(today.year()), period: None });
    if actual.kind == DeadlineKind::Unread {
        let words = format!("«{said}»: такого дня нет. Напишите, когда сделано, например {}", day_in_words(today));
        return Err(Refusal::field("actual", words));
    }
    if actual.from.or(actual.to).is_some_and(|first| first > today) {
        return Err(Refusal::field("actual", format!("«{said}»: этот день ещё не наступил")));
    }
    Ok(actual)
}

fn turn_typed(typed: &str) -> Result<Option<Date>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refusal::field("turn", "Выберите период из списка")),
    }
}

/// The term as it becomes, and what it was: moved, or set for what is left.
fn moved_term(
    ctx: &Ctx,
    record: &mut record::Measure,
    measure: &mut Measure,
    to: MeasureState,
    typed: &StepTyped,
) -> Result<Option<TermMove>, Refusal> {
    let is_said = !typed.term.trim().is_empty();
    let rests = to == MeasureState::Partly && !comes_again(record);
    if rests && !is_said && record.due_on.is_none_or(|due_on| due_on < ctx.today()) {
        return Err(Refusal::field("term", "Назовите, до какого дня сделают остальное: «до 30.06.2025»"));
    }
    if to != MeasureState::Moved && !(rests && is_said) {
        return Ok(None);
    }
    let year = deadline::Context { year: Some(ctx.today().year()), period: None };
    let (became, _) = deadline::read(&typed.term, year);
    if became.to.is_none() {
        let words = "Назовите новый срок так, чтобы у него был последний день: «до 30.06.2025»";
        return Err(Refusal::field("term", words));
    }
    let was = measure.deadline.replace(became.clone());
    let was_due_on = std::mem::replace(&mut record.due_on, records::due_on(&became, &ctx.house.calendar));
    record.deadline_as_written = Some(became.as_written.clone());
    record.deadline_kind = Some(became.kind);
    record.starts_on = became.from;
    Ok(Some(TermMove {
        organisation: record.organisation,
        id: fresh::uuid(ctx.now()),
        measure: record.id,
        was: was.map(|was| was.as_written),
        was_due_on,
        became: became.as_written,
        became_due_on: record.due_on,
        reason: typed.reason.trim().to_owned(),
        by: ctx.actor_name(),
        at: ctx.now(),
    }))
}
