//! Terms of plans: from the phrase a person wrote to days that can be counted, and what follows from them.
//!
//! In comes a phrase with what is known about the paper's year; out goes a [`Deadline`] and remarks.
//! It refuses to guess a year: without one the kind is kept and the dates stay empty.

mod clause;
mod cursor;
mod demand;
mod every;
mod finish;
mod holidays;
mod kind;
mod lateness;
mod lead;
mod letters;
mod lexicon;
mod neighbours;
mod nth;
mod occurrence;
mod often;
mod phrase;
mod point;
mod rate;
mod stretch;
#[cfg(test)]
mod tests;
mod token;
mod turn;
mod words;
mod year;

pub use every::{Due, Every, Unit};
pub use kind::DeadlineKind;
pub use lateness::{Lateness, last_day, lateness};
pub use occurrence::{Anchor, is_due_within, is_running_within, next_due};
pub use often::recurrence_in;
pub use phrase::{Context, read};
pub use turn::{Turn, turn};

use crate::Date;

/// A planned or actual term («срок»).
///
/// `to` is the last day, inclusive. `from` and `to` of a recurring term stand only where the term itself bounds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The phrase as it stands in the paper.
    pub as_written: String,
    /// What sort of term it is.
    pub kind: DeadlineKind,
    /// First day.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// How often, for recurring terms.
    pub every: Option<Every>,
    /// The day within a recurrence.
    pub due: Option<Due>,
}

impl Deadline {
    /// A term of a kind with nothing else known.
    pub fn bare(as_written: impl Into<String>, kind: DeadlineKind) -> Self {
        Deadline { as_written: as_written.into(), kind, from: None, to: None, every: None, due: None }
    }
}
