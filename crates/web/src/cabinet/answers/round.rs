//! Surveys of a round that have answers, and the thresholds.

use super::super::rounds::id_of;
use crate::form::{Asked, FieldFault, Signed, Typed, fault};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::field::Field;
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::integrity;
use otklik_app::record::RoundState;
use otklik_domain::access::Verb;

struct Row {
    href: String,
    name: String,
    branch: String,
    n_answers: usize,
    n_flagged: usize,
    n_grave: usize,
    n_excluded: usize,
}

#[derive(Template)]
#[template(path = "cabinet/answers/round.html")]
struct RoundPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    rows: Vec<Row>,
    n_surveys: usize,
    next: Option<usize>,
    fields: Vec<Field>,
    edition: u32,
    may_change: bool,
}

/// `GET /cabinet/rounds/{id}/answers?page=…`
pub(crate) async fn round(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    round_page(&visit, &id, asked.get("page").parse().unwrap_or(0), Vec::new(), None).await
}

async fn round_page(
    visit: &Visit,
    id: &str,
    page: usize,
    faults: Vec<FieldFault>,
    typed: Option<&Typed>,
) -> Result<Response, Refused> {
    let shown = integrity::round_overview(&visit.ctx, id_of(id)?, page).await?;
    let row = |line: integrity::SurveyAnswers| Row {
        href: format!("/cabinet/surveys/{}/answers", line.survey.code),
        name: line.name,
        branch: line.survey.branch,
        n_answers: line.n_answers,
        n_flagged: line.n_flagged,
        n_grave: line.n_grave,
        n_excluded: line.n_excluded,
    };
    let field = |(name, words, value): (&'static str, &'static str, u32)| {
        let value = typed.map_or_else(|| value.to_string(), |typed| typed.get(name).to_owned());
        Field::line(name, words, value).faulty(fault(&faults, name))
    };
    let title =
        if faults.is_empty() { "Проверка анкет" } else { "Ошибка: проверка анкет" };
    let is_open = shown.round.state == RoundState::Open;
    Ok(page::show(&RoundPage {
        shell: visit.staff_shell(title, "rounds"),
        fields: integrity::threshold_values(&shown.thresholds).into_iter().map(field).collect(),
        errors: Errors { faults },
        edition: shown.edition,
        id: shown.round.id.to_string(),
        title: shown.round.title,
        rows: shown.lines.into_iter().map(row).collect(),
        n_surveys: shown.n_surveys,
        next: shown.next,
        may_change: is_open && visit.ctx.may(Verb::RunRounds, None),
    }))
}

/// `POST /cabinet/rounds/{id}/answers`: other thresholds.
pub(crate) async fn thresholds(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let round = id_of(&id)?;
    match integrity::change_thresholds(&visit.ctx, round, |name| typed.get(name).to_owned()).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/rounds/{round}/answers?done=kept"))),
        Err(why) => round_page(&visit, &id, 0, faults_of(why)?, Some(&typed)).await.map(refusal::invalid),
    }
}
