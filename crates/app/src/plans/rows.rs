//! Rows of a plan: added, edited, moved, removed; freely before approval, afterwards with a reason and a consent.
//!
//! In come a plan and what a person typed; out goes the changed plan. First words and terms of an approved row are kept.
//! While the founder looks at a plan, nobody changes it.

use super::{find, life};
use crate::ctx::Ctx;
use crate::drafts::typed::{kept_text, span_typed, typed_measure};
use crate::drafts::{HeadTyped, MeasureTyped};
use crate::fresh;
use crate::intake::count;
use crate::records::{self, measure_of};
use crate::refusal::Refusal;
use otklik_domain::access::{AdoptPlan, Can};
use otklik_domain::deadline::{Context, Deadline};
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::life::{Stage, Step};
use otklik_domain::plan::{Measure, MeasureState, TrackedMeasure};
use otklik_domain::typed;
use otklik_papers::plan_json;
use otklik_store::record::{self, AmendmentKind, Kept, PlanAmendment, RowChanges, Version};

/// Adds a row after another one, or at the end.
///
/// # Errors
/// `Invalid` with every field at fault, or when the plan is with the founder; `NotFound`, `NotAllowed`, `Stale`.
pub async fn add_row(
    ctx: &Ctx,
    id: PlanId,
    expected: Version,
    after: Option<MeasureId>,
    typed: &MeasureTyped,
) -> Result<MeasureId, Refusal> {
    let (kept, proof) = own(ctx, id, expected).await?;
    let (measure, _) = typed_measure(typed, &Measure::default(), context(&kept.value))?;
    let rows = ctx.store().list_measures(id).await?;
    let found = after.and_then(|after| rows.iter().position(|row| row.value.id == after));
    let place = found.map_or(rows.len(), |at| at + 1);
    let row = TrackedMeasure {
        id: MeasureId(fresh::uuid(ctx.now())),
        position: place,
        state: MeasureState::at_adoption(&measure),
        measure,
        reason: None,
    };
    let row = records::measure_record(&kept.value, &row, &ctx.house.calendar);
    let mut plan = record::Plan { n_measures: count(rows.len() + 1), ..kept.value };
    let new = row.id;
    let told = Told { kind: AmendmentKind::Added, row: new, was: None, became: Some(row.body_json.clone()) };
    let mut changes = told.amend(ctx, &mut plan, proof, typed)?;
    changes.put = numbered(rows.into_iter().skip(place), place + 1);
    changes.put.push((row, None));
    ctx.store().keep_plan_rows(&act(ctx, "add_row", typed), &plan, expected, &changes).await?;
    Ok(new)
}

/// Rows from a place on, each one further; only those that stand elsewhere now.
fn numbered(
    rows: impl Iterator<Item = Kept<record::Measure>>,
    first: usize,
) -> Vec<(record::Measure, Option<Version>)> {
    let at = |(n, kept): (usize, Kept<record::Measure>)| {
        let position = i64::try_from(first + n).unwrap_or(i64::MAX);
        let is_moved = kept.value.position != position;
        is_moved.then_some((record::Measure { position, ..kept.value }, Some(kept.version)))
    };
    rows.enumerate().filter_map(at).collect()
}

/// Moves a row one place up or down. An approved plan keeps its order.
///
/// # Errors
/// `Invalid` when the plan is not a draft; `NotFound`, `NotAllowed`, `Stale`.
pub async fn move_row(ctx: &Ctx, id: PlanId, expected: Version, row: MeasureId, is_up: bool) -> Result<(), Refusal> {
    let (kept, _) = own(ctx, id, expected).await?;
    if !kept.value.stage.is_editable() {
        return Err(Refusal::field("plan", "Порядок строк меняют, пока план не утверждён"));
    }
    let mut rows = ctx.store().list_measures(id).await?;
    let at = rows.iter().position(|kept| kept.value.id == row).ok_or(Refusal::NotFound)?;
    let other = if is_up { at.checked_sub(1) } else { Some(at + 1).filter(|next| *next < rows.len()) };
    let Some(other) = other else { return Ok(()) };
    rows.swap(at, other);
    let changes = RowChanges { put: numbered(rows.into_iter(), 0), ..RowChanges::default() };
    ctx.store().keep_plan_rows(&ctx.act("move_row"), &kept.value, expected, &changes).await?;
    Ok(())
}

