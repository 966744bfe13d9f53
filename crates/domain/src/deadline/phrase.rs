//! From the phrase a person wrote to a term: cut into tokens, read piece by piece, made one.

use super::clause::pieces;
use super::cursor::Cursor;
use super::finish::finish;
use super::token::{Kind, tokens};
use super::{Deadline, DeadlineKind, words};
use crate::Date;
use crate::letters::lower;
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
    if !written.chars().any(char::is_alphanumeric) || lower(written).trim_end_matches('.') == "нет" {
        return (unread(), vec![words::not_named(written)]);
    }
    if written.chars().count() > LONGEST {
        return (unread(), vec![words::vague(written)]);
    }
    let tokens = tokens(written);
    let mut cursor = Cursor::new(&tokens);
    list_number(&mut cursor, written);
    finish(written, pieces(&mut cursor), context)
}

/// «1) постоянно», «1. до 01.09.2024»: the number of a list item is not part of the term.
fn list_number(c: &mut Cursor<'_>, written: &str) {
    while c.sign(Kind::Stop) {}
    let number = written.trim_start_matches(|c: char| !c.is_alphanumeric());
    let marked = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let spaced = marked.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let dotted = spaced && c.kind(1) == Some(Kind::Word);
    let closed = marked.starts_with(')');
    if (dotted || closed) && matches!(c.kind(0), Some(Kind::Number { digits: 1 | 2, .. })) {
        c.at += 1;
    }
}
