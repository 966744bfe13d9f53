//! Rows of tagged cells into a grid.
//!
//! In come rows of cells with how far each spans; out goes a [`Table`] in which every place has its cell.
//! It refuses to know what stands in the cells.

use crate::read::document::{Cell, Paragraph, Table};

/// Places of the largest grid.
const PLACES_MAX: usize = 200_000;

/// Rows as they come.
#[derive(Debug, Default)]
pub(super) struct Rows {
    cells: Vec<Spanned>,
    /// For each row, which columns are taken.
    taken: Vec<Vec<bool>>,
    n_rows: usize,
    n_columns: usize,
    n_header_rows: usize,
}

#[derive(Debug, Clone, Copy)]
struct Spanned {
    element: usize,
    row: usize,
    column: usize,
    row_span: usize,
    column_span: usize,
}

impl Rows {
    /// Adds a row of (element, rows, columns); cells go where the rows above left room.
    pub(super) fn push(&mut self, cells: impl Iterator<Item = (usize, usize, usize)>, is_header: bool) {
        let row = self.n_rows;
        self.n_rows += 1;
        if is_header && self.n_header_rows == row {
            self.n_header_rows += 1;
        }
        let mut column = 0;
        for (element, row_span, column_span) in cells {
            if (self.n_rows + row_span) * (self.n_columns + column_span) > PLACES_MAX {
                return;
            }
            while self.is_taken(row, column) {
                column += 1;
            }
            let column_span = (0..column_span).take_while(|by| !self.is_taken(row, column + by)).count().max(1);
            self.cells.push(Spanned { element, row, column, row_span, column_span });
            self.take(row, column, row_span, column_span);
            column += column_span;
            self.n_columns = self.n_columns.max(column);
        }
    }

    fn is_taken(&self, row: usize, column: usize) -> bool {
        self.taken.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false)
    }

    fn take(&mut self, row: usize, column: usize, row_span: usize, column_span: usize) {
        for row in row..row + row_span {
            if self.taken.len() <= row {
                self.taken.resize(row + 1, Vec::new());
            }
            if let Some(places) = self.taken.get_mut(row) {
                if places.len() < column + column_span {
                    places.resize(column + column_span, false);
                }
                places.iter_mut().skip(column).take(column_span).for_each(|place| *place = true);
            }
        }
    }

    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Cells of one column's width: element and column.
    pub(super) fn single_cells(&self) -> impl Iterator<Item = (usize, usize)> {
        self.cells.iter().filter(|cell| cell.column_span == 1).map(|cell| (cell.element, cell.column))
    }

    /// The table, each cell filled by `content` from its element and, when it is one column wide, its column.
    pub(super) fn table(mut self, content: impl Fn(usize, usize) -> (Vec<Paragraph>, Vec<Table>)) -> Table {
        let mut cells: Vec<Cell> = self
            .cells
            .iter()
            .map(|cell| {
                let column = if cell.column_span == 1 { cell.column } else { usize::MAX };
                let (paragraphs, nested) = content(cell.element, column);
                let row_span = cell.row_span.min(self.n_rows - cell.row);
                Cell { row: cell.row, column: cell.column, row_span, column_span: cell.column_span, paragraphs, nested }
            })
            .collect();
        for row in 0..self.n_rows {
            for column in 0..self.n_columns {
                if !self.is_taken(row, column) {
                    self.take(row, column, 1, 1);
                    let paragraphs = vec![Paragraph::default()];
                    cells.push(Cell { row, column, row_span: 1, column_span: 1, paragraphs, nested: Vec::new() });
                }
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        let (n_rows, n_columns) = (self.n_rows, self.n_columns);
        Table { n_rows: if n_columns == 0 { 0 } else { n_rows }, n_columns, cells, n_header_rows: self.n_header_rows }
    }
}
