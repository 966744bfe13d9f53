//! What the founder wants mended in a plan that was sent, and what was answered.
//!
//! In come words about a row; out goes a kept comment, its answer, or that it is settled. Who may approve comments and
//! settles; who may send answers.

use super::find;
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::life::Stage;
use otklik_store::record::{Kept, PlanComment, Version};
use uuid::Uuid;

/// Comments on a row of a plan that waits for approval, or on the whole of it.
///
/// # Errors
/// `Invalid` when nothing is said or the plan is not with the founder; `NotFound` for a row of another plan; `NotAllowed`.
pub async fn comment(ctx: &Ctx, id: PlanId, row: Option<MeasureId>, words: &str) -> Result<(), Refusal> {
    let plan = find(ctx, id).await?.value;
    ctx.demand(Verb::ApprovePlan, Some(plan.organisation))?;
    if plan.stage != Stage::Sent {
        return Err(Refusal::field("words", "Замечания пишут к плану, который отправлен на утверждение"));
    }
    if words.trim().is_empty() {
        return Err(Refusal::field("words", "Напишите, что исправить"));
    }
    if let Some(row) = row {
        let rows = ctx.store().list_measures(id).await?;
        rows.iter().find(|m| m.value.id == row).ok_or(Refusal::NotFound)?;
    }
    let comment = PlanComment {
        organisation: plan.organisation,
        id: fresh::uuid(ctx.now()),
        plan: id,
        measure: row,
        words: words.trim().to_owned(),
        by: ctx.actor_name(),
        at: ctx.now(),
        answer: None,
        settled: None,
    };
    ctx.store().keep_plan_comment(&ctx.act("comment_plan"), &comment, None).await?;
    Ok(())
}

/// Answers a comment: what was mended, or why not.
///
/// # Errors
/// `Invalid` when nothing is said; `NotFound`, `NotAllowed`, `Stale`.
pub async fn answer(ctx: &Ctx, plan: PlanId, id: Uuid, expected: Version, words: &str) -> Result<(), Refusal> {
    let kept = of_plan(ctx, plan, id, Verb::AdoptPlan).await?;
    if words.trim().is_empty() {
        return Err(Refusal::field("answer", "Напишите, что исправлено или почему нет"));
    }
    let answer = Some((words.trim().to_owned(), ctx.actor_name(), ctx.now()));
    let comment = PlanComment { answer, ..kept.value };
    ctx.store().keep_plan_comment(&ctx.act("answer_comment"), &comment, Some(expected)).await?;
    Ok(())
}

/// Says that a comment is settled, or that it is open again.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`.
pub async fn settle(ctx: &Ctx, plan: PlanId, id: Uuid, expected: Version, is_settled: bool) -> Result<(), Refusal> {
    let kept = of_plan(ctx, plan, id, Verb::ApprovePlan).await?;
    let settled = is_settled.then(|| (ctx.actor_name(), ctx.now()));
    let comment = PlanComment { settled, ..kept.value };
    ctx.store().keep_plan_comment(&ctx.act("settle_comment"), &comment, Some(expected)).await?;
    Ok(())
}

async fn of_plan(ctx: &Ctx, plan: PlanId, id: Uuid, verb: Verb) -> Result<Kept<PlanComment>, Refusal> {
    let organisation = find(ctx, plan).await?.value.organisation;
    ctx.demand(verb, Some(organisation))?;
    let kept = ctx.store().find_plan_comment(id).await?.filter(|kept| kept.value.plan == plan);
    kept.ok_or(Refusal::NotFound)
}
