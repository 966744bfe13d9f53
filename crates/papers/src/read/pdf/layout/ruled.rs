//! Ruled tables of one page, filled with the text that stands in their cells.
//!
//! In come a page and its rulings; out go tables with their edges, and the glyphs that no table took.
//! It refuses to know other pages.

use super::grid::Grid;
use super::joins::HEADER_ROWS_MAX;
use super::lines::{Line, lines};
use super::paragraphs::{Room, paragraphs};
use super::rulings::rulings;
use super::seams::{End, Ends};
use super::words::Habits;
use crate::read::document::{Cell, Paragraph, Table};
use crate::read::pdf::page::{Glyph, Page};

/// A table where it stands on its page.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) table: Table,
    /// Edges of the columns.
    pub(super) xs: Vec<f64>,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) is_open_above: bool,
    pub(super) is_open_below: bool,
    pub(super) ends: Ends,
}

/// A grid whose cells have their lines, before lines become paragraphs.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) grid: Grid,
    /// Lines of each cell, and whether they run along the page.
    pub(super) lines: Vec<(Vec<Line>, bool)>,
    /// Cell of the outer grid it stands in, by index of the outer one.
    pub(super) inside: Option<(usize, usize)>,
}

/// Grids of a page, outer ones before inner ones, and the glyphs outside all of them.
pub(super) fn fill(page: &Page) -> (Vec<Filled>, Vec<&Glyph>) {
    let mut grids: Vec<Grid> = rulings(page).iter().filter_map(Grid::of).collect();
    let area = |grid: &Grid| {
        let [left, top, right, bottom] = grid.bounds();
        (right - left) * (bottom - top)
    };
    grids.sort_by(|one, other| area(other).total_cmp(&area(one)));
    grids.truncate(400);
    let mut taken: Vec<Vec<Vec<&Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut rest = Vec::new();
    for glyph in &page.glyphs {
        let (x, y) = centre(glyph);
        // A table wider than the page is cut at its edge: what stands beyond still belongs to it.
        let x = if x > page.width { page.width - 1.0 } else { x };
        // The innermost grid has the say.
        let found = grids.iter().enumerate().rev().find_map(|(at, grid)| Some((at, grid.cell_at(x, y)?)));
        match found.and_then(|(at, cell)| taken.get_mut(at)?.get_mut(cell)) {
            Some(glyphs) => glyphs.push(glyph),
            None => rest.push(glyph),
        }
    }
    let inside: Vec<_> = (0..grids.len()).map(|at| outer(&grids, at)).collect();
    let filled = grids
        .into_iter()
        .zip(taken)
        .zip(inside)
        .map(|((grid, cells), inside)| {
            let lines = cells.iter().map(|glyphs| (lines(page, glyphs), runs_along(glyphs))).collect();
            Filled { grid, lines, inside }
        })
        .collect();
    (filled, rest)
}

fn runs_along(glyphs: &[&Glyph]) -> bool {
    glyphs.iter().filter(|glyph| glyph.turn == 0).count() * 2 >= glyphs.len()
}

fn centre(glyph: &Glyph) -> (f64, f64) {
    let (along, up) = (glyph.advance / 2.0, glyph.size * 0.3);
    let (dx, dy) = match glyph.turn {
        0 => (along, -up),
        1 => (up, along),
        2 => (-along, up),
        _ => (-up, -along),
    };
    (f64::from(glyph.x + dx), f64::from(glyph.y + dy))
}

/// The smallest grid around this one, and the cell.
fn outer(grids: &[Grid], of: usize) -> Option<(usize, usize)> {
    let [left, top, right, bottom] = grids.get(of)?.bounds();
    grids.iter().enumerate().take(of).rev().find_map(|(at, grid)| {
        let cell = grid.cell_at(left + 1.0, top + 1.0)?;
        (grid.cell_at(right - 1.0, bottom - 1.0)? == cell).then_some((at, cell))
    })
}

/// Makes tables of filled grids; inner ones go into the cells of their outer ones.
pub(super) fn tables(filled: &[Filled], habits: Habits<'_>) -> Vec<Placed> {
    let mut placed: Vec<Option<Placed>> = filled.iter().map(|filled| Some(place(filled, habits))).collect();
    for (at, one) in filled.iter().enumerate().rev() {
        let Some((outer, cell)) = one.inside else { continue };
        let Some(inner) = placed.get_mut(at).and_then(Option::take) else { continue };
        let below = filled
            .get(outer)
            .and_then(|f| f.lines.get(cell))
            .map_or(0, |(lines, _)| lines.iter().filter(|line| f64::from(line.baseline) < inner.top).count());
        if let Some(cell) = placed.get_mut(outer).and_then(Option::as_mut).and_then(|p| p.table.cells.get_mut(cell)) {
            nest(cell, inner.table, below > 0);
        }
    }
    placed.into_iter().flatten().collect()
}

