//! Every address of the site, in one list.

use crate::headers::{self, Https};
use crate::portal::text;
use crate::visit::Visit;
use crate::{assets, guard, refusal, vid};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// What is set for a site.
#[derive(Debug, Clone)]
pub struct Site {
    /// People reach it by https: cookies are marked so and browsers may insist.
    pub is_https: bool,
    /// The largest document that is taken.
    pub upload_megabytes_max: usize,
}

impl Default for Site {
    fn default() -> Self {
        Site { is_https: false, upload_megabytes_max: 32 }
    }
}

/// What every page is given.
#[derive(Debug, Clone)]
pub(crate) struct Web {
    pub(crate) site: Site,
}

/// The whole site.
pub fn router(site: Site) -> Router {
    let web = Web { site };
    let https = Https(web.site.is_https);
    Router::new()
        .merge(portal())
        .route("/healthz", get(async || "ok\n"))
        .route("/assets/{name}", get(assets::asset))
        .fallback(not_found)
        .method_not_allowed_fallback(not_found)
        .layer(from_fn_with_state(web.clone(), guard::own_forms))
        .layer(DefaultBodyLimit::max(256 * 1024))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(https, headers::add))
        .layer(CatchPanicLayer::custom(panicked))
        .with_state(web)
}

fn portal() -> Router<Web> {
    Router::new()
        .route("/vid", get(vid::show).post(vid::keep))
        .route("/method", get(text::method))
        .route("/accessibility", get(text::accessibility))
        .route("/privacy", get(text::privacy))
        .route("/robots.txt", get(async || "User-agent: *\nDisallow: /cabinet\nDisallow: /vid\nDisallow: /enter\n"))
}

async fn not_found(visit: Visit) -> Response {
    refusal::not_found(visit.shell("", crate::ui::shell::portal_nav("")))
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let words = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    refusal::broken(&words.unwrap_or("panic without words"))
}
