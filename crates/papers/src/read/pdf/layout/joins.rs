//! What page breaks tore apart.
//!
//! In come the items of every page; out go blocks: a table that goes on over pages is one again, its repeated header
//! dropped, a row that was cut mended. It refuses to know coordinates beyond the edges of columns.

use super::Item;
use super::paragraphs::{append, is_numbered, starts_item};
use super::ruled::Placed;
use super::seams::{End, Seam, seams};
use crate::read::document::{Block, Cell, Paragraph, Table};

/// Edges of columns nearer than this are the same.
const SAME_EDGE: f64 = 4.5;
/// Header rows a repetition may have.
pub(super) const HEADER_ROWS_MAX: usize = 6;

/// Joins the pages into one run of blocks.
pub(super) fn join_pages(pages: Vec<Vec<Item>>) -> Vec<Block> {
    let mut joined: Vec<Item> = Vec::new();
    for page in pages {
        let mut is_first = true;
        for item in page {
            let rest = match (is_first, joined.last_mut()) {
                (true, Some(last)) => join_item(last, item),
                _ => Some(item),
            };
            is_first = false;
            joined.extend(rest);
        }
    }
    joined
        .into_iter()
        .flat_map(|item| match item {
            Item::Table(placed) => vec![Block::Table(placed.table)],
            Item::Paragraphs(paragraphs) => paragraphs.into_iter().map(Block::Paragraph).collect(),
        })
        .collect()
}

fn join_item(last: &mut Item, item: Item) -> Option<Item> {
    match (last, item) {
        (Item::Table(above), Item::Table(below)) => join_tables(above, below).map(Item::Table),
        (Item::Paragraphs(above), Item::Paragraphs(mut below)) => {
            if let (Some(last), Some(first)) = (above.last_mut(), below.first())
                && goes_on(&last.text, &first.text)
            {
                append(&mut last.text, &first.text);
                below.remove(0);
            }
            above.append(&mut below);
            None
        }
        (_, item) => Some(item),
    }
}

/// A sentence broken off, and its rest.
pub(super) fn goes_on(above: &str, below: &str) -> bool {
    let begins = below.trim_start().chars().next();
    begins.is_some_and(char::is_lowercase) && !above.trim().is_empty() && !ends_sentence(above) && !is_numbered(below)
}

/// Joins the lower part to the upper one; hands it back when they are two tables.
fn join_tables(above: &mut Placed, mut below: Placed) -> Option<Placed> {
    if !fit_columns(above, &mut below) {
        return Some(below);
    }
    let n_repeated = n_repeated_rows(&above.table, &below.table);
    if n_repeated > 0 {
        drop_rows(&mut below.table, n_repeated);
        above.table.n_header_rows = above.table.n_header_rows.max(n_repeated);
    }
    let is_open = above.is_open_below && (below.is_open_above || n_repeated > 0);
    if below.table.n_rows > 0 {
        let seams = seams(&above.ends, &below.ends, n_repeated);
        let is_cut = is_open || is_row_cut(&above.table, &below.table, &seams);
        append_rows(&mut above.table, below.table, is_cut, &seams);
        above.ends.last = below.ends.last;
    }
    above.is_open_below = below.is_open_below;
    above.bottom = below.bottom;
    None
}

/// Tables of a tagged paper that are one table told in parts: a header said again in front of each.
pub(in crate::read::pdf) fn join_repeated(above: &mut Table, below: &mut Table) -> bool {
    if above.n_columns != below.n_columns {
        return false;
    }
    let n_repeated = n_repeated_rows(above, below);
    if n_repeated == 0 || n_repeated == below.n_rows {
        return false;
    }
    drop_rows(below, n_repeated);
    above.n_header_rows = above.n_header_rows.max(n_repeated);
    append_rows(above, std::mem::take(below), false, &[]);
    true
}