/// Takes a row out of the plan. A row somebody has worked on stays.
///
/// # Errors
/// `Invalid` when work on it is reported, or when an approved plan changes without a reason; `NotFound`, `NotAllowed`, `Stale`.
pub async fn remove_row(
    ctx: &Ctx,
    id: PlanId,
    expected: Version,
    row: MeasureId,
    typed: &MeasureTyped,
) -> Result<(), Refusal> {
    let (kept, proof) = own(ctx, id, expected).await?;
    let mut rows = ctx.store().list_measures(id).await?;
    let at = rows.iter().position(|kept| kept.value.id == row).ok_or(Refusal::NotFound)?;
    let is_worked =
        !ctx.store().list_executions(row).await?.is_empty() || !ctx.store().list_proofs(row).await?.is_empty();
    if is_worked {
        let words = "По этой строке уже записано исполнение: отметьте её «не выполнено» с причиной";
        return Err(Refusal::field("plan", words));
    }
    let gone = rows.remove(at).value;
    let mut plan = record::Plan { n_measures: count(rows.len()), ..kept.value };
    let told = Told { kind: AmendmentKind::Removed, row, was: Some(gone.body_json), became: None };
    let mut changes = told.amend(ctx, &mut plan, proof, typed)?;
    changes.put = numbered(rows.into_iter(), 0);
    changes.removed = vec![row];
    ctx.store().keep_plan_rows(&act(ctx, "remove_row", typed), &plan, expected, &changes).await?;
    Ok(())
}

/// Changes what the plan says of a measure; what was done is not part of what was approved.
pub(crate) async fn edit_row(
    ctx: &Ctx,
    kept: Kept<record::Measure>,
    expected: Version,
    typed: &MeasureTyped,
) -> Result<(), Refusal> {
    let of = find(ctx, kept.value.plan).await?;
    let proof = ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    let old = measure_of(&kept.value.body_json)?;
    let (mut measure, _) = typed_measure(typed, &old, context(&of.value))?;
    keep_terms(&mut measure, &old);
    let says_the_same = Measure { execution: old.execution.clone(), ..measure.clone() } == old;
    let tracked = TrackedMeasure {
        id: kept.value.id,
        position: usize::try_from(kept.value.position).unwrap_or_default(),
        measure,
        state: kept.value.state,
        reason: kept.value.reason,
    };
    let row = records::measure_record(&of.value, &tracked, &ctx.house.calendar);
    if says_the_same {
        ctx.store().keep_measure(&ctx.act("edit_measure"), &row, Some(expected)).await?;
        return Ok(());
    }
    let mut plan = of.value;
    let was = Some(records::measure_json(&old));
    let told = Told { kind: AmendmentKind::Changed, row: row.id, was, became: Some(row.body_json.clone()) };
    let mut changes = told.amend(ctx, &mut plan, proof, typed)?;
    changes.put = vec![(row, Some(expected))];
    ctx.store().keep_plan_rows(&act(ctx, "edit_measure", typed), &plan, of.version, &changes).await?;
    Ok(())
}

/// Changes the title, the years and the year of the assessment while the plan is a draft.
///
/// # Errors
/// `Invalid` with the fields at fault; `NotFound`, `NotAllowed`, `Stale`.
pub async fn edit_head(ctx: &Ctx, id: PlanId, expected: Version, typed: &HeadTyped) -> Result<(), Refusal> {
    let (kept, _) = own(ctx, id, expected).await?;
    if !kept.value.stage.is_editable() {
        return Err(Refusal::field("title", "Название и годы меняют, пока план не утверждён"));
    }
    let period = span_typed(typed)?;
    let assessed_year = match typed.assessed_year.trim() {
        "" => None,
        text => Some(typed::year(text).ok_or_else(|| Refusal::field("assessed_year", "Год — четыре цифры: 2026"))?),
    };
    let mut draft = plan_json::from_json(&kept.value.body_json).map_err(|e| Refusal::unavailable(e.to_string()))?;
    (draft.title, draft.period, draft.assessed_year) = (kept_text(&typed.title), period, assessed_year);
    let plan = record::Plan {
        title: draft.title.clone(),
        from: period.map(|p| p.from),
        to: period.map(|p| p.to),
        assessed_year,
        body_json: plan_json::to_json(&draft),
        ..kept.value
    };
    ctx.store().keep_plan(&ctx.act("edit_plan"), &plan, expected).await?;
    Ok(())
}

/// What an approved plan wants told of a row that comes or changes with a measure for many organisations.
pub(crate) struct Amending<'a> {
    /// The row.
    pub(crate) row: &'a record::Measure,
    /// What it said before; nothing for a new one.
    pub(crate) was: Option<String>,
    /// Why it changes.
    pub(crate) reason: &'a str,
    /// Who agreed.
    pub(crate) agreed: &'a str,
}

