//! Approving and publishing: of a whole round, or of one organisation. What is published is told with its method and its
//! answers, and stays.
//!
//! In comes a round in which nothing more is missing; out go scores one step on. Who counted a score does not approve it,
//! and nothing is published that was counted from something else than is known.

use super::closing::{Known, is_up_to_date, known, permitted};
use super::open_data;
use super::rounds::round;
use super::rounds::rulebook_of;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::{ApproveScores, PublishScores, Verb};
use otklik_domain::closing::Step;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId};
use otklik_store::record::{Kept, Score, ScoreQuery, ScoreRow, ScoreState, Version};
use std::collections::BTreeSet;

/// What a step did and what stands in its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// Scores that went one step on.
    pub n_done: usize,
    /// Scores that were not approved yet and stay unpublished.
    pub n_unapproved: usize,
}

/// The newest scores of a round in any state, by name: what waits and what is published, within the actor's scope.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn round_scores(ctx: &Ctx, id: RoundId) -> Result<Vec<ScoreRow>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    round(ctx, id).await?;
    let organisations = ctx.own_organisations(Vec::new())?;
    Ok(ctx.store().list_scores(&ScoreQuery { round: Some(id), organisations, ..ScoreQuery::default() }).await?)
}

fn in_state(known: &Known, state: ScoreState) -> Vec<(OrganisationId, ScoreId, Version)> {
    let of = known.scores.iter().filter(|kept| kept.value.state == state);
    of.map(|kept| (kept.value.organisation, kept.value.id, kept.version)).collect()
}

/// Approves every counted score of a round.
///
/// # Errors
/// `Invalid` with everything that is missing: surveys that go on, inspections that are not final, what was not counted,
/// scores that the same person counted; `Stale` when one was counted anew meanwhile; `NotFound`, `NotAllowed`.
pub async fn approve_round(ctx: &Ctx, id: RoundId) -> Result<Steps, Refusal> {
    ctx.permit::<ApproveScores>(None)?;
    let round = round(ctx, id).await?.value;
    let known = known(ctx, &round).await?;
    let ready = in_state(&known, ScoreState::Draft);
    if ready.is_empty() {
        return Ok(Steps::default());
    }
    permitted(Step::Approve, &known.facts)?;
    ctx.store().keep_score_step(&ctx.act("approve_scores"), ScoreState::Approved, &ready).await?;
    Ok(Steps { n_done: ready.len(), n_unapproved: 0 })
}

/// Publishes every approved score of a round: from now on they are frozen, with the method and the answers.
///
/// # Errors
/// `Invalid` with everything that is missing; `Stale` when one was counted anew meanwhile, `NotFound`, `NotAllowed`.
pub async fn publish_round(ctx: &Ctx, id: RoundId) -> Result<Steps, Refusal> {
    ctx.permit::<PublishScores>(None)?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let known = known(ctx, &round).await?;
    let ready = in_state(&known, ScoreState::Approved);
    let steps = Steps { n_done: ready.len(), n_unapproved: known.facts.n_draft };
    if ready.is_empty() {
        return Ok(steps);
    }
    permitted(Step::Publish, &known.facts)?;
    let shown = published_after(ctx, id, &known, &ready).await?;
    let publication = open_data::publication(ctx, &round, &book, &known, &shown).await?;
    ctx.store().publish_round(&ctx.act("publish_scores"), &publication, &ready).await?;
    Ok(steps)
}

/// Scores that everybody sees once these are published: where a correction waits, the version before it.
async fn published_after(
    ctx: &Ctx,
    id: RoundId,
    known: &Known,
    ready: &[(OrganisationId, ScoreId, Version)],
) -> Result<Vec<Score>, Refusal> {
    let ready: BTreeSet<ScoreId> = ready.iter().map(|(_, id, _)| *id).collect();
    let mut all = Vec::with_capacity(known.scores.len());
    for Kept { value: score, .. } in &known.scores {
        if ready.contains(&score.id) || score.state == ScoreState::Published {
            all.push(score.clone());
        } else if score.supersedes.is_some() {
            let before = ctx.store().find_newest_score(id, score.organisation, true).await?;
            all.extend(before.map(|kept| kept.value));
        }
    }
    Ok(all)
}

/// Publishes the approved score of one organisation.
///
/// # Errors
/// `Stale` when it was counted anew meanwhile or is published already; `Invalid` when nobody approved it, when it was
/// counted from something else than is known now, or with what is missing in the round; `NotFound`, `NotAllowed`.
pub async fn publish_score(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    expected: Version,
) -> Result<(), Refusal> {
    ctx.permit::<PublishScores>(Some(organisation))?;
    let (round, book) = rulebook_of(ctx, id).await?;
    let known = known(ctx, &round).await?;
    let kept = known.scores.iter().find(|kept| kept.value.organisation == organisation).ok_or(Refusal::NotFound)?;
    if kept.value.state == ScoreState::Draft {
        return Err(Refusal::field("score", "Оценка ещё не утверждена: сначала её утверждает общественный совет"));
    }
    let is_same = known.inputs.get(&organisation).is_some_and(|inputs| is_up_to_date(&kept.value, &round, inputs));
    if kept.value.state == ScoreState::Approved && !is_same {
        return Err(Refusal::field("score", "После подсчёта данные изменились: посчитайте и утвердите оценку заново"));
    }
    let others = otklik_domain::closing::Facts { n_uncounted: 0, ..known.facts };
    permitted(Step::Publish, &others)?;
    let one = [(organisation, kept.value.id, expected)];
    let shown = published_after(ctx, id, &known, &one).await?;
    let publication = open_data::publication(ctx, &round, &book, &known, &shown).await?;
    ctx.store().publish_round(&ctx.act("publish_scores"), &publication, &one).await?;
    Ok(())
}
