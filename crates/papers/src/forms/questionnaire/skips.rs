//! Skips in words: who answers what next.

use otklik_domain::rulebook::{Question, Questionnaire};

/// What stands under a question that others follow from: «Если нет – переходите к вопросу 5».
pub(super) fn words(questionnaire: &Questionnaire, at: usize) -> Option<String> {
    let questions = &questionnaire.questions;
    let question = questions.get(at)?;
    let follows = |other: &&Question| other.after.as_ref() == Some(&question.code);
    questions.iter().find(follows)?;
    let next = questions.iter().skip(at + 1).find(|other| !follows(other));
    Some(match next {
        Some(next) => format!("Если нет – переходите к вопросу {}", next.number),
        None => "Если нет – вы ответили на все вопросы".to_owned(),
    })
}