/// Brings both parts to the same columns; false when they cannot be one table.
fn fit_columns(above: &mut Placed, below: &mut Placed) -> bool {
    let relative = |xs: &[f64]| -> Vec<f64> { xs.iter().map(|x| x - xs.first().copied().unwrap_or(0.0)).collect() };
    let (one, other) = (relative(&above.xs), relative(&below.xs));
    let is_in = |x: f64, xs: &[f64]| xs.iter().any(|other| (x - other).abs() <= SAME_EDGE);
    let is_wide = match (one.last(), other.last()) {
        (Some(one), Some(other)) => (one - other).abs() <= SAME_EDGE,
        _ => false,
    };
    let n_shared = one.iter().filter(|x| is_in(**x, &other)).count();
    let is_part = n_shared == one.len() || other.iter().all(|x| is_in(*x, &one));
    let is_alike = n_shared >= 4 && n_shared * 10 >= one.len().max(other.len()) * 7;
    if !is_wide || !(is_part || is_alike) {
        return false;
    }
    let mut edges = one.clone();
    edges.extend(other.iter().filter(|x| !is_in(**x, &one)));
    edges.sort_by(f64::total_cmp);
    let left = above.xs.first().copied().unwrap_or(0.0);
    respan(&mut above.table, &one, &edges);
    respan_ends(&mut above.ends.last, &one, &edges);
    respan(&mut below.table, &other, &edges);
    respan_ends(&mut below.ends.first, &other, &edges);
    respan_ends(&mut below.ends.last, &other, &edges);
    above.xs = edges.iter().map(|x| x + left).collect();
    true
}

/// The edge nearest to where a column began.
fn nearest(from: &[f64], to: &[f64], column: usize) -> usize {
    let x = from.get(column).copied().unwrap_or(0.0);
    let by_distance = |one: &(usize, &f64), other: &(usize, &f64)| (one.1 - x).abs().total_cmp(&(other.1 - x).abs());
    to.iter().enumerate().min_by(by_distance).map_or(0, |(index, _)| index)
}

/// Spreads cells over a finer set of edges.
fn respan(table: &mut Table, from: &[f64], to: &[f64]) {
    for cell in &mut table.cells {
        let (left, right) = (nearest(from, to, cell.column), nearest(from, to, cell.column + cell.column_span));
        (cell.column, cell.column_span) = (left, right.saturating_sub(left).max(1));
    }
    table.n_columns = to.len().saturating_sub(1);
}

fn respan_ends(ends: &mut [End], from: &[f64], to: &[f64]) {
    for end in ends {
        end.column = nearest(from, to, end.column);
    }
}

