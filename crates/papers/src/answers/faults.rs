//! What is wrong with a file of answers, row by row: counted in full, kept in part.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// As many faults of rows are kept with their places; all are counted.
pub const KEPT_MAX: usize = 100;

/// A longer value is cut when it is kept.
const VALUE_CHARS_MAX: usize = 60;

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The row has no organisation; it is counted nowhere.
    NoOrganisation,
    /// The cell is none of the allowed words; it counts as empty.
    NotAnAnswer {
        /// Heading of the column.
        column: String,
        /// What stands there, perhaps cut.
        value: String,
    },
    /// The row has too few or too many cells; what lacks counts as empty, what is beyond the heading is left out.
    Ragged {
        /// Cells of the row.
        cells: usize,
        /// Cells of the heading.
        expected: usize,
    },
    /// A quoted cell is not closed as quoting demands; it is taken as it stands.
    Quotes,
}

/// One fault and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// Which of several files, from zero.
    pub file: usize,
    /// Row of the file: in Parquet the questionnaire from one, in text the line from one, the heading being the first.
    pub row: u64,
    /// What is wrong.
    pub kind: Kind,
}

/// Faults of a whole run: the first [`KEPT_MAX`] of them, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faults {
    kept: BTreeSet<Fault>,
    total: u64,
}

impl Faults {
    /// Adds one; of many the first rows are kept, whichever worker finds them.
    pub(super) fn add(&mut self, file: usize, row: u64, kind: impl FnOnce() -> Kind) {
        self.total += 1;
        let is_late = |last: &Fault| (last.file, last.row) < (file, row);
        if self.kept.len() < KEPT_MAX || !self.kept.last().is_some_and(is_late) {
            self.keep(Fault { file, row, kind: kind() });
        }
    }

    fn keep(&mut self, fault: Fault) {
        self.kept.insert(fault);
        if self.kept.len() > KEPT_MAX {
            self.kept.pop_last();
        }
    }

    /// Adds those of another worker.
    pub(super) fn merge(&mut self, other: Faults) {
        self.total += other.total;
        other.kept.into_iter().for_each(|fault| self.keep(fault));
    }

    /// Puts true rows in place of numbers that stood for them; their order must be the same.
    pub(super) fn renumber(&mut self, row_of: impl Fn(u64) -> u64) {
        let kept = std::mem::take(&mut self.kept);
        self.kept = kept.into_iter().map(|fault| Fault { row: row_of(fault.row), ..fault }).collect();
    }

    /// The first of them in the order of rows.
    pub fn kept(&self) -> impl Iterator<Item = &Fault> {
        self.kept.iter()
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// The words of a cell, cut so that a broken file does not fill the memory.
pub(super) fn shown(cell: &[u8]) -> String {
    super::legacy::text(cell).chars().take(VALUE_CHARS_MAX).collect()
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let row = self.row;
        match &self.kind {
            Kind::NoOrganisation => write!(f, "строка {row}: организация не указана, анкета не учтена"),
            Kind::NotAnAnswer { column, value } => {
                write!(f, "строка {row}, графа «{column}»: «{value}» не является ответом, учтено как «нет ответа»")
            }
            Kind::Ragged { cells, expected } => {
                write!(f, "строка {row}: ячеек {cells}, а в заголовке {expected}; лишние не учтены, недостающие пусты")
            }
            Kind::Quotes => write!(f, "строка {row}: кавычки не закрыты по правилам, ячейка взята как есть"),
        }
    }
}
