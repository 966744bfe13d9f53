//! Asking citizens: a survey of one place, its code, its term, and the questionnaire somebody filled.
//!
//! In come raw answers as a form or a program sent them, and the questionnaire of the rulebook; out goes an
//! [`AnswerSheet`] with remarks, or every fault at once. It refuses to know who answered.

mod accept;
mod channel;
mod code;
mod keyed;
mod number;
mod packed;
mod path;
mod progress;
mod sheet;
mod target;
mod term;
#[cfg(test)]
mod tests;

pub use accept::{Fault, FaultKind, Raw, RawAnswers, TEXT_LETTERS_MAX, accept};
pub use channel::Channel;
pub use code::SurveyCode;
pub use keyed::{ControlSum, control_sums, differences};
pub use number::{SheetNumber, WrongNumber};
pub use packed::Unreadable;
pub use path::{Screen, is_asked, screens};
pub use progress::{Curve, Progress, Quota};
pub use sheet::{AnswerSheet, Given};
pub use target::Target;
pub use term::{Stage, Term};
