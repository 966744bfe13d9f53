//! Answers in Parquet: the dictionary and the bit runs of the file are counted as they are.
//!
//! In comes a file whose heading the `parquet` library reads, and whose pages it unpacks; out go batches of bits.
//! It refuses to know what the sums mean.

mod answers;
mod cursor;
mod hybrid;
mod page;
mod pages;
mod rare;
mod spelled;
mod texts;
mod whole;
mod window;

use super::Unusable;
use super::columns::Layout;
use super::faults::{Kind, shown};
use super::kernel::ROWS_MAX;
use super::worker::Worker;
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use answers::AnswerColumn;
use cursor::Cursor;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use texts::NameColumn;

/// A Parquet file and where its columns are.
pub(super) struct ParquetFile {
    path: PathBuf,
    heading: ParquetMetaData,
}

/// A page holds no more, and nobody writes thousands of the greatest pages into one row group.
const GROUP_ROWS_MAX: i64 = i32::MAX as i64;

/// How the library says that it was built without a kind of packing.
const NOT_BUILT_IN: &str = "Disabled feature at compile time:";

/// Far more than there are people.
const ROWS_MAX_OF_FILE: i64 = 100_000_000_000;

/// Rows of one row group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    group: usize,
    from: usize,
    rows: usize,
    /// The number of its first row in the file, from one.
    first: u64,
    /// Compressed bytes, for progress.
    bytes: u64,
}

impl Piece {
    /// How many rows.
    pub(super) fn rows(&self) -> u64 {
        self.rows as u64
    }

    /// Compressed bytes, for progress.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }
}

impl ParquetFile {
    /// Reads the heading.
    pub(super) fn open(path: &Path) -> std::result::Result<Self, Unusable> {
        let file = File::open(path)?;
        let heading = walled(|| ParquetMetaDataReader::new().parse_and_finish(&file)).map_err(unusable)?;
        let rows = heading.row_groups().iter().try_fold(0_i64, |sum, group| {
            let rows = Some(group.num_rows()).filter(|rows| (0..=GROUP_ROWS_MAX).contains(rows))?;
            Some(sum + rows).filter(|sum| *sum <= ROWS_MAX_OF_FILE)
        });
        rows.ok_or_else(|| unusable(broken("more rows than a file can have")))?;
        Ok(ParquetFile { path: path.to_owned(), heading })
    }

    /// Headings of its columns; columns of lists have an empty one.
    pub(super) fn headings(&self) -> Vec<String> {
        let columns = self.heading.file_metadata().schema_descr().columns().iter();
        columns
            .map(|column| if column.path().parts().len() == 1 { column.name().to_owned() } else { String::new() })
            .collect()
    }

    /// Its pieces in the order of rows; a row group of more than `rows_max` is cut, so that every worker has something.
    pub(super) fn pieces(&self, rows_max: usize) -> Vec<Piece> {
        let (mut pieces, mut first) = (Vec::new(), 1);
        for (group, heading) in self.heading.row_groups().iter().enumerate() {
            let all = usize::try_from(heading.num_rows()).unwrap_or_default();
            let n = all.div_ceil(rows_max);
            for at in 0..n {
                let (from, to) = (all / n * at, if at + 1 == n { all } else { all / n * (at + 1) });
                let bytes = u64::try_from(heading.compressed_size()).unwrap_or_default() / n as u64;
                pieces.push(Piece { group, from, rows: to - from, first: first + from as u64, bytes });
            }
            first += all as u64;
        }
        pieces
    }

    /// Counts a piece; returns its bytes.
    pub(super) fn count(
        &self,
        layout: &Layout,
        worker: &mut Worker,
        piece: &Piece,
    ) -> std::result::Result<u64, Unusable> {
        let file = Arc::new(Mutex::new(File::open(&self.path)?));
        let group =
            self.heading.row_groups().get(piece.group).ok_or_else(|| unusable(broken("a row group is missing")))?;
        Sheet::open(&file, group, layout, piece)
            .and_then(|sheet| sheet.count(layout, worker, piece))
            .map_err(unusable)?;
        Ok(piece.bytes)
    }
}

/// The columns of one row group that are counted.
struct Sheet {
    organisation: Option<NameColumn>,
    branch: Option<NameColumn>,
    answers: Vec<AnswerColumn>,
}

impl Sheet {
    fn open(file: &Arc<Mutex<File>>, group: &RowGroupMetaData, layout: &Layout, piece: &Piece) -> Result<Self> {
        let rows = usize::try_from(group.num_rows())?;
        let cursor = |column: usize| {
            let chunk = group.columns().get(column).ok_or_else(|| broken("a column is missing"))?;
            Cursor::open(file, chunk, rows)
        };
        let mut sheet = Sheet {
            organisation: layout.organisation.map(|column| cursor(column).map(NameColumn::new)).transpose()?,
            branch: layout.branch.map(|column| cursor(column).map(NameColumn::new)).transpose()?,
            answers: layout
                .answers
                .iter()
                .map(|(column, _)| cursor(*column).map(AnswerColumn::new))
                .collect::<Result<_>>()?,
        };
        if piece.from > 0 {
            sheet.organisation.iter_mut().try_for_each(|column| column.skip(piece.from))?;
            sheet.branch.iter_mut().try_for_each(|column| column.skip(piece.from))?;
            sheet.answers.iter_mut().try_for_each(|column| column.skip(piece.from))?;
        }
        Ok(sheet)
    }

    fn count(mut self, layout: &Layout, worker: &mut Worker, piece: &Piece) -> Result<()> {
        let mut branches = vec![0; if self.branch.is_some() { ROWS_MAX } else { 0 }];
        let mut done = 0;
        while done < piece.rows {
            let rows = ROWS_MAX.min(piece.rows - done);
            let first = piece.first + done as u64;
            worker.batch.rows = rows;
            let groups = worker.batch.groups.get_mut(..rows).unwrap_or_default();
            match &mut self.organisation {
                Some(column) => column.fill(groups, &mut worker.groups.organisations)?,
                None => groups.fill(worker.groups.organisations.empty()),
            }
            if let Some(column) = &mut self.branch {
                let branches = branches.get_mut(..rows).unwrap_or_default();
                column.fill(branches, &mut worker.groups.branches)?;
                for (group, branch) in groups.iter_mut().zip(branches) {
                    *group = worker.groups.group(*group, *branch);
                }
            }
            let (faults, file) = (&mut worker.faults, worker.file);
            for ((column, out), (_, heading)) in
                self.answers.iter_mut().zip(&mut worker.batch.answers).zip(&layout.answers)
            {
                column.fill(rows, out, &mut |row, cell| {
                    faults.add(file, first + row as u64, || Kind::NotAnAnswer {
                        column: heading.clone(),
                        value: shown(cell),
                    });
                })?;
            }
            worker.count(|row| first + row as u64);
            done += rows;
        }
        Ok(())
    }
}

/// Runs the library's work on a stranger's bytes: a panic inside is a broken file.
fn walled<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(broken("the inner order of the file is broken")))
}

/// A file that does not keep what its heading or its format promises.
fn broken(words: &str) -> ParquetError {
    ParquetError::General(words.to_owned())
}

fn unusable(error: ParquetError) -> Unusable {
    match error {
        ParquetError::NYI(words) => Unusable::NotSupported(words),
        ParquetError::General(words) if words.starts_with(NOT_BUILT_IN) => {
            Unusable::NotSupported(words.replacen(NOT_BUILT_IN, "сжатие", 1))
        }
        ParquetError::External(error) => Unusable::Unavailable(error.to_string()),
        other => Unusable::Damaged(other.to_string()),
    }
}
