//! One step for many measures: shown first, taken together, taken back while nobody went on.

use super::reminding::{self, REMIND, ToWhom};
use crate::ctx::Ctx;
use crate::fresh;
use crate::measures::{StepTyped, TAKEN_BACK, check_stage, look_again, worked};
use crate::portal;
use crate::records::{self, measure_of};
use crate::refusal::{Faults, Refusal};
use jiff::SignedDuration;
use otklik_domain::access::{RecordExecution, Verb};
use otklik_domain::ids::{MeasureId, OrganisationId};
use otklik_domain::plan::MeasureState;
use otklik_store::record::{self, BulkAct, BulkChange, BulkStep, Kept, TermMove, Version, Work};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// For how long a step can be taken back.
pub const UNDO_HOURS: i64 = 24;

/// As many measures are changed at once.
const MEASURES_MAX: usize = 1200;

/// A step for many as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BulkAsked {
    /// Public name of the state to go to: `in_work`, `confirmed`, `moved`; or `remind`.
    pub to: String,
    /// Why, for a moved term.
    pub reason: String,
    /// The new term.
    pub term: String,
}

/// What a step would do to one measure.
#[derive(Debug, Clone)]
pub struct PreviewLine {
    /// The measure.
    pub measure: record::Measure,
    /// Its version.
    pub version: Version,
    /// Name of the organisation.
    pub organisation: String,
    /// Why it stays as it is.
    pub keeps: Option<String>,
}

/// What a step would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The step in words.
    pub words: String,
    /// Measures in the order of organisations.
    pub lines: Vec<PreviewLine>,
    /// Who gets a letter, or why not; of a reminder only.
    pub people: Vec<ToWhom>,
}

/// A step that was taken, with whether it can be taken back.
#[derive(Debug, Clone)]
pub struct BulkView {
    /// The step.
    pub act: Kept<BulkAct>,
    /// What it changed: the measure as it is now and its organisation.
    pub lines: Vec<(record::Measure, String)>,
    /// Why it cannot be taken back; nothing when it can.
    pub stays: Option<String>,
}

fn words_of(asked: &BulkAsked) -> Result<String, Refusal> {
    let to = MeasureState::from_name(&asked.to);
    let (term, reason) = (asked.term.trim(), asked.reason.trim());
    match to {
        Some(MeasureState::InWork) => Ok("Отметить «в работе»".to_owned()),
        Some(MeasureState::Confirmed) => Ok("Подтвердить выполнение".to_owned()),
        Some(MeasureState::Moved) if !term.is_empty() && !reason.is_empty() => {
            Ok(format!("Перенести срок: {term}. Причина: {reason}"))
        }
        Some(MeasureState::Moved) => {
            let asked = [
                ("term", term, "Назовите новый срок: «до 30.06.2027»"),
                ("reason", reason, "Напишите, почему переносится срок"),
            ];
            let empty = asked.into_iter().filter(|(_, text, _)| text.is_empty());
            Err(Refusal::Invalid(Faults::Fields(empty.map(|(name, _, words)| (name, words.to_owned())).collect())))
        }
        _ => Err(Refusal::field("to", "Выберите, что сделать")),
    }
}

/// A measure one step further.
struct Step {
    kept: Kept<record::Measure>,
    work: Result<Work, Refusal>,
}

/// The measures that are named. One that the actor may not see is as if it were not there, and so are all.
pub(super) async fn found_measures(ctx: &Ctx, measures: &[MeasureId]) -> Result<Vec<Kept<record::Measure>>, Refusal> {
    if measures.is_empty() {
        return Err(Refusal::field("measures", "Отметьте меры: строкой или по одной"));
    }
    if measures.len() > MEASURES_MAX {
        return Err(Refusal::field(
            "measures",
            format!("За один раз меняют не больше {MEASURES_MAX} мер: сузьте отбор"),
        ));
    }
    let unique: Vec<MeasureId> = measures.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = ctx.store().list_measures_by_id(&unique).await?;
    found.retain(|kept| ctx.may(Verb::SeePrivate, Some(kept.value.organisation)));
    if found.len() < unique.len() {
        return Err(Refusal::NotFound);
    }
    Ok(found)
}

/// The measures that are named, each tried by itself.
async fn tried(ctx: &Ctx, asked: &BulkAsked, measures: &[MeasureId]) -> Result<Vec<Step>, Refusal> {
    let found = found_measures(ctx, measures).await?;
    let typed = StepTyped {
        to: asked.to.clone(),
        reason: asked.reason.clone(),
        term: asked.term.clone(),
        ..StepTyped::default()
    };
    let mut steps = Vec::with_capacity(found.len());
    for kept in found {
        let reports = match asked.to.as_str() {
            "confirmed" => ctx.store().list_executions(kept.value.id).await?,
            _ => Vec::new(),
        };
        let work = match ctx.permit::<RecordExecution>(Some(kept.value.organisation)) {
            Ok(_) => match check_stage(ctx, &kept.value).await {
                Ok(()) => worked(ctx, &kept, &reports, &typed, None),
                Err(refusal) => Err(refusal),
            },
            Err(refusal) => Err(refusal),
        };
        steps.push(Step { kept, work });
    }
    Ok(steps)
}

