//! The first record of a text file: what its columns are called, and what stands between them.

use super::record::Scanner;
use crate::answers::Unusable;
use crate::answers::legacy;

/// What the first record tells.
pub(super) struct Heading {
    /// Headings of the columns.
    pub(super) columns: Vec<String>,
    /// The delimiter.
    pub(super) delimiter: u8,
    /// Lines it takes.
    pub(super) lines: u64,
    /// Where the rows begin.
    pub(super) end: u64,
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl Heading {
    /// Reads it from the first bytes of a file.
    pub(super) fn read(start: &[u8], is_whole: bool) -> Result<Self, Unusable> {
        if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
            return Err(Unusable::NotSupported("кодировка UTF-16".to_owned()));
        }
        let from = if start.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        // The delimiter that cuts the heading into most cells.
        let read = |delimiter: u8| cells(start, from, delimiter, is_whole);
        let best = [b';', b',', b'\t'].into_iter().filter_map(read).max_by_key(|heading| heading.columns.len());
        best.filter(|heading| heading.columns.len() > 1).ok_or(Unusable::NoQuestions)
    }
}

fn cells(start: &[u8], from: usize, delimiter: u8, is_whole: bool) -> Option<Heading> {
    let mut scanner = Scanner::new(start, from, delimiter, is_whole);
    let mut columns = Vec::new();
    loop {
        let cell = scanner.cell().ok()?;
        columns.push(legacy::text(&cell.text).trim().to_owned());
        if cell.ends_record {
            return Some(Heading { columns, delimiter, lines: scanner.lines_since(from), end: scanner.at as u64 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(start: &[u8], columns: &str, delimiter: u8, end: u64) {
        let heading = Heading::read(start, true).unwrap();
        assert_eq!((heading.columns.join("|").as_str(), heading.delimiter, heading.end), (columns, delimiter, end));
    }

    #[test]
    fn the_heading_tells_the_delimiter() {
        check(b"organisation,stand_ok\n1,1\n", "organisation|stand_ok", b',', 22);
        check("\u{feff}organisation;site_ok\r\n".as_bytes(), "organisation|site_ok", b';', 25);
        check("организация\tответ, да или нет\n".as_bytes(), "организация|ответ, да или нет", b'\t', 54);
        check("\"a,b,c\";\"d\"".as_bytes(), "a,b,c|d", b';', 11);
        // «орг» in Windows-1251.
        check(b"\xee\xf0\xe3;ok\n", "орг|ok", b';', 7);
    }

    #[test]
    fn what_has_no_columns_is_refused() {
        for start in [&b""[..], b"a\n1\n", b"\xff\xfea\0,\0"] {
            assert!(Heading::read(start, true).is_err());
        }
    }
}
