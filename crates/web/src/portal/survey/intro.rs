//! The page before the questions: why, how long, who sees; and its button.

use super::door::unknown;
use super::frame::{Frame, Mode, Retry, Way, busy, not_running, place};
use crate::comer::Knocking;
use crate::form::{Asked, FieldFault, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::router::Web;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::{page, words};
use crate::visit::{self, Visit};
use askama::Template;
use axum::Form;
use axum::extract::{FromRequest, Path, Request};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use jiff::Timestamp;
use otklik_app::door::Comer;
use otklik_app::record::Traces;
use otklik_app::survey::{self as surveys, Asking, FormMark};
use otklik_app::{Refusal, integrity};
use otklik_domain::survey::{Channel, Stage};

#[derive(Template)]
#[template(path = "portal/survey/intro.html")]
struct IntroPage {
    frame: Frame,
    errors: Errors,
    action: String,
    place: String,
    is_plain: bool,
    n_pages: String,
    /// Where the survey asks for a one-time code.
    ticket: Option<Field>,
    /// Id, time and signature of the form.
    mark: (String, i64, String),
}

/// `GET /s/{code}?look=plain`
pub(crate) async fn intro(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Page, &asked, Vec::new()).await
}

/// `GET /s/{code}/kiosk`: for a tablet in a foyer.
pub(crate) async fn kiosk(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Kiosk, &asked, Vec::new()).await
}

/// `GET /s/{code}/embed`: inside a page of the organisation's own site.
pub(crate) async fn embed(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Embed, &asked, Vec::new()).await
}

async fn show(
    visit: &Visit,
    code: &str,
    mode: Mode,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let asking = match surveys::find_door(&visit.ctx, code).await {
        Ok(asking) => asking,
        Err(Refusal::NotFound) => return Ok(unknown(visit, code)),
        Err(why) => return Err(why.into()),
    };
    if asking.stage != Stage::Running {
        return Ok(not_running(visit, mode, &asking));
    }
    let mark = surveys::form_mark(&visit.ctx, &asking.survey.code).await?;
    let title = if faults.is_empty() { "Анкета" } else { "Ошибка: анкета" };
    let ticket = Field::line("ticket", "Одноразовый код", typed.get("ticket"))
        .hint("Восемь букв и цифр с листка, который вам дали. Код не связан с вашим именем")
        .faulty(fault(&faults, "ticket"));
    Ok(page::show(&IntroPage {
        frame: Frame::of(visit, format!("{title}: {}", place(&asking)), mode, &asking),
        ticket: asking.survey.asks_ticket.then_some(ticket),
        errors: Errors { faults },
        action: format!("/s/{}{}", asking.survey.code, tail(mode)),
        place: place(&asking),
        is_plain: typed.get("look") == "plain",
        n_pages: words::count(asking.book.questionnaire.pages.len(), ["шаг", "шага", "шагов"]),
        mark: (mark.id.to_string(), mark.at.as_millisecond(), mark.sign),
    }))
}

fn tail(mode: Mode) -> &'static str {
    match mode {
        Mode::Page => "",
        Mode::Kiosk => "/kiosk",
        Mode::Embed => "/embed",
    }
}

/// What comes with the button «Начать», whatever door it stands at.
pub(crate) struct Start {
    visit: Visit,
    code: String,
    comer: Comer,
    headers: HeaderMap,
    typed: Typed,
}

impl FromRequest<Web> for Start {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        type Doors = (Visit, Path<String>, Knocking, HeaderMap, Form<Vec<(String, String)>>);
        let (visit, Path(code), Knocking(comer), headers, Form(fields)) = Doors::from_request(request, web).await?;
        Ok(Start { visit, code, comer, headers, typed: Typed(fields) })
    }
}

/// `POST /s/{code}`
pub(crate) async fn start(start: Start) -> Result<Response, Refused> {
    begin(start, Mode::Page).await
}

/// `POST /s/{code}/kiosk`
pub(crate) async fn kiosk_start(start: Start) -> Result<Response, Refused> {
    begin(start, Mode::Kiosk).await
}

/// `POST /s/{code}/embed`
pub(crate) async fn embed_start(start: Start) -> Result<Response, Refused> {
    begin(start, Mode::Embed).await
}

