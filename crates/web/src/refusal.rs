//! The only file that knows status codes.
//!
//! In comes why nothing was done; out goes a page with its code. What one may not see is 404, like what is not there.
//! Causes go to the log here, once; people get words.

use crate::form::{FieldFault, query};
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use otklik_app::{Faults, Refusal, words};
use otklik_domain::plan::life::lacks_by_kind;
use std::error::Error;
use std::fmt::Display;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "ui/refusal.html")]
struct RefusalPage {
    shell: Shell,
    title: String,
    sentences: Vec<String>,
}

/// A refusal on its way out; it gets its page where the visitor is known.
#[derive(Clone)]
pub(crate) struct Refused(Arc<Why>);

enum Why {
    Verb(Refusal),
    /// The form is too old or came from elsewhere.
    ForeignForm,
    /// More bytes than are taken.
    TooLarge {
        megabytes_max: usize,
    },
    /// The body is not a form.
    NoForm,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Refused(Arc::new(Why::Verb(refusal)))
    }
}

impl Refused {
    /// The form is too old or came from elsewhere.
    pub(crate) fn foreign_form() -> Self {
        Refused(Arc::new(Why::ForeignForm))
    }

    /// More bytes than are taken.
    pub(crate) fn too_large(megabytes_max: usize) -> Self {
        Refused(Arc::new(Why::TooLarge { megabytes_max }))
    }

    /// The body is not a form.
    pub(crate) fn no_form() -> Self {
        Refused(Arc::new(Why::NoForm))
    }

