//! A group of rulings into a grid of cells, merged cells found where rulings are missing.
//!
//! In comes a [`Ruling`]; out goes a [`Grid`]: edges of columns and rows, cells as boxes of the grid.
//! It refuses to know text.

use super::rulings::{MEET, Ruling, distinct, find, union};
use crate::read::pdf::page::Segment;

/// A side that sticks out further than this past the last crossing line ends in a side that was not drawn.
const STICKS_OUT: f64 = 7.0;
/// More places of a grid than any paper has.
const PLACES_MAX: usize = 200_000;

/// A grid drawn on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    pub(super) xs: Vec<f64>,
    pub(super) ys: Vec<f64>,
    pub(super) cells: Vec<GridCell>,
    /// Whether the top side is drawn: not where a row goes on from the page before.
    pub(super) is_open_above: bool,
    pub(super) is_open_below: bool,
    /// Index of the cell of each place, row by row.
    owners: Vec<usize>,
}

/// A cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct GridCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) row_span: usize,
    pub(super) column_span: usize,
}

impl Grid {
    /// The grid of a group of rulings, if it is one: at least two cells.
    pub(super) fn of(ruling: &Ruling) -> Option<Grid> {
        let mut xs = distinct(ruling.vertical.iter().map(|line| line.at).collect(), MEET);
        let mut ys = distinct(ruling.horizontal.iter().map(|line| line.at).collect(), MEET);
        add_side(&mut xs, &ruling.horizontal);
        let (is_open_above, is_open_below) = add_side(&mut ys, &ruling.vertical);
        let (n_rows, n_columns) = (ys.len().checked_sub(1)?, xs.len().checked_sub(1)?);
        if n_rows == 0 || n_columns == 0 || n_rows.checked_mul(n_columns)? > PLACES_MAX {
            return None;
        }
        let mut sets: Vec<usize> = (0..n_rows * n_columns).collect();
        let right = Sides::new(&ruling.vertical, &xs, &ys);
        let below = Sides::new(&ruling.horizontal, &ys, &xs);
        for row in 0..n_rows {
            for column in 0..n_columns {
                let here = row * n_columns + column;
                if column + 1 < n_columns && !right.is_drawn(column + 1, row) {
                    union(&mut sets, here, here + 1);
                }
                if row + 1 < n_rows && !below.is_drawn(row + 1, column) {
                    union(&mut sets, here, here + n_columns);
                }
            }
        }
        let roots: Vec<usize> = (0..sets.len()).map(|at| find(&mut sets, at)).collect();
        let mut grid =
            Grid { cells: boxes(&roots, n_rows, n_columns), xs, ys, is_open_above, is_open_below, owners: Vec::new() };
        grid.drop_idle_edges();
        grid.own();
        (grid.cells.len() >= 2).then_some(grid)
    }

    pub(super) fn n_rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub(super) fn n_columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Left, top, right, bottom.
    pub(super) fn bounds(&self) -> [f64; 4] {
        let ends = |values: &[f64]| (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        [left, top, right, bottom]
    }

    /// Left, top, right, bottom of a cell.
    pub(super) fn cell_bounds(&self, cell: &GridCell) -> [f64; 4] {
        let at = |values: &[f64], index: usize| values.get(index).copied().unwrap_or(0.0);
        [
            at(&self.xs, cell.column),
            at(&self.ys, cell.row),
            at(&self.xs, cell.column + cell.column_span),
            at(&self.ys, cell.row + cell.row_span),
        ]
    }

    /// Which cell a point is in.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let [left, top, right, bottom] = self.bounds();
        if !((left - 1.0..=right + 1.0).contains(&x) && (top - 1.0..=bottom + 1.0).contains(&y)) {
            return None;
        }
        let place =
            |values: &[f64], at: f64| values.partition_point(|v| *v <= at).clamp(1, values.len().max(2) - 1) - 1;
        let (column, row) = (place(&self.xs, x), place(&self.ys, y));
        self.owners.get(row * self.n_columns() + column).copied().filter(|owner| *owner < self.cells.len())
    }

