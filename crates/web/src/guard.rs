//! Forms are taken from this site only.
//!
//! In comes a request that changes something; it goes on when the browser says it came from a page of ours, or when no
//! browser is at work and the form's own token decides. It refuses to know what the form does.

use crate::refusal::Refused;
use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets a request through, or not.
pub(crate) async fn own_forms(request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !changes || is_ours(request.headers()) {
        return next.run(request).await;
    }
    Refused::foreign_form().into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) if site != "same-origin" && site != "none" => false,
        (_, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST.as_str())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_other_sites_are_refused() {
        for (site, origin, is_right) in [
            (Some("same-origin"), Some("http://a:80"), true),
            (Some("cross-site"), Some("http://a:80"), false),
            (Some("same-site"), None, false),
            (None, Some("http://b"), false),
            (None, Some("null"), false),
            (Some("none"), None, true),
            (None, None, true),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "a:80".parse().unwrap());
            if let Some(site) = site {
                headers.insert("sec-fetch-site", site.parse().unwrap());
            }
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            assert_eq!(is_ours(&headers), is_right, "{site:?} {origin:?}");
        }
    }
}
