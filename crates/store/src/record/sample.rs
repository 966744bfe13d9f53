//! How many questionnaires places of a round are to give, from whom, and how many came.

use super::Version;
use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, RoundId, SurveyId, TerritoryId};
use otklik_domain::survey::{SurveyCode, Target, Term};

/// What was planned for a place of a round («план выборки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamplePlan {
    /// Whose place it is.
    pub organisation: OrganisationId,
    /// The round.
    pub round: RoundId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// How many it served, how many are wanted.
    pub target: Target,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A group of respondents and which part of every place's target it is («квота тура»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundQuota {
    /// The round.
    pub round: RoundId,
    /// Its number in the list.
    pub number: i64,
    /// Its name for people.
    pub title: String,
    /// Only those who gave this choice: code of the question, code of the choice.
    pub choice: Option<(String, String)>,
    /// Only those whose number is between these: code of the question, least, most.
    pub between: Option<(String, u32, u32)>,
    /// Per cent of the target.
    pub percent: u32,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A place of a round with everything a list of progress shows («место тура»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPlace {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its short name, or the whole one.
    pub name: String,
    /// Where it is.
    pub territory: Option<TerritoryId>,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Its survey, where one was opened.
    pub survey: Option<PlaceSurvey>,
    /// Filled questionnaires that count, wherever they came from.
    pub respondents: u64,
    /// What was planned.
    pub target: Target,
    /// The version a change of the plan must name; `None` where nothing was planned.
    pub version: Option<Version>,
}

/// A place of a round that was planned, as short as a sum over all of them needs it («место с планом выборки»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPlace {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// When its survey takes answers; `None` where none was opened.
    pub term: Option<Term>,
    /// Filled questionnaires that count, wherever they came from.
    pub respondents: u64,
    /// What was planned.
    pub target: Target,
}

/// The survey of a place, in brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceSurvey {
    /// Its id.
    pub id: SurveyId,
    /// Its code.
    pub code: SurveyCode,
    /// When it takes answers.
    pub term: Term,
    /// A person closed it.
    pub is_closed: bool,
    /// Answers that came through it.
    pub n_answers: u64,
}
