//! Terms that come again: when work was done last, by when it is asked for next, how often «постоянно» asks.
//!
//! In come a measure, its reports and the house's rule; out goes a turn. A missed turn is not late: the next one asks.

use crate::ctx::Ctx;
use crate::records::measure_of;
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::deadline::{Anchor, Turn, turn as turn_on};
use otklik_domain::plan::{Measure, MeasureState};
use otklik_store::record::{self, ExpectedProof, Verdict};

/// Name of the setting that says how often «постоянно» asks for fresh proof, in months.
const MONTHS: &str = "proof_months";
/// So often where nothing is set.
const MONTHS_USUAL: u16 = 3;
/// Between these.
const MONTHS_ALLOWED: std::ops::RangeInclusive<u16> = 1..=12;

/// How often «постоянно» asks for fresh proof, in months.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn proof_months(ctx: &Ctx) -> Result<u16, Refusal> {
    let set = ctx.store().find_setting(MONTHS).await?.and_then(|text| text.parse().ok());
    Ok(set.unwrap_or(MONTHS_USUAL))
}

/// Changes how often «постоянно» asks for fresh proof, in the whole house.
///
/// # Errors
/// `Invalid` when it is no number from 1 to 12; `NotAllowed`.
pub async fn set_proof_months(ctx: &Ctx, typed: &str) -> Result<(), Refusal> {
    ctx.demand(Verb::AdoptPlan, None)?;
    let months = months_typed(typed)?;
    Ok(ctx.store().keep_setting(&ctx.act("set_proof_months"), MONTHS, &months.to_string()).await?)
}

pub(crate) fn months_typed(typed: &str) -> Result<u16, Refusal> {
    let months = typed.trim().parse().ok().filter(|months| MONTHS_ALLOWED.contains(months));
    months.ok_or_else(|| Refusal::field("months", "Назовите, раз во сколько месяцев: число от 1 до 12"))
}

pub(super) async fn months_of(ctx: &Ctx, said: Option<&ExpectedProof>) -> Result<u16, Refusal> {
    match said.and_then(|said| said.every_months).and_then(|months| u16::try_from(months).ok()) {
        Some(months) => Ok(months),
        None => proof_months(ctx).await,
    }
}

/// Where a measure whose term comes again stands today; nothing for a term that comes once.
///
/// # Errors
/// `NotFound` when its plan is not there.
pub async fn turn_of(ctx: &Ctx, kept: &record::Measure) -> Result<Option<Turn>, Refusal> {
    if !comes_again(kept) {
        return Ok(None);
    }
    let store = ctx.store();
    let (plan, executions, expected) = tokio::try_join!(
        store.find_plan(kept.plan),
        store.list_executions(kept.id),
        store.find_expected_proof(kept.id)
    )?;
    let plan = plan.ok_or(Refusal::NotFound)?.value;
    let months = months_of(ctx, expected.as_ref().map(|kept| &kept.value)).await?;
    Ok(turn(ctx, &plan, kept, &measure_of(&kept.body_json)?, last_of(ctx, &executions), months))
}

/// Whether a measure is never done for good.
pub(crate) fn comes_again(measure: &record::Measure) -> bool {
    measure.deadline_kind.is_some_and(otklik_domain::deadline::DeadlineKind::comes_again)
}

pub(super) fn turn(
    ctx: &Ctx,
    plan: &record::Plan,
    record: &record::Measure,
    measure: &Measure,
    last_done: Option<Date>,
    months: u16,
) -> Option<Turn> {
    let deadline = measure.deadline.as_ref()?;
    let adopted_on = ctx.house.zone.to_datetime(plan.at).date();
    let anchor = Anchor { start: Some(plan.from.unwrap_or(adopted_on)), last_done };
    let turn = turn_on(deadline, anchor, ctx.today(), Some(months), &ctx.house.calendar)?;
    // What will not be done asks for nothing more.
    let is_over = record.state == MeasureState::NotDone;
    Some(if is_over { Turn { next: None, is_open: false, ..turn } } else { turn })
}

/// The last day that reports count for; one that was sent back does not count.
pub(super) fn last_of(ctx: &Ctx, executions: &[record::Execution]) -> Option<Date> {
    executions.iter().filter(|report| report.verdict != Verdict::Returned).map(|report| day_of(ctx, report)).max()
}

/// The day a report counts for: as it says, or the day it speaks of, or the day it was written.
pub(crate) fn day_of(ctx: &Ctx, execution: &record::Execution) -> Date {
    let actual = execution.actual_json.as_deref().and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let said = actual.as_ref().and_then(|term| term.get("to")?.as_str()?.parse().ok());
    execution.for_day.or(said).unwrap_or_else(|| ctx.house.zone.to_datetime(execution.at).date())
}
