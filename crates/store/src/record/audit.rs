use super::NewJob;
use jiff::Timestamp;
use otklik_domain::ids::OrganisationId;

/// Who does what, when («действие»): goes with every `keep_` verb and becomes its audit line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Who: an id of a person, or the name of a part of the program.
    pub actor: String,
    /// The verb of the office: `adopt_plan`.
    pub verb: &'static str,
    /// When, as told by the room above.
    pub at: Timestamp,
    /// Why, in the person's words.
    pub note: Option<String>,
    /// Work that must follow, queued in the same transaction.
    pub jobs: Vec<NewJob>,
}

impl Act {
    /// An act without a note and without work that follows.
    pub fn new(actor: impl Into<String>, verb: &'static str, at: Timestamp) -> Self {
        Act { actor: actor.into(), verb, at, note: None, jobs: Vec::new() }
    }

    /// The same act with a note.
    #[must_use]
    pub fn because(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same act with work that follows.
    #[must_use]
    pub fn queue(mut self, job: NewJob) -> Self {
        self.jobs.push(job);
        self
    }
}

/// One line of the journal («запись журнала действий»). Its hash covers the line before, so a changed line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Number, from 1 without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The verb.
    pub verb: String,
    /// Kind of what was changed: the table's name.
    pub subject_kind: String,
    /// Id of what was changed.
    pub subject: String,
    /// What was, as a JSON object of the columns that changed.
    pub was: Option<String>,
    /// What became, likewise.
    pub became: Option<String>,
    /// Why, in the person's words.
    pub note: Option<String>,
    /// The organisation it is about, as an id; none for what belongs to the house and in lines of earlier programs.
    pub organisation: Option<String>,
    /// SHA-256 of this line and the hash of the line before, in hex.
    pub hash: String,
}

/// Which lines of the journal are asked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditQuery {
    /// Only about this kind and id.
    pub subject: Option<(String, String)>,
    /// Only by this actor.
    pub actor: Option<String>,
    /// Only by this verb.
    pub verb: Option<String>,
    /// Only about these organisations; lines of the house itself are left out then.
    pub organisations: Option<Vec<OrganisationId>>,
    /// Only since this instant.
    pub since: Option<Timestamp>,
    /// Only before this instant.
    pub until: Option<Timestamp>,
    /// Only with numbers below this one.
    pub before: Option<i64>,
    /// How many at most.
    pub limit: usize,
}
