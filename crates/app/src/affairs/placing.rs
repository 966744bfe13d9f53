//! Affairs about placing: what of published plans is to stand on bus.gov.ru and on sites, and by when.

use super::aside::Hidden;
use super::reports::{NEAR_DAYS, term_in_words};
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use jiff::ToSpan;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_store::record::{PlacingTurn, UnplacedQuery};

/// A plan and the day it asked for when it was set aside: another day is another affair.
fn plan_then(parts: &[&str]) -> Option<(PlanId, Date)> {
    let [plan, day] = parts else { return None };
    Some((plan.parse().ok()?, day.parse().ok()?))
}

pub(super) async fn group(ctx: &Ctx, hidden: &Hidden) -> Result<Option<Group>, Refusal> {
    if ctx.demand_somewhere(Verb::PublishPlan).is_err() {
        return Ok(None);
    }
    let (kind, today) = (Kind::Placing, ctx.today());
    let asked = UnplacedQuery {
        organisations: ctx.own_organisations(Vec::new())?,
        by: today.saturating_add(i64::from(NEAR_DAYS).days()),
        without: hidden.of(kind).filter_map(|parts| plan_then(&parts)).collect(),
    };
    let (n, found) = ctx.store().list_unplaced(&asked, SHOWN).await?;
    let owners: Vec<OrganisationId> = found.iter().map(|it| it.organisation).collect();
    let names = portal::names(ctx, &owners).await?;
    let affair = |it: PlacingTurn| {
        let name = names.get(&it.organisation).cloned().unwrap_or_default();
        Affair {
            subject: format!("{}:{}:{}", kind.name(), it.plan, it.asks_until),
            text: format!("{}: {name}", it.item.in_words()),
            note: term_in_words(it.asks_until, (it.asks_until - today).get_days()),
            path: format!("/cabinet/plans/{}/placing#item-{}", it.plan, it.item.name()),
            action: "Разместить",
            measure: None,
        }
    };
    let affairs = found.into_iter().map(affair).collect();
    Ok(Some(Group { kind, n, is_more: false, affairs, path: "/cabinet/plans".to_owned() }))
}
