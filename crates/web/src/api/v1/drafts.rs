//! Drafts: what was read from a paper, corrected in place, matched to an organisation, adopted as a plan or put aside.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_id_cursor};
use super::caller::Keyed;
use super::id_of;
use super::measures::typed_over;
use super::papers::organisation_of;
use super::plans::{self, add};
use super::sent::Sent;
use crate::api::problem::Problem;
use crate::cabinet::measure_fields::typed_of;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use otklik_app::drafts::{self, DraftView, HeadTyped, MeasureTyped};
use otklik_app::record::{DraftBrief, DraftState, Version};
use otklik_app::{Ctx, wire};
use otklik_domain::access::Verb;
use otklik_domain::ids::{DraftId, PlanId};
use otklik_domain::registry::Organisation;
use serde_json::{Value, json};

/// `GET /drafts`
pub(super) async fn list(Keyed(ctx): Keyed, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let state = asked.read("state", "waiting, adopted или dropped", DraftState::from_name);
    let page = asked.page(is_id_cursor);
    asked.check()?;
    let found = drafts::list_drafts(&ctx, state, &page).await?;
    let items = found.items.iter().map(|brief| brief_value(&ctx, brief)).collect();
    Ok(Shown::list(&ctx, items, found.next).answer(&headers))
}

fn brief_value(ctx: &Ctx, brief: &DraftBrief) -> Value {
    json!({
        "id": brief.id.to_string(),
        "state": brief.state.name(),
        "file_name": brief.file_name,
        "kind": brief.kind,
        "title": brief.title,
        "organisation": brief.recognised_name,
        "organisation_id": brief.organisation.map(|id| id.to_string()),
        "n_measures": brief.n_measures,
        "n_remarks": brief.n_remarks,
        "at": answer::time(ctx, brief.at),
        "is_example": brief.is_example,
    })
}

