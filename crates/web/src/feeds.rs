//! Calendars and news for other programs.
//!
//! In come addresses, one of them with a secret in it; out goes text of the right kind. A secret that opens nothing is
//! not found.

use crate::form::Asked;
use crate::portal::organisation::{find, name};
use crate::refusal::Refused;
use crate::visit::{Staff, Visit};
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use otklik_app::feeds;

fn calendar(text: String, file: &str, is_private: bool) -> Response {
    let cache = if is_private { "private, max-age=600" } else { "public, max-age=600" };
    let named = format!("inline; filename=\"{file}.ics\"");
    let headers =
        [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, &named), (CACHE_CONTROL, cache)];
    (headers, text).into_response()
}

fn news(text: String) -> Response {
    let headers = [(CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (CACHE_CONTROL, "public, max-age=600")];
    (headers, text).into_response()
}

/// `GET /calendar/{file}`: the secret and `.ics`.
pub(crate) async fn own(visit: Visit, Path(file): Path<String>) -> Result<Response, Refused> {
    let token = file.strip_suffix(".ics").ok_or_else(Refused::not_found)?;
    let text = feeds::own_calendar(&visit.ctx.house, token, &visit.site()).await?;
    Ok(calendar(text, "otklik", true))
}

/// `GET /cabinet/rounds/{id}/calendar.ics`
pub(crate) async fn round(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    let text = feeds::round_calendar(&visit.ctx, id, &visit.site()).await?;
    Ok(calendar(text, "otklik-tur", true))
}

/// `GET /o/{slug}/plan/calendar.ics?version=…`
pub(crate) async fn plan(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/plan/calendar.ics").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let wanted = asked.get("version");
    let chosen = shown.plans.iter().find(|p| p.id.to_string() == wanted).or_else(|| shown.plans.first());
    let plan = chosen.ok_or_else(Refused::not_found)?;
    let text = feeds::plan_calendar(plan, name(&shown.organisation), &slug, &visit.site());
    Ok(calendar(text, &slug, false))
}

/// `GET /feed.atom`
pub(crate) async fn house_news(visit: Visit) -> Result<Response, Refused> {
    Ok(news(feeds::house_news(&visit.ctx, &visit.site()).await?))
}

/// `GET /o/{slug}/feed.atom`
pub(crate) async fn organisation_news(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    Ok(news(feeds::organisation_news(&visit.ctx, &slug, &visit.site()).await?))
}
