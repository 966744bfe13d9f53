//! Rows of spanned cells become a grid in which every place belongs to exactly one cell.
//!
//! In come cells row by row, as any format tells them: at a column or in the next free place, with spans or with
//! «goes on from above». Out goes a [`Table`]. Overlaps are cut, gaps get empty cells, promised rows that never came
//! are forgotten. It refuses to know formats.

use super::limits::{Budget, COLUMNS_MAX, PLACES_MAX, ROWS_MAX, within};
use super::{Block, Cell, Paragraph, Table, Unreadable};

/// What stands in a cell.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) nested: Vec<Table>,
}

impl Content {
    /// Takes a block; a table also leaves its text among the paragraphs, cell by cell.
    pub(crate) fn take(&mut self, block: Block) {
        match block {
            Block::Paragraph(paragraph) => self.paragraphs.push(paragraph),
            Block::Table(table) => {
                self.paragraphs.extend(table.cells.iter().flat_map(|cell| cell.paragraphs.iter().cloned()));
                self.nested.push(table);
            }
        }
    }
}

/// A table under construction.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<Cell>,
    columns: Vec<Column>,
    n_rows: usize,
    cursor: usize,
    /// How many first rows are a header.
    pub(crate) n_header_rows: usize,
}

/// What covers a column now.
#[derive(Debug, Default, Clone)]
struct Column {
    /// Rows before this one are taken.
    taken_until: usize,
    /// The cell that may go on downwards.
    may_go_on: Option<usize>,
}

impl Grid {
    /// Starts the next row.
    ///
    /// # Errors
    /// Too large past the limits.
    pub(crate) fn start_row(&mut self) -> Result<(), Unreadable> {
        self.n_rows += 1;
        self.cursor = 0;
        within(self.n_rows <= ROWS_MAX, || format!("больше {ROWS_MAX} строк в таблице"))
    }

    /// How many rows were started.
    pub(crate) fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Goes to a column of the current row.
    pub(crate) fn seek(&mut self, column: usize) {
        self.cursor = column.min(COLUMNS_MAX);
        self.widen(self.cursor);
    }

    /// Leaves places of the current row empty.
    pub(crate) fn pass(&mut self, n_columns: usize) {
        self.cursor = self.cursor.saturating_add(n_columns).min(COLUMNS_MAX);
        self.widen(self.cursor);
    }

    /// Puts a cell into the next free place of the row. A cell that `may_go_on` can be continued from below.
    ///
    /// # Errors
    /// Too large past the limits.
    pub(crate) fn put(
        &mut self,
        column_span: usize,
        row_span: usize,
        may_go_on: bool,
        content: Content,
        budget: &mut Budget,
    ) -> Result<(), Unreadable> {
        let row = self.n_rows.saturating_sub(1);
        let column = self.first_free(row);
        within(column < COLUMNS_MAX, || format!("больше {COLUMNS_MAX} столбцов в таблице"))?;
        budget.spend_cells(1)?;
        let end = column.saturating_add(column_span.max(1)).min(COLUMNS_MAX);
        self.widen(end);
        let is_free = |c: &usize| self.columns.get(*c).is_some_and(|at| at.taken_until <= row);
        let column_span = (column..end).take_while(is_free).count().max(1);
        let row_span = row_span.clamp(1, ROWS_MAX);
        let index = self.cells.len();
        for at in self.columns.iter_mut().skip(column).take(column_span) {
            *at = Column { taken_until: row + row_span, may_go_on: may_go_on.then_some(index) };
        }
        self.cursor = column + column_span;
        let Content { paragraphs, nested } = content;
        self.cells.push(Cell { row, column, row_span, column_span, paragraphs, nested });
        Ok(())
    }

    /// Lets the cell above the next place cover this row too; says whether there was one.
    pub(crate) fn go_on(&mut self, column_span: usize) -> bool {
        let row = self.n_rows.saturating_sub(1);
        let column = self.cursor;
        let Some(index) = self.columns.get(column).and_then(|at| at.may_go_on) else { return false };
        let Some(cell) = self.cells.get_mut(index) else { return false };
        if cell.column != column || cell.row + cell.row_span != row {
            return false;
        }
        cell.row_span += 1;
        for at in self.columns.iter_mut().skip(column).take(cell.column_span) {
            at.taken_until = row + 1;
        }
        self.cursor = column + cell.column_span.max(column_span);
        self.widen(self.cursor);
        true
    }

    /// Forgets last columns where no cell starts: pages write `colspan=20` to mean «to the end».
    pub(crate) fn trim_columns(&mut self) {
        let n_columns = self.cells.iter().map(|cell| cell.column + 1).max().unwrap_or(0);
        self.columns.truncate(n_columns);
        for cell in &mut self.cells {
            cell.column_span = cell.column_span.min(n_columns - cell.column);
        }
    }

    /// The grid with every place covered.
    ///
    /// # Errors
    /// Too large past the limits.
    pub(crate) fn finish(mut self, budget: &mut Budget) -> Result<Table, Unreadable> {
        let (n_rows, n_columns) = (self.n_rows, self.columns.len());
        within(n_rows.saturating_mul(n_columns) <= PLACES_MAX, || "слишком большая таблица".into())?;
        let mut is_covered = vec![false; n_rows * n_columns];
        for cell in &mut self.cells {
            cell.row_span = cell.row_span.min(n_rows - cell.row);
            for row in cell.row..cell.row + cell.row_span {
                let from = row * n_columns + cell.column;
                if let Some(places) = is_covered.get_mut(from..from + cell.column_span) {
                    places.fill(true);
                }
            }
        }
        let gaps: Vec<usize> = (0..is_covered.len()).filter(|place| !is_covered[*place]).collect();
        budget.spend_cells(gaps.len())?;
        self.cells.extend(gaps.iter().map(|place| Cell {
            row: place / n_columns,
            column: place % n_columns,
            row_span: 1,
            column_span: 1,
            ..Cell::default()
        }));
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        Ok(Table { n_rows, n_columns, cells: self.cells, n_header_rows: self.n_header_rows.min(n_rows) })
    }

    fn first_free(&self, row: usize) -> usize {
        let taken = |at: &&Column| at.taken_until > row;
        self.cursor + self.columns.iter().skip(self.cursor).take_while(taken).count()
    }

    fn widen(&mut self, n_columns: usize) {
        if self.columns.len() < n_columns {
            self.columns.resize(n_columns, Column::default());
        }
    }
}

/// Finds columns of rows that are told by positions of their edges: equal within `tolerance` means the same edge.
pub(crate) fn shared_edges(edges: impl Iterator<Item = i64>, tolerance: i64) -> Vec<i64> {
    let mut all: Vec<i64> = edges.collect();
    all.sort_unstable();
    let mut shared: Vec<i64> = Vec::new();
    for edge in all {
        if shared.last().is_none_or(|last| edge - last > tolerance) {
            shared.push(edge);
        }
    }
    shared
}

/// The number of the shared edge nearest to a position.
pub(crate) fn nearest_edge(shared: &[i64], edge: i64) -> usize {
    let after = shared.partition_point(|s| *s < edge);
    match (after.checked_sub(1).and_then(|i| shared.get(i)), shared.get(after)) {
        (Some(left), Some(right)) if edge - left <= right - edge => after - 1,
        (Some(_), None) => after - 1,
        _ => after,
    }
}
