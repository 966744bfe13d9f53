//! A table as places that can be asked for.
//!
//! In comes a table of a document; out go cells by row and column and their texts with addresses.
//! It refuses to know what the columns mean.

use super::source::{Source, is_blank};
use crate::read::{Cell, Table};

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing {
    /// A top-level block.
    Block(usize),
    /// Inside a cell of a block; the length of the cell's text.
    Inside { block: usize, row: usize, column: usize, length: usize },
}

/// A table with an index of its places.
pub(super) struct Grid<'a> {
    pub(super) table: &'a Table,
    standing: Standing,
    index: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl<'a> Grid<'a> {
    pub(super) fn new(table: &'a Table, standing: Standing) -> Self {
        let n_places = table.n_rows.saturating_mul(table.n_columns);
        let mut index = vec![NONE; if n_places <= 4_000_000 { n_places } else { 0 }];
        for (number, cell) in table.cells.iter().enumerate() {
            for row in cell.row..(cell.row + cell.row_span.max(1)).min(table.n_rows) {
                for column in cell.column..(cell.column + cell.column_span.max(1)).min(table.n_columns) {
                    if let Some(slot) = index.get_mut(row * table.n_columns + column) {
                        *slot = u32::try_from(number).unwrap_or(NONE);
                    }
                }
            }
        }
        Grid { table, standing, index }
    }

    pub(super) fn n_rows(&self) -> usize {
        if self.index.is_empty() { 0 } else { self.table.n_rows }
    }

    pub(super) fn n_columns(&self) -> usize {
        self.table.n_columns
    }

    /// The cell that covers a place.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&'a Cell> {
        if column >= self.table.n_columns {
            return None;
        }
        let number = *self.index.get(row * self.table.n_columns + column)?;
        self.table.cells.get(number as usize)
    }

    /// The cells of a row, each once, from left to right.
    pub(super) fn row(&self, row: usize) -> Vec<&'a Cell> {
        let mut cells: Vec<&Cell> = Vec::new();
        let mut column = 0;
        while column < self.table.n_columns {
            match self.at(row, column) {
                Some(cell) => {
                    column = (cell.column + cell.column_span).max(column + 1);
                    cells.push(cell);
                }
                None => column += 1,
            }
        }
        cells
    }

    /// The cells of a row with something in them that begin in this row.
    pub(super) fn filled(&self, row: usize) -> Vec<&'a Cell> {
        self.row(row).into_iter().filter(|c| c.row == row && !is_blank(&c.text())).collect()
    }

    /// The text of a cell with its address.
    pub(super) fn source(&self, cell: &Cell) -> Source {
        match self.standing {
            Standing::Block(block) => Source::cell(block, cell.row, cell.column, cell.text().into_owned()),
            Standing::Inside { block, row, column, length } => {
                Source::nested(block, row, column, length, cell.text().into_owned())
            }
        }
    }

    /// Where a table inside a cell of this one stands.
    pub(super) fn inside(&self, cell: &Cell) -> Standing {
        match self.standing {
            Standing::Block(block) => {
                Standing::Inside { block, row: cell.row, column: cell.column, length: cell.text().chars().count() }
            }
            inner => inner,
        }
    }
}
