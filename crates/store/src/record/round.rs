//! Rounds of assessment and mappings of headings.

use jiff::Timestamp;
use otklik_domain::ids::RoundId;
use otklik_domain::registry::Sector;
use otklik_domain::round::{Dates, Parties};
use otklik_domain::score::Policy;

/// Where a round is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundState {
    /// Answers and findings come in.
    Open,
    /// Nothing more comes in; scores are approved and published.
    Closed,
}

impl RoundState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            RoundState::Open => "open",
            RoundState::Closed => "closed",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [RoundState::Open, RoundState::Closed].into_iter().find(|state| state.name() == name)
    }
}

/// Which rulebook a round stands on («свод правил тура»): its name is the sector's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulebookName {
    /// The sector's name: `culture`.
    pub name: String,
    /// The edition: `2018`.
    pub edition: String,
    /// SHA-256 of its files, in hex.
    pub sha256: String,
}

/// A round of assessment («тур оценки»): one sector, one year, one rulebook, one set of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Its name for people: «Культура, 2026».
    pub title: String,
    /// The year that is assessed.
    pub year: i16,
    /// The rulebook it stays on.
    pub rulebook: RulebookName,
    /// The rules that the order leaves open.
    pub policy: Policy,
    /// Answers of fewer people than this are not shown to everybody; 0 shows all.
    pub small_count: u64,
    /// Its calendar.
    pub dates: Dates,
    /// Who does what in it.
    pub parties: Parties,
    /// Where it is.
    pub state: RoundState,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// Which rounds are asked for, newest year first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RoundQuery {
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only of this year.
    pub year: Option<i16>,
    /// Only with a published score.
    pub is_published: bool,
    /// Only examples, or only what is no example.
    pub is_example: Option<bool>,
}

/// A mapping of headings to questions that a person confirmed, by name («сопоставление столбцов»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Its name.
    pub name: String,
    /// The mapping as JSON.
    pub body_json: String,
    /// Who keeps it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
