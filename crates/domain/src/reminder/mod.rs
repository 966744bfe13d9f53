//! Who is told about what, why now, and at which hour («напоминания»).
//!
//! In come terms, today, the calendar of working days and the rules of the house; out go occasions, days of letters and
//! the hour a letter may leave. It refuses to know people's addresses, words of letters, and whether a letter went out.

mod hours;
mod pace;
mod rules;
mod window;

pub use hours::Hours;
pub use pace::{Pace, is_digest_day};
pub use rules::{Fault, Rules};
pub use window::{Audience, Occasion, Window, working_days_back};
