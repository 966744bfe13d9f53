//! How a round ends: what stands between answers and a published score, and what everybody may have of the answers.
//!
//! In come facts of a round and filled questionnaires; out go steps with what each lacks, and rows in which nobody can be
//! told from anybody. It refuses to know who may do a step: rights are asked elsewhere.

mod open;
mod step;

pub use open::{OpenPlace, OpenRow, open_place, tens};
pub use step::{Facts, Missing, Step};
