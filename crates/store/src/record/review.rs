//! Decisions of people about single answers.

use jiff::Timestamp;
use otklik_domain::ids::{AnswerId, OrganisationId, SurveyId};
use otklik_domain::integrity::Decision;
use otklik_domain::score::{self, QuestionSet};

/// What a person decided about an answer («проверенный ответ»). The answer itself stays as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerReview {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// The answer.
    pub answer: AnswerId,
    /// Whether it counts.
    pub decision: Decision,
    /// Who decided.
    pub by: String,
    /// When. Answers that were decided about together have one time.
    pub at: Timestamp,
}

/// A decision to be kept, with what its answer adds to the sums («решение к записи»).
#[derive(Debug, Clone)]
pub struct ReviewChange {
    /// The decision.
    pub review: AnswerReview,
    /// The version it was made from; nothing when it is the first.
    pub expected: Option<super::Version>,
    /// The questions that are counted.
    pub set: QuestionSet,
    /// What was answered to them, in their order.
    pub counted: Vec<score::Answer>,
}
