//! One column of one row group, read from page to page.

use super::page::{OpenPage, Present, Values};
use super::pages::Pages;
use super::rare::Spelling;
use super::spelled::Spelled;
use super::{broken, walled};
use crate::answers::kernel::{WORDS, bits};
use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use std::fs::File;
use std::sync::{Arc, Mutex};

/// Encodings that are read here; all others by the library.
const READ_HERE: [Encoding; 4] = [Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY, Encoding::PLAIN_DICTIONARY];

/// A place in a column.
pub(super) struct Cursor {
    source: Source,
    /// The physical type of its values.
    pub(super) physical: Type,
    is_optional: bool,
    page: OpenPage,
    dictionary: Option<(Bytes, u32)>,
}

/// Where pages come from.
enum Source {
    /// Pages in encodings that are read here.
    Pages(Box<Pages>),
    /// Any other, and types that few writers use: the library reads values.
    Spelled(Box<Spelled>),
}

/// Rows of a page in turn: how many, which of them have a value, how many have.
pub(super) struct Part {
    /// Rows.
    pub(super) rows: usize,
    /// Rows with a value; they stand side by side in the page.
    pub(super) values: usize,
    /// A bit for each row with a value; meaningless when all have one.
    pub(super) present: [u64; WORDS],
}

impl Part {
    /// Whether every row has a value.
    pub(super) fn is_full(&self) -> bool {
        self.rows == self.values
    }
}

impl Cursor {
    /// Opens a column chunk of so many rows.
    pub(super) fn open(file: &Arc<Mutex<File>>, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let descriptor = chunk.column_descr_ptr();
        if descriptor.max_rep_level() > 0 || descriptor.max_def_level() > 1 {
            return Err(broken("a column of lists"));
        }
        let pages = walled(|| Pages::open(file, chunk, rows))?;
        let is_plain = chunk.encodings().all(|encoding| READ_HERE.contains(&encoding));
        let source = match is_plain && !Spelling::of(&descriptor).is_rare(chunk.column_type()) {
            true => Source::Pages(Box::new(pages)),
            false => Source::Spelled(Box::new(Spelled::open(pages, descriptor.clone()))),
        };
        let is_optional = descriptor.max_def_level() == 1;
        let physical = chunk.column_type();
        Ok(Cursor { source, physical, is_optional, page: OpenPage::none(), dictionary: None })
    }

    /// A dictionary that was met since the last call: its bytes and how many values it has.
    pub(super) fn new_dictionary(&mut self) -> Option<(Bytes, u32)> {
        self.dictionary.take()
    }

    /// The next rows of the column, at most `n`, all of one page.
    pub(super) fn next_part(&mut self, n: usize) -> Result<Part> {
        while self.page.left == 0 {
            self.next_page()?;
        }
        let rows = self.page.left.min(n);
        self.page.left -= rows;
        let mut part = Part { rows, values: rows, present: [0; WORDS] };
        match &mut self.page.present {
            Present::All => {}
            Present::Bits(levels) => levels.bits(rows, &mut part.present, 0)?,
            Present::Levels(levels) => {
                for (row, _) in levels.by_ref().take(rows).enumerate().filter(|(_, level)| *level > 0) {
                    bits::set(&mut part.present, row, 1);
                }
            }
        }
        if !matches!(self.page.present, Present::All) {
            part.values = part.present.iter().map(|word| word.count_ones() as usize).sum();
        }
        Ok(part)
    }

    /// The values of the page that is open.
    pub(super) fn values(&mut self) -> &mut Values {
        &mut self.page.values
    }

    /// Passes over `n` rows; pages that lie within them are not unpacked.
    pub(super) fn skip(&mut self, mut n: usize) -> Result<()> {
        if let Source::Spelled(spelled) = &mut self.source {
            return walled(|| spelled.skip(n));
        }
        while n > self.page.left {
            n -= self.page.left;
            self.page.left = 0;
            let Source::Pages(pages) = &mut self.source else { break };
            let heading =
                walled(|| pages.peek_next_page())?.ok_or_else(|| broken("fewer rows than the heading says"))?;
            match heading.num_levels.or(heading.num_rows) {
                Some(rows) if rows <= n && !heading.is_dict => {
                    walled(|| pages.skip_next_page())?;
                    n -= rows;
                }
                _ => self.next_page()?,
            }
        }
        while n > 0 {
            let part = self.next_part(n.min(WORDS * 64))?;
            self.pass(part.values)?;
            n -= part.rows;
        }
        Ok(())
    }

    fn pass(&mut self, n: usize) -> Result<()> {
        match &mut self.page.values {
            Values::Bits(_, bit) => *bit += n,
            Values::Runs(numbers) | Values::Numbers(numbers) => numbers.skip(n)?,
            Values::Plain(bytes, at) => {
                for _ in 0..n {
                    super::page::next_plain(bytes, at, self.physical)?;
                }
            }
            Values::Texts(texts) => texts.by_ref().take(n).for_each(drop),
        }
        Ok(())
    }

    /// Opens the next page: a data page, or remembers a dictionary.
    fn next_page(&mut self) -> Result<()> {
        match &mut self.source {
            Source::Pages(pages) => {
                match walled(|| pages.get_next_page())?.ok_or_else(|| broken("fewer rows than the heading says"))? {
                    Page::DictionaryPage { buf, num_values, .. } => self.dictionary = Some((buf, num_values)),
                    page => self.page = OpenPage::open(page, self.is_optional, self.physical)?,
                }
            }
            Source::Spelled(spelled) => {
                self.page = walled(|| spelled.next_page())?;
                self.physical = Type::BYTE_ARRAY;
            }
        }
        Ok(())
    }
}
