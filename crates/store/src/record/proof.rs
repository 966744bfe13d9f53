//! Proof that measures were done, what of it everybody sees, and terms as they were before they moved.

use super::{Execution, Measure, NewPhoto, PaperHash, PhotoHash};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PhotoUseId, PlanId, ProofId};
use otklik_domain::plan::{Moment, ProofKind};
use uuid::Uuid;

/// What shows that a measure was done («подтверждение»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: ProofId,
    /// The measure.
    pub measure: MeasureId,
    /// The report it came with.
    pub execution: Option<Uuid>,
    /// What it is.
    pub kind: ProofKind,
    /// Which side of the work a photo shows.
    pub moment: Option<Moment>,
    /// The day it counts for.
    pub for_day: Option<Date>,
    /// What is to be seen on the photo; name of the file, of the page, of the paper.
    pub words: String,
    /// Address of a page.
    pub address: Option<String>,
    /// Number of an act.
    pub number: Option<String>,
    /// Day of an act.
    pub signed_on: Option<Date>,
    /// The photo where it is shown.
    pub photo: Option<PhotoUseId>,
    /// The file, or the snapshot of the page.
    pub paper: Option<PaperHash>,
    /// What the site answered when the snapshot was made.
    pub status: Option<i64>,
    /// When the snapshot was made, or tried.
    pub fetched_at: Option<Timestamp>,
    /// Why there is no snapshot, in words.
    pub trouble: Option<String>,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A file that is to be kept byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Name as it came.
    pub name: String,
    /// Its ending, or what it was recognised as.
    pub format: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A proof that is to be kept, with its bytes. The store fills in the names of photo and file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProof {
    /// The proof.
    pub proof: Proof,
    /// Its photo.
    pub photo: Option<NewPhoto>,
    /// Its file or snapshot.
    pub file: Option<NewFile>,
}

/// A term as it was and as it became («перенос срока»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermMove {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The measure.
    pub measure: MeasureId,
    /// The words of the term before.
    pub was: Option<String>,
    /// Its last day.
    pub was_due_on: Option<Date>,
    /// The words of the new term.
    pub became: String,
    /// Its last day.
    pub became_due_on: Option<Date>,
    /// Why.
    pub reason: String,
    /// Who moved it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Kinds of proof that a measure expects («ожидаемое подтверждение»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedProof {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// The kinds.
    pub kinds: Vec<ProofKind>,
    /// How often «постоянно» asks, in months; the house's own rule where it is not said.
    pub every_months: Option<i64>,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A proof that everybody sees («опубликованное подтверждение»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedProof {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Id of the proof.
    pub id: ProofId,
    /// The measure.
    pub measure: MeasureId,
    /// Its plan.
    pub plan: PlanId,
    /// What it is.
    pub kind: ProofKind,
    /// Which side of the work a photo shows.
    pub moment: Option<Moment>,
    /// The day it counts for.
    pub for_day: Option<Date>,
    /// Words without names of people.
    pub words: String,
    /// Address of a page.
    pub address: Option<String>,
    /// The photo.
    pub photo: Option<PhotoHash>,
    /// When it was shown.
    pub at: Timestamp,
}

/// A step of a measure with all that came with it, kept at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The measure as it became.
    pub measure: Measure,
    /// The report, or the verdict on it.
    pub execution: Option<Execution>,
    /// The term that moved.
    pub moved: Option<TermMove>,
    /// What shows the work.
    pub proofs: Vec<NewProof>,
}
