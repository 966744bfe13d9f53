//! Reports go out as office papers: today's as a preview, a filed one the same bytes each time.

use super::stepping::filed;
use super::today::report_today;
use crate::ctx::Ctx;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by, safe};
use crate::refusal::Refusal;
use otklik_domain::ids::PlanId;
use otklik_domain::report::ReportPeriod;
use otklik_papers::forms::plan_report::compose;
use otklik_papers::template::report_values;
use uuid::Uuid;

/// A report as it was made; once it is sent, under its number.
///
/// # Errors
/// `NotFound`; `Invalid` when the format is unknown.
pub async fn filed_paper(ctx: &Ctx, id: Uuid, format: &str) -> Result<PaperOut, Refusal> {
    let it = filed(ctx, id).await?;
    let number = it.kept.value.number;
    let said = number.map(|number| format!(" № {number}")).unwrap_or_default();
    let period = it.kept.value.period.in_words();
    let name = format!("Отчёт{said} за {period} {}", safe(&it.organisation.name));
    let by = ByTemplate::frozen(it.sheet.template.as_deref(), || report_values(&it.sheet, number));
    made_by(ctx, by, || compose(&it.sheet, number), name, format_of(format)?).await
}

/// The report as it would be today.
///
/// # Errors
/// As [`filed_paper`].
pub async fn today_paper(ctx: &Ctx, plan: PlanId, period: ReportPeriod, format: &str) -> Result<PaperOut, Refusal> {
    let it = report_today(ctx, plan, Some(period)).await?;
    let name = format!("Отчёт (проект) за {} {}", period.in_words(), safe(&it.organisation.name));
    let by = ByTemplate::frozen(it.sheet.template.as_deref(), || report_values(&it.sheet, None));
    made_by(ctx, by, || compose(&it.sheet, None), name, format_of(format)?).await
}
