//! Asking by telephone and in person: whom to call, the script with the official wording, refusals by one tap.
//!
//! Numbers stand on the page of calls only; the page with the questions shows none, and nothing that is sent from it
//! carries one.

use super::sheets::questions::{Questions, raw};
use super::sheets::version_of;
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::ui::words;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::calls::{self, CallEnd};
use otklik_app::record::{CallOutcome, Kept, PhoneCall};
use otklik_domain::ids::PhoneCallId;
use otklik_domain::survey::Channel;

struct NextCall {
    id: String,
    version: i64,
    phone: String,
    tries: i64,
    note: String,
}

struct CallRow {
    id: String,
    phone: String,
    outcome: String,
}

#[derive(Template)]
#[template(path = "cabinet/calls.html")]
struct CallsPage {
    shell: Shell,
    errors: Errors,
    code: String,
    name: String,
    groups: String,
    round: String,
    counts: String,
    today: String,
    next: Option<NextCall>,
    later: Vec<Field>,
    rows: Vec<CallRow>,
    numbers: Field,
}

#[derive(Template)]
#[template(path = "cabinet/ask.html")]
struct AskPage {
    shell: Shell,
    errors: Errors,
    code: String,
    name: String,
    organisation: String,
    round: String,
    heading: &'static str,
    action: String,
    is_phone: bool,
    id: String,
    /// The call that is done when these answers are kept.
    call: String,
    today: String,
    answers_fault: Option<String>,
    questions: Questions,
}

fn call_of(text: &str) -> Result<PhoneCallId, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// `GET /cabinet/calls/{code}`
pub(crate) async fn show(Staff(visit): Staff, Path(code): Path<String>) -> Result<Response, Refused> {
    calls_page(&visit, &code, &Typed::default(), Vec::new()).await
}

async fn calls_page(visit: &Visit, code: &str, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let desk = calls::desk(&visit.ctx, code).await?;
    let counts: Vec<String> =
        CallOutcome::ALL.iter().map(|outcome| format!("{} {}", outcome.in_words(), desk.count(*outcome))).collect();
    let heading = if faults.is_empty() { "Звонки" } else { "Ошибка: звонки" };
    Ok(page::show(&CallsPage {
        shell: visit.staff_shell(heading, "rounds"),
        code: desk.place.survey.code.to_string(),
        name: desk.place.name(),
        groups: desk.place.survey.code.in_groups(),
        round: desk.place.round.id.to_string(),
        counts: counts.join(", "),
        today: today_words(desk.today),
        next: desk.next.as_ref().map(next_call),
        later: vec![
            Field::line("call_on", "День", typed.get("call_on"))
                .hint("Например 24.11.2026")
                .faulty(fault(&faults, "call_on")),
            Field::line("call_at", "Время, если назвали", typed.get("call_at"))
                .hint("Например 14:30")
                .faulty(fault(&faults, "call_at")),
        ],
        rows: desk.calls.iter().map(row).collect(),
        numbers: Field::area("numbers", "Номера, один в строке", typed.get("numbers"))
            .hint("Только номера, без имён. Второй раз номер не добавится")
            .faulty(fault(&faults, "numbers")),
        errors: Errors { faults },
    }))
}

fn today_words((n_done, n_refused): (u64, u64)) -> String {
    format!("Сегодня опрошено {n_done}, отказов {n_refused}.")
}

fn next_call(kept: &Kept<PhoneCall>) -> NextCall {
    NextCall {
        id: kept.value.id.to_string(),
        version: kept.version.0,
        phone: spaced(&kept.value.phone),
        tries: kept.value.n_tries,
        note: when(&kept.value),
    }
}

fn row(kept: &Kept<PhoneCall>) -> CallRow {
    let (call, when) = (&kept.value, when(&kept.value));
    let outcome = call.outcome.in_words();
    CallRow {
        id: call.id.to_string(),
        phone: spaced(&call.phone),
        outcome: if when.is_empty() { outcome.to_owned() } else { format!("{outcome} {when}") },
    }
}

/// «24.11.2026 в 14:30»
fn when(call: &PhoneCall) -> String {
    let day = call.call_on.map(words::date);
    let hour = call.call_at.as_ref().map(|hour| format!("в {hour}"));
    day.into_iter().chain(hour).collect::<Vec<_>>().join(" ")
}

/// «+7 900 123-45-67»
fn spaced(phone: &str) -> String {
    match (phone.get(0..2), phone.get(2..5), phone.get(5..8), phone.get(8..10), phone.get(10..)) {
        (Some(a), Some(b), Some(c), Some(d), Some(e)) => format!("{a} {b} {c}-{d}-{e}"),
        _ => phone.to_owned(),
    }
}

/// `POST /cabinet/calls/{code}`: a list of numbers.
pub(crate) async fn import(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    match calls::import_calls(&visit.ctx, &code, typed.get("numbers")).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/calls/{code}?done=calls-added"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(calls_page(&visit, &code, &typed, faults).await?))
        }
    }
}

/// `POST /cabinet/calls/{code}/{id}`: what came of a call.
pub(crate) async fn record(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = call_of(&id)?;
    let end = match end_of(&typed) {
        Ok(end) => end,
        Err(faults) => return Ok(refusal::invalid(calls_page(&visit, &code, &typed, faults).await?)),
    };
    if end.outcome == CallOutcome::Done {
        calls::begin_talk(&visit.ctx, &code, id).await?;
        // The answer to the press is the script itself: no address carries the call.
        let talk = Typed(vec![("call".to_owned(), id.to_string())]);
        return ask_page(&visit, &code, Channel::Phone, &talk, Vec::new()).await;
    }
    match calls::record_call(&visit.ctx, &code, id, version_of(&typed), &end).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/calls/{code}?done=recorded"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(calls_page(&visit, &code, &typed, faults).await?))
        }
    }
}

