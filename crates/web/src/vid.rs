//! «Версия для слабовидящих»: the page of settings.
//!
//! In come choices from a list; out goes a cookie of this browser and the page one came from.

use crate::form::Typed;
use crate::refusal;
use crate::ui::look::{COOKIE, Look, SETTINGS, Setting, local_path};
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;

#[derive(Template)]
#[template(path = "portal/vid.html")]
struct VidPage {
    shell: Shell,
    back: String,
    settings: &'static [Setting],
}

/// `GET /vid?back=…`
pub(crate) async fn show(visit: Visit, Query(query): Query<Vec<(String, String)>>) -> Response {
    let back = local_path(Typed(query).get("back")).to_owned();
    let mut shell = visit.shell("Версия для слабовидящих", portal_nav("/vid"));
    shell.path.clone_from(&back);
    page::show(&VidPage { shell, back, settings: &SETTINGS })
}

/// `POST /vid`
pub(crate) async fn keep(visit: Visit, Form(fields): Form<Vec<(String, String)>>) -> Response {
    let typed = Typed(fields);
    let mut look = Look::default();
    if typed.get("action") != "reset" {
        for setting in &SETTINGS {
            look.set(setting.name, typed.get(setting.name));
        }
    }
    let value = look.to_cookie();
    let age = if value.is_empty() { 0 } else { 31_536_000 };
    let secure = if visit.is_https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}");
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
    refusal::see_other_with(local_path(typed.get("back")), headers)
}
