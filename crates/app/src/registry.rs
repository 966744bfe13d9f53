//! The registry of organisations: created, edited, closed, merged; branches, founders, territories; whole lists imported.
//!
//! In come cards as people type them; out goes what was kept, or every fault of the card at once. A slug is given once
//! and never changes. It refuses to know spreadsheets: the workshop reads them.

mod import;

pub use import::{ImportLine, ImportPreview, Verdict, keep_import, preview_import};

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::{EditRegistry, Verb};
use otklik_domain::ids::{BranchId, FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::{self, Branch, Card, Fault, Founder, Inn, Organisation, Slug, Territory, slug_of};
use otklik_store::record::{Kept, OrganisationQuery, Page, PageAsked, Version};

/// Faults of a card as fields of its form.
fn refused(faults: Vec<Fault>) -> Refusal {
    Refusal::Invalid(Faults::Fields(faults.iter().map(|fault| (fault.field(), fault.to_string())).collect()))
}

fn refused_one(fault: Fault) -> Refusal {
    refused(vec![fault])
}

/// One line without repeated blanks; `None` when nothing is left.
fn typed(text: &str) -> Option<String> {
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

fn named(field: &'static str, text: &str) -> Result<String, Refusal> {
    typed(text).ok_or_else(|| Refusal::field(field, "Укажите наименование"))
}

/// A page of the registry within the actor's scope, with closed and merged ones where asked.
///
/// # Errors
/// `NotAllowed` for who may not see it.
pub async fn list_organisations(
    ctx: &Ctx,
    asked: &OrganisationQuery,
    page: &PageAsked,
) -> Result<Page<Kept<Organisation>>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let asked =
        OrganisationQuery { organisations: ctx.own_organisations(asked.organisations.clone())?, ..asked.clone() };
    Ok(ctx.store().list_organisations(&asked, page).await?)
}

/// One organisation with the version a change must name.
///
/// # Errors
/// `NotFound`.
pub async fn find_organisation(ctx: &Ctx, id: OrganisationId) -> Result<Kept<Organisation>, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(id))?;
    ctx.store().find_organisation(id).await?.ok_or(Refusal::NotFound)
}

/// Creates an organisation; its slug is made of the short name, or of the whole one.
///
/// # Errors
/// `Invalid` with every fault of the card; `Taken` when an open organisation has the ИНН.
pub async fn create_organisation(ctx: &Ctx, card: &Card) -> Result<Organisation, Refusal> {
    ctx.permit::<EditRegistry>(None)?;
    let checked = card.check().map_err(refused)?;
    let slug = free_slug(ctx, checked.name(), &[]).await?;
    let organisation = checked.found(OrganisationId(fresh::uuid(ctx.now())), slug);
    ctx.store().keep_organisation(&ctx.act("create_organisation"), &organisation, None).await?;
    Ok(organisation)
}

/// A slug that neither the store nor the list in hand has.
async fn free_slug(ctx: &Ctx, name: &str, in_hand: &[String]) -> Result<Slug, Refusal> {
    let first = slug_of(name, |_| false);
    let taken = ctx.store().list_slugs(first.as_str()).await?;
    Ok(slug_of(name, |slug| in_hand.iter().chain(&taken).any(|t| t == slug)))
}

/// Changes a card.
///
/// # Errors
/// `Invalid`, `Stale`, `Taken`, `NotFound`.
pub async fn edit_organisation(
    ctx: &Ctx,
    id: OrganisationId,
    expected: Version,
    card: &Card,
) -> Result<Version, Refusal> {
    ctx.permit::<EditRegistry>(Some(id))?;
    let kept = find_organisation(ctx, id).await?;
    let checked = card.check().map_err(refused)?;
    let changed = checked.rewrite(&kept.value);
    Ok(ctx.store().keep_organisation(&ctx.act("edit_organisation"), &changed, Some(expected)).await?)
}

/// Closes an organisation on a day; everything about it stays readable.
///
/// # Errors
/// `Invalid` when it is not open or the day is ahead; `Stale`, `NotFound`.
pub async fn close_organisation(
    ctx: &Ctx,
    id: OrganisationId,
    expected: Version,
    on: Date,
) -> Result<Version, Refusal> {
    ctx.permit::<EditRegistry>(Some(id))?;
    let kept = find_organisation(ctx, id).await?;
    let closed = kept.value.close(on, ctx.today()).map_err(refused_one)?;
    Ok(ctx.store().keep_organisation(&ctx.act("close_organisation"), &closed, Some(expected)).await?)
}

