//! A small Parquet file as a table: counts by items, findings, a registry, prices.
//!
//! In comes an open file; out go its rows as text, headings first, each with its number. What is too large to be looked
//! at row by row is refused: great files of answers have their own way. It refuses to know what the columns mean.

use super::page::{Present, Values};
use super::pages::Pages;
use super::spelled::Spelled;
use super::{ParquetFile, broken, unusable, walled};
use crate::answers::Unusable;
use crate::answers::table::{COLUMNS_MAX, Row};
use bytes::Bytes;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use std::fs::File;
use std::sync::{Arc, Mutex};

/// Cells that are kept at once.
const CELLS_MAX: u64 = 8_000_000;

impl ParquetFile {
    /// Its rows as text; the first holds the headings and has the number nought.
    pub(in crate::answers) fn rows(&self) -> std::result::Result<Vec<Row>, Unusable> {
        let headings = self.headings();
        let n_rows: u64 =
            self.heading.row_groups().iter().map(|group| u64::try_from(group.num_rows()).unwrap_or(0)).sum();
        if headings.len() > COLUMNS_MAX || n_rows.saturating_mul(headings.len() as u64) > CELLS_MAX {
            return Err(Unusable::NotSupported("таблица слишком велика, чтобы смотреть её построчно".to_owned()));
        }
        let file = Arc::new(Mutex::new(File::open(&self.path)?));
        let width = headings.len();
        let mut rows = vec![Row { line: 0, cells: headings, is_open: false }];
        for group in self.heading.row_groups() {
            let from = rows.len();
            let n = usize::try_from(group.num_rows()).unwrap_or_default();
            rows.extend((from..from + n).map(|line| Row {
                line: line as u64,
                cells: vec![String::new(); width],
                is_open: false,
            }));
            for (column, chunk) in group.columns().iter().enumerate() {
                let cells = cells(&file, chunk, n).map_err(unusable)?;
                for (row, cell) in rows.iter_mut().skip(from).zip(cells) {
                    if let (Some(place), Some(bytes)) = (row.cells.get_mut(column), cell) {
                        *place = String::from_utf8_lossy(&bytes).into_owned();
                    }
                }
            }
        }
        Ok(rows)
    }
}

/// The cells of a column of one row group; a column of lists has none.
fn cells(file: &Arc<Mutex<File>>, chunk: &ColumnChunkMetaData, n: usize) -> Result<Vec<Option<Bytes>>> {
    let descriptor = chunk.column_descr_ptr();
    if descriptor.max_rep_level() > 0 || descriptor.max_def_level() > 1 {
        return Ok(Vec::new());
    }
    let pages = walled(|| Pages::open(file, chunk, n))?;
    let mut spelled = Spelled::open(pages, descriptor);
    let mut cells = Vec::with_capacity(n);
    while cells.len() < n {
        let page = walled(|| spelled.next_page())?;
        let Values::Texts(mut texts) = page.values else { return Err(broken("values that are no text")) };
        match page.present {
            Present::Levels(levels) => cells.extend(levels.map(|level| if level > 0 { texts.next() } else { None })),
            _ => cells.extend(texts.map(Some)),
        }
    }
    Ok(cells)
}