/// Leads a plan to the stage that the change of a row makes of it; what is to be told comes back.
///
/// # Errors
/// `Invalid` when the plan is with the founder, or lacks the words of an approved one.
pub(crate) fn amend_with(
    ctx: &Ctx,
    plan: &mut record::Plan,
    proof: Can<AdoptPlan>,
    change: Amending<'_>,
) -> Result<RowChanges, Refusal> {
    let kind = if change.was.is_some() { AmendmentKind::Changed } else { AmendmentKind::Added };
    let told = Told { kind, row: change.row.id, was: change.was, became: Some(change.row.body_json.clone()) };
    let (reason, agreed) = (change.reason.to_owned(), change.agreed.to_owned());
    told.amend(ctx, plan, proof, &MeasureTyped { reason, agreed, ..MeasureTyped::default() })
}

/// What is told of a change after approval.
struct Told {
    kind: AmendmentKind,
    row: MeasureId,
    was: Option<String>,
    became: Option<String>,
}

impl Told {
    /// The change as the stage of the plan wants it told; an approved plan becomes an amended one.
    fn amend(
        self,
        ctx: &Ctx,
        plan: &mut record::Plan,
        proof: Can<AdoptPlan>,
        typed: &MeasureTyped,
    ) -> Result<RowChanges, Refusal> {
        if plan.stage.is_editable() {
            return Ok(RowChanges::default());
        }
        if plan.stage == Stage::Sent {
            let words = "План у учредителя: возьмите его обратно, чтобы исправить";
            return Err(Refusal::field("plan", words));
        }
        check_words(plan.stage, typed)?;
        let life = otklik_domain::plan::life::Life { stage: plan.stage, sent_by: None, may_approve_own: false };
        let (reason, agreed) = (typed.reason.trim(), typed.agreed.trim());
        plan.stage = life.step(&Step::Amend { proof, reason, agreed })?;
        let amendment = PlanAmendment {
            organisation: plan.organisation,
            id: fresh::uuid(ctx.now()),
            plan: plan.id,
            measure: self.row,
            kind: self.kind,
            was_json: self.was,
            became_json: self.became,
            reason: reason.to_owned(),
            agreed: agreed.to_owned(),
            by: ctx.actor_name(),
            at: ctx.now(),
        };
        let step = life::step_record(ctx, "amend_plan", plan, Some(reason));
        Ok(RowChanges { amendments: vec![amendment], step: Some(step), ..RowChanges::default() })
    }
}

/// Both words of a change after approval, asked beside their fields.
fn check_words(stage: Stage, typed: &MeasureTyped) -> Result<(), Refusal> {
    if !stage.is_in_force() {
        return Ok(());
    }
    let asked = [
        ("reason", &typed.reason, "План утверждён: напишите, почему меняете строку"),
        ("agreed", &typed.agreed, "Напишите, кто согласовал изменение: должность, фамилия, письмо или акт"),
    ];
    let faults: Vec<_> = asked
        .into_iter()
        .filter(|(_, text, _)| text.trim().is_empty())
        .map(|(name, _, words)| (name, words.to_owned()))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(crate::refusal::Faults::Fields(faults))) }
}

fn act(ctx: &Ctx, verb: &'static str, typed: &MeasureTyped) -> record::Act {
    let mut act = ctx.act(verb);
    act.note = kept_text(&typed.reason);
    act
}

/// A plan that the actor may lead, as it was seen.
pub(super) async fn own(
    ctx: &Ctx,
    id: PlanId,
    expected: Version,
) -> Result<(Kept<record::Plan>, Can<AdoptPlan>), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    Ok((life::in_version(kept, expected)?, proof))
}

fn context(plan: &record::Plan) -> Context {
    let period = plan.from.zip(plan.to);
    let year = period.filter(|(from, to)| from.year() == to.year()).map(|(from, _)| from.year());
    Context { year, period }
}

/// Terms whose words nobody touched stay as they were understood: a moved one was read in another year than the plan's.
fn keep_terms(measure: &mut Measure, old: &Measure) {
    let is_same = |new: &Option<Deadline>, old: &Option<Deadline>| {
        new.as_ref().zip(old.as_ref()).is_some_and(|(new, old)| new.as_written.trim() == old.as_written.trim())
    };
    if is_same(&measure.deadline, &old.deadline) {
        measure.deadline.clone_from(&old.deadline);
    }
    if let (Some(new), Some(old)) = (&mut measure.execution, &old.execution)
        && is_same(&new.actual, &old.actual)
    {
        new.actual.clone_from(&old.actual);
    }
}
