//! One request of one visitor: how pages should look, where one is, who is signed in.
//!
//! In come cookies and the address; out goes what the frame of every page needs. A broken cookie is no cookie.

use crate::router::Web;
use crate::ui::look::{self, Look};
use crate::ui::shell::{NavItem, Shell, Viewer};
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use std::convert::Infallible;

/// Who came, and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visit {
    pub(crate) look: Look,
    pub(crate) path: String,
    pub(crate) is_https: bool,
    pub(crate) viewer: Option<Viewer>,
}

impl Visit {
    /// The frame of a page for this visitor.
    pub(crate) fn shell(&self, title: impl Into<String>, nav: Vec<NavItem>) -> Shell {
        Shell {
            title: title.into(),
            look: self.look.clone(),
            path: self.path.clone(),
            nav,
            viewer: self.viewer.clone(),
            ..Shell::default()
        }
    }
}

impl FromRequestParts<Web> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
        Ok(Visit {
            look: Look::from_cookie(cookie(parts, look::COOKIE).unwrap_or_default()),
            path: look::local_path(path).to_owned(),
            is_https: web.site.is_https,
            viewer: None,
        })
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value)
}
