//! The streams of a Word 97 document and the block that says where everything lies.
//!
//! In come bytes of the OLE container; out go streams and places. It refuses to read text.

use super::super::Unreadable;
use super::super::limits::{PART_BYTES_MAX, within};
use super::bytes::{byte, place, word};
use std::io::{Cursor, Read};

/// Numbers of places in the block.
pub(super) const STYLES: usize = 1;
pub(super) const LETTERS: usize = 12;
pub(super) const PARAGRAPHS: usize = 13;
pub(super) const PIECES: usize = 33;
pub(super) const LISTS: usize = 73;
pub(super) const LIST_OVERRIDES: usize = 74;

/// Streams of the document.
#[derive(Debug)]
pub(super) struct Streams {
    /// Text and pages of formatting.
    pub(super) main: Vec<u8>,
    /// Tables of places.
    pub(super) table: Vec<u8>,
    /// What was too large for its place.
    pub(super) extra: Vec<u8>,
    /// Whether there are macros.
    pub(super) has_macros: bool,
}

/// Opens the container.
pub(super) fn streams(bytes: &[u8]) -> Result<Streams, Unreadable> {
    let damaged = || Unreadable::Damaged("в файле нет самого документа".into());
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut stream = |name: &str| -> Result<Vec<u8>, Unreadable> {
        let Ok(opened) = ole.open_stream(name) else { return Ok(Vec::new()) };
        let mut content = Vec::new();
        opened.take(PART_BYTES_MAX + 1).read_to_end(&mut content).map_err(|_| damaged())?;
        within(content.len() as u64 <= PART_BYTES_MAX, || "после распаковки".into())?;
        Ok(content)
    };
    let main = stream("/WordDocument")?;
    let flags = word(&main, 0x0A).ok_or_else(damaged)?;
    if word(&main, 0) != Some(0xA5EC) && word(&main, 0) != Some(0xA5DC) {
        return Err(damaged());
    }
    if flags & 0x0100 != 0 {
        return Err(Unreadable::Encrypted);
    }
    if word(&main, 2).is_none_or(|version| version < 0x00C0) {
        return Err(Unreadable::UnknownFormat("Word 6.0 или Word 95".into()));
    }
    let table = stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" })?;
    let extra = stream("/Data")?;
    let has_macros = ole.exists("/Macros") || ole.exists("/_VBA_PROJECT_CUR");
    Ok(Streams { main, table, extra, has_macros })
}

/// A table by its number in the block, with everything after it: lists go on past their own end.
pub(super) fn table_and_after(streams: &Streams, number: usize) -> Option<(&[u8], usize)> {
    let at = 154 + 8 * number;
    let (from, n) = (place(&streams.main, at)?, place(&streams.main, at + 4)?);
    let whole = streams.table.get(from..)?;
    (n > 0 && n <= whole.len()).then_some((whole, n))
}

/// A table by its number in the block.
pub(super) fn table(streams: &Streams, number: usize) -> Option<&[u8]> {
    table_and_after(streams, number).and_then(|(whole, n)| whole.get(..n))
}

/// Letters in each part of the text, in the order they follow each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lengths {
    pub(super) body: usize,
    /// Footnotes, headers, macros, comments and endnotes.
    pub(super) between: usize,
    pub(super) boxes: usize,
    pub(super) has_notes: bool,
    pub(super) is_russian: bool,
}

impl Lengths {
    /// Reads the lengths.
    pub(super) fn of(main: &[u8]) -> Self {
        let n = |at: usize| place(main, at).filter(|n| *n < 1 << 28).unwrap_or(0);
        Lengths {
            body: n(76),
            between: n(80) + n(84) + n(88) + n(92) + n(96),
            boxes: n(100),
            has_notes: n(80) + n(96) > 0,
            is_russian: byte(main, 6) == Some(0x19),
        }
    }
}
