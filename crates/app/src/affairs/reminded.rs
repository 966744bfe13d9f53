//! Affairs somebody reminds of: the letter's words in the cabinet, also for who has no address or wants no letters.

use super::aside::Hidden;
use super::{Affair, Group, Kind, SHOWN};
use crate::ctx::Ctx;
use crate::links::is_executor;
use crate::refusal::Refusal;
use crate::{people, portal};
use jiff::{SignedDuration, Timestamp};
use otklik_domain::access::{Role, Verb};
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::ids::{MeasureId, OrganisationId};
use otklik_domain::plan::MeasureState;
use otklik_store::record::Measure;
use std::collections::HashMap;

/// A reminder stands so long.
const WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Measures that somebody else reminded the actor of, newest first: the head's whole organisation, and what the plan
/// names the actor for.
pub(super) async fn group(ctx: &Ctx, hidden: &Hidden) -> Result<Option<Group>, Refusal> {
    let Some(person) = ctx.actor.person else { return Ok(None) };
    if ctx.demand_somewhere(Verb::RecordExecution).is_err() {
        return Ok(None);
    }
    let own = ctx.own_organisations(Vec::new())?;
    let mut reminders = ctx.store().list_reminders(&own, ctx.now() - WITHIN).await?;
    let me = ctx.actor_name();
    reminders.retain(|(_, _, by)| *by != me);
    if reminders.is_empty() {
        return Ok(None);
    }
    let name = ctx.store().find_person(person).await?.map(|kept| kept.value.name).unwrap_or_default();
    let ids: Vec<MeasureId> = reminders.iter().map(|(id, ..)| *id).collect();
    let all = ctx.store().list_measures_by_id(&ids).await?.into_iter().map(|kept| (kept.value.id, kept.value));
    let all: HashMap<MeasureId, Measure> = all.collect();
    let mine: Vec<(&Measure, Timestamp, String)> = reminders
        .into_iter()
        .filter_map(|(id, at, by)| Some((all.get(&id)?, at, by)))
        .filter(|(measure, at, _)| asks(ctx, measure, &name) && !hidden.has(&subject(measure, *at)))
        .collect();
    let owners: Vec<OrganisationId> = mine.iter().take(SHOWN).map(|(measure, ..)| measure.organisation).collect();
    let organisations = portal::names(ctx, &owners).await?;
    let who = people::names(ctx, mine.iter().take(SHOWN).map(|(.., by)| by.as_str())).await?;
    let affair = |(measure, at, by): &(&Measure, Timestamp, String)| {
        let day = ctx.house.zone.to_datetime(*at).date();
        let from = who.get(by).map(|name| format!(", {name}")).unwrap_or_default();
        let organisation = organisations.get(&measure.organisation).cloned().unwrap_or_default();
        Affair {
            subject: subject(measure, *at),
            text: measure.text.clone(),
            note: format!("{organisation}. Напомнили {:02}.{:02}{from}", day.day(), day.month()),
            path: format!("/cabinet/measures/{}", measure.id),
            action: "Отметить",
            measure: Some((measure.state, lateness(ctx, measure), measure.deadline_kind)),
        }
    };
    Ok(Some(Group {
        kind: Kind::Reminded,
        n: u64::try_from(mine.len()).unwrap_or(0),
        is_more: false,
        affairs: mine.iter().take(SHOWN).map(affair).collect(),
        path: "/cabinet/register".to_owned(),
    }))
}

/// A new reminder is a new affair.
fn subject(measure: &Measure, at: Timestamp) -> String {
    format!("{}:{}:{}", Kind::Reminded.name(), measure.id, at.as_second())
}

fn lateness(ctx: &Ctx, measure: &Measure) -> Lateness {
    crate::register::lateness(measure.due_on, measure.state, ctx.today())
}

/// Whether the measure still waits, and for the actor.
fn asks(ctx: &Ctx, measure: &Measure, name: &str) -> bool {
    let comes_again = measure.deadline_kind.is_some_and(DeadlineKind::comes_again);
    let waits = measure.state.is_awaited() || comes_again && measure.state == MeasureState::Confirmed;
    let is_mine = ctx.actor.role == Some(Role::Head) || is_executor(&measure.executors, name);
    waits && is_mine && ctx.may(Verb::RecordExecution, Some(measure.organisation))
}
