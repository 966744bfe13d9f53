//! Two entries of a sheet that differ: a person looks at the paper and says what stands there.

use super::questions::in_words;
use super::version_of;
use crate::form::{Asked, FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::sheets;

struct DisputeRow {
    at: usize,
    number: u32,
    wording: String,
    first: String,
    second: String,
}

#[derive(Template)]
#[template(path = "cabinet/sheets/settle.html")]
struct SettlePage {
    shell: Shell,
    errors: Errors,
    code: String,
    number: String,
    version: i64,
    rows: Vec<DisputeRow>,
}

/// `GET /cabinet/keying/{code}/settle?number=…`
pub(crate) async fn show(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    settle_page(&visit, &code, asked.get("number"), Vec::new()).await
}

async fn settle_page(visit: &Visit, code: &str, number: &str, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let dispute = sheets::dispute(&visit.ctx, code, number).await?;
    let questions = &dispute.place.questionnaire().questions;
    let row = |at: &usize| {
        let question = questions.get(*at)?;
        Some(DisputeRow {
            at: *at,
            number: question.number,
            wording: question.wording.clone(),
            first: in_words(question, &dispute.first, *at),
            second: in_words(question, &dispute.second, *at),
        })
    };
    Ok(page::show(&SettlePage {
        shell: visit.staff_shell(format!("Бланк № {}: два ввода", dispute.number), "rounds"),
        code: dispute.place.survey.code.to_string(),
        version: dispute.version.0,
        rows: dispute.places.iter().filter_map(row).collect(),
        number: dispute.number,
        errors: Errors { faults },
    }))
}

/// `POST /cabinet/keying/{code}/settle`
pub(crate) async fn settle(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let number = typed.get("number");
    let dispute = sheets::dispute(&visit.ctx, &code, number).await?;
    let unsaid = dispute.places.iter().filter(|at| typed.filled(&format!("q{at}")).is_none());
    let faults: Vec<FieldFault> = unsaid
        .filter_map(|at| dispute.place.questionnaire().questions.get(*at).map(|question| (at, question.number)))
        .map(|(at, number)| FieldFault {
            field: format!("q{at}-first"),
            text: format!("Вопрос {number}: посмотрите на бланк и выберите, что на нём отмечено"),
        })
        .collect();
    if !faults.is_empty() {
        return Ok(refusal::invalid(settle_page(&visit, &code, number, faults).await?));
    }
    let second: Vec<usize> =
        dispute.places.iter().copied().filter(|at| typed.get(&format!("q{at}")) == "second").collect();
    match sheets::settle_sheet(&visit.ctx, &code, number, version_of(&typed), &second).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/blanks/{code}?done=settled"))),
        Err(refused) => {
            let faults = faults_of(refused)?;
            Ok(refusal::invalid(settle_page(&visit, &code, number, faults).await?))
        }
    }
}
