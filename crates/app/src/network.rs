//! One measure for many organisations: written once, a part in each plan, rolled up, changed together.
//!
//! In come the words of the whole and the organisations; out go parts with executors and states of their own, and how
//! many of them are done or late. It refuses to change a part that is done, and asks about every other one first.

mod changing;
mod doubles;
mod parts;
mod proposal;
mod typing;

pub use changing::{Offer, change_network, offers};
pub use doubles::{Double, doubles};
pub use proposal::{Proposal, proposal};
pub use typing::{NetworkTyped, typed_of};

use crate::ctx::Ctx;
use crate::fresh;
use crate::lists;
use crate::portal;
use crate::refusal::Refusal;
use crate::register::lateness;
use otklik_domain::access::{AdoptPlan, Verb};
use otklik_domain::deadline::Lateness;
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId};
use otklik_domain::plan::MeasureState;
use otklik_domain::registry::Organisation;
use otklik_store::record::{self, Kept, NetworkMeasure, OrganisationQuery, Version};
use std::collections::BTreeSet;
use typing::read;

/// The part of one organisation.
#[derive(Debug, Clone)]
pub struct Part {
    /// Whose it is.
    pub organisation: Organisation,
    /// The measure in its plan.
    pub measure: Kept<record::Measure>,
    /// How late it is today.
    pub lateness: Lateness,
}

impl Part {
    /// Whether the work is done: reported or confirmed.
    pub fn is_done(&self) -> bool {
        matches!(self.measure.value.state, MeasureState::Reported | MeasureState::Confirmed)
    }

    /// Whether the term has passed and somebody still has to act.
    pub fn is_late(&self) -> bool {
        matches!(self.lateness, Lateness::Late(_))
    }
}

/// A network measure with its parts.
#[derive(Debug, Clone)]
pub struct NetworkView {
    /// The whole.
    pub whole: Kept<NetworkMeasure>,
    /// Parts that the actor sees, by the organisation's name.
    pub parts: Vec<Part>,
    /// Whether the actor leads plans in all of them.
    pub may_change: bool,
}

/// A network measure in a list, with how far it is.
#[derive(Debug, Clone)]
pub struct NetworkBrief {
    /// The whole.
    pub whole: NetworkMeasure,
    /// How many parts the actor sees.
    pub n_parts: usize,
}

/// Writes a measure for many organisations: a part in the plan of each, in a new plan where there is none.
///
/// # Errors
/// `Invalid` with every field at fault or without organisations; `NotFound`, `NotAllowed` for one of them: for all.
pub async fn write_network(
    ctx: &Ctx,
    typed: &NetworkTyped,
    organisations: &[OrganisationId],
) -> Result<NetworkId, Refusal> {
    ctx.demand_somewhere(Verb::AdoptPlan)?;
    let organisations: BTreeSet<OrganisationId> = organisations.iter().copied().collect();
    for organisation in &organisations {
        ctx.permit::<AdoptPlan>(Some(*organisation))?;
    }
    let read = read(ctx, typed)?;
    if organisations.is_empty() {
        return Err(Refusal::field("organisations", "Выберите организации, которым поручается мероприятие"));
    }
    let organisations: Vec<OrganisationId> = organisations.into_iter().collect();
    let whole = NetworkMeasure {
        id: NetworkId(fresh::uuid(ctx.now())),
        text: read.text.clone(),
        term: read.term.clone(),
        year: read.year,
        criterion: read.criterion,
        indicator: read.indicator,
        about: read.about.clone(),
        proof_words: read.proof_words.clone(),
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example: false,
    };
    let parts = parts::new(ctx, &read, &organisations).await?;
    ctx.store().keep_network(&ctx.act("write_network_measure"), (&whole, None), &parts).await?;
    Ok(whole.id)
}

