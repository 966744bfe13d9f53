//! Tables of OpenDocument: spans, covered cells, repeated rows and cells.
//!
//! In comes the markup of one table; out goes its grid. What is promised to repeat is counted against the limits before
//! it is made. It refuses to know what stands in the cells.

use super::super::grid::{Content, Grid};
use super::super::limits::{COLUMNS_MAX, ROWS_MAX, TABLE_DEPTH_MAX, within};
use super::super::xml::{attribute, local, number};
use super::super::{Block, Table, Unreadable};
use super::walker::{Looks, Walker};
use quick_xml::events::BytesStart;

/// Empty rows made of a promise to repeat one.
const EMPTY_ROWS_MAX: usize = 20;

/// A cell of one row.
struct RowCell {
    column: usize,
    column_span: usize,
    row_span: usize,
    content: Content,
}

impl RowCell {
    fn is_empty(&self) -> bool {
        let Content { paragraphs, nested } = &self.content;
        self.row_span == 1
            && self.column_span == 1
            && nested.is_empty()
            && paragraphs.iter().all(|paragraph| paragraph.text.is_empty())
    }
}

impl<'a> Walker<'a> {
    /// The table opened last; nothing when it has no rows.
    pub(super) fn table(&mut self) -> Result<Option<Table>, Unreadable> {
        self.table_depth += 1;
        within(self.table_depth <= TABLE_DEPTH_MAX, || "слишком глубоко вложенные таблицы".into())?;
        let outside = self.lists.step_in();
        let mut grid = Grid::default();
        self.rows(&mut grid, false)?;
        self.lists.step_out(outside);
        self.table_depth -= 1;
        if grid.n_rows() == 0 { Ok(None) } else { grid.finish(&mut self.budget).map(Some) }
    }

    /// Rows up to the closing of the element opened last.
    fn rows(&mut self, grid: &mut Grid, is_header: bool) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "table-header-rows" => self.rows(grid, true)?,
                "table-row" => {
                    let n_times = repeated(&open, "number-rows-repeated", ROWS_MAX);
                    self.row(grid, n_times)?;
                    if is_header {
                        grid.n_header_rows = grid.n_rows();
                    }
                }
                _ => self.look_through(&open)?,
            }
        }
        Ok(())
    }

    fn row(&mut self, grid: &mut Grid, n_times: usize) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        let mut cells = Vec::new();
        let mut column = 0_usize;
        while let Some(open) = self.open_within(floor)? {
            let n_columns = repeated(&open, "number-columns-repeated", COLUMNS_MAX);
            match local(&open) {
                "table-cell" => {
                    let column_span = repeated(&open, "number-columns-spanned", COLUMNS_MAX);
                    let row_span = repeated(&open, "number-rows-spanned", ROWS_MAX);
                    let content = content(self.cell(&open)?);
                    let is_empty = content.paragraphs.is_empty();
                    for extra in (1..n_columns).filter(|_| !is_empty) {
                        let content = Content { paragraphs: content.paragraphs.clone(), nested: Vec::new() };
                        cells.push(RowCell { column: column + extra, column_span: 1, row_span: 1, content });
                    }
                    cells.push(RowCell { column, column_span, row_span, content });
                }
                "covered-table-cell" => self.xml.skip()?,
                _ => {
                    self.look_through(&open)?;
                    continue;
                }
            }
            column = column.saturating_add(n_columns).min(COLUMNS_MAX);
            within(cells.len() <= COLUMNS_MAX, || format!("больше {COLUMNS_MAX} столбцов в таблице"))?;
        }
        cells.sort_by_key(|cell| cell.column);
        // Sheets promise emptiness to their far corners: it is not made.
        while cells.last().is_some_and(RowCell::is_empty) {
            cells.pop();
        }
        let n_times = if cells.is_empty() { n_times.min(EMPTY_ROWS_MAX) } else { n_times };
        for _ in 1..n_times {
            put_row(self, grid, cells.iter().map(copied).collect())?;
        }
        put_row(self, grid, cells)
    }
}

impl<'a> Walker<'a> {
    /// The blocks of the cell opened last; its style holds for letters of which nothing else is said.
    fn cell(&mut self, open: &BytesStart<'a>) -> Result<Vec<Block>, Unreadable> {
        let style = attribute(open, "style-name");
        let around = std::mem::take(&mut self.in_cell);
        self.in_cell = self.looks(style.as_deref(), Looks::default());
        let blocks = self.blocks();
        self.in_cell = around;
        blocks
    }
}

/// A repeated row is the same row again, without tables inside its cells.
fn copied(cell: &RowCell) -> RowCell {
    let content = Content { paragraphs: cell.content.paragraphs.clone(), nested: Vec::new() };
    RowCell { column: cell.column, column_span: cell.column_span, row_span: 1, content }
}

fn put_row(walker: &mut Walker<'_>, grid: &mut Grid, cells: Vec<RowCell>) -> Result<(), Unreadable> {
    grid.start_row()?;
    for cell in cells {
        for paragraph in &cell.content.paragraphs {
            walker.budget.spend_paragraph(paragraph.text.len())?;
        }
        grid.seek(cell.column);
        grid.put(cell.column_span, cell.row_span, false, cell.content, &mut walker.budget)?;
    }
    Ok(())
}

/// A count in an attribute, at least one and within a limit.
fn repeated(open: &BytesStart<'_>, name: &str, max: usize) -> usize {
    number(open, name).and_then(|n| usize::try_from(n).ok()).unwrap_or(1).clamp(1, max)
}

/// What stands in a cell; a table inside also leaves its text among the paragraphs, cell by cell.
fn content(blocks: Vec<Block>) -> Content {
    let mut content = Content::default();
    for block in blocks {
        content.take(block);
    }
    content
}
