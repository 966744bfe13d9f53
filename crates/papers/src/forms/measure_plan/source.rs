//! A piece of the source: the text of a cell or a paragraph with its address, from which fields are cut.
//!
//! In come cells and ranges of bytes; out go tidy texts and places in characters.
//! It refuses to know what the text means.

use super::hyphens::{Words, mend};
use crate::pattern::Regex;
use otklik_domain::remark::Place;
use std::ops::Range;
use std::sync::LazyLock;

/// Text as read, and where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Source {
    /// The text of the cell or paragraph as read.
    pub(super) raw: String,
    block: usize,
    cell: Option<(usize, usize)>,
    /// Characters of the cell before this text.
    offset: usize,
    /// Set for text of a table inside a cell: the place is then the whole outer cell.
    whole: Option<usize>,
}

impl Source {
    /// A top-level paragraph.
    pub(super) fn paragraph(block: usize, raw: String) -> Self {
        Source { raw, block, cell: None, offset: 0, whole: None }
    }

    /// A cell of a top-level table.
    pub(super) fn cell(block: usize, row: usize, column: usize, raw: String) -> Self {
        Source { raw, block, cell: Some((row, column)), offset: 0, whole: None }
    }

    /// A cell of a table that stands inside a cell of `length` characters.
    pub(super) fn nested(block: usize, row: usize, column: usize, length: usize, raw: String) -> Self {
        Source { raw, block, cell: Some((row, column)), offset: 0, whole: Some(length) }
    }

    /// A part of the text that keeps its address.
    pub(super) fn part(&self, range: Range<usize>) -> Source {
        let before = self.raw.get(..range.start).map_or(0, |t| t.chars().count());
        let raw = self.raw.get(range).unwrap_or_default().to_owned();
        Source { raw, offset: self.offset + before, ..*self }
    }

    /// Other words for the whole of this text, said of its whole place.
    pub(super) fn reworded(&self, raw: String) -> Source {
        let length = self.whole.unwrap_or_else(|| self.offset + self.raw.chars().count());
        Source { raw, whole: Some(length), ..*self }
    }

    /// The whole text, white space at the ends apart.
    pub(super) fn all(&self) -> Range<usize> {
        trimmed(&self.raw, 0..self.raw.len())
    }

    /// Where a range of bytes stands.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        let count = |to: usize| self.raw.get(..to).map_or(0, |t| t.chars().count());
        let (from, to) = match self.whole {
            Some(length) => (0, length),
            None => (self.offset + count(range.start), self.offset + count(range.end)),
        };
        Place { block: self.block, row: self.cell.map(|c| c.0), column: self.cell.map(|c| c.1), from, to }
    }

    /// The text of a range on one line: hyphenation mended, spaces single.
    pub(super) fn tidy(&self, range: &Range<usize>, words: &Words) -> String {
        tidy(self.raw.get(range.clone()).unwrap_or_default(), words)
    }
}

static BROKEN_DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\d[.\-–])[ \t]*\n[ \t]*(\d)").expect("a constant pattern"));

/// «01.02.202⏎3»: a narrow column breaks the year itself.
static BROKEN_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2}\.\d{1,2}\.)(2|20|20\d)\s+(\d{1,3})\b").expect("a constant pattern"));

/// Text on one line: hyphenation mended, broken dates joined, white space single.
pub(super) fn tidy(raw: &str, words: &Words) -> String {
    let raw = BROKEN_DATE.replace_all(raw, "$1$2");
    let raw = BROKEN_YEAR.replace_all(&raw, |found: &crate::pattern::Captures<'_>| {
        let (first, rest) = (&found[2], &found[3]);
        let is_whole = first.len() + rest.len() == 4;
        if is_whole { format!("{}{first}{rest}", &found[1]) } else { found[0].to_owned() }
    });
    mend(&raw, words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The range without white space at its ends.
pub(super) fn trimmed(raw: &str, range: Range<usize>) -> Range<usize> {
    let text = raw.get(range.clone()).unwrap_or_default();
    let start = range.start + (text.len() - text.trim_start().len());
    let end = start + text.trim().len();
    start..end
}

/// Whether a cell says nothing: empty, dashes, «х».
pub(super) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '−' | '.' | '_' | '\u{ad}' | '*' | '/'))
        || matches!(text, "х" | "Х" | "x" | "X")
}
