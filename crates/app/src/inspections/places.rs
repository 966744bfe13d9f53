//! Places of a round with how far their inspection is.

use super::view::names;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::rulebook_of;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId, SheetId};
use otklik_domain::inspection::{Checklist, Stage};
use otklik_domain::registry::{OrganisationState, Sector};
use otklik_store::record::{Inspection, Kept, OrganisationQuery, PageAsked, Round, RoundState, SheetProgress};

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

/// Organisations of one page of the registry.
const PAGE: usize = 500;

/// Places to inspect in a round: every open organisation of its sector with its open branches.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn places(ctx: &Ctx, id: RoundId) -> Result<RoundPlaces, Refusal> {
    ctx.demand(Verb::Inspect, None)?;
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
    let place = |organisation: OrganisationId, name: &str, branch: String| {
        let of_place =
            |kept: &&Kept<Inspection>| kept.value.organisation == organisation && kept.value.branch == branch;
        let inspection = begun.iter().find(of_place).map(|kept| kept.value.clone());
        let own = |sheet: &&SheetProgress| inspection.as_ref().is_some_and(|one| one.id == sheet.inspection);
        let sheets = sheets.iter().filter(own).map(brief).collect();
        Place { organisation, name: name.to_owned(), branch, inspection, sheets }
    };
    let mut all = Vec::new();
    for (organisation, name) in organisations(ctx, &round).await? {
        all.push(place(organisation, &name, String::new()));
        for branch in ctx.store().list_branches(organisation).await? {
            if branch.value.closed_on.is_none() {
                all.push(place(organisation, &name, branch.value.name));
            }
        }
    }
    Ok(RoundPlaces { round, n_points: Checklist::of(&book).points().count(), places: all })
}

async fn organisations(ctx: &Ctx, round: &Round) -> Result<Vec<(OrganisationId, String)>, Refusal> {
    let sector = Sector::from_name(&round.rulebook.name).or_else(|| Sector::from_words(&round.rulebook.name));
    let asked = OrganisationQuery { sector, is_example: Some(round.is_example), ..OrganisationQuery::default() };
    let mut page = PageAsked::first(PAGE);
    let mut all = Vec::new();
    loop {
        let found = ctx.store().list_organisations(&asked, &page).await?;
        for kept in found.items.into_iter().filter(|kept| kept.value.state == OrganisationState::Open) {
            all.push((kept.value.id, kept.value.short_name.unwrap_or(kept.value.name)));
        }
        match found.next {
            Some(next) => page.after = Some(next),
            None => return Ok(all),
        }
    }
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
    let own: Vec<OrganisationId> = match &ctx.actor.scope {
        Scope::Within(own) => own.organisations().collect(),
        Scope::Nowhere | Scope::Everywhere => Vec::new(),
    };
    let mut all = Vec::new();
    for organisation in own.into_iter().filter(|own| ctx.may(Verb::SeePrivate, Some(*own))) {
        let Some(kept) = ctx.store().find_organisation(organisation).await? else { continue };
        for inspection in ctx.store().list_inspections_of(organisation).await? {
            if inspection.value.stage != Stage::Filling {
                all.push((inspection.value, kept.value.name.clone()));
            }
        }
    }
    Ok(all)
}