async fn begin(Start { visit, code, comer, headers, typed }: Start, mode: Mode) -> Result<Response, Refused> {
    let (visit, code, from) = (&visit, code.as_str(), (&headers, &comer));
    let asking = match surveys::find_door(&visit.ctx, code).await {
        Ok(asking) => asking,
        Err(Refusal::NotFound) => return Ok(unknown(visit, code)),
        Err(why) => return later(visit, code, mode, why, typed),
    };
    if asking.stage != Stage::Running {
        return Ok(not_running(visit, mode, &asking));
    }
    if typed.filled("website").is_some() {
        return again(visit, code, mode, &typed, "Невидимое поле должно быть пустым. Нажмите «Начать» ещё раз").await;
    }
    let is_ours = match mark(&typed) {
        Some(mark) => surveys::mark_is_ours(&visit.ctx, &asking.survey.code, &mark).await.map(|is| is.then_some(mark)),
        None => Ok(None),
    };
    let begun = match is_ours {
        Ok(Some(mark)) => begun(visit, &asking, &mark, (mode, &typed), from).await,
        Ok(None) => {
            return again(visit, code, mode, &typed, "Страница открыта слишком давно. Нажмите «Начать» ещё раз").await;
        }
        Err(why) => Err(why),
    };
    match begun {
        Ok((way, cookie)) => {
            let mut answer = refusal::see_other(&way.base());
            answer.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
            Ok(answer)
        }
        Err(why @ Refusal::Invalid(_)) => show(visit, code, mode, &typed, faults_of(why)?).await.map(refusal::invalid),
        Err(why) => later(visit, code, mode, why, typed),
    }
}

/// Begins it, with what was noticed at the door; the second value is what the browser is to keep.
async fn begun(
    visit: &Visit,
    asking: &Asking,
    mark: &FormMark,
    (mode, typed): (Mode, &Typed),
    (headers, comer): (&HeaderMap, &Comer),
) -> Result<(Way, Option<HeaderValue>), Refusal> {
    let ticket = integrity::check_ticket(&visit.ctx, asking, typed.get("ticket"), comer).await?;
    let known = visit::cookie(headers, DEVICE).filter(|kept| kept.len() == 32);
    let (kept, cookie) = match known {
        Some(known) => (known.to_owned(), None),
        None => {
            let new = integrity::new_device()?;
            let cookie = device_cookie(&new, visit.is_https);
            (new, cookie)
        }
    };
    let device = Some(integrity::device_mark(&visit.ctx, asking.survey.id, &kept).await?);
    let channel = if mode == Mode::Kiosk { Channel::Kiosk } else { Channel::Web };
    let look = if typed.get("look") == "plain" { "plain" } else { "" };
    let traces = Traces { device, ticket, ..Traces::default() };
    let token = surveys::begin_traced(&visit.ctx, asking, mark, (channel, look), traces).await?.to_string();
    Ok((Way { token, embed: (mode == Mode::Embed).then(|| asking.survey.code.to_string()) }, cookie))
}

/// The name under which a browser keeps something random, so that a hundred questionnaires from it are noticed.
const DEVICE: &str = "device";

/// Kept for half a year and sent to questionnaires only.
fn device_cookie(value: &str, is_https: bool) -> Option<HeaderValue> {
    let secure = if is_https { "; Secure" } else { "" };
    let text = format!("{DEVICE}={value}; Path=/s; Max-Age=15552000; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).ok()
}

async fn again(visit: &Visit, code: &str, mode: Mode, typed: &Typed, fault: &str) -> Result<Response, Refused> {
    let faults = vec![FieldFault { field: String::new(), text: fault.to_owned() }];
    show(visit, code, mode, typed, faults).await.map(refusal::invalid)
}

fn later(visit: &Visit, code: &str, mode: Mode, why: Refusal, typed: Typed) -> Result<Response, Refused> {
    let action = format!("/s/{}{}", crate::form::escape(code), tail(mode));
    busy(visit, mode, why, Retry { action, fields: typed.0 })
}

fn mark(typed: &Typed) -> Option<FormMark> {
    let at = Timestamp::from_millisecond(typed.get("at").parse().ok()?).ok()?;
    Some(FormMark { id: typed.get("id").parse().ok()?, at, sign: typed.get("sign").to_owned() })
}
