//! Pages of a club worker who came by a personal link: the door with its code, their measures, «сделано».
//!
//! In come a secret in the address, a code, and the cookie of a visit that reaches `/m` and nothing else; out go pages
//! with few words and large buttons. It refuses to know the cabinet: nothing of it opens with such a visit.

pub(crate) mod door;
pub(crate) mod list;
pub(crate) mod measure;
mod sent;

use crate::form::Typed;
use crate::refusal::{self, Refused};
use crate::router::Web;
use crate::ui::page;
use crate::ui::shell::{Shell, Viewer};
use crate::visit::{Visit, cookie, form_token};
use askama::Template;
use axum::Form;
use axum::extract::FromRequestParts;
use axum::extract::rejection::FormRejection;
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use otklik_app::links::{self, Guest};

/// A form as it came, or why it is none.
type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

/// A page without anything behind it: the link is not known, or the visit is over.
#[derive(Template)]
#[template(path = "mine/closed.html")]
struct ClosedPage {
    shell: Shell,
    /// The address named a link; else a visit was over.
    is_link: bool,
}

/// A club worker whose visit goes on.
pub(crate) struct Mine {
    visit: Visit,
    guest: Guest,
    secret: String,
    token: String,
}

/// A visit is over, or it was never one.
pub(crate) enum Closed {
    Over(Box<Visit>),
    Refused(Refused),
}

impl IntoResponse for Closed {
    fn into_response(self) -> Response {
        match self {
            Closed::Over(visit) => closed(&visit, false),
            Closed::Refused(refused) => refused.into_response(),
        }
    }
}

impl FromRequestParts<Web> for Mine {
    type Rejection = Closed;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        let visit = Visit::from_request_parts(parts, web).await.map_err(Closed::Refused)?;
        let kept = cookie(&parts.headers, cookie_name(visit.is_https)).map(ToOwned::to_owned);
        let guest = match &kept {
            Some(secret) => links::visitor(&web.house, secret, None).await.map_err(|e| Closed::Refused(e.into()))?,
            None => None,
        };
        match guest.zip(kept) {
            Some((guest, secret)) => Ok(Mine { visit, guest, token: form_token(&secret), secret }),
            None => Err(Closed::Over(Box::new(visit))),
        }
    }
}

impl Mine {
    fn shell(&self, title: impl Into<String>) -> Shell {
        let guest = Viewer { name: self.guest.name.clone(), form_token: self.token.clone() };
        Shell { guest: Some(guest), ..bare(&self.visit, title) }
    }

    /// The fields of a form of this visit.
    fn signed(&self, sent: Sent) -> Result<Typed, Refused> {
        let typed = Typed(sent.map_err(|_| Refused::no_form())?.0);
        self.own(&typed)?;
        Ok(typed)
    }

    /// Whether a form is of this visit.
    fn own(&self, typed: &Typed) -> Result<(), Refused> {
        if typed.get("token") == self.token { Ok(()) } else { Err(Refused::foreign_form()) }
    }
}

/// The frame of a page that leads nowhere else, whoever else is signed in at this browser.
fn bare(visit: &Visit, title: impl Into<String>) -> Shell {
    Shell { viewer: None, is_guests: true, ..visit.shell(title, Vec::new()) }
}

fn closed(visit: &Visit, is_link: bool) -> Response {
    let title = if is_link { "Ссылка не действует" } else { "Откройте свою ссылку" };
    // The address may carry a secret: it stands neither in links nor on paper.
    let shell = Shell { path: "/".to_owned(), printed: String::new(), ..bare(visit, title) };
    refusal::missing(page::show(&ClosedPage { shell, is_link }))
}

/// Name of the cookie of such a visit. It is apart from the cabinet's, and browsers send it to `/m` only.
fn cookie_name(is_https: bool) -> &'static str {
    if is_https { "__Secure-mine" } else { "mine" }
}

fn set_cookie(is_https: bool, secret: &str, seconds: u32) -> HeaderMap {
    let secure = if is_https { "; Secure" } else { "" };
    let name = cookie_name(is_https);
    let cookie = format!("{name}={secret}; Path=/m; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, value);
    }
    headers
}
