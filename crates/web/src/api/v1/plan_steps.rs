//! The way of a plan: sent, taken back, returned, approved, published, closed. Each step names the version that was read.

use super::asked::Path;
use super::caller::Keyed;
use super::form::{File, SentWithScan};
use super::plans::{read, stepped};
use super::sent::Sent;
use crate::api::problem::Problem;
use crate::router::Web;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use otklik_app::plans::life::{self, ApprovalTyped};
use otklik_app::{Ctx, plans};
use otklik_domain::access::Verb;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `POST /plans/{id}/send`: asks the founder to approve.
    Send,
    /// `POST /plans/{id}/take-back`: before the founder has decided.
    TakeBack,
    /// `POST /plans/{id}/return`: to be mended, with what is to be mended.
    Return,
    /// `POST /plans/{id}/approve`: the approval block; as a form of parts, with a scan of the signed paper.
    Approve,
    /// `POST /plans/{id}/publish`
    Publish,
    /// `POST /plans/{id}/close`
    Close,
}

impl Step {
    fn verb(self) -> Verb {
        match self {
            Step::Send | Step::TakeBack | Step::Close => Verb::AdoptPlan,
            Step::Return | Step::Approve => Verb::ApprovePlan,
            Step::Publish => Verb::PublishPlan,
        }
    }
}

/// Who makes a step at its address. Only an approval may come as a form of parts.
pub(super) fn post(step: Step) -> MethodRouter<Web> {
    match step {
        Step::Approve => {
            routing::post(async move |Keyed(ctx): Keyed, headers: HeaderMap, id: Path<String>, form: SentWithScan| {
                make(step, &ctx, &headers, &id.0, form.sent, form.scan).await
            })
        }
        _ => routing::post(async move |Keyed(ctx): Keyed, headers: HeaderMap, id: Path<String>, sent: Sent| {
            make(step, &ctx, &headers, &id.0, sent, None).await
        }),
    }
}

async fn make(
    step: Step,
    ctx: &Ctx,
    headers: &HeaderMap,
    id: &str,
    mut sent: Sent,
    scan: Option<File>,
) -> Result<Response, Problem> {
    let (id, expected) = read(ctx, headers, id, step.verb()).await?;
    match step {
        Step::Send | Step::Return => {
            let words = sent.text("words").unwrap_or_default();
            sent.check()?;
            match step {
                Step::Send => life::send_plan(ctx, id, expected, &words).await?,
                _ => life::return_plan(ctx, id, expected, &words).await?,
            }
        }
        Step::TakeBack => {
            sent.check()?;
            life::take_back_plan(ctx, id, expected).await?;
        }
        Step::Approve => {
            let mut typed = ApprovalTyped::default();
            sent.over("position", &mut typed.position);
            sent.over("body", &mut typed.body);
            sent.over("name", &mut typed.name);
            sent.over("approved_on", &mut typed.approved_on);
            sent.over("act_kind", &mut typed.act_kind);
            sent.over("act_number", &mut typed.act_number);
            sent.over("act_date", &mut typed.act_date);
            sent.check()?;
            life::approve_plan(ctx, id, expected, &typed, scan).await?;
        }
        Step::Publish => {
            let (with_names, is_checked) = (sent.flag("with_names"), sent.flag("checked"));
            sent.check()?;
            plans::publish_looked_through(ctx, id, expected, with_names, is_checked).await?;
        }
        Step::Close => {
            let reason = sent.text("reason").unwrap_or_default();
            sent.check()?;
            plans::close_plan(ctx, id, expected, &reason).await?;
        }
    }
    stepped(ctx, id).await
}
