//! One page of questions: shown, saved, gone on from. Which page is next is decided here from what was answered.

use super::door::unknown;
use super::finish;
use super::frame::{Frame, Mode, Retry, Way, busy, is_passing, not_running};
use crate::form::{Asked, FieldFault, Typed, fault, query};
use crate::refusal::{self, Refused};
use crate::ui::components::errors::Errors;
use crate::ui::page;
use crate::visit::Visit;
use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::survey::{self as surveys, Begun, Saved};
use otklik_app::{Refusal, integrity};
use otklik_domain::rulebook::{Answers, Question};
use otklik_domain::survey::{Given, Raw, RawAnswers, Screen, Stage};

/// A question as the page shows it.
struct Asks {
    code: String,
    words: String,
    /// Values and words to choose from; none for a number or words of one's own.
    answers: Vec<(String, String)>,
    is_text: bool,
    value: String,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "portal/survey/screen.html")]
struct ScreenPage {
    frame: Frame,
    errors: Errors,
    base: String,
    back: String,
    action: String,
    step: usize,
    steps: usize,
    title: String,
    missing: Vec<(String, String)>,
    is_plain: bool,
    then: String,
    code: String,
    questions: Vec<Asks>,
}

/// `GET /a/{token}`: goes on where somebody stopped.
pub(crate) async fn go_on(visit: Visit, Path(token): Path<String>) -> Result<Response, Refused> {
    resume(&visit, &Way { token, embed: None }).await
}

/// `GET /s/{code}/embed/{token}`
pub(crate) async fn go_on_embed(
    visit: Visit,
    Path((code, token)): Path<(String, String)>,
) -> Result<Response, Refused> {
    resume(&visit, &Way { token, embed: Some(code) }).await
}

