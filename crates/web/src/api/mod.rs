//! What programs are answered: the same verbs as the pages, as JSON.
//!
//! In come requests with or without a key; out go values, papers and `application/problem+json`. Cookies say nothing
//! here, so that no page of another site can act through a browser.

pub(crate) mod problem;
mod v1;

use crate::headers::{self, Https};
use crate::router::Web;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use problem::Problem;
use tower_http::catch_panic::CatchPanicLayer;

/// The way in for filled questionnaires: it sees to everything that an answer carries by itself.
pub(crate) fn intake(https: Https) -> Router<Web> {
    let dressed = move |mut answer: Response| {
        headers::dress(&mut answer, https.0);
        answer
    };
    v1::intake()
        .method_not_allowed_fallback(async move || dressed(Problem::no_such_method().into_response()))
        .layer(CatchPanicLayer::custom(move |cause| dressed(problem::panicked(cause))))
}

/// Everything under `/api`.
pub(crate) fn routes(web: &Web) -> Router<Web> {
    let v1 = v1::routes(web.site.upload_megabytes_max)
        .layer(from_fn_with_state(web.clone(), v1::caller::meet))
        .layer(from_fn(v1::answer::open_to_read));
    Router::new()
        .nest("/v1", v1)
        .fallback(async || Problem::no_such_path())
        .layer(CatchPanicLayer::custom(problem::panicked))
}
