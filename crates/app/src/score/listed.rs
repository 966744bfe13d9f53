//! Which organisations a round assesses: taken in by a filter or one by one, left out until the round has begun.
//!
//! In come filters and choices; out goes the list. It refuses to leave out whom people already answered about.

use super::rounds::{has_answers, round};
use crate::ctx::Ctx;
use crate::lists;
use crate::portal;
use crate::refusal::Refusal;
use otklik_domain::access::{RunRounds, Verb};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::registry::{Organisation, Sector};
use otklik_store::record::{OrganisationQuery, SurveyQuery};
use std::collections::BTreeSet;

/// Organisations of a round, by name.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_organisations(ctx: &Ctx, id: RoundId) -> Result<Vec<Organisation>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let mut listed = ctx.store().list_round_organisations(id).await?;
    listed.retain(|place| ctx.may(Verb::SeePrivate, Some(*place)));
    let mut found: Vec<Organisation> = portal::named(ctx, &listed).await?.into_values().collect();
    found.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(found)
}

/// Takes into a round every open organisation of its sector that a filter finds; answers how many are new.
///
/// # Errors
/// `Invalid` when the filter finds none, `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn take_into_round(ctx: &Ctx, id: RoundId, asked: &OrganisationQuery) -> Result<usize, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let round = round(ctx, id).await?.value;
    let sector = Sector::from_name(&round.rulebook.name);
    let asked = OrganisationQuery { sector, with_gone: false, is_example: Some(round.is_example), ..asked.clone() };
    let found = lists::organisations(ctx.store(), &asked).await?;
    if found.is_empty() {
        return Err(Refusal::field("territory", "Таких открытых организаций в реестре нет: измените отбор"));
    }
    let known: BTreeSet<OrganisationId> = ctx.store().list_round_organisations(id).await?.into_iter().collect();
    let new: Vec<OrganisationId> = found.into_iter().map(|it| it.id).filter(|it| !known.contains(it)).collect();
    if !new.is_empty() {
        ctx.store().keep_round_organisations(&ctx.act("list_round"), id, &new, &[]).await?;
    }
    Ok(new.len())
}

/// Leaves organisations out of a round.
///
/// # Errors
/// `Invalid` when answers came or one of them has a survey, `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn leave_out_of_round(ctx: &Ctx, id: RoundId, gone: &[OrganisationId]) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    round(ctx, id).await?;
    if has_answers(ctx, id).await? {
        return Err(Refusal::field("gone", "В тур уже пришли ответы: перечень организаций не сокращают"));
    }
    let surveys = ctx.store().list_surveys(&SurveyQuery { round: Some(id), organisation: None }).await?;
    if surveys.iter().any(|survey| gone.contains(&survey.value.organisation)) {
        return Err(Refusal::field("gone", "У организации уже открыт опрос: её код мог попасть на плакат"));
    }
    Ok(ctx.store().keep_round_organisations(&ctx.act("list_round"), id, &[], gone).await?)
}
