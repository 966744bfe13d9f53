//! What citizens are asked, in which order, and who skips what.

use super::Source;

/// The questionnaire of a sector («анкета»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questionnaire {
    /// The words above it.
    pub introduction: String,
    /// Thematic pages, in order.
    pub pages: Vec<Page>,
    /// Questions, in the order of the law.
    pub questions: Vec<Question>,
}

impl Questionnaire {
    /// The questions that are answered by «да» or «нет» and counted.
    pub fn counted(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.answers == Answers::YesNo)
    }
}

/// A thematic page of a questionnaire («раздел анкеты»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Code: `information`.
    pub code: String,
    /// Heading for people.
    pub title: String,
}

/// One question with its official wording («вопрос с формулировкой»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Code of the public interface: `stand_used`.
    pub code: String,
    /// Number on the form.
    pub number: u32,
    /// Official wording.
    pub wording: String,
    /// The same in plain language.
    pub plain: Option<String>,
    /// A few words for tables: «удовлетворены стендами».
    pub short: String,
    /// What may be answered.
    pub answers: Answers,
    /// Asked only of those who answered «да» to this one.
    pub after: Option<String>,
    /// Code of its page.
    pub page: String,
    /// Where it stands.
    pub source: Source,
}

/// What may be answered («вид ответа»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// «Да» or «нет».
    YesNo,
    /// One of these: code and words.
    Choice(Vec<(String, String)>),
    /// A whole number between the two, inclusive.
    Number(u32, u32),
    /// Words of one's own.
    Text,
}
