//! The way in by a one-time link, and the way out.
//!
//! A link opens the cabinet only by a press of a button: programs that look at links in letters must not use it up.

use crate::form::Signed;
use crate::refusal::{self, Refused};
use crate::router::Web;
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use otklik_app::people;

#[derive(Template)]
#[template(path = "cabinet/enter.html")]
struct EnterPage {
    shell: Shell,
    link: Option<String>,
    is_good: bool,
}

/// `GET /enter`
pub(crate) async fn door(visit: Visit) -> Response {
    let shell = visit.shell("Вход для сотрудников", portal_nav(""));
    page::show(&EnterPage { shell, link: None, is_good: false })
}

/// `GET /enter/{token}`
pub(crate) async fn look(
    visit: Visit,
    State(web): State<Web>,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    let is_good = people::link_is_good(&web.house, &secret).await?;
    let shell =
        Shell { path: "/enter".to_owned(), ..visit.shell("Вход для сотрудников", portal_nav("")) };
    Ok(page::show(&EnterPage { shell, link: Some(secret), is_good }))
}

/// `POST /enter/{token}`
pub(crate) async fn enter(
    visit: Visit,
    State(web): State<Web>,
    Path(secret): Path<String>,
) -> Result<Response, Refused> {
    match people::enter(&web.house, &secret).await {
        Ok(visit_secret) => {
            let cookie = cookie(visit.is_https, &visit_secret, 43_200);
            Ok(refusal::see_other_with("/cabinet", cookie))
        }
        Err(otklik_app::Refusal::NotFound) => {
            let shell = Shell {
                path: "/enter".to_owned(), ..visit.shell("Вход для сотрудников", portal_nav(""))
            };
            Ok(refusal::invalid(page::show(&EnterPage { shell, link: Some(String::new()), is_good: false })))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /sign-out`
pub(crate) async fn leave(visit: Visit, Signed(_): Signed) -> Result<Response, Refused> {
    if let Some(secret) = &visit.secret {
        people::leave(&visit.ctx, secret).await?;
    }
    Ok(refusal::see_other_with("/", cookie(visit.is_https, "", 0)))
}

fn cookie(is_https: bool, secret: &str, seconds: u32) -> HeaderMap {
    let secure = if is_https { "; Secure" } else { "" };
    let name = Visit::cookie_name(is_https);
    let cookie = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, value);
    }
    headers
}
