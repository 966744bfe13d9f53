//! Answers in text: comma, semicolon or tab; UTF-8 or Windows-1251; of any length.
//!
//! In comes a file cut in pieces at line ends; each worker holds one piece. Out go rows of bits.
//! When a line end turns out to stand within a quoted cell, the true ends are looked for and the file is cut there.

mod heading;
mod record;
mod rows;

use super::Unusable;
use super::columns::Layout;
use super::worker::Worker;
use heading::Heading;
use record::{NeedsMore, QUOTED_BYTES_MAX, Scanner};
use rows::{Roles, Rows};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Bytes read behind a piece for its last record; more when that is not enough.
const TAIL_BYTES: u64 = 64 << 10;

/// A record that goes on for longer is no questionnaire, and must not fill the memory.
const RECORD_BYTES_MAX: usize = 8 << 20;

/// Lines of a piece are counted from this multiple of its number, until all pieces know their first line.
pub(super) const LINES_MAX: u64 = 1 << 32;

/// A text file, its heading and where its rows begin.
pub(super) struct TextFile {
    path: PathBuf,
    len: u64,
    heading: Heading,
}

/// Records that begin within a range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    number: u64,
    start: u64,
    end: u64,
    /// Whether a record is known to begin at `start`; else one begins behind the next line end.
    is_exact: bool,
}

/// What a walk over a piece found.
struct Walked {
    /// Where its first record begins.
    begin: u64,
    /// Where its last record ends.
    end: u64,
    /// Whether the line end at which the next piece begins is a true one.
    is_aligned: bool,
}

/// Why a piece was not counted.
pub(super) enum Stop {
    /// The file cannot be used.
    Unusable(Unusable),
    /// A line end at which the file was cut is within a cell.
    Misaligned,
}

impl TextFile {
    /// Reads the heading.
    pub(super) fn open(path: &Path) -> Result<Self, Unusable> {
        let mut file = File::open(path)?;
        let len = file.metadata()?.len();
        let mut start = Vec::new();
        (&mut file).take(2 * QUOTED_BYTES_MAX as u64).read_to_end(&mut start)?;
        let heading = Heading::read(&start, start.len() as u64 == len)?;
        Ok(TextFile { path: path.to_owned(), len, heading })
    }

    /// Headings of its columns.
    pub(super) fn headings(&self) -> &[String] {
        &self.heading.columns
    }

    /// The number of the first line behind the heading, from one.
    pub(super) fn first_line(&self) -> u64 {
        self.heading.lines + 1
    }

    /// Bytes of its rows.
    pub(super) fn bytes(&self) -> u64 {
        self.len - self.heading.end
    }

    /// Bytes of rows before a piece.
    pub(super) fn bytes_before(&self, pieces: &[Piece], next: usize) -> u64 {
        pieces.get(next).map_or(0, |piece| piece.start - self.heading.end)
    }

    /// Its pieces, cut at line ends wherever they are.
    pub(super) fn pieces(&self, bytes: u64) -> Vec<Piece> {
        let first = self.heading.end;
        let piece = |number| Piece {
            number,
            start: first + number * bytes,
            end: (first + (number + 1) * bytes).min(self.len),
            is_exact: number == 0,
        };
        (0..self.bytes().div_ceil(bytes)).map(piece).collect()
    }

    /// The pieces from `next` on, cut where records really begin; those before are as they were.
    pub(super) fn exact_rest(&self, pieces: &[Piece], next: usize, bytes: u64) -> Result<Vec<Piece>, Unusable> {
        let first = pieces.get(next).ok_or_else(|| Unusable::Damaged("кавычки".to_owned()))?;
        self.exact_pieces(next, first.start, first.is_exact, bytes)
    }

    /// Pieces whose first `next` are empty; the others are cut where records really begin, which reads the file once.
    pub(super) fn exact_pieces(
        &self,
        next: usize,
        start: u64,
        is_exact: bool,
        bytes: u64,
    ) -> Result<Vec<Piece>, Unusable> {
        let done = |number| Piece { number, start, end: start, is_exact: true };
        let mut pieces: Vec<Piece> = (0..next as u64).map(done).collect();
        let (mut start, mut is_exact, mut buffer) = (start, is_exact, Vec::new());
        while start < self.len {
            let piece = Piece { number: pieces.len() as u64, start, end: (start + bytes).min(self.len), is_exact };
            let walked = self.walk(&piece, &mut buffer, |scanner| {
                while !scanner.cell()?.ends_record {}
                Ok(())
            })?;
            pieces.push(Piece { start: walked.begin, end: walked.end, is_exact: true, ..piece });
            (start, is_exact) = (walked.end, true);
        }
        Ok(pieces)
    }

