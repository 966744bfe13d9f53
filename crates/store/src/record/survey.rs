//! Surveys: where citizens are asked, under which code, in which term.

use jiff::Timestamp;
use otklik_domain::ids::{AnswerId, BatchId, OrganisationId, RoundId, SurveyId};
use otklik_domain::survey::{Channel, SurveyCode, Term};

/// A survey of one place of an organisation in one round («опрос»). It asks by the rulebook of its round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Whose place it is.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: SurveyId,
    /// The round.
    pub round: RoundId,
    /// The batch of kind `Survey` into which its answers are counted.
    pub batch: BatchId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Its short public name.
    pub code: SurveyCode,
    /// When it takes answers.
    pub term: Term,
    /// A person closed it before its term.
    pub is_closed: bool,
    /// Who opened it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
    /// Whoever answers without the staff needs a one-time code.
    pub asks_ticket: bool,
}

/// Which surveys are asked for: by round, organisation and branch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SurveyQuery {
    /// Only of this round.
    pub round: Option<RoundId>,
    /// Only of this organisation.
    pub organisation: Option<OrganisationId>,
}

/// A questionnaire that somebody began and can go on with («неоконченная анкета»): answers, nothing about the person.
///
/// Once it is sent, its answers are gone from here and its receipt stands in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// What is kept of the code to go on with.
    pub hash: String,
    /// The organisation of its survey.
    pub organisation: OrganisationId,
    /// Its survey.
    pub survey: SurveyId,
    /// Under which id it will be sent, however often that is tried.
    pub answer: AnswerId,
    /// How it is filled.
    pub channel: Channel,
    /// How it is shown: words of the pages, such as «plain».
    pub look: String,
    /// The answers so far, packed by the questionnaire of the round.
    pub answers: Vec<u8>,
    /// The number of the receipt, once it was sent.
    pub receipt: Option<String>,
    /// When it was begun.
    pub began_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// The mark of the browser, for this survey only.
    pub device: Option<String>,
    /// The hash of the one-time code it was begun with.
    pub ticket: Option<String>,
    /// The browser did its small piece of work.
    pub has_worked: bool,
}
