//! The only file that knows status codes.
//!
//! In comes why nothing was done; out goes a page with its code. What one may not see is 404, like what is not there.
//! Causes go to the log here, once; people get words.

use crate::ui::page;
use crate::ui::shell::Shell;
use askama::Template;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use std::fmt::Display;

#[derive(Template)]
#[template(path = "ui/refusal.html")]
struct RefusalPage {
    shell: Shell,
    title: String,
    sentences: Vec<String>,
}

fn page_of(code: StatusCode, shell: Shell, title: &str, sentences: &[&str]) -> Response {
    let sentences = sentences.iter().map(|s| (*s).to_owned()).collect();
    let shell = shell.titled(title);
    let mut answer = page::show(&RefusalPage { shell, title: title.to_owned(), sentences });
    *answer.status_mut() = code;
    answer
}

/// There is no such page, or the visitor may not know that there is.
pub(crate) fn not_found(shell: Shell) -> Response {
    page_of(
        StatusCode::NOT_FOUND,
        shell,
        "Такой страницы нет",
        &["Проверьте адрес. Если вы пришли по ссылке, найдите нужную организацию в списке: страница могла переехать."],
    )
}

/// A file of the program itself that is not there.
pub(crate) fn bare_not_found() -> Response {
    (StatusCode::NOT_FOUND, "нет такого файла").into_response()
}

/// The form did not come from this site, or is too old.
pub(crate) fn foreign_form(shell: Shell) -> Response {
    page_of(
        StatusCode::FORBIDDEN,
        shell,
        "Форма устарела",
        &[
            "Страница открыта слишком давно или форма пришла с другого сайта. Вернитесь назад, обновите страницу и отправьте снова: введённое сохранится в браузере.",
        ],
    )
}

/// More bytes than are taken.
pub(crate) fn too_large(shell: Shell, megabytes_max: usize) -> Response {
    page_of(
        StatusCode::PAYLOAD_TOO_LARGE,
        shell,
        "Файл слишком большой",
        &[&format!(
            "Принимаем файлы до {megabytes_max} МБ. Сохраните документ без картинок или разделите его на части."
        )],
    )
}

/// The program failed; the cause is for the log.
pub(crate) fn broken(cause: &dyn Display) -> Response {
    tracing::error!(%cause, "page not made");
    let html = "<!DOCTYPE html><html lang=\"ru\"><meta charset=\"utf-8\"><title>Ошибка — Отклик</title><h1>Что-то сломалось</h1><p>Данные не потеряны. Повторите через минуту; если не проходит, позвоните администратору.</p><p><a href=\"/\">К списку организаций</a></p>";
    (StatusCode::INTERNAL_SERVER_ERROR, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// The same page with what was typed and what is wrong.
pub(crate) fn invalid(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}

/// A plain answer of the program about itself: not able to serve.
pub(crate) fn not_ready() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, HeaderValue::from_static("5"))], "хранилище не отвечает\n")
        .into_response()
}

/// After a form: go there and look.
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// After a form: go there with headers such as a cookie.
pub(crate) fn see_other_with(path: &str, headers: HeaderMap) -> Response {
    (headers, Redirect::to(path)).into_response()
}

/// The page moved for good.
pub(crate) fn moved(path: &str) -> Response {
    Redirect::permanent(path).into_response()
}
