//! Delimited text as a stream of rows: any Russian encoding, any of three marks, any line end.

use super::record::{Cut, cut};
use super::{Refused, Row, dialect};
use crate::read::{Unreadable, encoding_of};
use encoding_rs::Decoder;
use std::io::{Read, Seek, SeekFrom};

const CHUNK_BYTES: usize = 1 << 16;
/// Longer than any questionnaire; a record that goes on is no table, quotes that go on were never closed.
const RECORD_BYTES_MAX: usize = 1 << 20;

/// Rows of a text, one by one.
pub struct TextRows<R> {
    input: R,
    decoder: Decoder,
    chunk: Vec<u8>,
    text: String,
    at: usize,
    is_last: bool,
    line: u64,
    mark: u8,
    is_broken: bool,
}

impl<R: Read + Seek> TextRows<R> {
    /// Opens a text: its encoding is told by all of its bytes, its mark by its beginning.
    ///
    /// # Errors
    /// [`Refused`] when it is empty or no text, or when the disk says no.
    pub fn open(mut input: R) -> Result<Self, Refused> {
        let (is_utf8, sample) = looked_through(&mut input)?;
        input.seek(SeekFrom::Start(0))?;
        if sample.iter().all(u8::is_ascii_whitespace) {
            return Err(Unreadable::Empty.into());
        }
        let encoding = encoding_of(&sample, is_utf8)
            .ok_or_else(|| Unreadable::UnknownFormat("это не текст и не таблица".to_owned()))?;
        let mut rows = TextRows {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            chunk: vec![0; CHUNK_BYTES],
            text: String::new(),
            at: 0,
            is_last: false,
            line: 1,
            mark: b',',
            is_broken: false,
        };
        rows.more()?;
        rows.mark = dialect::mark_of(&rows.text);
        if dialect::told(&rows.text).is_some() {
            rows.next();
        }
        Ok(rows)
    }

    /// Reads on; `false` at the end.
    fn more(&mut self) -> Result<bool, Refused> {
        if self.is_last {
            return Ok(false);
        }
        self.text.drain(..self.at);
        self.at = 0;
        let n = self.input.read(&mut self.chunk)?;
        self.is_last = n == 0;
        let most = self.decoder.max_utf8_buffer_length(n).unwrap_or(CHUNK_BYTES * 4);
        self.text.reserve(most);
        let bytes = self.chunk.get(..n).unwrap_or_default();
        let _ = self.decoder.decode_to_string(bytes, &mut self.text, self.is_last);
        Ok(true)
    }

    fn row(&mut self) -> Result<Option<Row>, Refused> {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if rest.is_empty() && self.is_last {
                return Ok(None);
            }
            let is_long = rest.len() > RECORD_BYTES_MAX;
            match cut(rest, self.mark, self.is_last, true) {
                Cut::Record { cells, used, lines } => return Ok(Some(self.taken(cells, used, lines, false))),
                Cut::Open if self.is_last || is_long => return self.open_row().map(Some),
                Cut::More if is_long => return Err(Refused::EndlessLine(self.line)),
                Cut::More | Cut::Open => self.more()?,
            };
        }
    }

    /// A row whose quotes never close: its line alone, quotes are letters.
    fn open_row(&mut self) -> Result<Row, Refused> {
        match cut(self.text.get(self.at..).unwrap_or_default(), self.mark, self.is_last, false) {
            Cut::Record { cells, used, lines } => Ok(self.taken(cells, used, lines, true)),
            Cut::More | Cut::Open => Err(Refused::EndlessLine(self.line)),
        }
    }

    fn taken(&mut self, cells: Vec<String>, used: usize, lines: u64, is_open: bool) -> Row {
        let row = Row { line: self.line, cells, is_open };
        self.line += lines;
        self.at += used;
        row
    }
}

impl<R: Read + Seek> Iterator for TextRows<R> {
    type Item = Result<Row, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_broken {
            return None;
        }
        let row = self.row();
        self.is_broken = row.is_err();
        row.transpose()
    }
}

/// Whether all bytes are UTF-8, and the first of them.
fn looked_through(input: &mut impl Read) -> Result<(bool, Vec<u8>), Refused> {
    let mut sample = Vec::new();
    input.take(CHUNK_BYTES as u64).read_to_end(&mut sample)?;
    let mut rest = sample.clone();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match std::str::from_utf8(&rest) {
            Ok(_) => rest.clear(),
            // A letter that is cut in two halves waits for the other half.
            Err(why) if why.error_len().is_none() => drop(rest.drain(..why.valid_up_to())),
            Err(_) => return Ok((false, sample)),
        }
        let n = input.read(&mut chunk)?;
        if n == 0 {
            return Ok((rest.is_empty(), sample));
        }
        rest.extend_from_slice(chunk.get(..n).unwrap_or_default());
    }
}
