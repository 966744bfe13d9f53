//! Steps of a plan's way: sent, taken back, returned, approved.
//!
//! In come a plan and a person's decision; out goes the plan at its next stage with the step and its author. It refuses to
//! decide itself: the one function of transitions stands in the domain.

use super::find;
use crate::ctx::Ctx;
use crate::drafts::typed::day_typed;
use crate::fresh;
use crate::measures;
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::{AdoptPlan, ApprovePlan, Verb};
use otklik_domain::ids::{PersonId, PlanId};
use otklik_domain::plan::Approval;
use otklik_domain::plan::life::{self, Lack, Life, Needed, Stage, Step};
use otklik_papers::plan_json;
use otklik_store::record::{self, Kept, PaperHash, PlanApproval, PlanStep, Version};

/// The house's setting: the same person may send a plan and approve it.
const OWN_APPROVAL: &str = "plans.own-approval";

/// An approval as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApprovalTyped {
    /// Position of who approves.
    pub position: String,
    /// The body.
    pub body: String,
    /// Name of who approves.
    pub name: String,
    /// The day of approval.
    pub approved_on: String,
    /// Kind of the act.
    pub act_kind: String,
    /// Its number.
    pub act_number: String,
    /// Its date.
    pub act_date: String,
}

/// The scan of a signed paper: its file name and bytes.
pub type Scan = (String, Vec<u8>);

/// Whether the same person may send a plan and approve it here.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn may_approve_own(ctx: &Ctx) -> Result<bool, Refusal> {
    Ok(ctx.store().find_setting(OWN_APPROVAL).await?.as_deref() == Some("yes"))
}

/// Says whether the same person may send a plan and approve it: only for a house of one.
///
/// # Errors
/// `NotAllowed` for who does not look after people of the whole house.
pub async fn set_own_approval(ctx: &Ctx, is_allowed: bool) -> Result<(), Refusal> {
    ctx.demand(Verb::ManagePeople, None)?;
    let value = if is_allowed { "yes" } else { "no" };
    Ok(ctx.store().keep_setting(&ctx.act("set_own_approval"), OWN_APPROVAL, value).await?)
}

/// What is known of a plan's way so far.
pub(super) async fn of(ctx: &Ctx, plan: &record::Plan) -> Result<Life, Refusal> {
    let steps = ctx.store().list_plan_steps(plan.id).await?;
    let sent = steps.iter().rfind(|step| step.stage == Stage::Sent);
    Ok(Life {
        stage: plan.stage,
        sent_by: sent.and_then(|step| step.by.parse().ok()).map(PersonId),
        may_approve_own: may_approve_own(ctx).await?,
    })
}

/// The plan, when nobody has changed it meanwhile.
pub(super) fn in_version(kept: Kept<record::Plan>, expected: Version) -> Result<Kept<record::Plan>, Refusal> {
    if kept.version == expected { Ok(kept) } else { Err(Refusal::Stale) }
}

/// Keeps a plan at its stage with the step that led there.
pub(super) async fn keep(
    ctx: &Ctx,
    verb: &'static str,
    plan: &record::Plan,
    expected: Version,
    words: &str,
    approval: Option<&PlanApproval>,
) -> Result<(), Refusal> {
    let words = Some(words.trim()).filter(|words| !words.is_empty());
    let step = step_record(ctx, verb, plan, words);
    let mut act = ctx.act(verb);
    act.note = words.map(ToOwned::to_owned);
    ctx.store().keep_plan_step(&act, plan, expected, &step, approval).await?;
    Ok(())
}

pub(super) fn step_record(ctx: &Ctx, verb: &str, plan: &record::Plan, words: Option<&str>) -> PlanStep {
    PlanStep {
        organisation: plan.organisation,
        id: fresh::uuid(ctx.now()),
        plan: plan.id,
        number: 0,
        stage: plan.stage,
        verb: verb.to_owned(),
        words: words.map(ToOwned::to_owned),
        by: ctx.actor_name(),
        at: ctx.now(),
    }
}

