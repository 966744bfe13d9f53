//! The plan of measures: what a paper said, what a person adopted, how a measure moves to its end.
//!
//! In come readings of papers and decisions of people; out go drafts, plans and faults.
//! It refuses to know document formats, storage, rights and the clock.

mod adopted;
mod draft;
mod executor;
mod fault;
pub mod life;
mod measure;
mod proof;
pub mod review;
mod state;

pub use adopted::{Plan, TrackedMeasure, adopt};
pub use draft::{Approval, Draft, DraftKind, Span};
pub use executor::{Executor, executors_of, is_named};
pub use fault::Fault;
pub use measure::{Execution, Field, Measure};
pub use proof::{Moment, ProofKind, missing_proof};
pub use state::MeasureState;
