//! The page before the questions: why, how long, who sees; and its button.

use super::door::unknown;
use super::frame::{Frame, Mode, Retry, Way, busy, not_running, place};
use crate::form::{Asked, FieldFault, Typed};
use crate::refusal::{self, Refused};
use crate::ui::components::errors::Errors;
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use otklik_app::Refusal;
use otklik_app::survey::{self as surveys, Asking, FormMark};
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
    /// Id, time and signature of the form.
    mark: (String, i64, String),
}

/// `GET /s/{code}?look=plain`
pub(crate) async fn intro(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Page, asked.get("look"), None).await
}

/// `GET /s/{code}/kiosk`: for a tablet in a foyer.
pub(crate) async fn kiosk(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Kiosk, asked.get("look"), None).await
}

/// `GET /s/{code}/embed`: inside a page of the organisation's own site.
pub(crate) async fn embed(visit: Visit, Path(code): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    show(&visit, &code, Mode::Embed, asked.get("look"), None).await
}

async fn show(visit: &Visit, code: &str, mode: Mode, look: &str, fault: Option<&str>) -> Result<Response, Refused> {
    let asking = match surveys::find_asking(&visit.ctx, code).await {
        Ok(asking) => asking,
        Err(Refusal::NotFound) => return Ok(unknown(visit, code)),
        Err(why) => return Err(why.into()),
    };
    if asking.stage != Stage::Running {
        return Ok(not_running(visit, mode, &asking));
    }
    let mark = surveys::form_mark(&visit.ctx, &asking.survey.code).await?;
    let faults = fault.map(|text| FieldFault { field: String::new(), text: text.to_owned() });
    let title = if fault.is_some() { "Ошибка: анкета" } else { "Анкета" };
    Ok(page::show(&IntroPage {
        frame: Frame::of(visit, format!("{title}: {}", place(&asking)), mode, &asking),
        errors: Errors { faults: faults.into_iter().collect() },
        action: format!("/s/{}{}", asking.survey.code, tail(mode)),
        place: place(&asking),
        is_plain: look == "plain",
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

type Fields = Form<Vec<(String, String)>>;

/// `POST /s/{code}`
pub(crate) async fn start(visit: Visit, Path(code): Path<String>, Form(fields): Fields) -> Result<Response, Refused> {
    begin(&visit, &code, Mode::Page, Typed(fields)).await
}

/// `POST /s/{code}/kiosk`
pub(crate) async fn kiosk_start(
    visit: Visit,
    Path(code): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Refused> {
    begin(&visit, &code, Mode::Kiosk, Typed(fields)).await
}

/// `POST /s/{code}/embed`
pub(crate) async fn embed_start(
    visit: Visit,
    Path(code): Path<String>,
    Form(fields): Fields,
) -> Result<Response, Refused> {
    begin(&visit, &code, Mode::Embed, Typed(fields)).await
}

async fn begin(visit: &Visit, code: &str, mode: Mode, typed: Typed) -> Result<Response, Refused> {
    let asking = match surveys::find_asking(&visit.ctx, code).await {
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
        Ok(Some(mark)) => begun(visit, &asking, &mark, mode, typed.get("look")).await,
        Ok(None) => {
            return again(visit, code, mode, &typed, "Страница открыта слишком давно. Нажмите «Начать» ещё раз").await;
        }
        Err(why) => Err(why),
    };
    match begun {
        Ok(way) => Ok(refusal::see_other(&way.base())),
        Err(why) => later(visit, code, mode, why, typed),
    }
}

async fn begun(visit: &Visit, asking: &Asking, mark: &FormMark, mode: Mode, look: &str) -> Result<Way, Refusal> {
    let channel = if mode == Mode::Kiosk { Channel::Kiosk } else { Channel::Web };
    let look = if look == "plain" { "plain" } else { "" };
    let token = surveys::begin(&visit.ctx, asking, mark, channel, look).await?.to_string();
    Ok(Way { token, embed: (mode == Mode::Embed).then(|| asking.survey.code.to_string()) })
}

async fn again(visit: &Visit, code: &str, mode: Mode, typed: &Typed, fault: &str) -> Result<Response, Refused> {
    show(visit, code, mode, typed.get("look"), Some(fault)).await.map(refusal::invalid)
}

fn later(visit: &Visit, code: &str, mode: Mode, why: Refusal, typed: Typed) -> Result<Response, Refused> {
    let action = format!("/s/{}{}", crate::form::escape(code), tail(mode));
    busy(visit, mode, why, Retry { action, fields: typed.0 })
}

fn mark(typed: &Typed) -> Option<FormMark> {
    let at = Timestamp::from_millisecond(typed.get("at").parse().ok()?).ok()?;
    Some(FormMark { id: typed.get("id").parse().ok()?, at, sign: typed.get("sign").to_owned() })
}