/// What stands between a plan and the founder: the form's gaps, and comments nobody answered.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn gaps(ctx: &Ctx, view: &super::PlanView) -> Result<Vec<Lack>, Refusal> {
    let mut lacks = life::lacks(&view.draft);
    for kept in ctx.store().list_plan_comments(view.id).await? {
        let comment = kept.value;
        if comment.answer.is_none() && comment.settled.is_none() {
            let row = comment.measure.and_then(|id| view.measures.iter().position(|m| m.id == id));
            lacks.push(Lack { row, needed: Needed::Answer });
        }
    }
    lacks.sort_by_key(|lack| (lack.row.map_or(0, |row| row + 1), lack.needed));
    Ok(lacks)
}

/// Asks the founder to approve.
///
/// # Errors
/// `Invalid` with every row that lacks what the form requires; `NotFound`, `NotAllowed`, `Stale`.
pub async fn send_plan(ctx: &Ctx, id: PlanId, expected: Version, words: &str) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    let kept = in_version(kept, expected)?;
    let lacks = gaps(ctx, &super::plan(ctx, id).await?).await?;
    let life = of(ctx, &kept.value).await?;
    if kept.value.stage.is_editable() && !lacks.is_empty() {
        return Err(Refusal::Invalid(Faults::PlanRows(lacks)));
    }
    let stage = life.step(&Step::Send { proof, lacks: &lacks })?;
    keep(ctx, "send_plan", &record::Plan { stage, ..kept.value }, expected, words, None).await
}

/// Takes a plan back before the founder has decided.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`; `Invalid` when it is not with the founder.
pub async fn take_back_plan(ctx: &Ctx, id: PlanId, expected: Version) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    let kept = in_version(kept, expected)?;
    let stage = of(ctx, &kept.value).await?.step(&Step::TakeBack { proof })?;
    keep(ctx, "take_back_plan", &record::Plan { stage, ..kept.value }, expected, "", None).await
}

/// Returns a plan to be mended: with words about the whole of it, or with comments on its rows.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`; `Invalid` when nobody says what to mend.
pub async fn return_plan(ctx: &Ctx, id: PlanId, expected: Version, words: &str) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<ApprovePlan>(Some(kept.value.organisation))?;
    let kept = in_version(kept, expected)?;
    let comments = ctx.store().list_plan_comments(id).await?;
    let n_comments = comments.iter().filter(|c| c.value.settled.is_none()).count();
    let stage = of(ctx, &kept.value).await?.step(&Step::Return { proof, n_comments, words })?;
    keep(ctx, "return_plan", &record::Plan { stage, ..kept.value }, expected, words, None).await
}

/// Approves a plan that was sent, or records that its paper was approved before it came here: the approval block goes into the plan and its papers, the signed scan is kept as a paper.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Stale`; `Invalid` when who or when is missing, when the sender approves, or when the scan is
/// no picture and no PDF.
pub async fn approve_plan(
    ctx: &Ctx,
    id: PlanId,
    expected: Version,
    typed: &ApprovalTyped,
    scan: Option<Scan>,
) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    let proof = ctx.permit::<ApprovePlan>(Some(kept.value.organisation))?;
    let kept = in_version(kept, expected)?;
    let (approved_on, act_date) = days(ctx, typed)?;
    let block = block(typed, approved_on, act_date);
    let step = match kept.value.stage {
        Stage::Draft => Step::Record { proof, block: &block, is_from_paper: kept.value.paper.is_some() },
        _ => Step::Approve { proof, block: &block },
    };
    let stage = of(ctx, &kept.value).await?.step(&step)?;
    let paper = match scan {
        Some(scan) => Some(keep_scan(ctx, scan).await?),
        None => None,
    };
    let text = |text: &str| text.trim().to_owned();
    let approval = PlanApproval {
        organisation: kept.value.organisation,
        id: fresh::uuid(ctx.now()),
        plan: id,
        position: text(&typed.position),
        body: text(&typed.body),
        name: text(&typed.name),
        act_kind: text(&typed.act_kind),
        act_number: text(&typed.act_number),
        act_date,
        approved_on,
        paper,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let mut draft = plan_json::from_json(&kept.value.body_json).map_err(|e| Refusal::unavailable(e.to_string()))?;
    let words = block.basis.clone().unwrap_or_default();
    draft.approval = Some(block);
    let plan = record::Plan { stage, body_json: plan_json::to_json(&draft), ..kept.value };
    keep(ctx, "approve_plan", &plan, expected, &words, Some(&approval)).await?;
    measures::look_again_at_plan(ctx, id).await;
    Ok(())
}

