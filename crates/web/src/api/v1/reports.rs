//! Reports as they were made: the list, what one says, its papers; those put together and those of the region too.
//!
//! In come ids; out go frozen JSON and files. `format=json` gives the very bytes whose SHA-256 is told.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_id_cursor};
use super::caller::Keyed;
use super::id_of;
use super::plans::add;
use crate::api::problem::Problem;
use crate::router::Web;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use otklik_app::paper_out::PaperOut;
use otklik_app::record::{FiledConsolidated, FiledReport, ReportQuery, Version};
use otklik_app::reports::{self, Numbered};
use otklik_app::{Ctx, Refusal};
use otklik_domain::ids::PlanId;
use otklik_domain::report::ReportStage;
use serde_json::{Value, json};
use uuid::Uuid;

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

/// Papers made of many reports: each sort is numbered and frozen in the same way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    /// `/consolidated-reports`
    Consolidated,
    /// `/region-reports`
    Region,
}

impl Sort {
    async fn list(self, ctx: &Ctx) -> Result<Numbered, Refusal> {
        match self {
            Sort::Consolidated => reports::consolidated_list(ctx).await,
            Sort::Region => reports::region_list(ctx).await,
        }
    }

    async fn find(self, ctx: &Ctx, id: Uuid) -> Result<FiledConsolidated, Refusal> {
        Ok(match self {
            Sort::Consolidated => reports::consolidated(ctx, id).await?.filed,
            Sort::Region => reports::region_filed(ctx, id).await?.filed,
        })
    }

    async fn paper(self, ctx: &Ctx, id: Uuid, format: &str) -> Result<PaperOut, Refusal> {
        match self {
            Sort::Consolidated => reports::consolidated_paper(ctx, id, format).await,
            Sort::Region => reports::region_filed_paper(ctx, id, format).await,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Sort::Consolidated => "Сводный отчёт",
            Sort::Region => "Публичный отчёт",
        }
    }
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

/// What is asked of a sort.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// `GET /consolidated-reports`, `GET /region-reports`
    All,
    /// The same with `/{id}`.
    One,
    /// The same with `/{id}/paper?format=docx`.
    Paper,
}

/// Who answers for a part of a sort.
pub(super) fn get(sort: Sort, part: Part) -> MethodRouter<Web> {
    match part {
        Part::All => routing::get(async move |Keyed(ctx): Keyed, headers: HeaderMap| all(sort, &ctx, &headers).await),
        Part::One => routing::get(async move |Keyed(ctx): Keyed, headers: HeaderMap, Path(id): Path<String>| {
            one(sort, &ctx, &headers, &id).await
        }),
        Part::Paper => {
            routing::get(async move |Keyed(ctx): Keyed, headers: HeaderMap, Path(id): Path<String>, asked: Asked| {
                paper_of(sort, &ctx, &headers, &id, &asked).await
            })
        }
    }
}

async fn all(sort: Sort, ctx: &Ctx, headers: &HeaderMap) -> Result<Response, Problem> {
    let all = sort.list(ctx).await?;
    let items = all.all().iter().map(|it| numbered(ctx, &all, it)).collect();
    Ok(Shown::list(ctx, items, None).answer(headers))
}

async fn one(sort: Sort, ctx: &Ctx, headers: &HeaderMap, id: &str) -> Result<Response, Problem> {
    let it = sort.find(ctx, id_of(id)?).await?;
    let mut value = numbered(ctx, &sort.list(ctx).await?, &it);
    add(&mut value, body(&it.body_json)?);
    Ok(Shown::new(ctx, value, Version(1)).answer(headers))
}

async fn paper_of(sort: Sort, ctx: &Ctx, headers: &HeaderMap, id: &str, asked: &Asked) -> Result<Response, Problem> {
    let (id, format) = (id_of(id)?, format_of(asked)?);
    if format == "json" {
        return Ok(frozen(headers, sort.name(), sort.find(ctx, id).await?.body_json));
    }
    Ok(out(headers, sort.paper(ctx, id, &format).await?))
}