    /// Edges at which no cell begins part nothing: an underline that reached a side, a line drawn twice.
    fn drop_idle_edges(&mut self) {
        for row in (1..self.n_rows()).rev() {
            if !self.cells.iter().any(|cell| cell.row == row) {
                self.ys.remove(row);
                for cell in &mut self.cells {
                    if cell.row > row {
                        cell.row -= 1;
                    } else if cell.row + cell.row_span > row {
                        cell.row_span -= 1;
                    }
                }
            }
        }
        for column in (1..self.n_columns()).rev() {
            if !self.cells.iter().any(|cell| cell.column == column) {
                self.xs.remove(column);
                for cell in &mut self.cells {
                    if cell.column > column {
                        cell.column -= 1;
                    } else if cell.column + cell.column_span > column {
                        cell.column_span -= 1;
                    }
                }
            }
        }
    }

    fn own(&mut self) {
        let n_columns = self.n_columns();
        self.owners = vec![usize::MAX; self.n_rows() * n_columns];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    if let Some(owner) = self.owners.get_mut(row * n_columns + column) {
                        *owner = index;
                    }
                }
            }
        }
    }
}

/// Where crossing lines stick out past the first or last line there is a side that was not drawn.
fn add_side(edges: &mut Vec<f64>, crossing: &[Segment]) -> (bool, bool) {
    let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else { return (false, false) };
    let sticking = |reach: Vec<f64>| {
        let is_many = reach.len() >= 2 || (crossing.len() == 1 && !reach.is_empty());
        is_many.then_some(reach)
    };
    let before: Vec<f64> = crossing.iter().map(|line| line.from).filter(|from| first - from > STICKS_OUT).collect();
    let after: Vec<f64> = crossing.iter().map(|line| line.to).filter(|to| to - last > STICKS_OUT).collect();
    let (before, after) = (sticking(before), sticking(after));
    if let Some(low) = before.iter().flatten().copied().reduce(f64::min) {
        edges.insert(0, low);
    }
    if let Some(high) = after.iter().flatten().copied().reduce(f64::max) {
        edges.push(high);
    }
    (before.is_some(), after.is_some())
}

/// Which sides between neighbours are drawn.
struct Sides {
    /// Stretches drawn on each edge, ascending.
    by_edge: Vec<Vec<(f64, f64)>>,
    across: Vec<f64>,
}

impl Sides {
    fn new(lines: &[Segment], edges: &[f64], across: &[f64]) -> Self {
        let mut by_edge = vec![Vec::new(); edges.len()];
        for line in lines {
            let nearest = edges
                .iter()
                .enumerate()
                .min_by(|(_, one), (_, other)| (**one - line.at).abs().total_cmp(&(**other - line.at).abs()));
            if let Some(stretches) = nearest.and_then(|(index, _)| by_edge.get_mut(index)) {
                stretches.push((line.from, line.to));
            }
        }
        Sides { by_edge, across: across.to_vec() }
    }

    /// Whether most of the side at `edge` beside the n-th stretch is drawn.
    fn is_drawn(&self, edge: usize, stretch: usize) -> bool {
        let (Some(&from), Some(&to)) = (self.across.get(stretch), self.across.get(stretch + 1)) else { return true };
        let drawn: f64 = self
            .by_edge
            .get(edge)
            .into_iter()
            .flatten()
            .map(|(start, end)| (end.min(to) - start.max(from)).max(0.0))
            .sum();
        drawn >= (to - from) * 0.6
    }
}

/// Sets of places into boxes; a set that is no box is cut into several.
fn boxes(roots: &[usize], n_rows: usize, n_columns: usize) -> Vec<GridCell> {
    let mut is_taken = vec![false; roots.len()];
    let mut cells = Vec::new();
    for row in 0..n_rows {
        for column in 0..n_columns {
            let here = row * n_columns + column;
            if is_taken.get(here).copied().unwrap_or(true) {
                continue;
            }
            let is_same =
                |at: usize, is_taken: &[bool]| roots.get(at) == roots.get(here) && is_taken.get(at) == Some(&false);
            let column_span = (column..n_columns).take_while(|c| is_same(row * n_columns + c, &is_taken)).count();
            let row_span = (row..n_rows)
                .take_while(|r| (column..column + column_span).all(|c| is_same(r * n_columns + c, &is_taken)))
                .count();
            for taken_row in row..row + row_span {
                for taken_column in column..column + column_span {
                    if let Some(taken) = is_taken.get_mut(taken_row * n_columns + taken_column) {
                        *taken = true;
                    }
                }
            }
            cells.push(GridCell { row, column, row_span, column_span });
        }
    }
    cells
}
