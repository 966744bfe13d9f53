use super::PaperHash;
use jiff::Timestamp;
use otklik_domain::ids::{DraftId, OrganisationId};

/// Where a draft is on its way («состояние проекта плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftState {
    /// Waits for a person.
    Waiting,
    /// A person made a plan of it.
    Adopted,
    /// A person put it aside.
    Dropped,
}

impl DraftState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            DraftState::Waiting => "waiting",
            DraftState::Adopted => "adopted",
            DraftState::Dropped => "dropped",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [DraftState::Waiting, DraftState::Adopted, DraftState::Dropped].into_iter().find(|s| s.name() == name)
    }
}

/// A paper as it was read, waiting for a person («проект плана»). The JSON texts are plan JSON and the neutral
/// document; the store does not look inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// The original.
    pub paper: PaperHash,
    /// Kind by its public name: `plan`, `report`.
    pub kind: String,
    /// Title for lists.
    pub title: Option<String>,
    /// Name of the organisation as recognised.
    pub recognised_name: Option<String>,
    /// The organisation a person, or a remembered alias, matched it to.
    pub organisation: Option<OrganisationId>,
    /// How many measures.
    pub n_measures: i64,
    /// How many remarks.
    pub n_remarks: i64,
    /// Plan JSON as read; never changes.
    pub as_read_json: String,
    /// Plan JSON as corrected by a person; equal to the former at first.
    pub corrected_json: String,
    /// The neutral document with its places, as JSON; never changes.
    pub document_json: String,
    /// Where it is on its way.
    pub state: DraftState,
    /// Who brought it.
    pub by: String,
    /// When it was read.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// A draft as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftBrief {
    /// Its id.
    pub id: DraftId,
    /// The original.
    pub paper: PaperHash,
    /// Name of the file as it came.
    pub file_name: String,
    /// Kind by its public name.
    pub kind: String,
    /// Title.
    pub title: Option<String>,
    /// Name of the organisation as recognised.
    pub recognised_name: Option<String>,
    /// The matched organisation.
    pub organisation: Option<OrganisationId>,
    /// How many measures.
    pub n_measures: i64,
    /// How many remarks.
    pub n_remarks: i64,
    /// Where it is on its way.
    pub state: DraftState,
    /// Who brought it.
    pub by: String,
    /// When it was read.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}
