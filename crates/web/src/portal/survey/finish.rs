//! The end of a questionnaire: its answers once more, the code to go on with later, sending, thanks.

use super::frame::{Frame, Mode, Retry, Way, busy, is_passing, not_running};
use super::screen::{name, words};
use crate::form::FieldFault;
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::page;
use crate::ui::words::{capital, date};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::Refusal;
use otklik_app::survey::{self as surveys, Begun};
use otklik_domain::rulebook::{Answers, Question};
use otklik_domain::survey::{Given, Screen};

struct Row {
    words: String,
    answer: String,
    href: String,
}

struct Part {
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "portal/survey/check.html")]
struct CheckPage {
    frame: Frame,
    errors: Errors,
    base: String,
    back: String,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "portal/survey/later.html")]
struct LaterPage {
    frame: Frame,
    base: String,
    code: String,
    address: String,
    site: String,
    until: String,
}

#[derive(Template)]
#[template(path = "portal/survey/thanks.html")]
struct ThanksPage {
    frame: Frame,
    number: String,
    until: String,
    slug: String,
    survey: String,
}

/// Every answer with a link that changes it.
pub(super) fn check(visit: &Visit, way: &Way, begun: &Begun, look: &str, faults: Vec<FieldFault>) -> Response {
    let is_plain = look == "plain" || begun.kept.look == "plain";
    let base = way.base();
    let screens = begun.screens();
    let row = |screen: &Screen, at: usize| {
        let question = begun.questionnaire().questions.get(at)?;
        let href = format!("{base}/{}?then=check", name(begun, screen));
        Some(Row { words: words(question, is_plain), answer: answer(question, begun.given(at)), href })
    };
    let part = |(at, page): (usize, &otklik_domain::rulebook::Page)| {
        let shown = screens.iter().filter(|screen| screen.page == at);
        let rows = shown.flat_map(|screen| screen.questions.iter().filter_map(|at| row(screen, *at)));
        Part { title: page.title.clone(), rows: rows.collect() }
    };
    let title = if faults.is_empty() {
        "Проверьте ответы"
    } else {
        "Ошибка: проверьте ответы"
    };
    page::show(&CheckPage {
        frame: Frame::under_way(visit, title, way, begun),
        back: screens.last().map_or_else(|| base.clone(), |screen| format!("{base}/{}", name(begun, screen))),
        parts: begun.questionnaire().pages.iter().enumerate().map(part).filter(|it| !it.rows.is_empty()).collect(),
        errors: Errors { faults },
        base,
    })
}

fn answer(question: &Question, given: Option<&Given>) -> String {
    match (given, &question.answers) {
        (Some(Given::Yes), _) => "Да".to_owned(),
        (Some(Given::No), _) => "Нет".to_owned(),
        (Some(Given::Number(number)), _) => number.to_string(),
        (Some(Given::Text(text)), _) => text.clone(),
        (Some(Given::Choice(at)), Answers::Choice(list)) => {
            usize::try_from(*at).ok().and_then(|at| list.get(at)).map(|(_, text)| capital(text)).unwrap_or_default()
        }
        _ => "Без ответа".to_owned(),
    }
}

/// The code and the link to go on with.
pub(super) fn later(visit: &Visit, way: &Way, begun: &Begun) -> Response {
    let base = way.base();
    page::show(&LaterPage {
        frame: Frame::under_way(visit, "Продолжить позже", way, begun),
        address: format!("{}{base}", visit.site()),
        site: visit.site(),
        code: begun.code.in_groups(),
        until: date(visit.ctx.house.zone.to_datetime(begun.kept.expires_at).date()),
        base,
    })
}

/// Sends it; what cannot be kept now can be sent again by a press.
pub(super) async fn send(visit: &Visit, way: &Way, begun: &Begun, retry: Retry) -> Result<Response, Refused> {
    match surveys::send(&visit.ctx, begun).await {
        Ok(_) => Ok(refusal::see_other(&format!("{}/thanks", way.base()))),
        Err(Refusal::Gone) => {
            let mut asking = begun.asking.clone();
            asking.stage = otklik_domain::survey::Stage::Over;
            Ok(not_running(visit, way.mode(begun), &asking))
        }
        Err(why) if is_passing(&why) => busy(visit, way.mode(begun), why, retry),
        Err(why) => Ok(refusal::invalid(check(visit, way, begun, "", faults_of(why)?))),
    }
}

/// The receipt and what comes next.
pub(super) fn thanks(visit: &Visit, way: &Way, begun: &Begun, number: &str) -> Response {
    let mut frame = Frame::under_way(visit, "Спасибо! Ответы приняты", way, begun);
    if way.mode(begun) == Mode::Kiosk {
        frame = Frame::of(visit, "Спасибо! Ответы приняты", Mode::Kiosk, &begun.asking);
    }
    let until = begun.asking.survey.term.closes_on.map(|day| format!(" до {}", date(day)));
    page::show(&ThanksPage {
        frame,
        number: number.to_owned(),
        until: until.unwrap_or_default(),
        slug: begun.asking.organisation.slug.to_string(),
        survey: begun.asking.survey.code.to_string(),
    })
}