/// Opens a closed organisation again.
///
/// # Errors
/// `Invalid` when it was merged; `Taken` when another one took its ИНН meanwhile; `Stale`, `NotFound`.
pub async fn reopen_organisation(ctx: &Ctx, id: OrganisationId, expected: Version) -> Result<Version, Refusal> {
    ctx.permit::<EditRegistry>(Some(id))?;
    let kept = find_organisation(ctx, id).await?;
    let open = kept.value.reopen().map_err(refused_one)?;
    Ok(ctx.store().keep_organisation(&ctx.act("reopen_organisation"), &open, Some(expected)).await?)
}

/// Joins one organisation to another: its address leads there, its plans and recognised names are found there.
///
/// # Errors
/// `Invalid` when either is not open, both are one, or they are of different spheres; `Stale`, `NotFound`.
pub async fn merge_organisations(
    ctx: &Ctx,
    gone: OrganisationId,
    expected: Version,
    into: OrganisationId,
) -> Result<(), Refusal> {
    ctx.permit::<EditRegistry>(Some(gone))?;
    ctx.permit::<EditRegistry>(Some(into))?;
    let (source, target) = (find_organisation(ctx, gone).await?, find_organisation(ctx, into).await?);
    source.value.may_merge_into(&target.value).map_err(refused)?;
    Ok(ctx.store().keep_merging(&ctx.act("merge_organisations"), gone, expected, into).await?)
}

/// Creates a branch, or changes it when a version is named; a day closes it.
///
/// # Errors
/// `Invalid` without a name; `Stale`, `NotFound`.
pub async fn keep_branch(
    ctx: &Ctx,
    organisation: OrganisationId,
    kept: Option<(BranchId, Version)>,
    name: &str,
    address: &str,
    closed_on: Option<Date>,
) -> Result<BranchId, Refusal> {
    ctx.permit::<EditRegistry>(Some(organisation))?;
    let id = kept.map_or_else(|| BranchId(fresh::uuid(ctx.now())), |(id, _)| id);
    let branch = Branch { id, organisation, name: named("name", name)?, address: typed(address), closed_on };
    ctx.store().keep_branch(&ctx.act("keep_branch"), &branch, kept.map(|(_, version)| version)).await?;
    Ok(id)
}

/// Branches of an organisation with the versions a change must name.
///
/// # Errors
/// `NotAllowed` for who may not see the registry.
pub async fn list_branches(ctx: &Ctx, organisation: OrganisationId) -> Result<Vec<Kept<Branch>>, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(organisation))?;
    Ok(ctx.store().list_branches(organisation).await?)
}

/// Founders and territories with the versions a change must name.
///
/// # Errors
/// `NotAllowed` for who may not keep the registry.
pub async fn list_places(ctx: &Ctx) -> Result<(Vec<Kept<Founder>>, Vec<Kept<Territory>>), Refusal> {
    ctx.permit::<EditRegistry>(None)?;
    Ok((ctx.store().list_founders().await?, ctx.store().list_territories().await?))
}

/// Creates a founder, or changes one when a version is named.
///
/// # Errors
/// `Invalid` without a name or with a wrong ИНН; `Taken` when the name is there; `Stale`.
pub async fn keep_founder(
    ctx: &Ctx,
    kept: Option<(FounderId, Version)>,
    name: &str,
    inn: &str,
    territory: Option<TerritoryId>,
) -> Result<FounderId, Refusal> {
    ctx.permit::<EditRegistry>(None)?;
    let id = kept.map_or_else(|| FounderId(fresh::uuid(ctx.now())), |(id, _)| id);
    let wrong = |text: String| refused_one(Fault::BadInn(text));
    let inn = typed(inn).map(|text| text.parse::<Inn>().map_err(|()| wrong(text))).transpose()?;
    let founder = Founder { id, name: named("name", name)?, inn, territory };
    ctx.store().keep_founder(&ctx.act("keep_founder"), &founder, kept.map(|(_, version)| version)).await?;
    Ok(id)
}

/// Creates a territory, or changes one when a version is named.
///
/// # Errors
/// `Invalid` without a name, or when it would be part of itself; `Stale`.
pub async fn keep_territory(
    ctx: &Ctx,
    kept: Option<(TerritoryId, Version)>,
    name: &str,
    kind: &str,
    parent: Option<TerritoryId>,
) -> Result<TerritoryId, Refusal> {
    ctx.permit::<EditRegistry>(None)?;
    let id = kept.map_or_else(|| TerritoryId(fresh::uuid(ctx.now())), |(id, _)| id);
    let all: Vec<Territory> = ctx.store().list_territories().await?.into_iter().map(|kept| kept.value).collect();
    registry::check_parent(id, parent, &all).map_err(refused_one)?;
    let kind = typed(kind).unwrap_or_else(|| "территория".to_owned());
    let territory = Territory { id, name: named("name", name)?, kind, parent };
    ctx.store().keep_territory(&ctx.act("keep_territory"), &territory, kept.map(|(_, version)| version)).await?;
    Ok(id)
}
