//! Columns by what stands in them, for tables without a heading and for columns whose heading says nothing.
//!
//! In comes a grid and what the heading gave; out goes the heading completed. It refuses to overrule a heading.

use super::grid::Grid;
use super::header::Header;
use super::lexicon::Role;
use super::source::is_blank;
use super::terms::looks_like_term;
use super::{executors, items, sections};
use otklik_domain::plan::Field;

/// What the cells of a column look like, in shares of the filled ones (0 to 100).
#[derive(Debug, Default, Clone, Copy)]
struct Look {
    column: usize,
    filled: usize,
    numbers: usize,
    terms: usize,
    people: usize,
    measures: usize,
    length: usize,
}

/// Completes a heading: finds the column of measures and, without any heading, the rest.
pub(super) fn complete(grid: &Grid<'_>, header: &mut Header) {
    let looks: Vec<Look> = header.unknown.iter().map(|column| look(grid, *column, header.end)).collect();
    let mut free: Vec<Look> = looks.into_iter().filter(|l| l.filled > 0).collect();
    take(header, &mut free, Field::Number, |l| if l.numbers >= 70 && l.length <= 8 { 100 } else { 0 });
    let has_heading = header.end > header.first;
    if !has_heading {
        take(header, &mut free, Field::Deadline, |l| if l.terms >= 60 && l.length < 60 { l.terms } else { 0 });
        take(header, &mut free, Field::Executors, |l| if l.people >= 50 { l.people } else { 0 });
    }
    take(header, &mut free, Field::Text, |l| {
        let is_text = l.length >= 15 && l.terms < 60 && l.people < 60;
        if is_text && (l.measures >= 40 || !has_heading) { 1 + l.measures * 4 + l.length.min(100) } else { 0 }
    });
    take_criteria(grid, header);
    if !has_heading && header.field(Field::Text).is_some() {
        take(header, &mut free, Field::Shortcoming, |l| {
            let before = header_column(l.column);
            if l.length >= 15 && before { l.length } else { 0 }
        });
    }
    free.retain(|l| l.filled > 0);
}

/// «Направление деятельности» above measures: a column taken for criteria that names none of them.
fn take_criteria(grid: &Grid<'_>, header: &mut Header) {
    let Some(column) = header.column(Role::Criterion).filter(|_| header.field(Field::Text).is_none()) else { return };
    if look(grid, column, header.end).measures >= 40 {
        header.columns.remove(&Role::Criterion);
        header.columns.insert(Role::Of(Field::Text), column);
    }
}

/// A guessed shortcoming stands left of everything else that is guessed; kept as a name for the rule.
fn header_column(column: usize) -> bool {
    column < 3
}

fn take(header: &mut Header, free: &mut Vec<Look>, field: Field, worth: impl Fn(&Look) -> usize) {
    if header.field(field).is_some() {
        return;
    }
    let best =
        free.iter().map(|l| (worth(l), l.column)).filter(|(w, _)| *w > 0).max_by_key(|(w, c)| (*w, usize::MAX - c));
    if let Some((_, column)) = best {
        header.columns.insert(Role::Of(field), column);
        free.retain(|l| l.column != column);
        header.unknown.retain(|c| *c != column);
    }
}

fn look(grid: &Grid<'_>, column: usize, from: usize) -> Look {
    let mut look = Look { column, ..Look::default() };
    let mut length = 0;
    for row in from..grid.n_rows().min(from + 300) {
        let Some(cell) = grid.at(row, column).filter(|c| c.row == row && c.column_span < 3) else { continue };
        let text = cell.text();
        if is_blank(&text) || sections::heading(&text).is_some() {
            continue;
        }
        let text = text.trim();
        look.filled += 1;
        length += text.chars().count();
        look.numbers += usize::from(is_number(text));
        look.terms += usize::from(looks_like_term(text) && text.chars().count() < 80);
        look.people += usize::from(executors::names_someone(text));
        look.measures += usize::from(items::opens_measure(text));
    }
    let n = look.filled.max(1);
    look.length = length / n;
    for share in [&mut look.numbers, &mut look.terms, &mut look.people, &mut look.measures] {
        *share = *share * 100 / n;
    }
    look
}

fn is_number(text: &str) -> bool {
    text.len() <= 10
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '))
}

/// The columns of a table without any heading, when they are clear enough: measures with terms or people beside.
pub(super) fn without_heading(grid: &Grid<'_>) -> Option<Header> {
    if grid.n_columns() < 2 || grid.n_rows() < 2 {
        return None;
    }
    let mut header = Header { unknown: (0..grid.n_columns()).collect(), ..Header::default() };
    complete(grid, &mut header);
    let has = |field| header.field(field).is_some();
    let column = header.field(Field::Text)?;
    let is_plan = look(grid, column, 0).measures >= 40 && (has(Field::Deadline) || has(Field::Executors));
    is_plan.then_some(header)
}
