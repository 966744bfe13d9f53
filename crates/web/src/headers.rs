//! Headers that every answer carries.
//!
//! In comes any answer; out goes the same with its rules for browsers. It knows one exception, the questionnaire that other
//! sites show in a frame: a page that needs a looser rule is written otherwise.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// No third parties, no inline styles or scripts, no frames.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The same, but every site may frame it.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors *; base-uri 'none'";

/// `/s/{code}/embed` and what follows it, `/o/{slug}/embed`.
fn is_framed(path: &str) -> bool {
    let mut parts = path.split('/').skip(1);
    matches!(parts.next(), Some("s" | "o")) && parts.next().is_some() && parts.next() == Some("embed")
}

/// What one person sees and the next at the same machine should not: the cabinet, the door, personal links, answers under way.
fn is_own(path: &str) -> bool {
    let is_under_way = path.starts_with("/s/") && path.contains("/embed/");
    let places = ["/cabinet", "/enter", "/m/", "/a/", "/letters/"];
    path == "/m" || is_under_way || places.iter().any(|place| path.starts_with(place))
}

/// Whether people reach the site by https, so that browsers may insist on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Https(pub(crate) bool);

/// Adds the headers.
pub(crate) async fn add(State(https): State<Https>, request: Request, next: Next) -> Response {
    let is_own = is_own(request.uri().path());
    let is_framed = is_framed(request.uri().path());
    let mut answer = next.run(request).await;
    if is_own && !answer.headers().contains_key(CACHE_CONTROL) {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    dress(&mut answer, https.0);
    if is_framed {
        let headers = answer.headers_mut();
        // Any site may show it: it holds no visit, no cookie, nothing but questions.
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_POLICY));
        headers.remove(X_FRAME_OPTIONS);
    }
    answer
}

/// What no answer goes out without.
pub(crate) fn dress(answer: &mut Response, is_https: bool) {
    let headers = answer.headers_mut();
    for (name, value) in &FIXED {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
}

static FIXED: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
];
