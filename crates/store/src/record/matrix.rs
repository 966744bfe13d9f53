//! The matrix of measures and organisations, and steps taken for many measures at once.

use super::{Version, Work};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId};
use otklik_domain::plan::MeasureState;
use otklik_domain::score::Criterion;
use otklik_domain::shortcoming::About;
use uuid::Uuid;

/// What a row of the matrix is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatrixRow {
    /// One network measure.
    Network(NetworkId),
    /// Measures that mend the same thing.
    About(About),
}

/// One measure in the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixCell {
    /// Its row.
    pub row: MatrixRow,
    /// Its column.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// Version a step must name.
    pub version: Version,
    /// Where it is on its way.
    pub state: MeasureState,
    /// Effective last day.
    pub due_on: Option<Date>,
    /// What sort of term it is.
    pub deadline_kind: Option<DeadlineKind>,
    /// Its criterion.
    pub criterion: Option<Criterion>,
}

/// A step that was taken for many measures at once («групповое действие»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkAct {
    /// Its id.
    pub id: Uuid,
    /// Public name of what was done.
    pub kind: String,
    /// The same for people, with its reason or term.
    pub words: String,
    /// For how many measures.
    pub n_measures: i64,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
}

/// A measure as it was before a step for many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkChange {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// The step.
    pub act: Uuid,
    /// As it was: JSON that only the room above understands.
    pub was_json: String,
    /// Its version after the step; another one now means that somebody went on.
    pub became: Version,
}

/// A measure that changes with many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkStep {
    /// The measure as it becomes, with the verdict and the moved term that go with it.
    pub work: Work,
    /// The version it was found in.
    pub expected: Version,
    /// As it was.
    pub was_json: String,
}
