//! From the phrase a person wrote to a term: cut into tokens, read piece by piece, made one.

use super::clause::pieces;
use super::cursor::Cursor;
use super::finish::finish;
use super::token::tokens;
use super::{Deadline, DeadlineKind, words};
use crate::Date;
use crate::remark::Remark;

/// What is known about the paper a phrase stands in («год документа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Year of the document, where it is one year.
    pub year: Option<i16>,
    /// First and last day of what the document as a whole covers.
    pub period: Option<(Date, Date)>,
}

/// A term longer than this is a paragraph that slipped into the column.
const LONGEST: usize = 600;

/// Reads a phrase such as «до 15 марта» into a term («срок»).
///
/// Never fails: what is not understood is kept as written, with kind `Unread` and a remark.
///
/// # Example
/// «не реже 1 раза в 2 месяца» is `Recurring` every `P2M`; «31.04.2024» is `Unread` with `impossible-date`.
pub fn read(phrase: &str, context: Context) -> (Deadline, Vec<Remark>) {
    let written = phrase.trim();
    let unread = || Deadline::bare(written, DeadlineKind::Unread);
    if !written.chars().any(char::is_alphanumeric) || written.to_lowercase().trim_end_matches('.') == "нет" {
        return (unread(), vec![words::not_named(written)]);
    }
    if written.chars().count() > LONGEST {
        return (unread(), vec![words::vague(written)]);
    }
    let tokens = tokens(written);
    finish(written, pieces(&mut Cursor::new(&tokens)), context)
}
