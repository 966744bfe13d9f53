//! Rows of any file that holds a table: delimited text of every dialect, sheets of workbooks.
//!
//! In come bytes; out go rows of cells, each with the number of its line as an editor shows it. Text is streamed, so
//! that its size costs no memory. It refuses to know what the columns mean.

mod dialect;
mod record;
mod text;

#[cfg(test)]
mod tests;

pub use crate::read::{Sheet, sheets};
pub use text::TextRows;

use crate::read::Unreadable;
use serde::{Deserialize, Serialize};

/// Filled columns of a table of answers or findings; a form has a hundred.
pub(crate) const COLUMNS_MAX: usize = 2_000;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// The line it begins at: of a text as an editor counts, of a sheet the number of the row; from one.
    pub line: u64,
    /// Its cells, as they stand.
    pub cells: Vec<String>,
    /// Whether a quoted cell was never closed, so that quotes of this row are taken as letters.
    pub is_open: bool,
}

/// The rows of a sheet: a sheet has no ragged rows, so all are as wide as the widest.
pub fn rows_of(sheet: Sheet) -> impl Iterator<Item = Result<Row, Refused>> {
    let width = sheet.n_columns();
    sheet.rows.into_iter().map(move |(line, mut cells)| {
        cells.resize(width, String::new());
        Ok(Row { line, cells, is_open: false })
    })
}

impl Row {
    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Whether so much stands in it that its headings would take minutes to tell.
    pub(crate) fn is_too_wide(&self) -> bool {
        self.cells.len() > COLUMNS_MAX && self.cells.iter().filter(|cell| !cell.trim().is_empty()).count() > COLUMNS_MAX
    }

    /// What stands in a column, without blanks around; nothing beyond the last.
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map(|cell| cell.trim()).unwrap_or_default()
    }
}

/// Why a file of a round cannot be taken. Each is one Russian sentence that says what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The bytes are not what they should be.
    #[error("{0}")]
    Unreadable(#[from] Unreadable),
    /// A great file that cannot be counted.
    #[error("{0}")]
    Unusable(#[from] crate::answers::Unusable),
    /// The disk says no.
    #[error("файл не читается до конца ({0}); проверьте диск")]
    Disk(#[from] std::io::Error),
    /// A line that never ends.
    #[error("строка {0} длиннее 1 МБ: это не таблица; сохраните файл как CSV или XLSX")]
    EndlessLine(u64),
    /// More columns than any questionnaire has.
    #[error("в строке {0} заполнено больше {COLUMNS_MAX} граф: это не таблица; оставьте нужные графы")]
    TooManyColumns(u64),
    /// No row looks like headings.
    #[error("не найдена строка заголовков с {0}; назовите графы кодами (otklik score --items) или дайте --mapping")]
    NoHeadings(&'static str),
    /// No column says whose rows these are.
    #[error(
        "нет графы «organisation» («организация», «учреждение»); добавьте её или впишите organisation в файл соответствия"
    )]
    NoOrganisation,
    /// More places than any country has.
    #[error("организаций и филиалов больше {0}; проверьте графу организации")]
    TooManyPlaces(usize),
    /// A mapping that cannot be used.
    #[error("{0}")]
    Mapping(String),
}
