//! Tables whose rows are told by the right edges of their cells, as RTF and Word 97 do.
//!
//! In come finished rows; out goes a grid whose columns are the edges that rows share. It refuses to know text.

use super::super::grid::{Content, Grid, nearest_edge, shared_edges};
use super::super::limits::Budget;
use super::super::{Block, Table, Unreadable};

/// Edges nearer than this many twentieths of a point are one.
const TOLERANCE: i64 = 45;
/// Rows that start nearer than this start together.
const START_TOLERANCE: i64 = 200;

/// How a cell joins others in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Merge {
    #[default]
    Alone,
    Starts,
    GoesOn,
}

/// What the definition of a row says of one cell.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CellShape {
    pub(crate) right: i64,
    pub(crate) down: Merge,
    pub(crate) across: Merge,
}

/// The definition of a row.
#[derive(Debug, Clone, Default)]
pub(crate) struct RowShape {
    pub(crate) left: i64,
    pub(crate) cells: Vec<CellShape>,
    pub(crate) is_header: bool,
}

/// A finished row.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) shape: RowShape,
    pub(crate) cells: Vec<Vec<Block>>,
}

/// A cell laid on the grid.
struct Laid {
    column: usize,
    column_span: usize,
    down: Merge,
    content: Content,
}

/// The grid of rows.
pub(super) fn table(rows: Vec<Row>, budget: &mut Budget) -> Result<Table, Unreadable> {
    let edges = edges(&rows);
    let mut grid = Grid::default();
    grid.n_header_rows = rows.iter().take_while(|row| row.shape.is_header).count();
    for row in rows {
        grid.start_row()?;
        for cell in laid(row, &edges) {
            grid.seek(cell.column);
            if cell.down == Merge::GoesOn && grid.go_on(cell.column_span) {
                continue;
            }
            grid.put(cell.column_span, 1, cell.down != Merge::Alone, cell.content, budget)?;
        }
    }
    grid.finish(budget)
}

/// Edges that rows share, the first is where they start.
fn edges(rows: &[Row]) -> Vec<i64> {
    let start = rows.iter().map(|row| row.shape.left).min().unwrap_or(0);
    let lefts = rows.iter().map(|row| row.shape.left).filter(|left| left - start > START_TOLERANCE);
    let rights = rows.iter().flat_map(|row| row.shape.cells.iter().map(|cell| cell.right));
    let inner = lefts.chain(rights).filter(|edge| edge - start > TOLERANCE);
    std::iter::once(start).chain(shared_edges(inner, TOLERANCE)).collect()
}

/// The cells of a row on their columns, those merged sideways in one.
fn laid(row: Row, edges: &[i64]) -> Vec<Laid> {
    let start = edges.first().copied().unwrap_or(0);
    let mut column = if row.shape.left - start <= START_TOLERANCE { 0 } else { nearest_edge(edges, row.shape.left) };
    let mut laid: Vec<Laid> = Vec::with_capacity(row.cells.len());
    let mut is_open = false;
    for (at, blocks) in row.cells.into_iter().enumerate() {
        let shape = row.shape.cells.get(at).copied();
        let end = shape.map_or(column + 1, |shape| nearest_edge(edges, shape.right).max(column + 1));
        let shape = shape.unwrap_or_default();
        let mut content = Content::default();
        blocks.into_iter().for_each(|block| content.take(block));
        match laid.last_mut() {
            Some(wide) if is_open && shape.across == Merge::GoesOn => wide.column_span += end - column,
            _ => laid.push(Laid { column, column_span: end - column, down: shape.down, content }),
        }
        is_open = shape.across != Merge::Alone;
        column = end;
    }
    laid
}
