//! The document that describes this version, as it is committed.

use super::answer::Shown;
use super::caller::Caller;
use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::record::Version;

/// The document's text.
pub(super) const TEXT: &str = include_str!("../../../../../docs/openapi.json");

/// `GET /api/v1/openapi.json`
pub(super) async fn show(Caller(ctx): Caller, headers: HeaderMap) -> Result<Response, crate::api::problem::Problem> {
    let value = serde_json::from_str(TEXT).map_err(Refusal::unavailable)?;
    Ok(Shown::new(&ctx, value, Version(1)).answer(&headers))
}
