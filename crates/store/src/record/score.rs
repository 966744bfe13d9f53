//! Versions of scores, how they are asked for, and results that were published before.

use super::{Figures, Inputs, Version};
use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId, TerritoryId};
use otklik_domain::registry::Sector;
use otklik_domain::score::{Criterion, Exact, Policy, PriorScore};
use uuid::Uuid;

/// Where a score is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreState {
    /// Counted; counting again writes over it.
    Draft,
    /// Approved by the council's person.
    Approved,
    /// Shown to everybody and frozen.
    Published,
}

impl ScoreState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            ScoreState::Draft => "draft",
            ScoreState::Approved => "approved",
            ScoreState::Published => "published",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [ScoreState::Draft, ScoreState::Approved, ScoreState::Published].into_iter().find(|s| s.name() == name)
    }
}

/// A score as it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScore {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, used when no version waits for approval.
    pub id: ScoreId,
    /// The round.
    pub round: RoundId,
    /// SHA-256 of the rulebook.
    pub rulebook_sha256: String,
    /// The rules it was counted by.
    pub policy: Policy,
    /// What it was counted from.
    pub inputs: Inputs,
    /// What came out.
    pub figures: Figures,
    /// Why it was counted anew, when a published one is corrected.
    pub reason: Option<String>,
    /// How answers were looked over before counting, as JSON; published and frozen with the score.
    pub method: Option<String>,
}

/// A version of a score («версия оценки»). A published one never changes; a correction is the next number and names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: ScoreId,
    /// The round.
    pub round: RoundId,
    /// Number of the version, from 1.
    pub number: i64,
    /// The published version it corrects.
    pub supersedes: Option<ScoreId>,
    /// Where it is.
    pub state: ScoreState,
    /// SHA-256 of the rulebook.
    pub rulebook_sha256: String,
    /// The rules it was counted by.
    pub policy: Policy,
    /// What it was counted from.
    pub inputs: Inputs,
    /// What came out.
    pub figures: Figures,
    /// SHA-256 of rulebook, rules, inputs and figures.
    pub sha256: String,
    /// Why it was counted anew.
    pub reason: Option<String>,
    /// Who counted it, and when.
    pub made: (String, Timestamp),
    /// Who approved it, and when.
    pub approved: Option<(String, Timestamp)>,
    /// Who published it, and when.
    pub published: Option<(String, Timestamp)>,
    /// How answers were looked over before counting, as JSON.
    pub method: Option<String>,
}

/// Which scores are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoreQuery {
    /// Only of this round.
    pub round: Option<RoundId>,
    /// Only of these organisations and those merged into them; empty asks for all.
    pub organisations: Vec<OrganisationId>,
    /// Only of rounds of this year.
    pub year: Option<i16>,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only of this kind, quotes, case and blanks aside.
    pub kind: Option<String>,
    /// Only of this territory and those within it.
    pub territory: Option<TerritoryId>,
    /// The newest published version of each, else the newest of any state.
    pub is_published: bool,
    /// Only of example rounds, or only of others.
    pub is_example: Option<bool>,
}

/// A score as lists and ratings show it: without what it was counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// Its id.
    pub id: ScoreId,
    /// The version that a change must name.
    pub version: Version,
    /// Number of the version.
    pub number: i64,
    /// Where it is.
    pub state: ScoreState,
    /// What came out.
    pub figures: Figures,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The round.
    pub round: RoundId,
    /// The year that was assessed.
    pub year: i16,
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its address name.
    pub slug: String,
    /// Its short name, or the whole one.
    pub name: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its sector.
    pub sector: Sector,
    /// Its territory.
    pub territory: Option<TerritoryId>,
}

/// A result of an earlier round as it was published elsewhere («прежний результат»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierScore {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: Uuid,
    /// Year, total, scale and method.
    pub score: PriorScore,
    /// Criteria, where they are known.
    pub criteria: Vec<(Criterion, Exact)>,
    /// Where it was published, in words.
    pub source: String,
    /// Who entered it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
