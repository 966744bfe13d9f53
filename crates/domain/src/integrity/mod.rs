//! Whether filled questionnaires look as if people had filled them: bursts, impossible speed, one hand for many.
//!
//! In come answers with the few traces that are kept of them, and thresholds that are settings; out go reasons to look
//! closer, in words. It refuses to exclude anybody: a person does that, with a reason of their own, and both figures are
//! shown. It refuses to know addresses of machines: three hundred honest phones behind one of them are three hundred.

mod crowd;
mod device;
mod flags;
mod reason;
mod review;
#[cfg(test)]
mod tests;

pub use flags::{Flagged, flags};
pub use reason::Reason;
pub use review::{Decision, ReviewFault, decide};

use crate::ids::AnswerId;
use crate::survey::{AnswerSheet, Channel};
use jiff::Timestamp;

/// What is kept of how a questionnaire was filled («след заполнения»). Nothing of it names a person or a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The questionnaire.
    pub id: AnswerId,
    /// When it was kept.
    pub at: Timestamp,
    /// How it came.
    pub channel: Channel,
    /// Seconds from the first page to the last; `None` where nobody measured.
    pub seconds: Option<u32>,
    /// An opaque mark of the browser, another one for each survey; `None` without it.
    pub device: Option<String>,
    /// The browser did the small piece of work that scripts avoid; `None` where it was not asked for.
    pub has_worked: Option<bool>,
    /// What was answered.
    pub sheet: AnswerSheet,
}

/// From when on something is worth a look («пороги проверки»). Settings, none of them is law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Reading and answering one question takes no less, in tenths of a second.
    pub tenths_an_answer_min: u32,
    /// So many answers of one survey…
    pub burst_answers: usize,
    /// …within so many minutes are a burst.
    pub burst_minutes: u32,
    /// A family shares a telephone: more answers than this from one browser are too many.
    pub one_device_max: usize,
    /// So many in a row on one tablet…
    pub in_a_row_answers: usize,
    /// …each begun within so many seconds after the last are one hand.
    pub in_a_row_seconds: u32,
    /// So many equal questionnaires within the minutes of a burst.
    pub equal_answers: usize,
    /// The same word to so many questions or more.
    pub one_word_answers: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            tenths_an_answer_min: 8,
            burst_answers: 15,
            burst_minutes: 10,
            one_device_max: 3,
            in_a_row_answers: 6,
            in_a_row_seconds: 60,
            equal_answers: 5,
            one_word_answers: 12,
        }
    }
}
