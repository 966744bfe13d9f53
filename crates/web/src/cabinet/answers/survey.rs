//! One survey looked over: both figures, reasons, flagged answers, decisions that can be taken back.

use super::{FigureLine, PER_PAGE, figure_lines, kind_in_words, moment, pick, reasons};
use crate::form::{Asked, FieldFault, Signed, Typed, query};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::components::pages::Pages;
use crate::ui::components::state::{Mark, State};
use crate::ui::page;
use crate::ui::shell::Shell;
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use otklik_app::integrity::{self, FlaggedAnswer};
use otklik_app::survey as surveys;
use otklik_domain::access::Verb;
use otklik_domain::integrity::{Decision, Flagged};

struct Row {
    href: String,
    when: String,
    channel: &'static str,
    why: String,
    state: State,
}

struct ReasonLine {
    href: String,
    exclude: String,
    words: &'static str,
    n: usize,
}

struct DecidedLine {
    at: i64,
    when: String,
    reason: String,
    n: usize,
}

#[derive(Template)]
#[template(path = "cabinet/answers/survey.html")]
struct SurveyPage {
    shell: Shell,
    errors: Errors,
    code: String,
    round: String,
    name: String,
    n_answers: usize,
    n_flagged: usize,
    n_grave: usize,
    n_excluded: usize,
    figures: Vec<FigureLine>,
    reasons: Vec<ReasonLine>,
    decided: Vec<DecidedLine>,
    /// What the list is narrowed to.
    only: String,
    rows: Vec<Row>,
    pages: Pages,
    may_review: bool,
}

/// `GET /cabinet/surveys/{id}/answers?reason=…&page=…`
pub(crate) async fn survey(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Refused> {
    survey_page(&visit, &code, &asked, Vec::new()).await
}

fn state(answer: &FlaggedAnswer) -> State {
    match (&answer.decision, answer.is_grave) {
        (Decision::Excluded(reason), _) => State::new(Mark::Failed, format!("Исключена: {reason}")),
        (Decision::Counted, true) => State::new(Mark::Soon, "Считается, признак веский".to_owned()),
        (Decision::Counted, false) => State::new(Mark::Ok, "Считается".to_owned()),
    }
}

async fn survey_page(visit: &Visit, code: &str, asked: &Typed, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, code).await?;
    let (organisation, id) = (asking.survey.organisation, asking.survey.id);
    let shown = integrity::overview(&visit.ctx, organisation, id).await?;
    let (code, only) = (asking.survey.code.to_string(), asked.get("reason"));
    let path = format!("/cabinet/surveys/{code}/answers");
    let is_wanted = |answer: &&FlaggedAnswer| match only {
        "" => true,
        "excluded" => matches!(answer.decision, Decision::Excluded(_)),
        only => pick(only).is_one(&Flagged { id: answer.id, reasons: answer.reasons.clone() }),
    };
    let wanted: Vec<&FlaggedAnswer> = shown.answers.iter().filter(is_wanted).collect();
    let page = asked.get("page").parse::<usize>().unwrap_or(1).max(1);
    let row = |answer: &&FlaggedAnswer| Row {
        href: format!("{path}/{}", answer.id),
        when: moment(visit, answer.at),
        channel: answer.channel.in_words(),
        why: reasons(&answer.reasons),
        state: state(answer),
    };
    let link = |name: &'static str, n: usize| ReasonLine {
        href: format!("{path}{}", query(&[("reason", name)])),
        exclude: format!("/cabinet/surveys/{code}/exclude{}", query(&[("pick", name)])),
        words: kind_in_words(name),
        n,
    };
    let decided = |decided: &integrity::Decided| DecidedLine {
        at: decided.at.as_microsecond(),
        when: moment(visit, decided.at),
        reason: decided.reason.clone(),
        n: decided.n,
    };
    let branch = &shown.survey.value.branch;
    let name = if branch.is_empty() { shown.name.clone() } else { format!("{}, {branch}", shown.name) };
    let title =
        if faults.is_empty() { "Проверка анкет" } else { "Ошибка: проверка анкет" };
    Ok(page::show(&SurveyPage {
        shell: visit.staff_shell(format!("{title}: {name}"), "rounds"),
        errors: Errors { faults },
        round: shown.round.id.to_string(),
        n_answers: shown.n_answers,
        n_flagged: shown.answers.iter().filter(|answer| !answer.reasons.is_empty()).count(),
        n_grave: shown.answers.iter().filter(|answer| answer.is_grave).count(),
        n_excluded: shown.n_excluded,
        figures: figure_lines(&shown.beside),
        reasons: shown.by_reason.iter().map(|(name, n)| link(name, *n)).collect(),
        decided: shown.decided.iter().map(decided).collect(),
        rows: wanted.iter().skip((page - 1).saturating_mul(PER_PAGE)).take(PER_PAGE).map(row).collect(),
        pages: Pages::of("Страницы анкет", page, PER_PAGE, wanted.len(), |page| {
            format!("{path}{}", query(&[("reason", only), ("page", &page.to_string())]))
        }),
        only: only.to_owned(),
        may_review: visit.ctx.may(Verb::ReviewAnswers, Some(organisation)),
        code,
        name,
    }))
}

/// `POST /cabinet/surveys/{id}/answers`: counts again what one decision left out.
pub(crate) async fn undo(
    Staff(visit): Staff,
    Path(code): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let asking = surveys::find_asking(&visit.ctx, &code).await?;
    let at = typed.get("at").parse().ok().and_then(|at| Timestamp::from_microsecond(at).ok()).unwrap_or_default();
    match integrity::undo(&visit.ctx, asking.survey.organisation, asking.survey.id, at).await {
        Ok(_) => Ok(refusal::see_other(&format!("/cabinet/surveys/{}/answers?done=counted-again", asking.survey.code))),
        Err(why) => survey_page(&visit, &code, &Typed::default(), faults_of(why)?).await.map(refusal::invalid),
    }
}
