//! Places of a round with how far their inspection is.

use super::view::names;
use crate::ctx::Ctx;
use crate::lists;
use crate::portal;
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::score::rulebook_of;
use otklik_domain::access::Verb;
use otklik_domain::ids::{InspectionId, OrganisationId, RoundId, SheetId};
use otklik_domain::inspection::{Checklist, Stage};
use otklik_domain::registry::{OrganisationState, Sector};
use otklik_store::record::{Inspection, OrganisationQuery, Round, RoundState, SheetProgress};
use std::collections::HashMap;

/// A sheet in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetBrief {
    /// The sheet.
    pub id: SheetId,
    /// Name of the inspector.
    pub inspector: String,
    /// Whether it is the actor's own.
    pub is_own: bool,
    /// Whether it was handed in.
    pub is_submitted: bool,
    /// How many points are marked.
    pub n_marked: u64,
}

/// A place of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// The inspection, once it was begun.
    pub inspection: Option<Inspection>,
    /// Sheets of it.
    pub sheets: Vec<SheetBrief>,
}

/// Places of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPlaces {
    /// The round.
    pub round: Round,
    /// How many points a sheet has.
    pub n_points: usize,
    /// Places by name.
    pub places: Vec<Place>,
}

/// Places to inspect in a round: every open organisation of its sector where the actor inspects, with its open branches.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn places(ctx: &Ctx, id: RoundId) -> Result<RoundPlaces, Refusal> {
    ctx.demand_somewhere(Verb::Inspect)?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let begun = ctx.store().list_inspections(id).await?;
    let sheets = ctx.store().list_sheets(id).await?;
    let names = names(ctx).await?;
    let own = ctx.actor_name();
    let brief = |sheet: &SheetProgress| SheetBrief {
        id: sheet.sheet,
        inspector: names.get(&sheet.by).cloned().unwrap_or_else(|| "Отклик".to_owned()),
        is_own: sheet.by == own,
        is_submitted: sheet.is_submitted,
        n_marked: sheet.n_marked,
    };
    let by_place: HashMap<(OrganisationId, &str), &Inspection> =
        begun.iter().map(|kept| ((kept.value.organisation, kept.value.branch.as_str()), &kept.value)).collect();
    let mut by_inspection: HashMap<InspectionId, Vec<SheetBrief>> = HashMap::new();
    for sheet in &sheets {
        by_inspection.entry(sheet.inspection).or_default().push(brief(sheet));
    }
    let place = |organisation: OrganisationId, name: &str, branch: String| {
        let inspection = by_place.get(&(organisation, branch.as_str())).map(|one| (*one).clone());
        let sheets = inspection.as_ref().and_then(|one| by_inspection.get(&one.id)).cloned().unwrap_or_default();
        Place { organisation, name: name.to_owned(), branch, inspection, sheets }
    };
    let mut all = Vec::new();
    let organisations = organisations(ctx, &round).await?;
    let ids: Vec<OrganisationId> = organisations.iter().map(|(id, _)| *id).collect();
    let mut branches = portal::open_branches(ctx, &ids).await?;
    for (organisation, name) in organisations {
        all.push(place(organisation, &name, String::new()));
        let own = branches.remove(&organisation).unwrap_or_default();
        all.extend(own.into_iter().map(|branch| place(organisation, &name, branch.name)));
    }
    Ok(RoundPlaces { round, n_points: Checklist::of(&book).points().count(), places: all })
}

async fn organisations(ctx: &Ctx, round: &Round) -> Result<Vec<(OrganisationId, String)>, Refusal> {
    let sector = Sector::from_name(&round.rulebook.name).or_else(|| Sector::from_words(&round.rulebook.name));
    let organisations = ctx.own_organisations(Vec::new())?;
    let asked = OrganisationQuery { sector, organisations, is_example: Some(round.is_example), ..Default::default() };
    let all = lists::organisations(ctx.store(), &asked).await?;
    let open = all.into_iter().filter(|it| it.state == OrganisationState::Open);
    Ok(open.map(|it| (it.id, it.short_name.unwrap_or(it.name))).collect())
}

/// Whether sheets may be begun in a round.
impl RoundPlaces {
    /// Whether the round takes anything in.
    pub fn is_open(&self) -> bool {
        self.round.state == RoundState::Open
    }
}

/// Inspections that were shown to organisations the actor answers for, newest first, with the organisation's name.
///
/// # Errors
/// `NotSignedIn`, `Unavailable`.
pub async fn of_organisation(ctx: &Ctx) -> Result<Vec<(Inspection, String)>, Refusal> {
    use otklik_domain::access::Scope;
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let Scope::Within(reach) = &ctx.actor.scope else { return Ok(Vec::new()) };
    let (own, branches) = (reach.touched().into_iter().collect::<Vec<_>>(), OwnBranches::of(ctx).await?);
    let mut found = Vec::new();
    for organisations in own.chunks(portal::ASKED_AT_ONCE) {
        found.extend(ctx.store().list_inspections_of(organisations).await?.into_iter().map(|kept| kept.value));
    }
    found.retain(|one| {
        let place = branches.place(one.organisation, &one.branch);
        one.stage != Stage::Filling && ctx.may(Verb::SeePrivate, place)
    });
    let owners: Vec<OrganisationId> = found.iter().map(|one| one.organisation).collect();
    let names = portal::named(ctx, &owners).await?;
    found.sort_by_key(|one| std::cmp::Reverse(one.id));
    let named = |one: Inspection| names.get(&one.organisation).map(|owner| (one.clone(), owner.name.clone()));
    Ok(found.into_iter().filter_map(named).collect())
}
