//! Approving and publishing: of a whole round, or of one organisation.

use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::{ApproveScores, PublishScores, Right, Verb};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_store::record::{ScoreQuery, ScoreRow, ScoreState, Version};

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

async fn step<R: Right>(
    ctx: &Ctx,
    id: RoundId,
    from: ScoreState,
    to: ScoreState,
    verb: &'static str,
) -> Result<Steps, Refusal> {
    ctx.permit::<R>(None)?;
    round(ctx, id).await?;
    let rows = ctx.store().list_scores(&ScoreQuery { round: Some(id), ..ScoreQuery::default() }).await?;
    let n_unapproved = rows.iter().filter(|row| row.state == ScoreState::Draft).count();
    let ready: Vec<_> =
        rows.iter().filter(|row| row.state == from).map(|row| (row.organisation, row.id, row.version)).collect();
    if !ready.is_empty() {
        ctx.store().keep_score_step(&ctx.act(verb), to, &ready).await?;
    }
    let n_unapproved = if to == ScoreState::Approved { 0 } else { n_unapproved };
    Ok(Steps { n_done: ready.len(), n_unapproved })
}

/// Approves every counted score of a round.
///
/// # Errors
/// `Stale` when one was counted anew meanwhile, `NotFound`, `NotAllowed`.
pub async fn approve_round(ctx: &Ctx, id: RoundId) -> Result<Steps, Refusal> {
    step::<ApproveScores>(ctx, id, ScoreState::Draft, ScoreState::Approved, "approve_scores").await
}

/// Publishes every approved score of a round: from now on they are frozen.
///
/// # Errors
/// `Stale` when one was counted anew meanwhile, `NotFound`, `NotAllowed`.
pub async fn publish_round(ctx: &Ctx, id: RoundId) -> Result<Steps, Refusal> {
    step::<PublishScores>(ctx, id, ScoreState::Approved, ScoreState::Published, "publish_scores").await
}

/// Publishes the approved score of one organisation.
///
/// # Errors
/// `Stale` when it was counted anew meanwhile or is published already; `Invalid` when nobody approved it; `NotFound`,
/// `NotAllowed`.
pub async fn publish_score(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    expected: Version,
) -> Result<(), Refusal> {
    ctx.permit::<PublishScores>(Some(organisation))?;
    round(ctx, id).await?;
    let kept = ctx.store().find_newest_score(id, organisation, false).await?.ok_or(Refusal::NotFound)?;
    if kept.value.state == ScoreState::Draft {
        return Err(Refusal::field("score", "Оценка ещё не утверждена: сначала её утверждает общественный совет"));
    }
    let one = (organisation, kept.value.id, expected);
    Ok(ctx.store().keep_score_step(&ctx.act("publish_scores"), ScoreState::Published, &[one]).await?)
}