    /// Counts a piece; returns how many lines it has.
    pub(super) fn count(&self, layout: &Layout, worker: &mut Worker, piece: &Piece) -> Result<u64, Stop> {
        let roles = Roles::new(layout, self.heading.columns.len(), self.heading.delimiter);
        let mut rows = Rows::new();
        let mut lines = 0;
        let mut buffer = std::mem::take(&mut worker.buffer);
        let walked = self.walk(piece, &mut buffer, |scanner| {
            let from = scanner.at;
            rows.read(&roles, scanner, worker, piece.number * LINES_MAX + lines)?;
            lines += scanner.lines_since(from);
            Ok(())
        });
        worker.buffer = buffer;
        let walked = walked.map_err(Stop::Unusable)?;
        rows.finish(worker);
        if walked.is_aligned { Ok(lines) } else { Err(Stop::Misaligned) }
    }

    /// Walks over the records that begin within a piece.
    fn walk(
        &self,
        piece: &Piece,
        buffer: &mut Vec<u8>,
        mut each: impl FnMut(&mut Scanner<'_>) -> Result<(), NeedsMore>,
    ) -> Result<Walked, Unusable> {
        let base = if piece.is_exact { piece.start } else { piece.start - 1 };
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(base))?;
        buffer.clear();
        let mut is_last = self.read(&mut file, buffer, piece.end - base + TAIL_BYTES)?;
        let mut at = 0;
        while !piece.is_exact && at == 0 {
            match memchr::memchr(b'\n', buffer) {
                Some(end) => at = end + 1,
                None if is_last => at = buffer.len(),
                None if buffer.len() > RECORD_BYTES_MAX => return Err(endless()),
                None => is_last = self.read(&mut file, buffer, TAIL_BYTES.max(buffer.len() as u64))?,
            }
        }
        let end = (piece.end - base) as usize;
        let begin = base + at as u64;
        if at >= end {
            return Ok(Walked { begin, end: begin, is_aligned: true });
        }
        while at < end {
            let mut scanner = Scanner::new(buffer, at, self.heading.delimiter, is_last);
            while scanner.at < end && each(&mut scanner).is_ok() {
                at = scanner.at;
            }
            if at < end {
                if buffer.len() - at > RECORD_BYTES_MAX {
                    return Err(endless());
                }
                is_last = self.read(&mut file, buffer, TAIL_BYTES.max(buffer.len() as u64 / 4))?;
            }
        }
        let has_line_end = buffer.get(end - 1..at - 1).is_some_and(|rest| rest.contains(&b'\n'));
        let is_aligned = !has_line_end || base + end as u64 == self.len;
        Ok(Walked { begin, end: base + at as u64, is_aligned })
    }

    /// Reads so many bytes more; tells whether nothing follows them.
    fn read(&self, file: &mut File, buffer: &mut Vec<u8>, bytes: u64) -> Result<bool, Unusable> {
        buffer.reserve(usize::try_from(bytes).unwrap_or_default());
        let got = file.take(bytes).read_to_end(buffer)?;
        Ok((got as u64) < bytes)
    }
}

fn endless() -> Unusable {
    Unusable::Damaged("строка длиннее 8 МБ".to_owned())
}

impl Piece {
    /// Its place among the pieces.
    pub(super) fn number(&self) -> usize {
        self.number as usize
    }

    /// Where it begins.
    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// Bytes, for progress.
    pub(super) fn bytes(&self) -> u64 {
        self.end - self.start
    }
}

/// Where lines begin when each piece has so many: the first of a piece, and the way from a number within it.
pub(super) fn line_of(firsts: &[u64], number: u64) -> u64 {
    let piece = usize::try_from(number / LINES_MAX).unwrap_or_default();
    firsts.get(piece).copied().unwrap_or_default() + number % LINES_MAX
}
