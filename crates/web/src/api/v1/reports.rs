//! Reports as they were made: the list, what one says, its papers; those put together and those of the region too.
//!
//! In come ids; out go frozen JSON and files. `format=json` gives the very bytes whose SHA-256 is told.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_id_cursor};
use super::caller::Keyed;
use super::id_of;
use super::plans::add;
use crate::api::problem::Problem;
use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::paper_out::PaperOut;
use otklik_app::record::{FiledConsolidated, FiledReport, ReportQuery, Version};
use otklik_app::reports::{self, Numbered};
use otklik_app::{Ctx, Refusal};
use otklik_domain::ids::PlanId;
use otklik_domain::report::ReportStage;
use serde_json::{Value, json};

/// `GET /reports?organisation=&plan=&period=&stage=`
pub(super) async fn list(Keyed(ctx): Keyed, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let words = "prepared, signed, sent, accepted, returned или replaced";
    let stage = asked.read("stage", words, ReportStage::from_name);
    let plan: Option<PlanId> = asked.parsed("plan", "Номер плана");
    let period = asked.parsed("period", "Период: 2026-Q3, 2026-H1 или 2026-Y");
    let page = asked.page(is_id_cursor);
    let organisations = asked.organisations(&ctx).await?;
    asked.check()?;
    let Some(organisations) = organisations else {
        return Ok(Shown::list(&ctx, Vec::new(), None).answer(&headers));
    };
    let stages = stage.into_iter().collect();
    let query = ReportQuery { organisations, plan, period, stages, ..ReportQuery::default() };
    let found = reports::list_reports(&ctx, &query, &page).await?;
    let items = found.items.iter().map(|kept| line(&ctx, &kept.value)).collect();
    Ok(Shown::list(&ctx, items, found.next).answer(&headers))
}

fn line(ctx: &Ctx, it: &FiledReport) -> Value {
    let at = |step: &Option<(String, jiff::Timestamp)>| step.as_ref().map(|(_, at)| answer::time(ctx, *at));
    json!({
        "id": it.id.to_string(),
        "organisation_id": it.organisation.to_string(),
        "plan_id": it.plan.to_string(),
        "period": it.period.to_string(),
        "number": it.number,
        "replaces": it.replaces.map(|id| id.to_string()),
        "stage": it.stage.name(),
        "as_of": it.as_of.to_string(),
        "note": it.note,
        "sha256": it.sha256,
        "at": answer::time(ctx, it.at),
        "signed_at": at(&it.signed),
        "sent_at": at(&it.sent),
        "decided_at": at(&it.decided),
        "is_example": it.is_example,
    })
}

fn body(json: &str) -> Result<Value, Problem> {
    Ok(json!({ "body": serde_json::from_str::<Value>(json).map_err(Refusal::unavailable)? }))
}

/// `GET /reports/{id}`
pub(super) async fn show(Keyed(ctx): Keyed, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Problem> {
    let it = reports::filed(&ctx, id_of(&id)?).await?;
    let mut value = line(&ctx, &it.kept.value);
    add(&mut value, body(&it.kept.value.body_json)?);
    Ok(Shown::new(&ctx, value, it.kept.version).answer(&headers))
}

/// The format that is asked for; the frozen body itself where it is JSON.
fn format_of(asked: &Asked) -> Result<String, Problem> {
    asked.check()?;
    Ok(asked.text("format").unwrap_or_else(|| "docx".to_owned()))
}

fn out(headers: &HeaderMap, paper: PaperOut) -> Response {
    answer::file(headers, &paper.file_name, paper.media_type, paper.bytes)
}

fn frozen(headers: &HeaderMap, name: &str, json: String) -> Response {
    answer::file(headers, &format!("{name}.json"), "application/json", json.into_bytes())
}

/// `GET /reports/{id}/paper?format=docx`
pub(super) async fn paper(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (id, format) = (id_of(&id)?, format_of(&asked)?);
    if format == "json" {
        return Ok(frozen(&headers, "Отчёт", reports::filed(&ctx, id).await?.kept.value.body_json));
    }
    Ok(out(&headers, reports::filed_paper(&ctx, id, &format).await?))
}

fn numbered(ctx: &Ctx, all: &Numbered, it: &FiledConsolidated) -> Value {
    json!({
        "id": it.id.to_string(),
        "kind": it.kind,
        "year": it.year,
        "number": it.number,
        "period": it.period,
        "scope": it.scope,
        "n_organisations": it.n_organisations,
        "replaces": it.replaces.map(|id| id.to_string()),
        "replaced_by": all.replaced_by(it.id),
        "as_of": it.as_of.to_string(),
        "sha256": it.sha256,
        "at": answer::time(ctx, it.at),
        "is_example": it.is_example,
    })
}

fn all_of(ctx: &Ctx, all: &Numbered, headers: &HeaderMap) -> Response {
    let items = all.all().iter().map(|it| numbered(ctx, all, it)).collect();
    Shown::list(ctx, items, None).answer(headers)
}

fn one_of(ctx: &Ctx, all: &Numbered, it: &FiledConsolidated, headers: &HeaderMap) -> Result<Response, Problem> {
    let mut value = numbered(ctx, all, it);
    add(&mut value, body(&it.body_json)?);
    Ok(Shown::new(ctx, value, Version(1)).answer(headers))
}

/// `GET /consolidated-reports`
pub(super) async fn consolidated(Keyed(ctx): Keyed, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(all_of(&ctx, &reports::consolidated_list(&ctx).await?, &headers))
}

/// `GET /consolidated-reports/{id}`
pub(super) async fn consolidated_one(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let it = reports::consolidated(&ctx, id_of(&id)?).await?;
    one_of(&ctx, &reports::consolidated_list(&ctx).await?, &it.filed, &headers)
}

/// `GET /consolidated-reports/{id}/paper?format=docx`
pub(super) async fn consolidated_paper(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (id, format) = (id_of(&id)?, format_of(&asked)?);
    if format == "json" {
        return Ok(frozen(&headers, "Сводный отчёт", reports::consolidated(&ctx, id).await?.filed.body_json));
    }
    Ok(out(&headers, reports::consolidated_paper(&ctx, id, &format).await?))
}

/// `GET /region-reports`
pub(super) async fn region(Keyed(ctx): Keyed, headers: HeaderMap) -> Result<Response, Problem> {
    Ok(all_of(&ctx, &reports::region_list(&ctx).await?, &headers))
}

/// `GET /region-reports/{id}`
pub(super) async fn region_one(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let it = reports::region_filed(&ctx, id_of(&id)?).await?;
    one_of(&ctx, &reports::region_list(&ctx).await?, &it.filed, &headers)
}

/// `GET /region-reports/{id}/paper?format=docx`
pub(super) async fn region_paper(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (id, format) = (id_of(&id)?, format_of(&asked)?);
    if format == "json" {
        return Ok(frozen(&headers, "Публичный отчёт", reports::region_filed(&ctx, id).await?.filed.body_json));
    }
    Ok(out(&headers, reports::region_filed_paper(&ctx, id, &format).await?))
}
