//! A template becomes an answer.
//!
//! In comes a page; out goes HTML with its no-break spaces. It refuses to know status codes: `refusal.rs` sets them.

use super::typeset::typeset;
use crate::refusal;
use askama::Template;
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};

/// Shows a page.
pub(crate) fn show(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => ([(CONTENT_TYPE, "text/html; charset=utf-8"), (VARY, "Cookie")], typeset(&html)).into_response(),
        Err(cause) => refusal::broken(&cause),
    }
}
