//! One filled questionnaire as a person reads it.

use super::looked::look;
use super::thresholds::thresholds;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{book, rounds::round};
use otklik_domain::access::Verb;
use otklik_domain::ids::{AnswerId, OrganisationId, SurveyId};
use otklik_domain::integrity::{Flagged, Trace};
use otklik_domain::rulebook::{Answers, Question};
use otklik_domain::survey::Given;
use otklik_store::record::{AnswerReview, Kept, Survey};

/// A filled questionnaire in words («анкета для чтения»).
#[derive(Debug, Clone)]
pub struct ReadAnswer {
    /// Its survey.
    pub survey: Survey,
    /// How it came.
    pub trace: Trace,
    /// Questions and answers in words; an empty answer was not given.
    pub lines: Vec<(String, String)>,
    /// Reasons to look closer, if there are any.
    pub flagged: Option<Flagged>,
    /// What was decided last.
    pub review: Option<Kept<AnswerReview>>,
}

/// Reads one answer.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn read_answer(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    answer: AnswerId,
) -> Result<ReadAnswer, Refusal> {
    ctx.demand(Verb::SeeAnswers, Some(organisation))?;
    let survey = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    let round = round(ctx, survey.round).await?.value;
    let book = book(ctx.store(), &round.rulebook.sha256).await?;
    let thresholds = thresholds(ctx.store(), round.id).await?;
    let mut looked = look(ctx.store(), &book, &survey, &thresholds).await?;
    let trace = looked.traces.into_iter().find(|trace| trace.id == answer).ok_or(Refusal::NotFound)?;
    let questions = book.questionnaire.questions.iter();
    let given = trace.sheet.given.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let lines = questions.zip(given).map(|(question, given)| (question.wording.clone(), words(question, given)));
    Ok(ReadAnswer {
        lines: lines.collect(),
        flagged: looked.flagged.remove(&answer),
        review: looked.reviews.remove(&answer),
        survey,
        trace,
    })
}

fn words(question: &Question, given: Option<&Given>) -> String {
    match (given, &question.answers) {
        (None, _) => String::new(),
        (Some(Given::Yes), _) => "да".to_owned(),
        (Some(Given::No), _) => "нет".to_owned(),
        (Some(Given::Number(number)), _) => number.to_string(),
        (Some(Given::Text(text)), _) => text.clone(),
        (Some(Given::Choice(at)), Answers::Choice(list)) => {
            usize::try_from(*at).ok().and_then(|at| list.get(at)).map(|(_, text)| text.clone()).unwrap_or_default()
        }
        (Some(Given::Choice(_)), _) => String::new(),
    }
}