/// The days of an approval: that of the block must be told and not lie ahead; that of the act may be missing.
fn days(ctx: &Ctx, typed: &ApprovalTyped) -> Result<(Date, Option<Date>), Refusal> {
    let mut faults = Vec::new();
    for (name, text, words) in [
        ("position", &typed.position, "Назовите должность того, кто утверждает"),
        ("name", &typed.name, "Назовите фамилию и инициалы того, кто утверждает"),
    ] {
        if text.trim().is_empty() {
            faults.push((name, words.to_owned()));
        }
    }
    let is_day = |text: &str| text.trim().len() > 4;
    let day = |text: &str| day_typed(text, 1, 1).filter(|_| is_day(text));
    let approved_on = day(&typed.approved_on).filter(|day| *day <= ctx.today());
    if approved_on.is_none() {
        faults.push(("approved_on", "Назовите день утверждения, не позже сегодняшнего: 01.02.2026".to_owned()));
    }
    let act_date = day(&typed.act_date);
    if act_date.is_none() && !typed.act_date.trim().is_empty() {
        faults.push(("act_date", "Дата акта — день, месяц и год: 01.02.2026".to_owned()));
    }
    match approved_on {
        Some(day) if faults.is_empty() => Ok((day, act_date)),
        _ => Err(Refusal::Invalid(Faults::Fields(faults))),
    }
}

/// The block as papers print it.
fn block(typed: &ApprovalTyped, approved_on: Date, act_date: Option<Date>) -> Approval {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let both: Vec<String> = [&typed.position, &typed.body].into_iter().filter_map(|text| said(text)).collect();
    let of_day = |day: Date| format!("от {:02}.{:02}.{}", day.day(), day.month(), day.year());
    let number = said(&typed.act_number).map(|number| format!("№ {}", number.trim_start_matches('№').trim_start()));
    let basis = said(&typed.act_kind)
        .map(|kind| [Some(kind), act_date.map(of_day), number].into_iter().flatten().collect::<Vec<_>>().join(" "));
    Approval { position: said(&both.join(" ")), name: said(&typed.name), date: Some(approved_on), basis }
}

/// Keeps a scan as it is; nobody opens it here.
async fn keep_scan(ctx: &Ctx, (name, bytes): Scan) -> Result<PaperHash, Refusal> {
    const KINDS: [(&[u8], &str); 5] =
        [(b"%PDF", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG", "png"), (b"II*\0", "tiff"), (b"MM\0*", "tiff")];
    if bytes.is_empty() {
        return Err(Refusal::field("scan", "Файл скана пуст: откройте его у себя и выберите другой"));
    }
    let format = KINDS.iter().find(|(begin, _)| bytes.starts_with(begin)).map(|(_, format)| *format);
    let format = format.ok_or_else(|| Refusal::field("scan", "Скан — PDF или снимок: .pdf, .jpg, .png, .tiff"))?;
    Ok(ctx.store().keep_paper(&ctx.act("keep_paper"), &name, format, &bytes).await?.hash)
}

/// The scan of an approval.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn scan(ctx: &Ctx, id: PlanId, number: usize) -> Result<Scan, Refusal> {
    find(ctx, id).await?;
    let approvals = ctx.store().list_plan_approvals(id).await?;
    let hash = approvals.get(number).and_then(|approval| approval.paper).ok_or(Refusal::NotFound)?;
    let paper = ctx.store().find_paper(hash).await?.ok_or(Refusal::NotFound)?;
    let bytes = ctx.store().find_paper_bytes(hash).await?.ok_or(Refusal::NotFound)?;
    Ok((paper.file_name, bytes))
}
