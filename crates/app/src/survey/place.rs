//! One place of a round with its days, ways and quotas.
//!
//! In comes a place; out goes its curve and how many of each group came. It is the only view of progress that opens single
//! answers: quotas are counted from them.

use super::progress::{PlaceProgress, placed};
use crate::ctx::Ctx;
use crate::lists;
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::score::rounds::rulebook_of;
use otklik_domain::access::Verb;
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId};
use otklik_domain::rulebook::{Questionnaire, SampleNorm};
use otklik_domain::survey::{AnswerSheet, Curve, Quota, Target};
use otklik_store::record::{PageAsked, Round, RoundPlace, RoundQuota};
use std::collections::BTreeSet;

/// How many sheets are read at once when quotas are counted.
const N_SHEETS: usize = 500;

/// A quota with how many of it came.
#[derive(Debug, Clone)]
pub struct QuotaProgress {
    /// The group.
    pub quota: Quota,
    /// How many of it came.
    pub have: u64,
}

/// One place with its days, ways and quotas.
#[derive(Debug, Clone)]
pub struct PlaceDetails {
    /// The round.
    pub round: Round,
    /// The norm of its rulebook.
    pub norm: Option<SampleNorm>,
    /// The place.
    pub place: PlaceProgress,
    /// Answers by day and way, those that were left out among them: the curve tells when they came.
    pub curve: Curve,
    /// Answers that came in files, by no day and no way.
    pub n_imported: u64,
    /// Answers that were left out: they came and do not count towards the sample.
    pub n_excluded: u64,
    /// Quotas, in their order; empty where nothing is planned.
    pub quotas: Vec<QuotaProgress>,
}

/// One place of a round with its days, ways and quotas.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn place_progress(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    branch: &str,
) -> Result<PlaceDetails, Refusal> {
    ctx.demand(Verb::SeePrivate, OwnBranches::of(ctx).await?.place(organisation, branch))?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let all = ctx.store().list_round_places(id).await?;
    let found = all.into_iter().find(|it| it.organisation == organisation && it.branch == branch);
    let found = match found {
        Some(found) => found,
        None => beside(ctx, organisation, branch).await?,
    };
    let place = placed(ctx, &round, book.sample.as_ref(), found);
    let counts = ctx.store().count_answers(id, Some(organisation)).await?;
    let own = counts.into_iter().filter(|count| count.branch == branch);
    let curve = Curve::of(own.map(|count| (count.on, count.channel, count.n)));
    let n_online: u64 = curve.channels.iter().map(|(_, n)| n).sum();
    let quotas = quotas(ctx, &round, &book.questionnaire, &place).await?;
    let n_excluded = excluded(ctx, &place).await?.len() as u64;
    let n_imported = place.place.respondents.saturating_sub(n_online.saturating_sub(n_excluded));
    Ok(PlaceDetails { norm: book.sample.clone(), round, place, curve, n_imported, n_excluded, quotas })
}

/// Answers of a place that were left out.
async fn excluded(ctx: &Ctx, place: &PlaceProgress) -> Result<BTreeSet<AnswerId>, Refusal> {
    let Some(survey) = &place.place.survey else { return Ok(BTreeSet::new()) };
    lists::excluded(ctx.store(), place.place.organisation, survey.id).await
}

/// A place of which the round knows nothing yet.
async fn beside(ctx: &Ctx, organisation: OrganisationId, branch: &str) -> Result<RoundPlace, Refusal> {
    let found = ctx.store().find_organisation(organisation).await?.filter(|_| branch.is_empty());
    let found = found.ok_or(Refusal::NotFound)?.value;
    Ok(RoundPlace {
        organisation,
        name: found.short_name.unwrap_or(found.name),
        territory: found.territory,
        branch: String::new(),
        survey: None,
        respondents: 0,
        target: Target::default(),
        version: None,
    })
}

/// The quotas of a place, each with how many of it came.
async fn quotas(
    ctx: &Ctx,
    round: &Round,
    questionnaire: &Questionnaire,
    place: &PlaceProgress,
) -> Result<Vec<QuotaProgress>, Refusal> {
    let Some(progress) = place.progress else { return Ok(Vec::new()) };
    let quota = |kept: RoundQuota| Quota {
        title: kept.title,
        choice: kept.choice,
        between: kept.between,
        needed: Target::part(progress.target, kept.percent),
    };
    let kept = ctx.store().list_quotas(round.id).await?;
    let mut all: Vec<QuotaProgress> =
        kept.into_iter().map(|kept| QuotaProgress { quota: quota(kept), have: 0 }).collect();
    let Some(survey) = place.place.survey.as_ref().filter(|_| !all.is_empty()) else { return Ok(all) };
    let mut page = PageAsked::first(N_SHEETS);
    let out = excluded(ctx, place).await?;
    loop {
        let listed = ctx.store().list_answers(place.place.organisation, survey.id, &page).await?;
        for answer in listed.items.into_iter().filter(|answer| !out.contains(&answer.id)) {
            let sheet = AnswerSheet::unpacked(questionnaire, &answer.packed).map_err(Refusal::unavailable)?;
            let fitting = all.iter_mut().filter(|it| it.quota.takes(questionnaire, &sheet));
            fitting.for_each(|it| it.have += 1);
        }
        let Some(next) = listed.next else { return Ok(all) };
        page.after = Some(next);
    }
}