/// How many first rows of the lower part say the first rows of the upper part again.
fn n_repeated_rows(above: &Table, below: &Table) -> usize {
    let n_max = HEADER_ROWS_MAX.min(above.n_rows.saturating_sub(1)).min(below.n_rows);
    let is_said = |n: usize| {
        let said = |table: &Table| -> Vec<(usize, usize, String)> {
            let rows = table.cells.iter().filter(|cell| cell.row < n);
            rows.map(|cell| (cell.row, cell.column, squeezed(&cell.text()))).collect()
        };
        let is_whole = |table: &Table| table.cells.iter().all(|cell| cell.row >= n || cell.row + cell.row_span <= n);
        let (one, other) = (said(above), said(below));
        is_whole(above) && is_whole(below) && one == other && one.iter().any(|(.., text)| text.chars().count() > 1)
    };
    (1..=n_max).rev().find(|&n| is_said(n)).unwrap_or(0)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn drop_rows(table: &mut Table, n: usize) {
    table.cells.retain(|cell| cell.row >= n);
    for cell in &mut table.cells {
        cell.row -= n;
    }
    table.n_rows -= n;
}

/// Whether the first row below is the rest of the last row above, though a ruling was drawn between them.
///
/// The first column decides: a number or a new name there begins a row. Then the others must not speak against it.
fn is_row_cut(above: &Table, below: &Table, seams: &[Seam]) -> bool {
    let Some(last) = above.n_rows.checked_sub(1) else { return false };
    let text = |table: &Table, row: usize, column: usize| {
        table.at(row, column).map(|cell| cell.text().into_owned()).unwrap_or_default()
    };
    if below.at(0, 0).is_some_and(|cell| cell.column_span == below.n_columns) {
        return false;
    }
    let pairs = (0..below.n_columns)
        .filter(|&column| below.at(0, column).is_some_and(|cell| cell.column == column))
        .map(|column| (column, text(above, last, column), text(below, 0, column)))
        .filter(|(.., rest)| !rest.trim().is_empty());
    let (mut n_going_on, mut n_wrapped, mut n_new, mut n_all, mut first) = (0, 0, 0, 0, None);
    for (column, start, rest) in pairs {
        let is_wrapped = seams.iter().any(|seam| seam.column == column && seam.is_wrapped);
        let is_going_on = is_wrapped && goes_on(&start, &rest);
        n_all += 1;
        n_new += usize::from(start.trim().is_empty());
        n_wrapped += usize::from(is_wrapped);
        n_going_on += usize::from(is_going_on);
        if column == 0 {
            first = Some((is_going_on, is_wrapped && !ends_sentence(&start)));
        }
    }
    let n_full = (0..above.n_rows).filter(|&row| !text(above, row, 0).trim().is_empty()).count();
    let is_first_column_full = n_full * 10 >= above.n_rows * 9 && above.n_rows >= 2;
    n_all > 0
        && n_new == 0
        && match first {
            None => is_first_column_full || n_going_on > 0,
            Some((true, _)) => true,
            Some((false, is_broken_off)) => is_broken_off && n_going_on > 0 && n_wrapped == n_all,
        }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', ';', ':', '!', '?'])
}

/// Appends rows; a cut row first gives its cells back to the row above.
fn append_rows(above: &mut Table, below: Table, is_cut: bool, seams: &[Seam]) {
    let Some(last) = above.n_rows.checked_sub(1) else {
        *above = below;
        return;
    };
    let first_row = below.cells.iter().filter(|cell| cell.row == 0);
    let is_cut = is_cut && first_row.clone().all(|cell| owner_above(above, cell).is_some());
    let shift = if is_cut { last } else { above.n_rows };
    for mut cell in below.cells {
        let owner = if cell.row == 0 { owner_above(above, &cell) } else { None };
        match owner.and_then(|owner| above.cells.get_mut(owner)) {
            Some(owner) if is_cut || goes_on_down(owner, &cell) => {
                owner.row_span = owner.row_span.max(shift + cell.row_span - owner.row);
                let seam = seams.iter().find(|seam| seam.column == cell.column).copied();
                mend(&mut owner.paragraphs, std::mem::take(&mut cell.paragraphs), seam);
                owner.nested.append(&mut cell.nested);
            }
            _ => {
                cell.row += shift;
                above.cells.push(cell);
            }
        }
    }
    above.n_rows = shift + below.n_rows;
    above.cells.sort_by_key(|cell| (cell.row, cell.column));
}

/// The cell of the last row above that stands in the same columns.
fn owner_above(above: &Table, cell: &Cell) -> Option<usize> {
    above.cells.iter().position(|other| {
        (other.column, other.column_span) == (cell.column, cell.column_span)
            && other.row + other.row_span == above.n_rows
    })
}

/// A merged cell goes on over the page break without its text.
fn goes_on_down(owner: &Cell, cell: &Cell) -> bool {
    (owner.row_span > 1 || cell.row_span > 1) && cell.text().trim().is_empty() && cell.nested.is_empty()
}

/// Puts the rest of a cell after its beginning.
fn mend(above: &mut Vec<Paragraph>, mut below: Vec<Paragraph>, seam: Option<Seam>) {
    let is_empty = |paragraphs: &[Paragraph]| paragraphs.iter().all(|p| p.text.trim().is_empty());
    if is_empty(&below) {
        return;
    }
    if is_empty(above) {
        *above = below;
        return;
    }
    let is_spaced = has_blank_lines(above) || has_blank_lines(&below);
    let is_wrapped = seam.is_none_or(|seam| seam.is_wrapped);
    let is_blank = seam.is_some_and(|seam| seam.is_blank);
    let is_apart = seam.is_some_and(|seam| seam.is_apart);
    let is_one = |last: &Paragraph, first: &Paragraph| {
        let is_sentence = goes_on(&last.text, &first.text);
        let is_after_date = last.text.ends_with(|c: char| c.is_ascii_digit());
        let is_year = ["г.", "гг", "год"].iter().any(|word| first.text.starts_with(word));
        let is_kept_apart = !is_year && ((is_apart && is_after_date) || (is_blank && (is_spaced || !is_sentence)));
        last.text.ends_with('-') || (is_wrapped && !is_kept_apart && !starts_item(&first.text, &last.text))
    };
    match (above.last_mut(), below.first()) {
        (Some(last), Some(first)) if is_one(last, first) => {
            append(&mut last.text, &first.text);
            below.remove(0);
        }
        _ if is_spaced || is_blank => above.push(Paragraph::default()),
        _ => {}
    }
    above.append(&mut below);
}

/// Whether paragraphs of this cell are set apart by blank lines; one that falls on the page break cannot be seen.
fn has_blank_lines(paragraphs: &[Paragraph]) -> bool {
    paragraphs.iter().any(|paragraph| paragraph.text.is_empty())
}
