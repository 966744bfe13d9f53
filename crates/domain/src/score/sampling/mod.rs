//! How far a share of answers can be trusted: how many were asked, within which bounds the truth lies, what is noise.
//!
//! In come counts and scores; out go intervals, margins and plain verdicts, in exact numbers. It refuses to know who
//! answered, and it cites no law: the order asks for none of this, it is how surveys are read honestly.

mod change;
mod margin;
mod norm;
mod root;
mod small;
#[cfg(test)]
mod tests;
mod wilson;

pub use change::{Change, changes};
pub use margin::{Estimate, Margin, estimates};
pub use norm::SampleState;
pub use small::SmallCount;
pub use wilson::{Interval, Share};
