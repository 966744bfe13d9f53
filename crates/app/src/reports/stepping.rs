//! The way of a report: prepared, signed, sent under its number, accepted or returned, corrected by the next.

use super::today::{number_of, report_to_prepare};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::registry::Organisation;
use otklik_domain::report::{ReportPeriod, ReportStage};
use otklik_papers::forms::plan_report::ReportSheet;
use otklik_papers::report_json;
use otklik_store::record::{FiledReport, Kept, Version};
use uuid::Uuid;

/// A report as it was made («отчёт из дела»).
#[derive(Debug, Clone)]
pub struct Filed {
    /// Its record.
    pub kept: Kept<FiledReport>,
    /// What it says.
    pub sheet: ReportSheet,
    /// Whose it is.
    pub organisation: Organisation,
    /// Names of those who took its steps, by how the journal calls them.
    pub names: std::collections::HashMap<String, String>,
}

async fn find(ctx: &Ctx, id: Uuid) -> Result<Kept<FiledReport>, Refusal> {
    let kept = ctx.store().find_report(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}

/// A report as it was made.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn filed(ctx: &Ctx, id: Uuid) -> Result<Filed, Refusal> {
    let kept = find(ctx, id).await?;
    let sheet = report_json::from_json(&kept.value.body_json).map_err(Refusal::unavailable)?;
    let organisation = ctx.store().find_organisation(kept.value.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let it = &kept.value;
    let steps = [&it.signed, &it.sent, &it.decided].into_iter().flatten().map(|(who, _)| who.as_str());
    let names = crate::people::names(ctx, steps.chain([it.by.as_str()])).await?;
    Ok(Filed { kept, sheet, organisation, names })
}

/// Makes a report of what is known today and lets it wait for a signature. `replaces` names the one it corrects.
///
/// One that waits already is made anew.
///
/// # Errors
/// `Invalid` when a report of the period was sent and nobody says that this corrects it; `NotFound`, `NotAllowed`.
pub async fn prepare_report(
    ctx: &Ctx,
    plan: PlanId,
    period: ReportPeriod,
    replaces: Option<Uuid>,
) -> Result<Uuid, Refusal> {
    let mut today = report_to_prepare(ctx, plan, Some(period)).await?;
    let current = today.current().cloned();
    let waiting = current.filter(|kept| !kept.value.stage.is_frozen());
    let handed_in = today.filed.iter().map(|kept| &kept.value);
    let handed_in = handed_in.filter(|it| it.period == period && it.number.is_some());
    let last = handed_in.filter(|it| it.stage != ReportStage::Replaced).max_by_key(|it| it.number);
    match (last, replaces) {
        (None, None) => {}
        (Some(last), Some(id)) if last.id == id => {}
        (Some(last), None) if last.stage == ReportStage::Returned => today.sheet.replaces = last.number,
        (Some(last), None) => {
            let number = last.number.unwrap_or_default();
            let words = format!("Отчёт за этот период уже отправлен под № {number}: сделайте исправленный взамен него");
            return Err(Refusal::field("period", words));
        }
        (_, Some(_)) => {
            return Err(Refusal::field("replaces", "Этот отчёт уже заменён: откройте новый и исправляйте его"));
        }
    }
    let replaces = last.map(|last| last.id);
    today.sheet.replaces = replaces.and_then(|id| number_of(&today.filed, id));
    let body_json = report_json::to_json(&today.sheet);
    let report = FiledReport {
        organisation: today.plan.organisation,
        id: waiting.as_ref().map_or_else(|| fresh::uuid(ctx.now()), |kept| kept.value.id),
        plan,
        period,
        number: None,
        replaces,
        stage: ReportStage::Prepared,
        as_of: ctx.today(),
        sha256: fresh::hash(&body_json),
        body_json,
        note: None,
        by: ctx.actor_name(),
        at: ctx.now(),
        signed: None,
        sent: None,
        decided: None,
        is_example: today.plan.is_example,
    };
    let act = ctx.act("prepare_report");
    ctx.store().keep_report(&act, &report, waiting.map(|kept| kept.version)).await?;
    Ok(report.id)
}

fn step(kept: &Kept<FiledReport>, to: ReportStage) -> Result<(), Refusal> {
    if kept.value.stage.may_become(to) {
        return Ok(());
    }
    let words = format!("Отчёт сейчас «{}»: этот шаг уже не нужен или ещё рано", kept.value.stage.in_words());
    Err(Refusal::field("step", words))
}

/// Removes a report that was never sent.
///
/// # Errors
/// `Stale` when it was sent meanwhile; `NotFound`, `NotAllowed`.
pub async fn drop_report(ctx: &Ctx, id: Uuid, expected: Version) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.demand(Verb::AdoptPlan, Some(kept.value.organisation))?;
    Ok(ctx.store().drop_report(&ctx.act("drop_report"), &kept.value, expected).await?)
}

