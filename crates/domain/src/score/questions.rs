//! Which questions of a questionnaire are counted, and which of them are asked only after a «да» to another.

use std::fmt;
use std::sync::Arc;

/// One question of a questionnaire that is counted («вопрос анкеты»).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// Its code, `stand_ok`.
    pub code: String,
    /// The question that must be answered «да» before this one is asked, `stand_used`.
    pub after: Option<String>,
}

/// The questions of one rulebook, in its order («перечень вопросов»).
///
/// Cheap to clone. Codes are unique; a question that stands after another names one of the set, and that one stands
/// after none: a questionnaire asks «Пользовались ли Вы?» and then «Удовлетворены ли Вы?», never three in a chain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct QuestionSet {
    questions: Arc<[Question]>,
    after: Arc<[Option<usize>]>,
}

/// Why a list of questions cannot be counted («ошибка перечня вопросов»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionFault {
    /// The same code stands twice.
    Twice(String),
    /// A question stands after one that is not in the list.
    AfterUnknown(String),
    /// A question stands after one that itself stands after another, or after itself.
    Chain(String),
    /// More questions than [`QuestionSet::QUESTIONS_MAX`].
    TooMany,
}

impl fmt::Display for QuestionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuestionFault::Twice(code) => write!(f, "вопрос «{code}» назван дважды"),
            QuestionFault::AfterUnknown(code) => write!(f, "вопрос «{code}» задаётся после вопроса, которого нет"),
            QuestionFault::Chain(code) => {
                write!(f, "вопрос «{code}» задаётся после вопроса, который сам задаётся после другого")
            }
            QuestionFault::TooMany => write!(f, "вопросов больше {}", QuestionSet::QUESTIONS_MAX),
        }
    }
}

impl std::error::Error for QuestionFault {}

impl QuestionSet {
    /// As many questions as can be counted at once; a questionnaire of the order has about twenty.
    pub const QUESTIONS_MAX: usize = 64;

    /// The set of a list.
    ///
    /// # Errors
    /// [`QuestionFault`] names the first question that cannot be counted.
    pub fn new(questions: impl IntoIterator<Item = Question>) -> Result<Self, QuestionFault> {
        let questions: Arc<[Question]> = questions.into_iter().collect();
        if questions.len() > Self::QUESTIONS_MAX {
            return Err(QuestionFault::TooMany);
        }
        let place = |code: &str| questions.iter().position(|it| it.code == code);
        let mut after = Vec::with_capacity(questions.len());
        for (at, question) in questions.iter().enumerate() {
            if place(&question.code) != Some(at) {
                return Err(QuestionFault::Twice(question.code.clone()));
            }
            let Some(gate) = &question.after else {
                after.push(None);
                continue;
            };
            let found = place(gate).ok_or_else(|| QuestionFault::AfterUnknown(question.code.clone()))?;
            if questions.get(found).is_some_and(|it| it.after.is_some()) {
                return Err(QuestionFault::Chain(question.code.clone()));
            }
            after.push(Some(found));
        }
        Ok(QuestionSet { questions, after: after.into() })
    }

    /// The set of `(code, after)`: short for lists in code.
    ///
    /// # Errors
    /// As [`QuestionSet::new`].
    pub fn of(list: &[(&str, Option<&str>)]) -> Result<Self, QuestionFault> {
        let question = |(code, after): &(&str, Option<&str>)| Question {
            code: (*code).to_owned(),
            after: after.map(ToOwned::to_owned),
        };
        QuestionSet::new(list.iter().map(question))
    }

    /// The questions in the order of the rulebook.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// For each question the place of the one it stands after.
    pub fn after(&self) -> &[Option<usize>] {
        &self.after
    }

    /// The place of a code.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.questions.iter().position(|it| it.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &[(&str, Option<&str>)], after: Result<&[Option<usize>], QuestionFault>) {
        assert_eq!(QuestionSet::of(list).as_ref().map(QuestionSet::after), after.as_ref().copied());
    }

    #[test]
    fn a_question_stands_after_one_of_the_set() {
        check(&[("used", None), ("ok", Some("used"))], Ok(&[None, Some(0)]));
        check(&[("ok", Some("used")), ("used", None)], Ok(&[Some(1), None]));
        check(&[("ok", Some("used"))], Err(QuestionFault::AfterUnknown("ok".into())));
        check(&[("a", Some("a"))], Err(QuestionFault::Chain("a".into())));
        check(&[("a", None), ("b", Some("a")), ("c", Some("b"))], Err(QuestionFault::Chain("c".into())));
        check(&[("a", None), ("a", None)], Err(QuestionFault::Twice("a".into())));
    }

    #[test]
    fn more_than_the_limit_is_refused() {
        let many = (0..=QuestionSet::QUESTIONS_MAX).map(|n| Question { code: n.to_string(), after: None });
        assert_eq!(QuestionSet::new(many), Err(QuestionFault::TooMany));
    }
}
