//! What a report lacked is filled in: one page of empty rows, taken row by row.

use super::gathering::gather;
use crate::ctx::Ctx;
use crate::measures::{self, StepTyped};
use crate::plans;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::report::ReportPeriod;
use otklik_store::record::{self, Kept, ReportFigure};

/// A row as it was filled in («заполненная строка отчёта»); what is empty was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The measure, by id.
    pub measure: String,
    /// What was done.
    pub done: String,
    /// When, as people write it.
    pub when: String,
    /// How many.
    pub number: String,
    /// Why not, or why partly.
    pub reason: String,
}

impl Filled {
    fn is_empty(&self) -> bool {
        [&self.done, &self.when, &self.number, &self.reason].into_iter().all(|it| it.trim().is_empty())
    }
}

/// Takes what was filled in; rows left empty stay as they are. Answers how many rows were taken.
///
/// Each row is a decision of its own: what is good is kept, and what is not comes back with its fault.
///
/// # Errors
/// `Invalid` with the row's number in the field, `done-3`; `NotFound`, `NotAllowed`.
pub async fn fill(ctx: &Ctx, plan: PlanId, period: ReportPeriod, rows: &[Filled]) -> Result<usize, Refusal> {
    let plan = plans::find(ctx, plan).await?.value;
    ctx.demand(Verb::RecordExecution, Some(plan.organisation))?;
    let own = gather(ctx, &[plan.id], period).await?.remove(&plan.id).unwrap_or_default();
    let (mut n_taken, mut faults) = (0, Vec::new());
    for row in rows.iter().filter(|row| !row.is_empty()) {
        let id: Option<MeasureId> = row.measure.parse().ok();
        let id = id.filter(|id| own.iter().any(|it| it.tracked.id == *id)).ok_or(Refusal::NotFound)?;
        match take(ctx, id, period, row).await {
            Ok(()) => n_taken += 1,
            Err(Refusal::Invalid(why)) => {
                let whose = own.iter().find(|it| it.tracked.id == id).map(|it| it.tracked.measure.text.trim());
                faults
                    .extend(why.sentences().into_iter().map(|said| format!("«{}». {said}", whose.unwrap_or_default())));
            }
            Err(other) => return Err(other),
        }
    }
    if faults.is_empty() {
        return Ok(n_taken);
    }
    Err(Refusal::Invalid(Faults::Fields(faults.into_iter().map(|words| ("rows", words)).collect())))
}

async fn take(ctx: &Ctx, id: MeasureId, period: ReportPeriod, row: &Filled) -> Result<(), Refusal> {
    let kept = ctx.store().find_measure(id).await?.ok_or(Refusal::NotFound)?;
    if row.done.trim().is_empty() && !row.when.trim().is_empty() {
        return Err(Refusal::field("rows", "Скажите и что сделано, а не только когда"));
    }
    let is_over = !(period.span().from..=period.span().to).contains(&ctx.today());
    if measures::comes_again(&kept.value) && is_over && !row.done.trim().is_empty() && row.when.trim().is_empty() {
        // Without a day it would count for today, and the report would still lack it.
        let words = format!("Назовите день: мера повторяется, и этот раз должен быть за {}", period.in_words());
        return Err(Refusal::field("rows", words));
    }
    if !row.done.trim().is_empty() {
        say_done(ctx, &kept, row).await?;
    } else if !row.reason.trim().is_empty() {
        say_why(ctx, &kept, row.reason.trim()).await?;
    }
    let value = row.number.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.is_empty() {
        return Ok(());
    }
    let (organisation, by, at) = (kept.value.organisation, ctx.actor_name(), ctx.now());
    let figure = ReportFigure { organisation, measure: id, period, value, by, at };
    Ok(ctx.store().keep_figures(&ctx.act("fill_report"), &[figure]).await?)
}

/// Work goes the way every work goes: as a step of the measure. What was finished before and is done again is taken up first.
async fn say_done(ctx: &Ctx, kept: &Kept<record::Measure>, row: &Filled) -> Result<(), Refusal> {
    let id = kept.value.id;
    let mut version = kept.version;
    if kept.value.state == MeasureState::Reported {
        let words = "Прошлая запись ещё ждёт проверки: подтвердите или верните её на странице меры, потом впишите эту";
        return Err(Refusal::field("rows", words));
    }
    if !kept.value.state.next().contains(&MeasureState::Reported) {
        let to = MeasureState::InWork.name().to_owned();
        measures::record_execution(ctx, id, version, &StepTyped { to, ..StepTyped::default() }).await?;
        version = ctx.store().find_measure(id).await?.ok_or(Refusal::NotFound)?.version;
    }
    let is_partly = !row.reason.trim().is_empty();
    let to = if is_partly { MeasureState::Partly } else { MeasureState::Reported };
    let typed = StepTyped {
        to: to.name().to_owned(),
        done: row.done.clone(),
        actual: row.when.clone(),
        reason: row.reason.clone(),
        ..StepTyped::default()
    };
    measures::record_execution(ctx, id, version, &typed).await
}

/// Why something is not done does not change where it is on its way.
async fn say_why(ctx: &Ctx, kept: &Kept<record::Measure>, reason: &str) -> Result<(), Refusal> {
    let measure = record::Measure { reason: Some(reason.to_owned()), ..kept.value.clone() };
    ctx.store().keep_measure(&ctx.act("fill_report").because(reason), &measure, Some(kept.version)).await?;
    Ok(())
}
