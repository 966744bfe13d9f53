//! Tables of a .docx: rows, merged cells both ways, tables inside cells.
//!
//! In comes the markup of one table; out goes its grid. Rows whose cells do not add up to the grid are laid by their
//! widths. Deleted rows are not there. It refuses to know what stands in the cells.

use super::super::grid::{Content, Grid, nearest_edge};
use super::super::limits::{TABLE_DEPTH_MAX, within};
use super::super::xml::{local, number};
use super::super::{Block, Paragraph, Table, Unreadable};
use super::styles::toggle;
use super::walker::Walker;
use crate::read::xml::attribute;

/// How a cell joins others in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Merge {
    #[default]
    Alone,
    Starts,
    GoesOn,
}

/// The properties of a cell.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellShape {
    column_span: usize,
    down: Merge,
    across: Merge,
    width: Option<i64>,
}

#[derive(Debug)]
struct Row {
    before: usize,
    cells: Vec<(CellShape, Content)>,
    is_header: bool,
}

impl Row {
    fn n_columns(&self) -> usize {
        self.before + self.cells.iter().map(|(shape, _)| shape.column_span).sum::<usize>()
    }
}

impl Walker<'_> {
    /// The table opened last; nothing when all its rows were deleted.
    pub(super) fn table(&mut self) -> Result<Option<Table>, Unreadable> {
        self.table_depth += 1;
        within(self.table_depth <= TABLE_DEPTH_MAX, || "слишком глубоко вложенные таблицы".into())?;
        let floor = self.xml.depth();
        let (mut widths, mut rows) = (Vec::new(), Vec::new());
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "gridCol" => widths.push(number(&open, "w").unwrap_or(0)),
                "tblGrid" => {}
                "tr" => rows.extend(self.row()?),
                _ => self.look_through(&open)?,
            }
        }
        self.table_depth -= 1;
        rows.iter_mut().for_each(join_across);
        lay_uneven_rows(&mut rows, &widths);
        if rows.is_empty() { Ok(None) } else { self.grid(rows).map(Some) }
    }

    fn grid(&mut self, rows: Vec<Row>) -> Result<Table, Unreadable> {
        let mut grid = Grid::default();
        grid.n_header_rows = rows.iter().take_while(|row| row.is_header).count();
        for row in rows {
            grid.start_row()?;
            grid.pass(row.before);
            for (shape, content) in row.cells {
                if shape.down == Merge::GoesOn && grid.go_on(shape.column_span) {
                    continue;
                }
                grid.put(shape.column_span, 1, shape.down != Merge::Alone, content, &mut self.budget)?;
            }
        }
        grid.finish(&mut self.budget)
    }

    /// The row opened last; nothing when it was deleted.
    fn row(&mut self) -> Result<Option<Row>, Unreadable> {
        let floor = self.xml.depth();
        let mut row = Row { before: 0, cells: Vec::new(), is_header: false };
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "trPr" => {
                    if !self.row_properties(&mut row)? {
                        self.leave(floor)?;
                        return Ok(None);
                    }
                }
                "tc" => {
                    let fields = std::mem::take(&mut self.fields);
                    let mut shape = CellShape { column_span: 1, ..CellShape::default() };
                    let blocks = self.blocks(Some(&mut shape))?;
                    self.fields = fields;
                    row.cells.push((shape, content(blocks)));
                }
                _ => self.look_through(&open)?,
            }
        }
        Ok(Some(row))
    }

    /// Passes over the rest of the element at `floor`.
    fn leave(&mut self, floor: usize) -> Result<(), Unreadable> {
        while self.open_within(floor)?.is_some() {}
        Ok(())
    }

    /// Reads the properties of a row; `false` when the row is deleted.
    fn row_properties(&mut self, row: &mut Row) -> Result<bool, Unreadable> {
        let floor = self.xml.depth();
        let mut is_kept = true;
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "tblHeader" => row.is_header = toggle(&open),
                "gridBefore" => row.before = count(number(&open, "val")),
                "del" | "moveFrom" => {
                    self.seen.has_changes = true;
                    is_kept = false;
                }
                "ins" => self.seen.has_changes = true,
                "trPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(is_kept)
    }

    /// Reads the properties of a cell.
    pub(super) fn cell_shape(&mut self) -> Result<CellShape, Unreadable> {
        let floor = self.xml.depth();
        let mut shape = CellShape { column_span: 1, ..CellShape::default() };
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "gridSpan" => shape.column_span = count(number(&open, "val")).max(1),
                "vMerge" => shape.down = merge(attribute(&open, "val").as_deref()),
                "hMerge" => shape.across = merge(attribute(&open, "val").as_deref()),
                "tcW" if attribute(&open, "type").is_none_or(|t| t == "dxa") => shape.width = number(&open, "w"),
                "tcPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(shape)
    }
}

/// Without a value a merge goes on.
fn merge(value: Option<&str>) -> Merge {
    if value == Some("restart") { Merge::Starts } else { Merge::GoesOn }
}

fn count(n: Option<i64>) -> usize {
    n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(super::super::limits::COLUMNS_MAX)
}

/// Cells merged sideways in the old way become one wide cell.
fn join_across(row: &mut Row) {
    let mut joined: Vec<(CellShape, Content)> = Vec::with_capacity(row.cells.len());
    for (shape, content) in row.cells.drain(..) {
        match joined.last_mut() {
            Some((wide, _)) if shape.across == Merge::GoesOn && wide.across != Merge::Alone => {
                wide.column_span += shape.column_span;
                wide.width = wide.width.zip(shape.width).map(|(a, b)| a.saturating_add(b));
            }
            _ => joined.push((shape, content)),
        }
    }
    row.cells = joined;
}

/// Lays rows whose spans do not add up to the grid by the widths of their cells.
fn lay_uneven_rows(rows: &mut [Row], widths: &[i64]) {
    let n_columns = rows.iter().map(Row::n_columns).max().unwrap_or(0);
    if widths.len() != n_columns || widths.iter().any(|w| *w <= 0 || *w > 1 << 24) {
        return;
    }
    let mut edges = vec![0];
    edges.extend(widths.iter().scan(0, |at, width| {
        *at += width;
        Some(*at)
    }));
    for row in rows.iter_mut().filter(|row| row.before == 0 && row.n_columns() < n_columns) {
        lay_by_width(row, &edges);
    }
}

fn lay_by_width(row: &mut Row, edges: &[i64]) {
    let Some(widths) = row.cells.iter().map(|(shape, _)| shape.width.filter(|w| *w > 0)).collect::<Option<Vec<_>>>()
    else {
        return;
    };
    let (mut at, mut left) = (0_i64, 0_usize);
    let mut spans = Vec::with_capacity(widths.len());
    for width in widths {
        at = at.saturating_add(width);
        let right = nearest_edge(edges, at).max(left + 1);
        spans.push(right - left);
        left = right;
    }
    if left < edges.len() {
        row.cells.iter_mut().zip(spans).for_each(|((shape, _), span)| shape.column_span = span);
    }
}

/// What stands in a cell; a table inside also leaves its text among the paragraphs, cell by cell.
fn content(blocks: Vec<Block>) -> Content {
    let mut content = Content::default();
    let mut is_after_table = false;
    for block in blocks {
        // Word demands a paragraph after a table that ends a cell: it says nothing.
        let is_empty = matches!(&block, Block::Paragraph(paragraph) if *paragraph == Paragraph::default());
        if !(is_after_table && is_empty) {
            is_after_table = matches!(block, Block::Table(_));
            content.take(block);
        }
    }
    content
}
