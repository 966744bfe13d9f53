//! The calendar of a round: from which day to which citizens are asked and places are looked at, and by which day the
//! operator reports, the council decides and results are shown.
//!
//! In come days that people set, what is done, and today; out go days proposed by the terms of the order, and lines
//! with what is done and what is late. It refuses to know who does it.

mod dates;
mod parties;
mod terms;

pub use dates::{Dates, Done, Line, Standing, Step};
pub use parties::{Parties, Party};
pub use terms::{Span, Terms};