/// The head answers for the report.
///
/// # Errors
/// `Invalid` while a row lacks what must be there; `Stale`, `NotFound`, `NotAllowed`.
pub async fn sign_report(ctx: &Ctx, id: Uuid, expected: Version) -> Result<(), Refusal> {
    let it = filed(ctx, id).await?;
    ctx.demand(Verb::SignReports, Some(it.kept.value.organisation))?;
    step(&it.kept, ReportStage::Signed)?;
    let n = it.sheet.report.n_incomplete();
    if n > 0 {
        let words = format!("Строк без обязательных сведений: {n}. Дополните их и подготовьте отчёт заново");
        return Err(Refusal::field("rows", words));
    }
    let signed = Some((ctx.actor_name(), ctx.now()));
    let report = FiledReport { stage: ReportStage::Signed, signed, ..it.kept.value };
    ctx.store().keep_report(&ctx.act("sign_report"), &report, Some(expected)).await?;
    Ok(())
}

/// Freezes a signed report under the next number and sends it to the founder. Answers the number.
///
/// # Errors
/// `Invalid` when it is not signed; `Stale`, `NotFound`, `NotAllowed`.
pub async fn send_report(ctx: &Ctx, id: Uuid, expected: Version) -> Result<i64, Refusal> {
    let kept = find(ctx, id).await?;
    ctx.demand(Verb::SignReports, Some(kept.value.organisation))?;
    step(&kept, ReportStage::Sent)?;
    let report = FiledReport { sent: Some((ctx.actor_name(), ctx.now())), ..kept.value };
    Ok(ctx.store().send_report(&ctx.act("send_report"), &report, expected).await?)
}

/// The founder takes a report.
///
/// # Errors
/// `Invalid` when it was not sent; `Stale`, `NotFound`, `NotAllowed`.
pub async fn accept_report(ctx: &Ctx, id: Uuid, expected: Version) -> Result<(), Refusal> {
    decide(ctx, id, expected, ReportStage::Accepted, None).await
}

/// The founder sends a report back and says why.
///
/// # Errors
/// `Invalid` without a note or when it was not sent; `Stale`, `NotFound`, `NotAllowed`.
pub async fn return_report(ctx: &Ctx, id: Uuid, expected: Version, note: &str) -> Result<(), Refusal> {
    let note = note.trim();
    let kept = find(ctx, id).await?;
    ctx.demand(Verb::AcceptReports, Some(kept.value.organisation))?;
    if note.is_empty() {
        return Err(Refusal::field("note", "Напишите, что исправить: одно предложение"));
    }
    decide(ctx, id, expected, ReportStage::Returned, Some(note.to_owned())).await
}

async fn decide(ctx: &Ctx, id: Uuid, expected: Version, to: ReportStage, note: Option<String>) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.demand(Verb::AcceptReports, Some(kept.value.organisation))?;
    step(&kept, to)?;
    let verb = if to == ReportStage::Accepted { "accept_report" } else { "return_report" };
    let act = note.as_deref().map_or_else(|| ctx.act(verb), |note| ctx.act(verb).because(note));
    let report = FiledReport { stage: to, note, decided: Some((ctx.actor_name(), ctx.now())), ..kept.value };
    ctx.store().keep_report(&act, &report, Some(expected)).await?;
    Ok(())
}
