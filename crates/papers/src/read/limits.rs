//! How much of a stranger's file is taken, in one place.
//!
//! In comes nothing; out go numbers that every reader obeys. A real plan is a hundred times smaller than any of them.
//! It refuses to know formats: a reader counts what it really met, never what the file promises.

use super::Unreadable;

/// Bytes of a file as it came.
pub(crate) const PACKED_BYTES_MAX: usize = 32 << 20;
/// Bytes of one part of a container, counted while inflating.
pub(crate) const PART_BYTES_MAX: u64 = 40 << 20;
/// Bytes of all parts read from one container together.
pub(crate) const UNPACKED_BYTES_MAX: u64 = 64 << 20;
/// Bytes of the sheets of an .ods that holds answers: a cell takes three times as many there as in an .xlsx.
pub(crate) const SHEETS_BYTES_MAX: u64 = 160 << 20;
/// Entries of a container.
pub(crate) const ENTRIES_MAX: usize = 10_000;
/// Elements inside elements.
pub(crate) const DEPTH_MAX: usize = 256;
/// Tables inside tables.
pub(crate) const TABLE_DEPTH_MAX: usize = 16;
/// Columns of one table.
pub(crate) const COLUMNS_MAX: usize = 512;
/// Rows of one table.
pub(crate) const ROWS_MAX: usize = 50_000;
/// Places of one grid, filled or not.
pub(crate) const PLACES_MAX: usize = 1_000_000;
/// Cells of a whole document.
pub(crate) const CELLS_MAX: usize = 200_000;
/// Paragraphs of a whole document, in cells and out of them.
pub(crate) const PARAGRAPHS_MAX: usize = 300_000;
/// Bytes of text of a whole document.
pub(crate) const TEXT_BYTES_MAX: usize = 24 << 20;

/// How many times as much of a workbook of answers is taken as of a document: nothing but texts is kept of it.
const SHEETS_TIMES: usize = 6;

/// What a document has used of the limits.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    is_of_sheets: bool,
    cells: usize,
    paragraphs: usize,
    text_bytes: usize,
}

impl Budget {
    /// The limits of tables of answers.
    pub(crate) fn of_sheets() -> Self {
        Budget { is_of_sheets: true, ..Budget::default() }
    }

    fn times(&self) -> usize {
        if self.is_of_sheets { SHEETS_TIMES } else { 1 }
    }

    /// Counts cells.
    ///
    /// # Errors
    /// [`Unreadable::TooLarge`] past the limit.
    pub(crate) fn spend_cells(&mut self, n: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(n);
        let most = CELLS_MAX * self.times();
        within(self.cells <= most, || format!("больше {most} ячеек"))
    }

    /// Counts a paragraph and its text.
    ///
    /// # Errors
    /// [`Unreadable::TooLarge`] past the limit.
    pub(crate) fn spend_paragraph(&mut self, text_bytes: usize) -> Result<(), Unreadable> {
        self.paragraphs += 1;
        self.text_bytes = self.text_bytes.saturating_add(text_bytes);
        let most = PARAGRAPHS_MAX * self.times();
        within(self.paragraphs <= most, || format!("больше {most} абзацев"))?;
        within(self.text_bytes <= TEXT_BYTES_MAX * self.times(), || "слишком много текста".into())
    }
}

/// Refuses what is past a limit.
///
/// # Errors
/// [`Unreadable::TooLarge`] with the words given.
pub(crate) fn within(is_within: bool, words: impl FnOnce() -> String) -> Result<(), Unreadable> {
    if is_within { Ok(()) } else { Err(Unreadable::TooLarge(words())) }
}
