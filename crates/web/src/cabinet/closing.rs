//! «Итоги оценки»: the last steps of a round, what each lacks and where to go for it.
//!
//! In comes a round; out goes one page that leads. It refuses to decide what may be skipped: the verbs do.

use super::rounds::id_of;
use crate::form::{FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::state::{Mark, State};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::record::{RoundState, Version};
use otklik_app::score::{self as scores, Closing, StepLine, missing_words};
use otklik_domain::access::Verb;
use otklik_domain::closing::{Facts, Missing, Step};
use otklik_domain::ids::RoundId;

/// A button or a link of a step.
struct Act {
    /// What the form asks; empty makes a link.
    action: &'static str,
    href: String,
    text: String,
}

struct Row {
    number: usize,
    title: &'static str,
    state: State,
    note: String,
    missing: Vec<(String, Option<String>)>,
    act: Option<Act>,
    /// The step that stands now: its button alone is the filled one.
    is_now: bool,
}

#[derive(Template)]
#[template(path = "cabinet/closing.html")]
struct ClosingPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    version: i64,
    finding: String,
    rows: Vec<Row>,
    results: Option<String>,
}

/// `GET /cabinet/rounds/{id}/closing`
pub(crate) async fn show(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    closing_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn closing_page(visit: &Visit, id: RoundId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let closing = scores::closing(&visit.ctx, id).await?;
    let next = closing.steps.iter().find(|line| !line.is_done).map(|line| line.step);
    let title = if faults.is_empty() { "Итоги оценки" } else { "Ошибка: итоги оценки" };
    Ok(page::show(&ClosingPage {
        shell: visit.staff_shell(title, "rounds"),
        errors: Errors { faults },
        id: id.to_string(),
        title: closing.round.value.title.clone(),
        version: closing.round.version.0,
        finding: finding(next),
        rows: closing.steps.iter().enumerate().map(|(at, line)| row(visit, id, &closing, at, line, next)).collect(),
        results: closing.published.map(|_| format!("/rounds/{id}")),
    }))
}

fn finding(next: Option<Step>) -> String {
    match next {
        None => "Всё сделано: оценки опубликованы".to_owned(),
        Some(Step::Surveys) => "Следующий шаг — закрыть тур: с ним закроются опросы".to_owned(),
        Some(Step::Answers) => "Следующий шаг — учесть анкеты".to_owned(),
        Some(Step::Inspections) => "Следующий шаг — утвердить итоги осмотра".to_owned(),
        Some(Step::Count) => "Следующий шаг — посчитать оценки".to_owned(),
        Some(Step::Approve) => "Следующий шаг — утвердить посчитанное: это делает не тот, кто считал".to_owned(),
        Some(Step::Publish) => "Следующий шаг — опубликовать оценки".to_owned(),
    }
}

fn row(visit: &Visit, id: RoundId, closing: &Closing, at: usize, line: &StepLine, next: Option<Step>) -> Row {
    let (mark, text) = match (line.is_done, next == Some(line.step)) {
        (true, _) => (Mark::Ok, "Сделано"),
        (false, true) => (Mark::Work, "Сейчас"),
        (false, false) => (Mark::Idle, "Впереди"),
    };
    // What stands in the way of an earlier step is said there.
    let said = |it: &Missing| {
        let mut earlier = closing.steps.iter().take(at);
        earlier.any(|line| line.missing.contains(it) || line.forbidden.contains(it))
    };
    let all = line.missing.iter().chain(line.forbidden.iter().filter(|it| !line.missing.contains(it)));
    let all = all.filter(|it| !said(it));
    Row {
        number: at + 1,
        title: line.step.in_words(),
        state: State::new(mark, text),
        note: note(line.step, &closing.facts),
        missing: all.map(|it| (missing_words(*it), link(id, *it))).collect(),
        act: act(visit, id, closing, line),
        is_now: next == Some(line.step),
    }
}

fn note(step: Step, facts: &Facts) -> String {
    match step {
        Step::Surveys if facts.n_surveys == 0 => "Опросов в туре нет: анкеты загружены файлами".to_owned(),
        Step::Surveys => format!("Опросов: {}", facts.n_surveys),
        Step::Answers => format!("Анкет: {}", facts.n_answers),
        Step::Inspections if facts.n_inspections == 0 => "Осмотров через Отклик не было".to_owned(),
        Step::Inspections => format!("Осмотров: {}", facts.n_inspections),
        Step::Count => format!("Организаций с данными: {}", facts.n_known),
        Step::Approve => format!("Утверждено: {}", facts.n_approved + facts.n_published),
        Step::Publish => format!("Опубликовано: {}", facts.n_published),
    }
}

/// Where one goes for what is missing.
fn link(id: RoundId, missing: Missing) -> Option<String> {
    let round = format!("/cabinet/rounds/{id}");
    match missing {
        Missing::SurveysRunning(_) => Some(format!("{round}/progress")),
        Missing::NoAnswers => Some(format!("{round}/import")),
        Missing::NamesWaiting(_) => Some(format!("{round}#waiting")),
        Missing::InspectionsOpen(_) => Some(format!("{round}/inspections")),
        Missing::Unapproved(_) => Some(format!("{round}#scores")),
        Missing::RoundOpen | Missing::Uncounted(_) | Missing::CountedByYou(_) | Missing::Unpublished(_) => None,
    }
}

fn act(visit: &Visit, id: RoundId, closing: &Closing, line: &StepLine) -> Option<Act> {
    let (ctx, facts, round) = (&visit.ctx, &closing.facts, format!("/cabinet/rounds/{id}"));
    let is_open = closing.round.value.state == RoundState::Open;
    let form = |action: &'static str, text: String| Act { action, href: format!("{round}/closing"), text };
    match line.step {
        Step::Surveys if is_open && ctx.may(Verb::RunRounds, None) => {
            Some(form("close", "Закрыть тур и опросы".to_owned()))
        }
        Step::Count if facts.n_uncounted > 0 && ctx.may(Verb::ImportScores, None) => {
            Some(form("count", "Посчитать".to_owned()))
        }
        Step::Approve if facts.n_draft > 0 && line.forbidden.is_empty() && ctx.may(Verb::ApproveScores, None) => {
            Some(form("approve", format!("Утвердить посчитанное: {}", facts.n_draft)))
        }
        Step::Publish if facts.n_approved > 0 && line.forbidden.is_empty() && ctx.may(Verb::PublishScores, None) => {
            let text = format!("Опубликовать утверждённое: {}", facts.n_approved);
            Some(Act { action: "", href: format!("{round}/publish"), text })
        }
        _ => None,
    }
}

/// `POST /cabinet/rounds/{id}/closing`: one step on.
pub(crate) async fn step(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let (id, ctx) = (id_of(&id)?, &visit.ctx);
    ctx.demand(Verb::SeePrivate, None)?;
    let (said, done) = match typed.get("action") {
        "close" => {
            let version = Version(typed.get("version").parse().unwrap_or(0));
            (scores::close_round(ctx, id, version).await.map(drop), "round-closed")
        }
        "count" => (scores::count_round(ctx, id, typed.filled("reason")).await.map(drop), "counted"),
        "approve" => (scores::approve_round(ctx, id).await.map(drop), "approved"),
        _ => {
            let text = "Выберите шаг на этой странице".to_owned();
            let faults = vec![FieldFault { field: "steps".to_owned(), text }];
            return closing_page(&visit, id, faults).await.map(refusal::invalid);
        }
    };
    match said {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/rounds/{id}/closing?done={done}"))),
        Err(refused) => closing_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