/// A table inside a cell also leaves its text there, cell by cell.
fn nest(cell: &mut Cell, inner: Table, is_after_text: bool) {
    let texts = inner.cells.iter().flat_map(|cell| cell.paragraphs.iter().cloned());
    if is_after_text {
        cell.paragraphs.extend(texts);
    } else {
        let after = std::mem::take(&mut cell.paragraphs);
        cell.paragraphs = texts.chain(after).collect();
    }
    cell.nested.push(inner);
}

fn place(filled: &Filled, habits: Habits<'_>) -> Placed {
    let grid = &filled.grid;
    let paddings = Paddings::of(filled);
    let ends = ends(filled, &paddings, habits);
    let cells = grid
        .cells
        .iter()
        .zip(&filled.lines)
        .map(|(cell, (lines, runs_along))| {
            let [left, top, right, bottom] = grid.cell_bounds(cell);
            let (from, to) = if *runs_along { (left, right) } else { turned_ends(lines, top, bottom) };
            let room = paddings.room(lines, from as f32, to as f32, habits);
            Cell {
                row: cell.row,
                column: cell.column,
                row_span: cell.row_span,
                column_span: cell.column_span,
                paragraphs: filled_or_empty(paragraphs(lines, room)),
                nested: Vec::new(),
            }
        })
        .collect();
    let [_, top, _, bottom] = grid.bounds();
    Placed {
        table: Table { n_rows: grid.n_rows(), n_columns: grid.n_columns(), cells, n_header_rows: 0 },
        xs: grid.xs.clone(),
        top,
        bottom,
        is_open_above: grid.is_open_above,
        is_open_below: grid.is_open_below,
        ends,
    }
}

/// What a page break could cut: the first rows, any of which may follow a repeated header, and the last.
fn ends(filled: &Filled, paddings: &Paddings, habits: Habits<'_>) -> Ends {
    let grid = &filled.grid;
    let mut ends = Ends::default();
    for (cell, (lines, runs_along)) in grid.cells.iter().zip(&filled.lines) {
        let (Some(first), Some(last), true) = (lines.first(), lines.last(), *runs_along) else { continue };
        let [left, _, right, _] = grid.cell_bounds(cell);
        let free = paddings.room(lines, left as f32, right as f32, habits).right - last.x1;
        let word = first.pieces.first().map_or(0.0, |piece| piece.first_word) + first.size * 0.25;
        let end = |width: f32, line: &Line| End {
            column: cell.column,
            row: cell.row,
            width,
            n_lines: lines.len(),
            baseline: line.baseline,
            pitch: (line.size * habits.pitch).max(0.1),
        };
        ends.first.extend((cell.row <= HEADER_ROWS_MAX).then(|| end(word, first)));
        ends.last.extend((cell.row + cell.row_span == grid.n_rows()).then(|| end(free, last)));
    }
    ends
}

pub(super) fn filled_or_empty(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    if paragraphs.is_empty() { vec![Paragraph::default()] } else { paragraphs }
}

/// Sides of a cell with turned text, in the frame of its lines.
fn turned_ends(lines: &[Line], top: f64, bottom: f64) -> (f64, f64) {
    if lines.first().is_some_and(|line| line.x0 < 0.0) { (-bottom, -top) } else { (top, bottom) }
}

/// How far text keeps from the sides of its cells: the least seen in the whole table.
struct Paddings {
    side: f32,
}

impl Paddings {
    fn of(filled: &Filled) -> Self {
        let mut side = f32::MAX;
        for (cell, (lines, runs_along)) in filled.grid.cells.iter().zip(&filled.lines) {
            let [x0, ..] = filled.grid.cell_bounds(cell);
            for line in lines.iter().filter(|_| *runs_along) {
                side = side.min((line.x0 - x0 as f32).max(0.0));
            }
        }
        Paddings { side: if side == f32::MAX { 5.4 } else { side.min(12.0) } }
    }

    fn room<'w>(&self, lines: &[Line], from: f32, to: f32, habits: Habits<'w>) -> Room<'w> {
        let widest = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        Room { left: from + self.side, right: (to - self.side).max(widest), habits }
    }
}
