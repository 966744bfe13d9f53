//! What of published plans is to be placed first: counted when a plan is published or marked, and anew each night.
//!
//! In comes a plan; out goes a row that desks read. What is over, superseded or an example asks nothing of anybody.

use super::{lines, terms};
use crate::ctx::{Ctx, House};
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::ids::PlanId;
use otklik_domain::publication::Item;
use otklik_store::record::{PageAsked, PlacingTurn, Plan, PlanQuery, PlanState, UnplacedQuery};
use std::collections::HashMap;

/// Plans read at once.
const PAGE: usize = 200;

/// What is to be placed first, where anything is.
async fn turn(house: &House, plan: &Plan) -> Result<Option<PlacingTurn>, Refusal> {
    let published = house.store.find_publication(plan.id).await?;
    if published.is_none() || plan.state != PlanState::Active || plan.is_example {
        return Ok(None);
    }
    let waiting = lines(house, plan, published.as_ref()).await?.into_iter().filter(|line| !line.is_placed);
    let first = waiting.filter_map(|line| Some((line.due_on?, line.item))).min();
    let turn = |(asks_until, item)| PlacingTurn { organisation: plan.organisation, plan: plan.id, item, asks_until };
    Ok(first.map(turn))
}

/// Counts a plan anew after something was kept. What was kept stands: where this fails the night makes up for it.
pub(crate) async fn look_again(ctx: &Ctx, id: PlanId) {
    let looked = async {
        let Some(kept) = ctx.store().find_plan(id).await? else { return Ok(()) };
        let (plan, turn) = (&kept.value, turn(&ctx.house, &kept.value).await?);
        Ok::<_, Refusal>(ctx.store().keep_placing_turn(plan.organisation, plan.id, turn.as_ref()).await?)
    };
    if let Err(why) = looked.await {
        tracing::warn!(plan.id = %id, fault = ?why, "placing waits for the night to be counted");
    }
}

/// Counts every published plan anew and remembers those that became others.
pub(crate) async fn every_night(house: &House) -> Result<(), Refusal> {
    let all = UnplacedQuery { organisations: Vec::new(), by: Date::MAX, without: Vec::new() };
    let (_, known) = house.store.list_unplaced(&all, i32::MAX as usize).await?;
    let known: HashMap<PlanId, PlacingTurn> = known.into_iter().map(|it| (it.plan, it)).collect();
    let asked = PlanQuery { is_published: true, state: Some(PlanState::Active), ..PlanQuery::default() };
    let mut page = PageAsked::first(PAGE);
    loop {
        let found = house.store.list_plans(&asked, &page).await?;
        for plan in found.items.iter().map(|kept| &kept.value) {
            match turn(house, plan).await {
                Ok(turn) if turn.as_ref() == known.get(&plan.id) => {}
                Ok(turn) => house.store.keep_placing_turn(plan.organisation, plan.id, turn.as_ref()).await?,
                // One plan that does not read holds up no other.
                Err(why) => tracing::warn!(plan.id = %plan.id, fault = ?why, "placing cannot be counted"),
            }
        }
        match found.next {
            Some(next) => page = PageAsked { after: Some(next), ..PageAsked::first(PAGE) },
            None => return Ok(()),
        }
    }
}

/// By when approved plans are to be placed, where the day of their approval was written down here.
pub(crate) async fn plan_due(ctx: &Ctx, plans: &[PlanId]) -> Result<HashMap<PlanId, Date>, Refusal> {
    let terms = terms::terms(ctx).await?;
    let Some(term) = Item::Plan.term().and_then(|code| terms.of(code)) else { return Ok(HashMap::new()) };
    let mut due = HashMap::new();
    for plan in plans {
        let approved_on = ctx.store().list_plan_approvals(*plan).await?.last().map(|it| it.approved_on);
        due.extend(approved_on.and_then(|day| Some((*plan, term.span.after(day, &ctx.house.calendar)?))));
    }
    Ok(due)
}