/// Gives the measure to more organisations.
///
/// # Errors
/// `Invalid` when none is new; `NotFound`, `NotAllowed`, `Stale`.
pub async fn add_parts(
    ctx: &Ctx,
    id: NetworkId,
    expected: Version,
    organisations: &[OrganisationId],
    (reason, agreed): (&str, &str),
) -> Result<(), Refusal> {
    let view = network(ctx, id).await?;
    let known: BTreeSet<OrganisationId> =
        ctx.store().list_parts(&[id], &[]).await?.into_iter().map(|part| part.organisation).collect();
    let new: Vec<OrganisationId> = organisations.iter().copied().filter(|it| !known.contains(it)).collect();
    for organisation in &new {
        ctx.permit::<AdoptPlan>(Some(*organisation))?;
    }
    if new.is_empty() {
        return Err(Refusal::field("organisations", "Выберите организации, у которых этого мероприятия ещё нет"));
    }
    let (reason, agreed) = (reason.to_owned(), agreed.to_owned());
    let read = read(ctx, &NetworkTyped { reason, agreed, ..typed_of(&view.whole.value) })?;
    let parts = parts::new(ctx, &read, &new).await?;
    let whole = (&view.whole.value, Some(expected));
    Ok(ctx.store().keep_network(&ctx.act("add_network_parts"), whole, &parts).await?)
}

/// Network measures that have a part where the actor may look, newest first.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn networks(ctx: &Ctx) -> Result<Vec<NetworkBrief>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let own = ctx.own_organisations(Vec::new())?;
    let all = ctx.store().list_networks(&own).await?;
    let ids: Vec<NetworkId> = all.iter().map(|kept| kept.value.id).collect();
    let mut parts = ctx.store().list_parts(&ids, &own).await?;
    parts.retain(|part| ctx.may(Verb::SeePrivate, Some(part.organisation)));
    let n_parts = |id: NetworkId| parts.iter().filter(|part| part.network == id).count();
    let brief = |kept: Kept<NetworkMeasure>| NetworkBrief { n_parts: n_parts(kept.value.id), whole: kept.value };
    Ok(all.into_iter().map(brief).filter(|brief| brief.n_parts > 0).collect())
}

/// A network measure with the parts that the actor sees.
///
/// # Errors
/// `NotFound` when the actor sees none of them.
pub async fn network(ctx: &Ctx, id: NetworkId) -> Result<NetworkView, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate).map_err(|refusal| match refusal {
        Refusal::NotAllowed => Refusal::NotFound,
        other => other,
    })?;
    let whole = ctx.store().find_network(id).await?.ok_or(Refusal::NotFound)?;
    let measures = ctx.store().list_part_measures(id).await?;
    let n_all = measures.len();
    let may = |verb, kept: &Kept<record::Measure>| ctx.may(verb, Some(kept.value.organisation));
    let may_change = measures.iter().all(|kept| may(Verb::AdoptPlan, kept));
    let seen: Vec<Kept<record::Measure>> = measures.into_iter().filter(|kept| may(Verb::SeePrivate, kept)).collect();
    if seen.is_empty() && n_all > 0 {
        return Err(Refusal::NotFound);
    }
    let ids: Vec<OrganisationId> = seen.iter().map(|kept| kept.value.organisation).collect();
    let organisations = portal::named(ctx, &ids).await?;
    let part = |measure: Kept<record::Measure>| {
        let organisation = organisations.get(&measure.value.organisation)?.clone();
        let lateness = lateness(measure.value.due_on, measure.value.state, ctx.today());
        Some(Part { organisation, measure, lateness })
    };
    let mut parts: Vec<Part> = seen.into_iter().filter_map(part).collect();
    parts.sort_by(|a, b| (&a.organisation.name, a.organisation.id).cmp(&(&b.organisation.name, b.organisation.id)));
    Ok(NetworkView { whole, parts, may_change })
}

/// The network measure that a measure is a part of, with its words.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn whole_of(ctx: &Ctx, measure: MeasureId) -> Result<Option<(NetworkId, String)>, Refusal> {
    let Some(id) = ctx.store().find_network_of(measure).await? else { return Ok(None) };
    Ok(ctx.store().find_network(id).await?.map(|kept| (id, kept.value.text)))
}

/// Organisations where the actor leads plans, narrowed by a filter: those a network measure can be given to.
///
/// # Errors
/// `NotAllowed` where the actor leads none.
pub async fn givable(ctx: &Ctx, asked: &OrganisationQuery) -> Result<Vec<Organisation>, Refusal> {
    ctx.demand_somewhere(Verb::AdoptPlan)?;
    let own = ctx.own_organisations(asked.organisations.clone())?;
    let asked = OrganisationQuery { organisations: own, ..asked.clone() };
    let mut found = lists::organisations(ctx.store(), &asked).await?;
    found.retain(|it| ctx.may(Verb::AdoptPlan, Some(it.id)));
    Ok(found)
}
