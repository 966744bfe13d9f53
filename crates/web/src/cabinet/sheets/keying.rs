//! Keying: a sheet a form without script; with it, one key an answer, and sheets are sent while the next one is keyed.

use super::questions::{Questions, raw};
use crate::assets;
use crate::form::{FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use otklik_app::sheets::{self, Entry, Keyed};
use otklik_domain::rulebook::Questionnaire;
use serde_json::{Value, json};

#[derive(Template)]
#[template(path = "cabinet/sheets/keying.html")]
struct KeyingPage {
    shell: Shell,
    errors: Errors,
    code: String,
    name: String,
    groups: String,
    is_second: bool,
    id: String,
    number: Field,
    answers_fault: Option<String>,
    questions: Questions,
    counts: String,
    script: &'static str,
    /// A sheet whose entries were found to differ just now.
    disputed: Option<String>,
    settle: String,
}

fn is_second(typed: &Typed) -> bool {
    typed.get("second") == "1"
}

/// `GET /cabinet/keying/{code}?second=1`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(code): Path<String>,
    crate::form::Asked(asked): crate::form::Asked,
) -> Result<Response, Refused> {
    let shown = Typed(asked.0.into_iter().filter(|(name, _)| matches!(name.as_str(), "second" | "disputed")).collect());
    form(&visit, &code, &shown, Vec::new()).await
}

async fn form(visit: &Visit, code: &str, typed: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let ledger = sheets::ledger(&visit.ctx, code).await?;
    let sum = |of: fn(&sheets::LotLine) -> u32| ledger.lines.iter().map(of).sum::<u32>();
    let counts = format!("Введено {}, второй раз {}.", sum(|line| line.n_keyed), sum(|line| line.n_second));
    let heading = if is_second(typed) { "Второй ввод анкет" } else { "Ввод анкет" };
    let title = if faults.is_empty() { heading.to_owned() } else { format!("Ошибка: {heading}") };
    let id = typed.filled("id").map_or_else(|| sheets::new_answer(&visit.ctx).to_string(), ToOwned::to_owned);
    Ok(page::show(&KeyingPage {
        shell: visit.staff_shell(title, "rounds"),
        code: ledger.place.survey.code.to_string(),
        name: ledger.place.name(),
        groups: ledger.place.survey.code.in_groups(),
        is_second: is_second(typed),
        id,
        number: Field::line("number", "Номер бланка с буквой", typed.get("number"))
            .hint("Например 42К")
            .faulty(fault(&faults, "number")),
        answers_fault: fault(&faults, "answers").map(ToOwned::to_owned),
        questions: Questions::of(ledger.place.questionnaire(), typed),
        counts,
        script: assets::keying_path(),
        disputed: typed.filled("disputed").map(ToOwned::to_owned),
        settle: crate::form::query(&[("number", typed.get("disputed"))]),
        errors: Errors { faults },
    }))
}

async fn key(visit: &Visit, code: &str, typed: &Typed) -> Result<(Keyed, Questionnaire), otklik_app::Refusal> {
    let ledger = sheets::ledger(&visit.ctx, code).await?;
    let questionnaire = ledger.place.questionnaire();
    let entry = Entry {
        number: typed.get("number").to_owned(),
        id: typed.get("id").parse().unwrap_or_else(|_| sheets::new_answer(&visit.ctx)),
        raw: raw(questionnaire, typed),
        is_second: is_second(typed),
    };
    let keyed = sheets::key_sheet(&visit.ctx, code, &entry).await?;
    Ok((keyed, questionnaire.clone()))
}

/// `POST /cabinet/keying/{code}`: a sheet without script.
pub(crate) async fn keep(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    match key(&visit, &code, &typed).await {
        Ok((keyed, _)) => {
            let disputed = matches!(keyed, Keyed::Differs(_)).then(|| typed.get("number"));
            let fields = [
                ("done", "keyed"),
                ("second", if is_second(&typed) { "1" } else { "" }),
                ("disputed", disputed.unwrap_or_default()),
            ];
            Ok(refusal::see_other(&format!("/cabinet/keying/{code}{}", crate::form::query(&fields))))
        }
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(form(&visit, &code, &typed, faults).await?))
        }
    }
}

/// `POST /cabinet/keying/{code}/send`: a sheet from the queue of the page.
pub(crate) async fn send(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    match key(&visit, &code, &typed).await {
        Ok((keyed, questionnaire)) => Ok(Json(said(&keyed, &questionnaire)).into_response()),
        Err(refused) => {
            let faults = faults_of(refused)?;
            let text: Vec<String> = faults.into_iter().map(|fault| fault.text).collect();
            Ok(refusal::invalid(Json(json!({ "fault": text.join("; ") })).into_response()))
        }
    }
}

fn said(keyed: &Keyed, questionnaire: &Questionnaire) -> Value {
    let number = |at: &usize| questionnaire.questions.get(*at).map(|question| question.number);
    match keyed {
        Keyed::First => json!({ "state": "first" }),
        Keyed::Before => json!({ "state": "before" }),
        Keyed::Agreed => json!({ "state": "agreed" }),
        Keyed::Differs(places) => {
            json!({ "state": "differs", "questions": places.iter().filter_map(number).collect::<Vec<_>>() })
        }
    }
}

/// `POST /cabinet/keying/{code}/undo`: the last sheet.
pub(crate) async fn undo(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let undone = sheets::undo_sheet(&visit.ctx, &code, typed.get("number"), is_second(&typed)).await;
    let is_json = typed.get("answer") == "json";
    match undone {
        Ok(()) if is_json => Ok(Json(json!({ "state": "undone" })).into_response()),
        Ok(()) => {
            let second = if is_second(&typed) { "&second=1" } else { "" };
            Ok(refusal::see_other(&format!("/cabinet/keying/{code}?done=undone{second}")))
        }
        Err(refused) if is_json => {
            let faults: Vec<String> = faults_of(refused)?.into_iter().map(|fault| fault.text).collect();
            Ok(refusal::invalid(Json(json!({ "fault": faults.join("; ") })).into_response()))
        }
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(form(&visit, &code, &typed, faults).await?))
        }
    }
}
