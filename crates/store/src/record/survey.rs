//! Surveys: where citizens are asked, under which code, in which term.

use jiff::Timestamp;
use otklik_domain::ids::{BatchId, OrganisationId, RoundId, SurveyId};
use otklik_domain::survey::{SurveyCode, Term};

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
}

/// Which surveys are asked for: by round, organisation and branch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SurveyQuery {
    /// Only of this round.
    pub round: Option<RoundId>,
    /// Only of this organisation.
    pub organisation: Option<OrganisationId>,
}