/// `GET /drafts/{id}`
pub(super) async fn show(Keyed(ctx): Keyed, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Problem> {
    let view = drafts::draft(&ctx, id_of(&id)?).await?;
    Ok(of_view(&ctx, &view).answer(&headers))
}

fn of_view(ctx: &Ctx, view: &DraftView) -> Shown {
    let mut value = wire::plan(&view.corrected, Some(&view.remarks));
    let more = json!({
        "id": view.id.to_string(),
        "state": view.state.name(),
        "version": view.version.0,
        "file_name": view.file_name,
        "organisation_id": view.organisation.as_ref().map(|o| o.id.to_string()),
        "candidates": view.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "is_example": view.is_example,
    });
    add(&mut value, more);
    Shown::new(ctx, value, view.version)
}

fn candidate(organisation: &Organisation) -> Value {
    json!({ "id": organisation.id.to_string(), "slug": organisation.slug.as_str(), "name": organisation.name })
}

/// A draft that was just read.
pub(super) async fn made(ctx: &Ctx, id: DraftId) -> Result<Response, Problem> {
    let view = drafts::draft(ctx, id).await?;
    Ok(of_view(ctx, &view).created(&format!("/api/v1/drafts/{id}")))
}

/// `GET /drafts/{id}/original`
pub(super) async fn original(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (name, bytes) = drafts::original(&ctx, id_of(&id)?).await?;
    Ok(answer::file(&headers, &name, "application/octet-stream", bytes))
}

/// A draft that the caller has read, and the version to name.
async fn read(ctx: &Ctx, headers: &HeaderMap, id: &str) -> Result<(DraftView, Version), Problem> {
    let view = drafts::draft(ctx, id_of(id)?).await?;
    let expected = of_view(ctx, &view).expected(headers)?;
    if view.state != DraftState::Waiting {
        return Err(Problem::field("state", "Черновик уже принят или отложен: его больше не меняют"));
    }
    Ok((view, expected))
}

async fn changed(ctx: &Ctx, id: DraftId, status: StatusCode) -> Result<Response, Problem> {
    Ok(of_view(ctx, &drafts::draft(ctx, id).await?).after(status))
}

/// `PATCH /drafts/{id}`: the head of the draft, and whose it is.
pub(super) async fn correct_head(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (view, mut expected) = read(&ctx, &headers, &id).await?;
    let (old, mut head) = (head_of(&view), head_of(&view));
    sent.over("title", &mut head.title);
    sent.over("organisation_as_written", &mut head.organisation);
    sent.over("from", &mut head.from);
    sent.over("to", &mut head.to);
    sent.over("assessed_year", &mut head.assessed_year);
    let organisation = sent.text("organisation_id");
    sent.check()?;
    let organisation = match organisation {
        Some(name) => organisation_of(&ctx, &name).await?,
        None => None,
    };
    if head != old {
        drafts::correct_head(&ctx, view.id, expected, &head).await?;
        expected = drafts::draft(&ctx, view.id).await?.version;
    }
    if let Some(organisation) = organisation {
        drafts::match_organisation(&ctx, view.id, expected, organisation).await?;
    }
    changed(&ctx, view.id, StatusCode::OK).await
}

fn head_of(view: &DraftView) -> HeadTyped {
    let draft = &view.corrected;
    HeadTyped {
        title: draft.title.clone().unwrap_or_default(),
        organisation: draft.organisation_as_written.clone().unwrap_or_default(),
        from: draft.period.map(|p| p.from.to_string()).unwrap_or_default(),
        to: draft.period.map(|p| p.to.to_string()).unwrap_or_default(),
        assessed_year: draft.assessed_year.map(|year| year.to_string()).unwrap_or_default(),
    }
}

/// `POST /drafts/{id}/measures`
pub(super) async fn add_measure(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (view, expected) = read(&ctx, &headers, &id).await?;
    let typed = typed_over(MeasureTyped::default(), sent)?;
    drafts::add_measure(&ctx, view.id, expected, &typed).await?;
    changed(&ctx, view.id, StatusCode::CREATED).await
}

/// `PATCH /drafts/{id}/measures/{n}`, from zero as `measures` counts them.
pub(super) async fn correct_measure(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path((id, n)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (view, expected) = read(&ctx, &headers, &id).await?;
    let n: usize = id_of(&n)?;
    let old = view.corrected.measures.get(n).ok_or_else(Problem::not_found)?;
    let typed = typed_over(typed_of(old), sent)?;
    drafts::correct_measure(&ctx, view.id, expected, n, &typed).await?;
    changed(&ctx, view.id, StatusCode::OK).await
}

/// `DELETE /drafts/{id}/measures/{n}`
pub(super) async fn remove_measure(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path((id, n)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (view, expected) = read(&ctx, &headers, &id).await?;
    drafts::remove_measure(&ctx, view.id, expected, id_of(&n)?).await?;
    changed(&ctx, view.id, StatusCode::OK).await
}

/// `POST /drafts/{id}/adopt`: a person decides that it is a plan; the answer is the plan.
pub(super) async fn adopt(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    if let Some(organisation) = &drafts::draft(&ctx, id_of(&id)?).await?.organisation {
        ctx.demand(Verb::AdoptPlan, Some(organisation.id))?;
    }
    let (view, mut expected) = read(&ctx, &headers, &id).await?;
    let (organisation, supersedes) = (sent.text("organisation"), sent.text("supersedes"));
    sent.check()?;
    let organisation = organisation_of(&ctx, organisation.unwrap_or_default().trim()).await?;
    let supersedes = supersedes_of(&ctx, supersedes.unwrap_or_default().trim()).await?;
    if let Some(organisation) = organisation {
        ctx.demand(Verb::AdoptPlan, Some(organisation))?;
        drafts::match_organisation(&ctx, view.id, expected, organisation).await?;
        expected = drafts::draft(&ctx, view.id).await?.version;
    }
    let plan = otklik_app::plans::adopt_plan(&ctx, view.id, expected, supersedes).await?;
    plans::made(&ctx, plan).await
}

async fn supersedes_of(ctx: &Ctx, text: &str) -> Result<Option<PlanId>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let none = || Problem::field("supersedes", "Такого плана нет");
    let id: PlanId = text.parse().map_err(|_| none())?;
    otklik_app::plans::plan(ctx, id).await.map_err(|_| none())?;
    Ok(Some(id))
}

/// `POST /drafts/{id}/drop`
pub(super) async fn put_aside(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (view, expected) = read(&ctx, &headers, &id).await?;
    sent.check()?;
    drafts::drop_draft(&ctx, view.id, expected).await?;
    Ok(changed(&ctx, view.id, StatusCode::OK).await?.into_response())
}
