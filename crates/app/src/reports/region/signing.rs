//! Signed: frozen under the next number of its year with who signed it; a correction is the next number.

use super::known::region_report;
use super::{KIND, signed};
use crate::ctx::Ctx;
use crate::fresh;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by};
use crate::refusal::{Faults, Refusal};
use crate::reports::numbered::Numbered;
use crate::templates::own_template;
use otklik_domain::access::Verb;
use otklik_domain::report::{RegionReport, ReportPeriod, ReportRhythm};
use otklik_papers::forms::Signers;
use otklik_papers::forms::region_457::{RegionSheet, compose};
use otklik_papers::report_json;
use otklik_papers::template::{TemplateForm, region_values};
use otklik_store::record::{FiledConsolidated, NewConsolidated};
use uuid::Uuid;

/// What a person types for the report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegionTyped {
    /// Of which year.
    pub year: i16,
    /// The region.
    pub region: String,
    /// Decisions on heads of organisations, a line each.
    pub decisions: String,
    /// Position of who signs.
    pub position: String,
    /// Name of who signs.
    pub name: String,
}

/// A signed report as it was frozen («подписанный публичный отчёт»).
#[derive(Debug, Clone)]
pub struct FiledRegion {
    /// Its record.
    pub filed: FiledConsolidated,
    /// What it says.
    pub report: RegionReport,
    /// Position and name of who signed.
    pub signed: (String, String),
    /// Number of the one it corrects.
    pub replaces: Option<i64>,
    /// Number of the one that took its place.
    pub replaced_by: Option<i64>,
}

impl FiledRegion {
    /// What was typed for it, to begin a correction with.
    pub fn typed(&self) -> RegionTyped {
        RegionTyped {
            year: self.report.year,
            region: self.report.region.clone(),
            decisions: self.report.decisions.join("\n"),
            position: self.signed.0.clone(),
            name: self.signed.1.clone(),
        }
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

async fn sheet(ctx: &Ctx, typed: &RegionTyped) -> Result<RegionSheet, Refusal> {
    let template = own_template(ctx, TemplateForm::Region).await?;
    Ok(RegionSheet {
        report: region_report(ctx, typed.year, &typed.region, &typed.decisions).await?,
        as_of: ctx.today(),
        replaces: None,
        signers: Signers {
            head_position: said(&typed.position),
            head_name: said(&typed.name),
            made_on: Some(ctx.today()),
            ..Signers::default()
        },
        template: template.map(|hash| hash.to_string()),
    })
}

/// Freezes the report under the next number of its year, with who signed it. A year that has one already is corrected:
/// `replaces` names the one in force.
///
/// # Errors
/// `Invalid` with each thing that is missing, or when nothing of the year is published; `NotFound`, `NotAllowed`; `Stale`
/// when somebody has corrected it meanwhile.
pub async fn sign_region(ctx: &Ctx, typed: &RegionTyped, replaces: Option<Uuid>) -> Result<Uuid, Refusal> {
    ctx.demand(Verb::PublishScores, None)?;
    let former = signed(ctx).await?;
    let mut sheet = sheet(ctx, typed).await?;
    check(typed, &sheet.report)?;
    sheet.replaces = replaces.map(|id| former.to_correct(id)).transpose()?;
    if let Some(last) = former.in_force(typed.year).filter(|last| replaces != Some(last.id)) {
        let words = format!("Отчёт за {} год уже подписан под № {}: исправьте его", typed.year, last.number);
        return Err(Refusal::field("replaces", words));
    }
    let period = ReportPeriod::of(
        otklik_domain::Date::new(typed.year, 1, 1).map_err(|_| Refusal::field("year", "Напишите год: 2026"))?,
        ReportRhythm::Year,
    );
    let new = NewConsolidated {
        id: fresh::uuid(ctx.now()),
        kind: KIND.to_owned(),
        year: typed.year,
        period: period.to_string(),
        scope: sheet.report.region.clone(),
        organisations: Vec::new(),
        replaces,
        as_of: ctx.today(),
        body_json: report_json::region_to_json(&sheet),
        is_example: false,
    };
    ctx.store().keep_consolidated(&ctx.act("sign_region_report"), &new).await?;
    Ok(new.id)
}

fn check(typed: &RegionTyped, report: &RegionReport) -> Result<(), Refusal> {
    let mut faults: Vec<(&'static str, String)> = [
        ("region", &typed.region, "Назовите субъект Российской Федерации"),
        ("position", &typed.position, "Назовите должность того, кто подписал"),
        ("name", &typed.name, "Назовите фамилию и инициалы того, кто подписал"),
    ]
    .into_iter()
    .filter(|(_, text, _)| text.trim().is_empty())
    .map(|(field, _, words)| (field, words.to_owned()))
    .collect();
    if report.sectors.iter().all(|sector| sector.n_covered == 0) {
        let words = format!("Опубликованных оценок за {} год нет: подписывать нечего", typed.year);
        faults.push(("year", words));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(Faults::Fields(faults))) }
}

/// Signed reports, newest first, without bodies.
///
/// # Errors
/// `NotAllowed` for who does not answer for the whole house.
pub async fn region_list(ctx: &Ctx) -> Result<Numbered, Refusal> {
    signed(ctx).await
}

async fn find(ctx: &Ctx, id: Uuid) -> Result<(FiledConsolidated, RegionSheet, Numbered), Refusal> {
    let all = signed(ctx).await?;
    all.find(id)?;
    let filed = ctx.store().find_consolidated(id).await?.ok_or(Refusal::NotFound)?;
    let sheet = report_json::region_from_json(&filed.body_json).map_err(Refusal::unavailable)?;
    Ok((filed, sheet, all))
}

/// A signed report.
///
/// # Errors
/// `NotFound` when there is none; `NotAllowed`.
pub async fn region_filed(ctx: &Ctx, id: Uuid) -> Result<FiledRegion, Refusal> {
    let (filed, sheet, all) = find(ctx, id).await?;
    let signers = sheet.signers;
    Ok(FiledRegion {
        report: sheet.report,
        signed: (signers.head_position.unwrap_or_default(), signers.head_name.unwrap_or_default()),
        replaces: sheet.replaces,
        replaced_by: all.replaced_by(filed.id),
        filed,
    })
}

/// A signed report as an office paper, the same bytes each time.
///
/// # Errors
/// As [`region_filed`]; `Invalid` when the format is unknown.
pub async fn region_filed_paper(ctx: &Ctx, id: Uuid, format: &str) -> Result<PaperOut, Refusal> {
    let (filed, sheet, _) = find(ctx, id).await?;
    let name = format!("Публичный отчёт № {} за {} год (форма не сверена)", filed.number, filed.year);
    out(ctx, &sheet, Some(filed.number), name, format).await
}

/// The report as it would be today, as an office paper.
///
/// # Errors
/// As [`region_report`]; `Invalid` when the format is unknown.
pub async fn region_paper(ctx: &Ctx, typed: &RegionTyped, format: &str) -> Result<PaperOut, Refusal> {
    let sheet = sheet(ctx, typed).await?;
    let name = format!("Публичный отчёт (проект) за {} год (форма не сверена)", typed.year);
    out(ctx, &sheet, None, name, format).await
}

async fn out(
    ctx: &Ctx,
    sheet: &RegionSheet,
    number: Option<i64>,
    name: String,
    format: &str,
) -> Result<PaperOut, Refusal> {
    let by = ByTemplate::frozen(sheet.template.as_deref(), || region_values(sheet, number));
    made_by(ctx, by, || compose(sheet, number), name, format_of(format)?).await
}
