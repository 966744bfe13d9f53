//! Which organisation a name in a file means: remembered, exact, or waiting for a person.

use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::ImportScores;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::registry::OrganisationState;
use otklik_store::record::Round;
use std::collections::{BTreeMap, HashMap};

/// A name nobody recognised, with what waits under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingName {
    /// The name as it stands in the files.
    pub name: String,
    /// Branches under it; the own place is an empty name.
    pub branches: Vec<String>,
    /// Filled questionnaires.
    pub respondents: u64,
    /// Findings.
    pub n_findings: usize,
}

/// The organisation a name means: by id, slug, ИНН, exact full or short name, or as a person said before.
///
/// Examples belong to example rounds only, and only they do.
pub(crate) async fn recognised(ctx: &Ctx, round: &Round, name: &str) -> Result<Option<OrganisationId>, Refusal> {
    let Some(id) = any(ctx, name.trim()).await? else { return Ok(None) };
    let mut kept = ctx.store().find_organisation(id).await?;
    if let Some(OrganisationState::Merged { into }) = kept.as_ref().map(|kept| kept.value.state) {
        kept = ctx.store().find_organisation(into).await?;
    }
    Ok(kept.filter(|kept| kept.value.is_example == round.is_example).map(|kept| kept.value.id))
}

pub(crate) async fn any(ctx: &Ctx, name: &str) -> Result<Option<OrganisationId>, Refusal> {
    if name.is_empty() {
        return Ok(None);
    }
    if let Ok(id) = name.parse::<OrganisationId>() {
        return Ok(ctx.store().find_organisation(id).await?.map(|kept| kept.value.id));
    }
    if let Some(alias) = ctx.store().find_alias(name).await? {
        return Ok(Some(alias.organisation));
    }
    if name.bytes().all(|b| b.is_ascii_digit())
        && let Some(kept) = ctx.store().find_organisation_by_inn(name).await?
    {
        return Ok(Some(kept.value.id));
    }
    // Two organisations of one name are told apart by a person.
    if let [kept] = ctx.store().find_organisations_by_name(name).await?.as_slice() {
        return Ok(Some(kept.value.id));
    }
    Ok(ctx.store().find_organisation_by_slug(name).await?.map(|kept| kept.value.id))
}

/// The organisations of many names, each asked for once.
pub(super) async fn all<'a>(
    ctx: &Ctx,
    round: &Round,
    names: impl Iterator<Item = &'a String>,
) -> Result<HashMap<&'a str, Option<OrganisationId>>, Refusal> {
    let mut known = HashMap::new();
    for name in names {
        if !known.contains_key(name.as_str()) {
            known.insert(name.as_str(), recognised(ctx, round, name).await?);
        }
    }
    Ok(known)
}

/// Names of a round that wait for a person.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn waiting_names(ctx: &Ctx, id: RoundId) -> Result<Vec<WaitingName>, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    round(ctx, id).await?;
    let mut names: BTreeMap<String, WaitingName> = BTreeMap::new();
    for row in ctx.store().list_waiting(id).await? {
        let key = otklik_store::key::of(&row.name);
        let (name, branches) = (row.name, Vec::new());
        let one = names.entry(key).or_insert(WaitingName { name, branches, respondents: 0, n_findings: 0 });
        one.branches.push(row.branch);
        one.respondents = one.respondents.saturating_add(row.counts.respondents);
        one.n_findings += row.found.len();
    }
    Ok(names.into_values().collect())
}

/// Says which organisation a waiting name means; its answers count from now on, and the name is remembered.
///
/// # Errors
/// `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn match_name(ctx: &Ctx, id: RoundId, name: &str, organisation: OrganisationId) -> Result<u64, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let round = round(ctx, id).await?.value;
    let kept = ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?.value;
    if kept.is_example != round.is_example {
        return Err(Refusal::field("organisation", "Пример не смешивают с настоящими организациями: выберите другую"));
    }
    Ok(ctx.store().keep_match(&ctx.act("match_answers"), id, name, organisation).await?)
}