/// What a step would do to these measures.
///
/// # Errors
/// `Invalid` when the step lacks its words or no measure is named; `NotFound` when one is not the actor's to see;
/// `NotAllowed` for who records nothing anywhere.
pub async fn preview(ctx: &Ctx, asked: &BulkAsked, measures: &[MeasureId]) -> Result<Preview, Refusal> {
    ctx.demand_somewhere(Verb::RecordExecution)?;
    if asked.to == REMIND {
        let plan = reminding::plan(ctx, fresh::uuid(ctx.now()), measures).await?;
        let mut lines = plan.lines;
        lines.sort_by(|a, b| (&a.organisation, a.measure.id).cmp(&(&b.organisation, b.measure.id)));
        return Ok(Preview {
            words: "Напомнить ответственным".to_owned(), lines, people: plan.people
        });
    }
    let words = words_of(asked)?;
    let steps = tried(ctx, asked, measures).await?;
    let ids: Vec<OrganisationId> = steps.iter().map(|step| step.kept.value.organisation).collect();
    let names = portal::names(ctx, &ids).await?;
    let line = |step: Step| {
        let keeps = match step.work {
            Ok(_) => None,
            Err(Refusal::Invalid(faults)) => Some(faults.to_string()),
            Err(Refusal::NotAllowed) => Some("у вас нет права на этот шаг".to_owned()),
            Err(other) => return Err(other),
        };
        let organisation = names.get(&step.kept.value.organisation).cloned().unwrap_or_default();
        Ok(PreviewLine { measure: step.kept.value, version: step.kept.version, organisation, keeps })
    };
    let mut lines: Vec<PreviewLine> = steps.into_iter().map(line).collect::<Result<_, _>>()?;
    lines.sort_by(|a, b| (&a.organisation, a.measure.id).cmp(&(&b.organisation, b.measure.id)));
    Ok(Preview { words, lines, people: Vec::new() })
}

/// Takes a step for measures in the versions they were shown in, all or none.
///
/// # Errors
/// As [`preview`]; `Stale` when one of them was changed since it was shown; `Invalid` when one cannot take the step.
pub async fn apply(ctx: &Ctx, asked: &BulkAsked, measures: &[(MeasureId, Version)]) -> Result<Uuid, Refusal> {
    ctx.demand_somewhere(Verb::RecordExecution)?;
    let ids: Vec<MeasureId> = measures.iter().map(|(id, _)| *id).collect();
    if asked.to == REMIND {
        return reminding::send(ctx, &ids).await;
    }
    let words = words_of(asked)?;
    let mut steps = Vec::new();
    for step in tried(ctx, asked, &ids).await? {
        let was = was_of(&step.kept.value);
        let seen = measures.iter().find(|(id, _)| *id == step.kept.value.id).map(|(_, version)| *version);
        if seen != Some(step.kept.version) {
            return Err(Refusal::Stale);
        }
        let work = step.work?;
        let was_json = json!({ "measure": was, "report": work.execution.as_ref().map(|it| it.id.to_string()) });
        steps.push(BulkStep { work, expected: step.kept.version, was_json: was_json.to_string() });
    }
    let bulk = BulkAct {
        id: fresh::uuid(ctx.now()),
        kind: asked.to.clone(),
        words: words.clone(),
        n_measures: i64::try_from(steps.len()).unwrap_or(i64::MAX),
        by: ctx.actor_name(),
        at: ctx.now(),
        undone_at: None,
    };
    ctx.store().keep_bulk_act(&ctx.act("step_many").because(&words), &bulk, &steps).await?;
    look_again(ctx, &ids).await;
    Ok(bulk.id)
}

/// What is needed to bring a measure back.
fn was_of(measure: &record::Measure) -> Value {
    json!({ "state": measure.state.name(), "reason": measure.reason, "body": measure.body_json })
}

/// A step that the actor took, or may oversee where it reached.
///
/// # Errors
/// `NotFound` when there is none, or one of its measures is not the actor's to see.
pub async fn bulk_act(ctx: &Ctx, id: Uuid) -> Result<BulkView, Refusal> {
    let (act, changes, measures) = found(ctx, id).await?;
    let ids: Vec<OrganisationId> = measures.iter().map(|kept| kept.value.organisation).collect();
    let names = portal::names(ctx, &ids).await?;
    let stays = stays(ctx, &act.value, &changes, &measures).await?;
    let line = |kept: Kept<record::Measure>| {
        let name = names.get(&kept.value.organisation).cloned().unwrap_or_default();
        (kept.value, name)
    };
    Ok(BulkView { act, lines: measures.into_iter().map(line).collect(), stays })
}

type Found = (Kept<BulkAct>, Vec<BulkChange>, Vec<Kept<record::Measure>>);

