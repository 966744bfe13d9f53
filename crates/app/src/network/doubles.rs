//! Who already has a measure for the same thing: a second one is a person's choice, never an accident.
//!
//! In come the words of a network measure and organisations; out go the measures they follow that mend the same
//! shortcoming or say the same. It refuses to leave anybody out: who gets a second one is decided by who asks.

use super::parts::{followed_all, wanting};
use super::typing::{NetworkTyped, Read, read};
use crate::ctx::Ctx;
use crate::portal;
use crate::refusal::Refusal;
use crate::register::lateness;
use otklik_domain::access::Verb;
use otklik_domain::deadline::Lateness;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId, ShortcomingId};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Organisation;
use otklik_store::{key, record};
use std::collections::HashSet;

/// A measure that an organisation has already for the same thing.
#[derive(Debug, Clone)]
pub struct Double {
    /// Whose it is.
    pub organisation: Organisation,
    /// The measure in its plan.
    pub measure: record::Measure,
    /// How late it is today.
    pub lateness: Lateness,
}

/// Measures of these organisations for what a network measure would mend, by the organisation's name.
///
/// What was given up counts for nothing: it is to be done anew.
///
/// # Errors
/// `Invalid` with every field at fault; `NotAllowed` where the actor leads no plans at all.
pub async fn doubles(
    ctx: &Ctx,
    typed: &NetworkTyped,
    organisations: &[OrganisationId],
) -> Result<Vec<Double>, Refusal> {
    ctx.demand_somewhere(Verb::AdoptPlan)?;
    let read = read(ctx, typed)?;
    let own: Vec<OrganisationId> =
        organisations.iter().copied().filter(|id| ctx.may(Verb::AdoptPlan, Some(*id))).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let mending = mending(ctx, &read, &own).await?;
    let plans: Vec<PlanId> = followed_all(ctx, &own).await?.into_iter().map(|kept| kept.value.id).collect();
    let said = key::of(&read.text);
    let is_same = |it: &record::Measure| {
        it.state != MeasureState::NotDone && (mending.contains(&it.id) || key::of(&it.text) == said)
    };
    let mut found = ctx.store().list_measures_of(&plans).await?;
    found.retain(is_same);
    let named = portal::named(ctx, &own).await?;
    let mut all: Vec<Double> = Vec::with_capacity(found.len());
    for measure in found {
        let Some(organisation) = named.get(&measure.organisation).cloned() else { continue };
        let lateness = lateness(measure.due_on, measure.state, ctx.today());
        all.push(Double { organisation, measure, lateness });
    }
    all.sort_by(|a, b| (&a.organisation.name, a.organisation.id).cmp(&(&b.organisation.name, b.organisation.id)));
    Ok(all)
}

/// Measures that mend the shortcoming in these organisations, and parts of network measures that were written for it.
async fn mending(ctx: &Ctx, read: &Read, own: &[OrganisationId]) -> Result<HashSet<MeasureId>, Refusal> {
    let Some(about) = &read.about else { return Ok(HashSet::new()) };
    let open = wanting(ctx, read, own).await?;
    let ids: Vec<ShortcomingId> = open.values().flatten().map(|one| one.id).collect();
    let mut found = HashSet::new();
    if !ids.is_empty() {
        found.extend(ctx.store().list_mending(&ids).await?.into_iter().map(|tie| tie.measure));
    }
    let networks = ctx.store().list_networks(own).await?.into_iter().map(|kept| kept.value);
    for network in networks.filter(|it| it.about.as_ref() == Some(about)) {
        let parts = ctx.store().list_part_measures(network.id).await?;
        found.extend(parts.into_iter().map(|part| part.value.id));
    }
    Ok(found)
}
