//! What the organisation says before the result is final.

use super::view::{View, inspection};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::AnswerFindings;
use otklik_domain::ids::InspectionId;
use otklik_domain::inspection::{Fault, Reply, ReplyKind, Stage};
use otklik_store::record::{Inspection, InspectionReply, Version};

/// The inspection for those who answer for the organisation, while they may.
pub(super) async fn for_answer(ctx: &Ctx, id: InspectionId) -> Result<View, Refusal> {
    let view = inspection(ctx, id).await?;
    ctx.permit::<AnswerFindings>(view.place)?;
    view.allowed(ctx, |facts| facts.may_answer())?;
    Ok(view)
}

/// Objects to a point, or explains it; what was said before of it is replaced.
///
/// # Errors
/// `Invalid` without words, after the term or at another stage; `Stale`, `NotFound`, `NotAllowed`.
pub async fn answer_item(ctx: &Ctx, id: InspectionId, code: &str, kind: ReplyKind, words: &str) -> Result<(), Refusal> {
    let view = for_answer(ctx, id).await?;
    view.list.point(code).ok_or_else(|| Fault::NoSuchPoint(code.to_owned()))?;
    let reply = InspectionReply {
        organisation: view.organisation.id,
        inspection: id,
        item: code.to_owned(),
        reply: Reply::new(kind, words)?,
        reviewed_by: None,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let before = view.replies.get(code).map(|kept| kept.version);
    ctx.store().keep_reply(&ctx.act("answer_item"), &reply, before).await?;
    Ok(())
}

/// Takes an answer back.
///
/// # Errors
/// `Invalid` after the term, `Stale`, `NotFound`, `NotAllowed`.
pub async fn unanswer_item(ctx: &Ctx, id: InspectionId, code: &str) -> Result<(), Refusal> {
    let view = for_answer(ctx, id).await?;
    let kept = view.replies.get(code).cloned().ok_or(Refusal::NotFound)?;
    Ok(ctx.store().remove_reply(&ctx.act("unanswer_item"), &kept.value, kept.version).await?)
}

/// Says that the organisation has said all: that it agrees where it did not object.
///
/// # Errors
/// `Invalid` after the term or at another stage, `Stale`, `NotFound`, `NotAllowed`.
pub async fn finish_answers(ctx: &Ctx, id: InspectionId, expected: Version) -> Result<(), Refusal> {
    let view = for_answer(ctx, id).await?;
    let is_agreed = !view.replies.values().any(|kept| kept.value.reply.kind == ReplyKind::Objection);
    let answered = Inspection {
        stage: Stage::Answered,
        answered_by: Some(ctx.actor_name()),
        answered_at: Some(ctx.now()),
        is_agreed,
        ..view.kept.value
    };
    ctx.store().keep_inspection(&ctx.act("finish_answers"), &answered, expected).await?;
    Ok(())
}