    /// There is no such thing.
    pub(crate) fn not_found() -> Self {
        Refusal::NotFound.into()
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut answer = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}

/// Whether the visitor is asked to prove who they are.
pub(crate) fn asks_for_proof(answer: &Response) -> bool {
    let refused = answer.extensions().get::<Refused>();
    refused.is_some_and(|refused| matches!(&*refused.0, Why::Verb(Refusal::NotProved)))
}

/// Gives a refusal its page.
pub(crate) fn dress(answer: Response, visit: &Visit) -> Response {
    let Some(refused) = answer.extensions().get::<Refused>().cloned() else { return answer };
    match &*refused.0 {
        Why::Verb(Refusal::NotSignedIn) => see_other("/enter"),
        Why::Verb(Refusal::NotProved) => {
            see_other(&format!("/cabinet/me/proof{}", query(&[("back", &visit.came_from)])))
        }
        Why::Verb(refusal) => verb_page(visit, refusal),
        Why::ForeignForm => page_of(
            StatusCode::FORBIDDEN,
            visit,
            "Форма устарела",
            vec!["Страница открыта слишком давно или форма пришла с другого сайта. Вернитесь назад, обновите страницу и отправьте снова.".to_owned()],
        ),
        Why::TooLarge { megabytes_max } => page_of(
            StatusCode::PAYLOAD_TOO_LARGE,
            visit,
            "Файл слишком большой",
            vec![format!("Принимаем файлы до {megabytes_max} МБ. Сохраните документ без картинок или разделите его на части.")],
        ),
        Why::NoForm => page_of(
            StatusCode::BAD_REQUEST,
            visit,
            "Не разобрать, что прислано",
            vec!["Вернитесь назад и отправьте форму ещё раз.".to_owned()],
        ),
    }
}

fn verb_page(visit: &Visit, refusal: &Refusal) -> Response {
    let code = match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::NotSignedIn => StatusCode::UNAUTHORIZED,
        Refusal::NotAllowed | Refusal::NotProved => StatusCode::FORBIDDEN,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale | Refusal::Taken(_) | Refusal::Conflict(_) => StatusCode::CONFLICT,
        Refusal::Gone => StatusCode::GONE,
        Refusal::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::TooOften => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Unavailable(cause) => {
            tracing::error!(cause = whole(&**cause), "not available");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let said = words::of(refusal);
    let page = page_of(code, visit, &said.title, said.sentences);
    match retry_after(refusal) {
        Some(seconds) => try_after(page, code, seconds),
        None => page,
    }
}

/// After how many seconds trying again may help; nothing where it does not.
fn retry_after(refusal: &Refusal) -> Option<u32> {
    match refusal {
        Refusal::Busy { retry_after_seconds } => Some(*retry_after_seconds),
        Refusal::TooOften => Some(60),
        Refusal::Unavailable(_) => Some(5),
        _ => None,
    }
}

fn page_of(code: StatusCode, visit: &Visit, title: &str, sentences: Vec<String>) -> Response {
    let shell = visit.shell(title, portal_nav(""));
    let mut answer = page::show(&RefusalPage { shell, title: title.to_owned(), sentences });
    *answer.status_mut() = code;
    answer
}

/// Faults of a refusal beside their fields, when it is about what was typed; any other refusal goes on.
///
/// # Errors
/// Every refusal that the same page cannot mend.
pub(crate) fn faults_of(refusal: Refusal) -> Result<Vec<FieldFault>, Refused> {
    let fault = |field: &str, text: String| FieldFault { field: field.to_owned(), text };
    match refusal {
        Refusal::Invalid(Faults::Fields(fields)) => Ok(fields.into_iter().map(|(f, text)| fault(f, text)).collect()),
        Refusal::Invalid(Faults::PlanRows(lacks)) => Ok(lacks_by_kind(&lacks)
            .into_iter()
            .map(|(row, text)| fault(&row.map_or("plan".to_owned(), |row| format!("row-{}", row + 1)), text))
            .collect()),
        Refusal::Invalid(faults) => Ok(faults.sentences().into_iter().map(|text| fault("", text)).collect()),
        Refusal::Taken(text) => Ok(vec![fault("", text)]),
        Refusal::Stale => Ok(words::of(&Refusal::Stale).sentences.into_iter().map(|text| fault("", text)).collect()),
        other => Err(other.into()),
    }
}

/// A file of the program itself that is not there.
pub(crate) fn bare_not_found() -> Response {
    (StatusCode::NOT_FOUND, "нет такого файла").into_response()
}

/// A cause with everything below it: «the disk is full» stands at the bottom, and whoever reads the log needs it.
pub(crate) fn whole(cause: &(dyn Error + 'static)) -> String {
    let mut words = cause.to_string();
    let mut below = cause.source();
    while let Some(next) = below {
        words = format!("{words}: {next}");
        below = next.source();
    }
    words
}

/// The store does not answer even about the visitor.
pub(crate) fn unavailable_bare(cause: &Refusal) -> Response {
    tracing::error!(cause = whole(cause), "visitor not met");
    try_later(bare(StatusCode::SERVICE_UNAVAILABLE, "Сейчас не получается"))
}

/// The program failed; the cause is for the log.
pub(crate) fn broken(cause: &dyn Display) -> Response {
    tracing::error!(%cause, "page not made");
    bare(StatusCode::INTERNAL_SERVER_ERROR, "Что-то сломалось")
}

fn bare(code: StatusCode, title: &str) -> Response {
    let html = format!(
        "<!DOCTYPE html><html lang=\"ru\" class=\"govuk-template\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title} — Отклик</title><link rel=\"stylesheet\" href=\"{}\"><body class=\"govuk-template__body\"><div class=\"govuk-width-container\"><main class=\"govuk-main-wrapper\"><h1 class=\"govuk-heading-xl\">{title}</h1><p class=\"govuk-body\">Данные не&nbsp;потеряны. Повторите через минуту; если не&nbsp;проходит, позвоните администратору.</p><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/\">К&nbsp;списку организаций</a></p></main></div>",
        crate::assets::stylesheet_path()
    );
    (code, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// The same page with what was typed and what is wrong.
pub(crate) fn invalid(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}

/// The same page where what was asked for is not there.
pub(crate) fn missing(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::NOT_FOUND;
    page
}

/// The same page where what was asked for is over.
pub(crate) fn gone(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::GONE;
    page
}

/// The same page while nothing can be kept: it says itself how to try again.
pub(crate) fn try_later(page: Response) -> Response {
    try_after(page, StatusCode::SERVICE_UNAVAILABLE, 5)
}

/// The same, with the time that the refusal names.
pub(crate) fn try_later_for(page: Response, why: &Refusal) -> Response {
    let code =
        if matches!(why, Refusal::TooOften) { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::SERVICE_UNAVAILABLE };
    try_after(page, code, retry_after(why).unwrap_or(5))
}

fn try_after(mut page: Response, code: StatusCode, seconds: u32) -> Response {
    *page.status_mut() = code;
    page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    page
}

/// The same page for who tried too often.
pub(crate) fn too_often(page: Response) -> Response {
    try_after(page, StatusCode::TOO_MANY_REQUESTS, 60)
}

/// The page for somebody whom nobody invited.
pub(crate) fn not_invited(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::FORBIDDEN;
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

/// Why a form with a file was not taken.
pub(crate) fn of_multipart(cause: &axum::extract::multipart::MultipartError, megabytes_max: usize) -> Refused {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE { Refused::too_large(megabytes_max) } else { Refused::no_form() }
}

#[cfg(test)]
mod tests {
    use super::whole;
    use otklik_app::Refusal;
    use std::io;

    #[test]
    fn the_log_tells_the_cause_to_its_bottom() {
        let refusal = Refusal::unavailable(io::Error::other("database or disk is full"));
        let told = whole(&refusal);
        assert!(told.ends_with(": database or disk is full"), "{told}");
    }
}
