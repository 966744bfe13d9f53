//! Differences settled, the result shown, answers reviewed, the end.

use super::view::{View, inspection};
use super::{ANSWER_DAYS, ANSWER_DAYS_USUAL};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Inspect;
use otklik_domain::ids::InspectionId;
use otklik_domain::inspection::{Decision, Fault, Seen, Stage, answer_until};
use otklik_store::record::{
    Found, Inspection, InspectionDecision, InspectionReply, ItemFinding, RoundState, Version, WAITING,
};

/// The inspection for those who inspect there.
async fn for_inspector(ctx: &Ctx, id: InspectionId) -> Result<View, Refusal> {
    let view = inspection(ctx, id).await?;
    ctx.permit::<Inspect>(Some(view.organisation.id))?;
    if view.round.state == RoundState::Closed {
        return Err(Refusal::field("round", "Тур закрыт: откройте его снова, чтобы закончить осмотр"));
    }
    Ok(view)
}

fn decision(ctx: &Ctx, view: &View, code: &str, seen: Seen, reason: &str) -> Result<InspectionDecision, Refusal> {
    Ok(InspectionDecision {
        organisation: view.organisation.id,
        inspection: view.kept.value.id,
        item: code.to_owned(),
        decision: Decision::new(&view.list, code, seen, reason)?,
        by: ctx.actor_name(),
        at: ctx.now(),
    })
}

/// Decides a point of which inspectors saw different things, with a reason.
///
/// # Errors
/// `Invalid` without a reason or at another stage, `Stale`, `NotFound`, `NotAllowed`.
pub async fn settle_item(ctx: &Ctx, id: InspectionId, code: &str, seen: Seen, reason: &str) -> Result<(), Refusal> {
    let view = for_inspector(ctx, id).await?;
    if view.kept.value.stage != Stage::Filling {
        return Err(Fault::NotNow(view.kept.value.stage).into());
    }
    let decided = decision(ctx, &view, code, seen, reason)?;
    let before = view.decisions.get(code).map(|kept| kept.version);
    ctx.store().keep_decision(&ctx.act("settle_item"), &decided, before).await?;
    Ok(())
}

/// Shows the result to the organisation, which may answer for so many working days.
///
/// # Errors
/// `Invalid` when no sheet was handed in, something is not settled or the term is wrong; `Stale`, `NotFound`, `NotAllowed`.
pub async fn show_inspection(ctx: &Ctx, id: InspectionId, expected: Version, days: u16) -> Result<(), Refusal> {
    let view = for_inspector(ctx, id).await?;
    view.allowed(ctx, |facts| facts.may_show())?;
    let until = answer_until(ctx.today(), days, &ctx.house.calendar)?;
    let shown =
        Inspection { stage: Stage::Shown, shown_at: Some(ctx.now()), answer_until: Some(until), ..view.kept.value };
    ctx.store().keep_inspection(&ctx.act("show_inspection"), &shown, expected).await?;
    if answer_days(ctx).await? != days {
        ctx.store().keep_setting(&ctx.act("set_answer_days"), ANSWER_DAYS, &days.to_string()).await?;
    }
    Ok(())
}

/// How many working days an organisation is given: as many as the last one was.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn answer_days(ctx: &Ctx) -> Result<u16, Refusal> {
    let kept = ctx.store().find_setting(ANSWER_DAYS).await?;
    Ok(kept.and_then(|days| days.parse().ok()).unwrap_or(ANSWER_DAYS_USUAL))
}

/// Decides about an answer of the organisation: what counts of the point, and why.
///
/// # Errors
/// `Invalid` without a reason or at another stage, `Stale`, `NotFound`, `NotAllowed`.
pub async fn review_answer(ctx: &Ctx, id: InspectionId, code: &str, seen: Seen, reason: &str) -> Result<(), Refusal> {
    let view = for_inspector(ctx, id).await?;
    view.allowed(ctx, |facts| facts.may_review())?;
    let kept = view.replies.get(code).cloned().ok_or(Refusal::NotFound)?;
    let decided = decision(ctx, &view, code, seen, reason)?;
    let mut reply = kept.value.reply;
    reply.review = Some(decided.decision.reason.clone());
    let reviewed = InspectionReply { reply, reviewed_by: Some(ctx.actor_name()), ..kept.value };
    Ok(ctx.store().keep_review(&ctx.act("review_answer"), &reviewed, kept.version, &decided).await?)
}

/// Makes the result final: its findings count, in the place of all that was said of the place before.
///
/// # Errors
/// `Invalid` while the organisation has time or something is not reviewed; `Stale`, `NotFound`, `NotAllowed`.
pub async fn finish_inspection(ctx: &Ctx, id: InspectionId, expected: Version) -> Result<(), Refusal> {
    let view = for_inspector(ctx, id).await?;
    view.allowed(ctx, |facts| facts.may_finish())?;
    let findings = findings(ctx, &view);
    let end = Inspection {
        stage: Stage::Final,
        final_by: Some(ctx.actor_name()),
        final_at: Some(ctx.now()),
        ..view.kept.value
    };
    ctx.store().keep_final(&ctx.act("finish_inspection"), &end, expected, &findings).await?;
    Ok(())
}

/// Findings as a file would bring them, with the words of inspectors.
fn findings(ctx: &Ctx, view: &View) -> Vec<ItemFinding> {
    let note = |item: &str| {
        let noticed = view.noticed(view.list.point(item)?);
        let words = noticed.decision.map(|decision| decision.reason);
        words.or(noticed.notes.into_iter().find_map(|noted| noted.note))
    };
    let finding = |(item, found): (String, Found)| ItemFinding {
        organisation: view.organisation.id,
        round: view.round.id,
        branch: view.kept.value.branch.clone(),
        note: if item == WAITING { None } else { note(&item) },
        item,
        found,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    Found::all(&view.outcome.findings(&view.book)).into_iter().map(finding).collect()
}
