use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, PlanId};
use uuid::Uuid;

/// A version of a plan to be frozen and shown to everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPublication {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// The whole public plan as JSON, executors as they may be shown.
    pub body_json: String,
}

/// A frozen version of a plan («публикация»). Never changes; a correction is the next number and names this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// Number of the version, from 1.
    pub number: i64,
    /// The version before.
    pub supersedes: Option<Uuid>,
    /// SHA-256 of the body, in hex.
    pub sha256: String,
    /// The whole public plan as JSON.
    pub body_json: String,
    /// Who published.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}