/// `GET /a/{token}/{screen}`
pub(crate) async fn show(
    visit: Visit,
    Path((token, screen)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    show_at(&visit, &Way { token, embed: None }, &screen, &asked).await
}

/// `GET /s/{code}/embed/{token}/{screen}`
pub(crate) async fn show_embed(
    visit: Visit,
    Path((code, token, screen)): Path<(String, String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    show_at(&visit, &Way { token, embed: Some(code) }, &screen, &asked).await
}

type Fields = Form<Vec<(String, String)>>;

/// `POST /a/{token}/{screen}`
pub(crate) async fn keep(
    visit: Visit,
    Path((token, screen)): Path<(String, String)>,
    Form(fields): Fields,
) -> Result<Response, Refused> {
    keep_at(&visit, &Way { token, embed: None }, &screen, Typed(fields)).await
}

/// `POST /s/{code}/embed/{token}/{screen}`
pub(crate) async fn keep_embed(
    visit: Visit,
    Path((code, token, screen)): Path<(String, String, String)>,
    Form(fields): Fields,
) -> Result<Response, Refused> {
    keep_at(&visit, &Way { token, embed: Some(code) }, &screen, Typed(fields)).await
}

/// The name of a screen in an address: `information`, `information-more`.
pub(super) fn name(begun: &Begun, screen: &Screen) -> String {
    let code = begun.questionnaire().pages.get(screen.page).map_or("", |page| page.code.as_str());
    if screen.is_follow_up { format!("{code}-more") } else { code.to_owned() }
}

async fn resume(visit: &Visit, way: &Way) -> Result<Response, Refused> {
    let begun = match surveys::find_begun_from(&visit.ctx, &visit.comer, &way.token).await {
        Ok(begun) => begun,
        Err(Refusal::NotFound) => return Ok(unknown(visit, &way.token)),
        Err(why) => return Err(why.into()),
    };
    let next = begun.screens().iter().find(|screen| !missing(&begun, screen).is_empty()).map(|it| name(&begun, it));
    let is_untouched = begun.sheet.n_given() == 0;
    let first = begun.screens().first().map(|it| name(&begun, it)).filter(|_| is_untouched);
    let to =
        if begun.kept.receipt.is_some() { "thanks".to_owned() } else { first.or(next).unwrap_or("check".to_owned()) };
    Ok(refusal::see_other(&format!("{}/{to}", way.base())))
}

/// Questions of a screen that wait for «да» or «нет».
fn missing(begun: &Begun, screen: &Screen) -> Vec<usize> {
    let questions = &begun.questionnaire().questions;
    let is_yes_no = |at: &&usize| questions.get(**at).is_some_and(|question| question.answers == Answers::YesNo);
    screen.questions.iter().filter(is_yes_no).filter(|at| begun.given(**at).is_none()).copied().collect()
}

async fn show_at(visit: &Visit, way: &Way, screen: &str, asked: &Typed) -> Result<Response, Refused> {
    let begun = match surveys::find_begun_from(&visit.ctx, &visit.comer, &way.token).await {
        Ok(begun) => begun,
        Err(Refusal::NotFound) => return Ok(unknown(visit, &way.token)),
        Err(why) => return Err(why.into()),
    };
    match (&begun.kept.receipt, screen) {
        (Some(number), "thanks") => return Ok(finish::thanks(visit, way, &begun, number)),
        (Some(_), _) => return Ok(refusal::see_other(&format!("{}/thanks", way.base()))),
        (None, "thanks") => return Ok(refusal::see_other(&way.base())),
        (None, "later") => return Ok(finish::later(visit, way, &begun)),
        _ if begun.asking.stage != Stage::Running => return Ok(not_running(visit, way.mode(&begun), &begun.asking)),
        (None, "check") => return Ok(finish::check(visit, way, &begun, asked.get("look"), Vec::new())),
        _ => {}
    }
    match begun.screens().into_iter().find(|it| name(&begun, it) == screen) {
        Some(found) => Ok(screen_page(visit, way, &begun, &found, asked, None, Vec::new())),
        None => Ok(refusal::see_other(&way.base())),
    }
}

async fn keep_at(visit: &Visit, way: &Way, screen: &str, typed: Typed) -> Result<Response, Refused> {
    let mode = if way.embed.is_some() { Mode::Embed } else { Mode::Page };
    let action = format!("{}/{}", way.base(), crate::form::escape(screen));
    let retry = Retry { action, fields: typed.0.clone() };
    let mut begun = match surveys::find_begun_from(&visit.ctx, &visit.comer, &way.token).await {
        Ok(begun) => begun,
        Err(Refusal::NotFound) => return Ok(unknown(visit, &way.token)),
        Err(why) => return busy(visit, mode, why, retry),
    };
    if let Some(done) = typed.filled("work").filter(|_| !begun.kept.has_worked) {
        begun.kept.has_worked = integrity::has_worked(&visit.ctx, &begun.kept, done).await.unwrap_or_default();
    }
    if begun.kept.receipt.is_some() {
        return Ok(refusal::see_other(&format!("{}/thanks", way.base())));
    }
    if screen == "check" {
        return finish::send(visit, way, &begun, retry).await;
    }
    if begun.asking.stage != Stage::Running {
        return Ok(not_running(visit, way.mode(&begun), &begun.asking));
    }
    let Some(found) = begun.screens().into_iter().find(|it| name(&begun, it) == screen) else {
        return Ok(refusal::see_other(&way.base()));
    };
    let look = if typed.get("look") == "plain" { "plain" } else { "" };
    let before = begun.clone();
    match surveys::save(&visit.ctx, begun, &found, &raw(&before, &found, &typed), look).await {
        Ok(Saved::Kept(begun)) => Ok(refusal::see_other(&format!("{}/{}", way.base(), next(&begun, &found, &typed)))),
        Ok(Saved::Faults(faults)) => {
            let fault = |it: otklik_domain::survey::Fault| FieldFault { text: it.to_string(), field: it.question };
            let faults = faults.into_iter().map(fault).collect();
            Ok(refusal::invalid(screen_page(visit, way, &before, &found, &typed, Some(&typed), faults)))
        }
        Err(why) if is_passing(&why) => busy(visit, way.mode(&before), why, retry),
        Err(why) => Err(why.into()),
    }
}

/// What was typed on this screen, and nothing else.
fn raw(begun: &Begun, screen: &Screen, typed: &Typed) -> RawAnswers {
    let questions = screen.questions.iter().filter_map(|at| begun.questionnaire().questions.get(*at));
    questions.map(|it| (it.code.clone(), Raw::Text(typed.get(&it.code).to_owned()))).collect()
}

/// Where «Дальше» leads: to a reminder once, to what follows from a «да», back to the check, or to the next page.
fn next(begun: &Begun, from: &Screen, typed: &Typed) -> String {
    let then = typed.get("then");
    if !missing(begun, from).is_empty() && typed.get("reminded") != "yes" {
        return format!("{}{}", name(begun, from), query(&[("missing", "yes"), ("then", then)]));
    }
    let place = |screen: &Screen| (screen.page, screen.is_follow_up);
    let all = begun.screens();
    let after = all.iter().find(|screen| place(screen) > place(from));
    if then == "check" {
        let follows = after.filter(|it| it.page == from.page && !missing(begun, it).is_empty());
        return follows.map_or_else(|| "check".to_owned(), |it| format!("{}?then=check", name(begun, it)));
    }
    after.map_or_else(|| "check".to_owned(), |it| name(begun, it))
}

fn screen_page(
    visit: &Visit,
    way: &Way,
    begun: &Begun,
    screen: &Screen,
    asked: &Typed,
    typed: Option<&Typed>,
    faults: Vec<FieldFault>,
) -> Response {
    let base = way.base();
    let is_plain = match asked.get("look") {
        "" if typed.is_none() => begun.kept.look == "plain",
        look => look == "plain",
    };
    let pages = &begun.questionnaire().pages;
    let title = pages.get(screen.page).map(|page| page.title.clone()).unwrap_or_default();
    let all = begun.screens();
    let at = all.iter().position(|it| it == screen).unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| all.get(at)).map(|it| format!("{base}/{}", name(begun, it)));
    let then = asked.get("then").to_owned();
    let question = |at: &usize| {
        let question = begun.questionnaire().questions.get(*at)?;
        let value =
            typed.map_or_else(|| value(question, begun.given(*at)), |typed| typed.get(&question.code).to_owned());
        Some(asks(question, value, is_plain, fault(&faults, &question.code)))
    };
    let is_reminder = asked.get("missing") == "yes";
    let missing = if is_reminder { missing(begun, screen) } else { Vec::new() };
    let short = |at: usize| begun.questionnaire().questions.get(at).map(|it| (it.code.clone(), words(it, is_plain)));
    let back = match before {
        _ if then == "check" => format!("{base}/check"),
        Some(before) => before,
        None => match way.mode(begun) {
            Mode::Page => format!("/s/{}", begun.asking.survey.code),
            Mode::Kiosk => format!("/s/{}/kiosk", begun.asking.survey.code),
            Mode::Embed => format!("/s/{}/embed", begun.asking.survey.code),
        },
    };
    let head = format!("Шаг {} из {}. {title}", screen.page + 1, pages.len());
    let head = if faults.is_empty() { head } else { format!("Ошибка: {head}") };
    page::show(&ScreenPage {
        frame: Frame::under_way(visit, head, way, begun),
        action: format!("{base}/{}", name(begun, screen)),
        step: screen.page + 1,
        steps: pages.len(),
        missing: missing.into_iter().filter_map(short).collect(),
        code: begun.code.in_groups(),
        questions: screen.questions.iter().filter_map(question).collect(),
        errors: Errors { faults },
        base,
        back,
        title,
        is_plain,
        then,
    })
}

/// The wording of a question: the official one, or plain words where there are any.
pub(super) fn words(question: &Question, is_plain: bool) -> String {
    let plain = question.plain.as_ref().filter(|_| is_plain);
    plain.unwrap_or(&question.wording).clone()
}

fn asks(question: &Question, value: String, is_plain: bool, fault: Option<&str>) -> Asks {
    let answers = match &question.answers {
        Answers::YesNo => {
            [("yes", "Да"), ("no", "Нет")].map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec()
        }
        Answers::Choice(list) => {
            let shown = |(code, text): &(String, String)| (code.clone(), crate::ui::words::capital(text));
            list.iter().map(shown).collect()
        }
        Answers::Number(..) | Answers::Text => Vec::new(),
    };
    Asks {
        code: question.code.clone(),
        words: words(question, is_plain),
        answers,
        is_text: question.answers == Answers::Text,
        value,
        fault: fault.map(ToOwned::to_owned),
    }
}

/// What was given, as its field holds it.
fn value(question: &Question, given: Option<&Given>) -> String {
    match (given, &question.answers) {
        (Some(Given::Yes), _) => "yes".to_owned(),
        (Some(Given::No), _) => "no".to_owned(),
        (Some(Given::Number(number)), _) => number.to_string(),
        (Some(Given::Text(text)), _) => text.clone(),
        (Some(Given::Choice(at)), Answers::Choice(list)) => {
            usize::try_from(*at).ok().and_then(|at| list.get(at)).map(|(code, _)| code.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
