//! One sheet: a grid parted into what stands above the table, the table, and what stands below it.
//!
//! In comes a grid of everything used; out go blocks as if the sheet were a page of text. It refuses to know words.

use super::super::{Block, Cell, Table};

/// Parts a sheet into blocks.
pub(super) fn parted(grid: Table) -> Vec<Block> {
    let n_filled = filled_by_row(&grid);
    let most = n_filled.iter().copied().max().unwrap_or(0);
    // A row of a table fills three places; a narrow sheet has narrower tables.
    let least = most.min(3);
    if least < 2 {
        return lines(&grid, 0..grid.n_rows);
    }
    let is_full = |n: &usize| *n >= least;
    let first = n_filled.iter().position(is_full).unwrap_or(0);
    let last_full = n_filled.iter().rposition(is_full).unwrap_or(0);
    let covered = covered_until(&grid, last_full);
    // What goes on without an empty row belongs to the table; what stands apart is the signature.
    let end = (covered..grid.n_rows).find(|row| n_filled.get(*row) == Some(&0)).unwrap_or(grid.n_rows);
    let mut blocks = lines(&grid, 0..first);
    let rest = lines(&grid, end..grid.n_rows);
    blocks.push(Block::Table(cut(grid, first, end)));
    blocks.extend(rest);
    blocks
}

/// How many cells of each row hold text.
fn filled_by_row(grid: &Table) -> Vec<usize> {
    let mut n_filled = vec![0; grid.n_rows];
    for cell in grid.cells.iter().filter(|cell| is_filled(cell)) {
        if let Some(n) = n_filled.get_mut(cell.row) {
            *n += 1;
        }
    }
    n_filled
}

fn is_filled(cell: &Cell) -> bool {
    cell.paragraphs.iter().any(|paragraph| !paragraph.text.trim().is_empty())
}

/// The row after everything that reaches into the rows up to this one.
fn covered_until(grid: &Table, row: usize) -> usize {
    grid.cells.iter().filter(|cell| cell.row <= row).map(|cell| cell.row + cell.row_span).max().unwrap_or(row + 1)
}

/// Rows outside the table: each filled cell is a paragraph, an empty row an empty one.
fn lines(grid: &Table, rows: std::ops::Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for row in rows {
        let n_before = blocks.len();
        let from = grid.cells.partition_point(|cell| cell.row < row);
        let in_row = grid.cells.iter().skip(from).take_while(|cell| cell.row == row);
        for cell in in_row.filter(|cell| is_filled(cell)) {
            blocks.extend(cell.paragraphs.iter().cloned().map(Block::Paragraph));
        }
        if blocks.len() == n_before {
            blocks.push(Block::Paragraph(Default::default()));
        }
    }
    blocks
}

/// The rows of the table alone, without columns that are empty on the sides.
fn cut(grid: Table, first: usize, end: usize) -> Table {
    let in_rows = |cell: &&Cell| (first..end).contains(&cell.row);
    let left = grid.cells.iter().filter(in_rows).filter(|cell| is_filled(cell)).map(|cell| cell.column).min();
    let right = grid
        .cells
        .iter()
        .filter(in_rows)
        .filter(|cell| is_filled(cell))
        .map(|cell| cell.column + cell.column_span)
        .max();
    let (left, right) = (left.unwrap_or(0), right.unwrap_or(grid.n_columns));
    let cells = grid
        .cells
        .into_iter()
        .filter(|cell| (first..end).contains(&cell.row) && (left..right).contains(&cell.column))
        .map(|cell| Cell {
            row: cell.row - first,
            column: cell.column - left,
            row_span: cell.row_span.min(end - cell.row),
            column_span: cell.column_span.min(right - cell.column),
            ..cell
        })
        .collect();
    Table { n_rows: end - first, n_columns: right - left, cells, n_header_rows: 0 }
}
