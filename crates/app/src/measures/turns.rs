//! Terms that come again: when work was done last, by when it is asked for next, how often «постоянно» asks.
//!
//! In come a measure, its reports and the house's rule; out goes a turn. A missed turn is not late: the next one asks.
//! Desks of many measures read turns as they were counted last; they can be counted anew at any time.

use crate::ctx::{Ctx, House};
use crate::records::measure_of;
use crate::refusal::Refusal;
use jiff::ToSpan;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::deadline::{Anchor, DeadlineKind, Turn, turn as turn_on};
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::{Measure, MeasureState};
use otklik_domain::typed::whole;
use otklik_store::Store;
use otklik_store::record::{self, ExpectedProof, MeasureTurn, TurnSource, Verdict};
use std::collections::HashMap;

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
    months_in(ctx.store()).await
}

async fn months_in(store: &dyn Store) -> Result<u16, Refusal> {
    let set = store.find_setting(MONTHS).await?.and_then(|text| text.parse().ok());
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
    let months = whole(typed).filter(|months| MONTHS_ALLOWED.contains(months));
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

/// Days before its day on which a turn begins to stand on desks; one after a missed turn stands there as soon as it asks.
const TELLS_DAYS: i64 = 30;

/// A turn as desks remember it; nothing for what asks no more.
fn remembered(house: &House, source: &TurnSource, months: u16) -> Result<Option<MeasureTurn>, Refusal> {
    let said = source.every_months.and_then(|months| u16::try_from(months).ok()).unwrap_or(months);
    let start = source.plan_from.unwrap_or_else(|| house.zone.to_datetime(source.plan_at).date());
    let anchor = Anchor { start: Some(start), last_done: source.last };
    let record = &source.measure;
    let Some(turn) = counted(house, record.state, &measure_of(&record.body_json)?, anchor, said) else {
        return Ok(None);
    };
    let Some((asks_until, asks_from)) = turn.next.zip(turn.asks_from) else { return Ok(None) };
    let near = asks_until.saturating_sub(TELLS_DAYS.days());
    Ok(Some(MeasureTurn {
        organisation: record.organisation,
        measure: record.id,
        is_proof: record.deadline_kind == Some(DeadlineKind::Ongoing),
        tells_from: if turn.missed.is_some() { asks_from } else { asks_from.max(near) },
        asks_until,
        missed_on: turn.missed,
    }))
}

/// Counts turns anew and remembers those that became others.
pub(crate) async fn remember(house: &House, sources: &[TurnSource]) -> Result<(), Refusal> {
    let months = months_in(&*house.store).await?;
    // Examples ask nothing of anybody.
    let sources: Vec<&TurnSource> = sources.iter().filter(|source| !source.measure.is_example).collect();
    let ids: Vec<MeasureId> = sources.iter().map(|source| source.measure.id).collect();
    let before: HashMap<MeasureId, MeasureTurn> =
        house.store.list_turns(&ids).await?.into_iter().map(|turn| (turn.measure, turn)).collect();
    let (mut turns, mut over) = (Vec::new(), Vec::<(OrganisationId, MeasureId)>::new());
    for source in sources {
        let known = before.get(&source.measure.id);
        match remembered(house, source, months) {
            Ok(Some(turn)) if known != Some(&turn) => turns.push(turn),
            Ok(Some(_)) => {}
            Ok(None) => over.extend(known.map(|turn| (turn.organisation, turn.measure))),
            // One measure that does not read holds up no other.
            Err(why) => tracing::warn!(measure.id = %source.measure.id, fault = ?why, "a turn cannot be counted"),
        }
    }
    if !turns.is_empty() || !over.is_empty() {
        house.store.keep_turns(&turns, &over).await?;
    }
    Ok(())
}

/// Counts the turns of measures anew after something was kept. What was kept stands: where this fails the job of the night
/// makes up for it.
pub(crate) async fn look_again(ctx: &Ctx, measures: &[MeasureId]) {
    let looked = async {
        let sources = ctx.store().find_turn_sources(measures).await?;
        remember(&ctx.house, &sources).await
    };
    if let Err(why) = looked.await {
        tracing::warn!(fault = ?why, "turns wait for the night to be counted");
    }
}

/// The same for every measure of a plan.
pub(crate) async fn look_again_at_plan(ctx: &Ctx, plan: PlanId) {
    match ctx.store().list_measures(plan).await {
        Ok(all) => look_again(ctx, &all.iter().map(|kept| kept.value.id).collect::<Vec<_>>()).await,
        Err(why) => tracing::warn!(fault = ?why, "turns wait for the night to be counted"),
    }
}

/// Whether a measure is never done for good.
pub(crate) fn comes_again(measure: &record::Measure) -> bool {
    measure.deadline_kind.is_some_and(DeadlineKind::comes_again)
}

pub(super) fn turn(
    ctx: &Ctx,
    plan: &record::Plan,
    record: &record::Measure,
    measure: &Measure,
    last_done: Option<Date>,
    months: u16,
) -> Option<Turn> {
    let start = plan.from.unwrap_or_else(|| ctx.house.zone.to_datetime(plan.at).date());
    counted(&ctx.house, record.state, measure, Anchor { start: Some(start), last_done }, months)
}

/// The turn of a measure today.
fn counted(house: &House, state: MeasureState, measure: &Measure, anchor: Anchor, months: u16) -> Option<Turn> {
    let deadline = measure.deadline.as_ref()?;
    let today = house.zone.to_datetime(house.clock.now()).date();
    let turn = turn_on(deadline, anchor, today, Some(months), &house.calendar)?;
    // What will not be done asks for nothing more.
    let is_over = state == MeasureState::NotDone;
    Some(if is_over { Turn { last: turn.last, ..Turn::default() } } else { turn })
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
