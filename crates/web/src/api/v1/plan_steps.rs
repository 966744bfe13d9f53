//! The way of a plan: sent, taken back, returned, approved. Each step names the version that was read.

use super::asked::Path;
use super::caller::Keyed;
use super::plans::{read, stepped};
use super::sent::Sent;
use crate::api::problem::Problem;
use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::plans::life::{self, ApprovalTyped};
use otklik_domain::access::Verb;

/// `POST /plans/{id}/send`: asks the founder to approve.
pub(super) async fn send(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (id, expected) = read(&ctx, &headers, &id, Verb::AdoptPlan).await?;
    let words = sent.text("words").unwrap_or_default();
    sent.check()?;
    life::send_plan(&ctx, id, expected, &words).await?;
    stepped(&ctx, id).await
}

/// `POST /plans/{id}/take-back`: before the founder has decided.
pub(super) async fn take_back(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (id, expected) = read(&ctx, &headers, &id, Verb::AdoptPlan).await?;
    sent.check()?;
    life::take_back_plan(&ctx, id, expected).await?;
    stepped(&ctx, id).await
}

/// `POST /plans/{id}/return`: to be mended, with what is to be mended.
pub(super) async fn give_back(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (id, expected) = read(&ctx, &headers, &id, Verb::ApprovePlan).await?;
    let words = sent.text("words").unwrap_or_default();
    sent.check()?;
    life::return_plan(&ctx, id, expected, &words).await?;
    stepped(&ctx, id).await
}

/// `POST /plans/{id}/approve`: the approval block; a scan of the signed paper is brought on the page of the plan.
pub(super) async fn approve(
    Keyed(ctx): Keyed,
    headers: HeaderMap,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Problem> {
    let (id, expected) = read(&ctx, &headers, &id, Verb::ApprovePlan).await?;
    let mut typed = ApprovalTyped::default();
    sent.over("position", &mut typed.position);
    sent.over("body", &mut typed.body);
    sent.over("name", &mut typed.name);
    sent.over("approved_on", &mut typed.approved_on);
    sent.over("act_kind", &mut typed.act_kind);
    sent.over("act_number", &mut typed.act_number);
    sent.over("act_date", &mut typed.act_date);
    sent.check()?;
    life::approve_plan(&ctx, id, expected, &typed, None).await?;
    stepped(&ctx, id).await
}