fn end_of(typed: &Typed) -> Result<CallEnd, Vec<FieldFault>> {
    let fault = |field: &str, text: &str| vec![FieldFault { field: field.to_owned(), text: text.to_owned() }];
    let outcome = CallOutcome::from_name(typed.get("outcome")).filter(|it| *it != CallOutcome::Waiting);
    let outcome = outcome.ok_or_else(|| fault("", "Выберите, чем кончился звонок"))?;
    let day = |text| super::organisations::day(text).ok_or_else(|| fault("call_on", "Напишите день так: 24.11.2026"));
    let hour = |text| hour(text).ok_or_else(|| fault("call_at", "Напишите время так: 14:30"));
    let call_on = typed.filled("call_on").map(day).transpose()?;
    let call_at = typed.filled("call_at").map(hour).transpose()?;
    Ok(CallEnd { outcome, call_on, call_at })
}

/// «9.05» is `09:05`.
fn hour(text: &str) -> Option<String> {
    let (hours, minutes) = text.split_once([':', '.', '-']).unwrap_or((text, "0"));
    let (hours, minutes) = (hours.trim().parse::<u8>().ok()?, minutes.trim().parse::<u8>().ok()?);
    (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))
}

/// `POST /cabinet/calls/{code}/{id}/erase`
pub(crate) async fn erase(
    Staff(visit): Staff,
    Path((code, id)): Path<(String, String)>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    calls::erase_call(&visit.ctx, &code, call_of(&id)?).await?;
    Ok(refusal::see_other(&format!("/cabinet/calls/{code}?done=calls-erased")))
}

/// `POST /cabinet/calls/{code}/erase`
pub(crate) async fn erase_all(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    calls::erase_calls(&visit.ctx, &code).await?;
    Ok(refusal::see_other(&format!("/cabinet/calls/{code}?done=calls-erased")))
}

/// `GET /cabinet/calls/{code}/ask`: the script of a call.
pub(crate) async fn script(Staff(visit): Staff, Path(code): Path<String>) -> Result<Response, Refused> {
    ask_page(&visit, &code, Channel::Phone, &Typed::default(), Vec::new()).await
}

/// `GET /cabinet/interview/{code}`
pub(crate) async fn interview(Staff(visit): Staff, Path(code): Path<String>) -> Result<Response, Refused> {
    ask_page(&visit, &code, Channel::Interview, &Typed::default(), Vec::new()).await
}

async fn ask_page(
    visit: &Visit,
    code: &str,
    channel: Channel,
    typed: &Typed,
    faults: Vec<FieldFault>,
) -> Result<Response, Refused> {
    let place = calls::asking(&visit.ctx, code).await?;
    let today = calls::asked_today(&visit.ctx, &place, channel).await?;
    let is_phone = channel == Channel::Phone;
    let heading = if is_phone { "Разговор по телефону" } else { "Личный опрос" };
    let own = place.survey.code.to_string();
    let action = if is_phone { format!("/cabinet/calls/{own}/ask") } else { format!("/cabinet/interview/{own}") };
    let title = if faults.is_empty() { heading.to_owned() } else { format!("Ошибка: {heading}") };
    let id = typed.filled("id").map_or_else(|| otklik_app::sheets::new_answer(&visit.ctx).to_string(), str::to_owned);
    Ok(page::show(&AskPage {
        // What a press answered with has no address of its own.
        shell: Shell { path: action.clone(), ..visit.staff_shell(title, "rounds") },
        code: own,
        name: place.name(),
        organisation: place.name(),
        round: place.round.id.to_string(),
        heading,
        action,
        is_phone,
        id,
        call: typed.get("call").to_owned(),
        today: today_words(today),
        answers_fault: fault(&faults, "answers").map(ToOwned::to_owned),
        questions: Questions::of(place.questionnaire(), typed),
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/calls/{code}/ask`
pub(crate) async fn keep_script(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    keep(&visit, &code, Channel::Phone, &typed, &format!("/cabinet/calls/{code}?done=asked")).await
}

/// `POST /cabinet/interview/{code}`
pub(crate) async fn keep_interview(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    keep(&visit, &code, Channel::Interview, &typed, &format!("/cabinet/interview/{code}?done=asked")).await
}

async fn keep(visit: &Visit, code: &str, channel: Channel, typed: &Typed, then: &str) -> Result<Response, Refused> {
    let place = calls::asking(&visit.ctx, code).await?;
    let id = typed.get("id").parse().map_err(|_| Refused::no_form())?;
    let call = typed.filled("call").filter(|_| channel == Channel::Phone).map(call_of).transpose()?;
    match calls::keep_asked(&visit.ctx, code, id, (channel, call), raw(place.questionnaire(), typed)).await {
        Ok(_) => Ok(refusal::see_other(then)),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(ask_page(visit, code, channel, typed, faults).await?))
        }
    }
}

/// `POST /cabinet/interview/{code}/refuse`
pub(crate) async fn refuse(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(_): Signed,
) -> Result<Response, Refused> {
    calls::count_refusal(&visit.ctx, &code, Channel::Interview).await?;
    Ok(refusal::see_other(&format!("/cabinet/interview/{code}?done=refused")))
}
