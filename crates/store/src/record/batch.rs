//! What comes together from one source: answers or findings, with the names that nobody recognised.

use super::{Counts, Found, PaperHash};
use jiff::Timestamp;
use otklik_domain::ids::{BatchId, OrganisationId, RoundId};

/// What a batch brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchKind {
    /// Answers from a file.
    Answers,
    /// Answers that come one at a time: a survey that people fill in.
    Survey,
    /// Findings of an inspection from a file.
    Findings,
}

impl BatchKind {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            BatchKind::Answers => "answers",
            BatchKind::Survey => "survey",
            BatchKind::Findings => "findings",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [BatchKind::Answers, BatchKind::Survey, BatchKind::Findings].into_iter().find(|kind| kind.name() == name)
    }
}

/// Whether a batch counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BatchState {
    /// It counts.
    Kept,
    /// It was taken back: its sums were subtracted, itself it stays.
    Withdrawn,
}

impl BatchState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            BatchState::Kept => "kept",
            BatchState::Withdrawn => "withdrawn",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [BatchState::Kept, BatchState::Withdrawn].into_iter().find(|state| state.name() == name)
    }
}

/// What came together from one source («партия анкет»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its id: keeping it twice is keeping it once.
    pub id: BatchId,
    /// The round.
    pub round: RoundId,
    /// What it brings.
    pub kind: BatchKind,
    /// The file it was read from, where there is one.
    pub paper: Option<PaperHash>,
    /// Its name for people: the file's.
    pub title: String,
    /// The mapping of headings it was read by.
    pub mapping_json: Option<String>,
    /// How many rows it had.
    pub n_rows: u64,
    /// SHA-256 of everything in it, made by the store; of a survey, of what it began with.
    pub sha256: String,
    /// Whether it counts.
    pub state: BatchState,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Sums of one place of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceCounts {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// The sums.
    pub counts: Counts,
}

/// Rows of a batch whose organisation nobody recognised yet («нераспознанное название»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    /// The name as it stands in the file.
    pub name: String,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Sums of answers.
    pub counts: Counts,
    /// Findings.
    pub found: Vec<(String, Found)>,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BatchKept {
    /// It was new and counts now.
    New,
    /// It was kept before and nothing was done.
    Before,
}
