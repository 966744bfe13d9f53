//! One questionnaire as a person reads it, and the decision about it.

use super::{moment, reasons};
use crate::form::{FieldFault, Signed, Typed, fault};
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
use otklik_app::record::Version;
use otklik_app::survey as surveys;
use otklik_domain::access::Verb;
use otklik_domain::ids::AnswerId;
use otklik_domain::integrity::Decision;

#[derive(Template)]
#[template(path = "cabinet/answers/one.html")]
struct OnePage {
    shell: Shell,
    errors: Errors,
    code: String,
    id: String,
    about: String,
    why: String,
    /// The reason for which it is left out.
    excluded: Option<String>,
    lines: Vec<(String, String)>,
    version: i64,
    reason: Field,
    may_review: bool,
}

/// `GET /cabinet/surveys/{id}/answers/{answer}`
pub(crate) async fn one(
    Staff(visit): Staff,
    Path((code, answer)): Path<(String, String)>,
) -> Result<Response, Refused> {
    one_page(&visit, &code, &answer, Vec::new(), None).await
}

async fn one_page(
    visit: &Visit,
    code: &str,
    answer: &str,
    faults: Vec<FieldFault>,
    typed: Option<&Typed>,
) -> Result<Response, Refused> {
    let id: AnswerId = answer.parse().map_err(|_| Refused::not_found())?;
    let survey = surveys::find_asking(&visit.ctx, code).await?.survey;
    let read = integrity::read_answer(&visit.ctx, survey.organisation, survey.id, id).await?;
    let seconds = read.trace.seconds.map(|seconds| format!(", заполнялась {seconds} с")).unwrap_or_default();
    let decision = read.review.as_ref().map(|kept| kept.value.decision.clone());
    let title = if faults.is_empty() { "Анкета" } else { "Ошибка: анкета" };
    let typed = typed.map_or("", |typed| typed.get("reason"));
    Ok(page::show(&OnePage {
        shell: visit.staff_shell(title, "rounds"),
        code: survey.code.to_string(),
        id: id.to_string(),
        about: format!("{}, {}{seconds}", moment(visit, read.trace.at), read.trace.channel.in_words()),
        why: read.flagged.as_ref().map(|flagged| reasons(&flagged.reasons)).unwrap_or_default(),
        excluded: decision.and_then(|decision| match decision {
            Decision::Excluded(reason) => Some(reason),
            Decision::Counted => None,
        }),
        lines: read.lines,
        version: read.review.map_or(0, |kept| kept.version.0),
        reason: Field::area("reason", "Почему исключаем", typed)
            .hint("Причина останется в журнале и будет опубликована вместе с методикой")
            .faulty(fault(&faults, "reason")),
        errors: Errors { faults },
        may_review: visit.ctx.may(Verb::ReviewAnswers, Some(survey.organisation)),
    }))
}

/// `POST /cabinet/surveys/{id}/answers/{answer}`: leaves it out, or counts it again.
pub(crate) async fn decide(
    Staff(visit): Staff,
    Path((code, answer)): Path<(String, String)>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id: AnswerId = answer.parse().map_err(|_| Refused::not_found())?;
    let survey = surveys::find_asking(&visit.ctx, &code).await?.survey;
    let expected = typed.get("version").parse().ok().filter(|version| *version > 0).map(Version);
    let decision = (typed.get("decision") != "counted", typed.get("reason"));
    match integrity::decide_one(&visit.ctx, survey.organisation, survey.id, id, expected, decision).await {
        Ok(()) => Ok(refusal::see_other(&format!("/cabinet/surveys/{}/answers/{id}?done=kept", survey.code))),
        Err(why) => one_page(&visit, &code, &answer, faults_of(why)?, Some(&typed)).await.map(refusal::invalid),
    }
}
