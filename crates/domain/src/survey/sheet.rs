use crate::rulebook::Questionnaire;
use crate::score::Answer;

/// What was answered to one question («данный ответ»).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Given {
    /// «да»
    Yes,
    /// «нет»
    No,
    /// One of the list, by its place.
    Choice(u32),
    /// A whole number.
    Number(u32),
    /// Words.
    Text(String),
}

/// A questionnaire that somebody filled («заполненная анкета»): what was given to each question, in the order of the
/// questionnaire. Nothing about the person.
///
/// # Example
/// Three questions, the second not answered: `[Some(Yes), None, Some(No)]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct AnswerSheet {
    /// An answer a question; `None` where it was not asked or not answered.
    pub given: Vec<Option<Given>>,
}

impl AnswerSheet {
    /// The answers that are counted, in the order of [`Questionnaire::counted`].
    pub fn counted(&self, questionnaire: &Questionnaire) -> Vec<Answer> {
        let all = questionnaire.questions.iter().zip(self.given.iter().map(Some).chain(std::iter::repeat(None)));
        let counted = all.filter(|(question, _)| question.answers == crate::rulebook::Answers::YesNo);
        counted.map(|(_, given)| counted_answer(given.and_then(Option::as_ref))).collect()
    }

    /// How many questions were answered.
    pub fn n_given(&self) -> usize {
        self.given.iter().flatten().count()
    }
}

fn counted_answer(given: Option<&Given>) -> Answer {
    match given {
        Some(Given::Yes) => Answer::Yes,
        Some(Given::No) => Answer::No,
        _ => Answer::Empty,
    }
}