async fn found(ctx: &Ctx, id: Uuid) -> Result<Found, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate).map_err(|refusal| match refusal {
        Refusal::NotAllowed => Refusal::NotFound,
        other => other,
    })?;
    let act = ctx.store().find_bulk_act(id).await?.ok_or(Refusal::NotFound)?;
    let changes = ctx.store().list_bulk_changes(id).await?;
    let ids: Vec<MeasureId> = changes.iter().map(|change| change.measure).collect();
    let measures = ctx.store().list_measures_by_id(&ids).await?;
    let sees = |kept: &Kept<record::Measure>| ctx.may(Verb::SeePrivate, Some(kept.value.organisation));
    if !measures.iter().all(sees) {
        return Err(Refusal::NotFound);
    }
    Ok((act, changes, measures))
}

/// Why a step cannot be taken back.
async fn stays(
    ctx: &Ctx,
    act: &BulkAct,
    changes: &[BulkChange],
    measures: &[Kept<record::Measure>],
) -> Result<Option<String>, Refusal> {
    if act.undone_at.is_some() {
        return Ok(Some("Уже отменено".to_owned()));
    }
    if act.by != ctx.actor_name() {
        return Ok(Some("Отменить может тот, кто сделал".to_owned()));
    }
    if act.kind == REMIND {
        return reminding::gone(ctx, act.id).await;
    }
    if ctx.now().duration_since(act.at) > SignedDuration::from_hours(UNDO_HOURS) {
        return Ok(Some(format!("Отменить можно было {UNDO_HOURS} часа: срок прошёл")));
    }
    let is_as_left = |change: &BulkChange| {
        measures.iter().any(|kept| kept.value.id == change.measure && kept.version == change.became)
    };
    let n_changed = changes.iter().filter(|change| !is_as_left(change)).count();
    Ok((n_changed > 0).then(|| format!("Отменить нельзя: после этого изменили мер: {n_changed}")))
}

/// Takes a step back: every measure is again as it was.
///
/// # Errors
/// `Invalid` with why it stays; `Stale`, `NotFound`, `NotAllowed`.
pub async fn undo(ctx: &Ctx, id: Uuid, expected: Version) -> Result<(), Refusal> {
    let (act, changes, measures) = found(ctx, id).await?;
    for kept in &measures {
        ctx.permit::<RecordExecution>(Some(kept.value.organisation))?;
    }
    if let Some(why) = stays(ctx, &act.value, &changes, &measures).await? {
        return Err(Refusal::field("undo", why));
    }
    if act.value.kind == REMIND {
        return reminding::take_back(ctx, act.value, expected).await;
    }
    let mut works = Vec::with_capacity(changes.len());
    for change in &changes {
        let kept = measures.iter().find(|kept| kept.value.id == change.measure).ok_or(Refusal::Stale)?;
        works.push((back(ctx, &kept.value, change).await?, change.became));
    }
    let bulk = BulkAct { undone_at: Some(ctx.now()), ..act.value };
    let words = format!("Отменено: {}", bulk.words);
    ctx.store().undo_bulk_act(&ctx.act("undo_step_many").because(&words), &bulk, expected, &works).await?;
    look_again(ctx, &changes.iter().map(|change| change.measure).collect::<Vec<_>>()).await;
    Ok(())
}

/// A measure as it was before a step.
async fn back(ctx: &Ctx, now: &record::Measure, change: &BulkChange) -> Result<Work, Refusal> {
    let kept: Value = serde_json::from_str(&change.was_json).map_err(Refusal::unavailable)?;
    let was = &kept["measure"];
    let body = was["body"].as_str().ok_or_else(|| Refusal::unavailable("a step for many lost what was before"))?;
    let state = was["state"].as_str().and_then(MeasureState::from_name);
    let measure = measure_of(body)?;
    let deadline = measure.deadline.as_ref();
    let record = record::Measure {
        state: state.ok_or_else(|| Refusal::unavailable("a step for many lost its state"))?,
        reason: was["reason"].as_str().map(ToOwned::to_owned),
        deadline_as_written: deadline.map(|it| it.as_written.clone()),
        deadline_kind: deadline.map(|it| it.kind),
        starts_on: deadline.and_then(|it| it.from),
        due_on: deadline.and_then(|it| records::due_on(it, &ctx.house.calendar)),
        body_json: body.to_owned(),
        ..now.clone()
    };
    let moved = (record.deadline_as_written != now.deadline_as_written).then(|| TermMove {
        organisation: now.organisation,
        id: fresh::uuid(ctx.now()),
        measure: now.id,
        was: now.deadline_as_written.clone(),
        was_due_on: now.due_on,
        became: record.deadline_as_written.clone().unwrap_or_default(),
        became_due_on: record.due_on,
        reason: TAKEN_BACK.to_owned(),
        by: ctx.actor_name(),
        at: ctx.now(),
    });
    let report = kept["report"].as_str().and_then(|id| id.parse::<Uuid>().ok());
    let execution = match report {
        Some(id) => ctx.store().list_executions(now.id).await?.into_iter().find(|report| report.id == id),
        None => None,
    };
    let waiting = |report| record::Execution { verdict: record::Verdict::Waiting, verdict_note: None, ..report };
    Ok(Work { measure: record, execution: execution.map(waiting), moved, proofs: Vec::new() })
}
