//! One record of a text file: its cells, one after another.
//!
//! A cell that begins with a quotation mark ends with one; two of them stand for one. A mark anywhere else is a letter.

use std::borrow::Cow;

/// A quoted cell longer than this is not closed: its mark is a letter.
pub(super) const QUOTED_BYTES_MAX: usize = 1 << 20;

/// A place in the text, at the beginning of a cell.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Whether nothing follows the bytes.
    is_last: bool,
    /// Whether any cell began with a quotation mark.
    has_quotes: bool,
    /// The place.
    pub(super) at: usize,
}

/// A cell.
pub(super) struct Cell<'a> {
    /// Its text without quotation marks.
    pub(super) text: Cow<'a, [u8]>,
    /// Whether it is the last one of its record.
    pub(super) ends_record: bool,
    /// Whether its marks are not as they should be.
    pub(super) is_misquoted: bool,
}

/// The bytes end within a cell, and more follow.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NeedsMore;

impl<'a> Scanner<'a> {
    /// A scanner at the beginning of a record.
    pub(super) fn new(bytes: &'a [u8], at: usize, delimiter: u8, is_last: bool) -> Self {
        Scanner { bytes, delimiter, is_last, has_quotes: false, at }
    }

    /// The next eight bytes, when there are so many.
    #[inline]
    pub(super) fn eight_bytes(&self) -> Option<u64> {
        self.bytes.get(self.at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
    }

    /// The next cell.
    #[inline]
    pub(super) fn cell(&mut self) -> Result<Cell<'a>, NeedsMore> {
        if self.bytes.get(self.at) == Some(&b'"') {
            return self.quoted();
        }
        let (text, ends_record) = self.plain(self.at)?;
        Ok(Cell { text: Cow::Borrowed(text), ends_record, is_misquoted: false })
    }

    /// Up to the next delimiter or the end of the line; the scanner stands behind it.
    #[inline]
    fn plain(&mut self, from: usize) -> Result<(&'a [u8], bool), NeedsMore> {
        let rest = self.bytes.get(from..).unwrap_or_default();
        // Most cells have one letter; the quick search is for the others.
        let ends = |byte: &u8| *byte == self.delimiter || *byte == b'\n';
        let end = match rest {
            [first, ..] if ends(first) => Some(0),
            [_, second, ..] if ends(second) => Some(1),
            _ => memchr::memchr2(self.delimiter, b'\n', rest),
        };
        let Some(end) = end else {
            self.at = self.bytes.len();
            return if self.is_last { Ok((without_return(rest), true)) } else { Err(NeedsMore) };
        };
        self.at = from + end + 1;
        let text = rest.get(..end).unwrap_or_default();
        match rest.get(end) {
            Some(b'\n') => Ok((without_return(text), true)),
            _ => Ok((text, false)),
        }
    }

    /// How many lines the record has that began at a place and ends here.
    #[inline]
    pub(super) fn lines_since(&self, from: usize) -> u64 {
        if !self.has_quotes {
            return 1;
        }
        let record = self.bytes.get(from..self.at.saturating_sub(1)).unwrap_or_default();
        1 + memchr::memchr_iter(b'\n', record).count() as u64
    }

    fn quoted(&mut self) -> Result<Cell<'a>, NeedsMore> {
        self.has_quotes = true;
        let start = self.at;
        let within = self.bytes.get(start + 1..).unwrap_or_default();
        let within = within.get(..QUOTED_BYTES_MAX).unwrap_or(within);
        let (mut at, mut has_pairs) = (0, false);
        loop {
            let Some(mark) = within.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) else {
                if within.len() < QUOTED_BYTES_MAX && !self.is_last {
                    return Err(NeedsMore);
                }
                // Not closed: a mark is a letter.
                let (text, ends_record) = self.plain(start)?;
                return Ok(Cell { text: Cow::Borrowed(text), ends_record, is_misquoted: true });
            };
            at += mark + 1;
            match within.get(at) {
                Some(b'"') => (has_pairs, at) = (true, at + 1),
                None if !self.is_last && start + 1 + at >= self.bytes.len() => return Err(NeedsMore),
                _ => break,
            }
        }
        let inner = within.get(..at - 1).unwrap_or_default();
        // Whatever stands between the closing mark and the delimiter should not.
        let (rest, ends_record) = self.plain(start + 1 + at)?;
        let mut text = Cow::Borrowed(inner);
        if has_pairs {
            text = Cow::Owned(single(inner));
        }
        if !rest.is_empty() {
            text.to_mut().extend_from_slice(rest);
        }
        Ok(Cell { text, ends_record, is_misquoted: !rest.trim_ascii().is_empty() })
    }
}

fn without_return(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"\r").unwrap_or(text)
}

/// One mark for each two.
fn single(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut is_second = false;
    for byte in text {
        is_second = *byte == b'"' && !is_second;
        if !is_second {
            out.push(*byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells between bars, a record a line; «!» marks what is misquoted.
    fn check(text: &str, want: &str) {
        let mut got = String::new();
        let mut scanner = Scanner::new(text.as_bytes(), 0, b';', true);
        while scanner.at < text.len() {
            let cell = scanner.cell().unwrap();
            got += std::str::from_utf8(&cell.text).unwrap();
            got += if cell.is_misquoted { "!" } else { "" };
            got += if cell.ends_record { "/" } else { "|" };
        }
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn cells_end_where_they_should() {
        check("а;1;\r\nб;;2", "а|1|/б||2/");
        check("\"а;б\";\"1\"\r\n\"в\nг\";2\n", "а;б|1/в\nг|2/");
        check("\"ООО \"\"Клуб\"\"\";1\n\"\";\"\"\"\"\n", "ООО \"Клуб\"|1/|\"/");
        check("5\" диск;1\n", "5\" диск|1/");
        check("\"а\"б;1\n\"а\" ;1\n", "аб!|1/а |1/");
        check("\"не закрыта;1\n2;3\n", "\"не закрыта!|1/2|3/");
    }

    #[test]
    fn a_cell_cut_short_asks_for_more() {
        for text in ["а", "\"а", "\"а\"", "\"а\nб;в", "\"а\"\""] {
            assert!(Scanner::new(text.as_bytes(), 0, b';', false).cell().is_err(), "{text}");
        }
    }
}
