//! From the phrase a person wrote to a term.

use super::{Deadline, DeadlineKind};
use crate::Date;
use crate::remark::{Remark, Severity};

/// What is known about the paper a phrase stands in («год документа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Year of the document, where it is one year.
    pub year: Option<i16>,
    /// First and last day of what the document as a whole covers.
    pub period: Option<(Date, Date)>,
}

/// Reads a phrase such as «до 15 марта» into a term.
///
/// Never fails: what is not understood is kept as written, with kind `Unread` and a remark.
pub fn read(phrase: &str, _context: Context) -> (Deadline, Vec<Remark>) {
    let deadline = Deadline::bare(phrase.trim(), DeadlineKind::Unread);
    (deadline, vec![Remark::new("vague-deadline", Severity::Doubt, format!("Срок «{}» не понят", phrase.trim()))])
}
