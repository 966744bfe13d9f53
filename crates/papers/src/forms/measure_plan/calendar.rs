//! A term drawn as a calendar: a column a quarter, a month or a year, and a mark in those the measure falls into.
//!
//! In comes a heading and its grid; out go the columns with the terms that stand above them, and of a row the terms
//! that are marked. It refuses to read numbers as marks: sums of money stand under years too.

use super::grid::Grid;
use super::header::Header;
use super::lexicon::{Role, plain};
use super::source::{Source, is_blank};
use super::terms::looks_like_term;
use otklik_domain::plan::Field;

/// The longest name of a column of a calendar: «IV квартал 2024 года».
const LONGEST: usize = 24;

/// Columns headed by terms, two or more side by side, where no other column is the term's.
pub(super) fn columns(grid: &Grid<'_>, header: &Header) -> Vec<(usize, String)> {
    let level = header.end.saturating_sub(1);
    let name = |column: usize| {
        let cell = grid.at(level, column).filter(|cell| cell.column == column && cell.column_span == 1)?;
        let text = cell.text().split_whitespace().collect::<Vec<_>>().join(" ");
        (text.chars().count() <= LONGEST && looks_like_term(&text)).then_some((column, text))
    };
    let found: Vec<(usize, String)> = (0..grid.n_columns()).filter_map(name).collect();
    let is_side_by_side = found.len() >= 2 && found.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    let is_free = header.field(Field::Deadline).is_none_or(|column| found.iter().any(|(it, _)| *it == column));
    if is_side_by_side && is_free { found } else { Vec::new() }
}

/// The term of a row: the names of the columns it marks.
pub(super) fn marked(grid: &Grid<'_>, header: &Header, row: usize) -> Option<Source> {
    let said = |(column, name): &(usize, String)| {
        let cell = grid.at(row, *column).filter(|cell| cell.row == row)?;
        let text = cell.text();
        match is_mark(&text) {
            true => Some((grid.source(cell), name.clone())),
            false if names_term(&text) => Some((grid.source(cell), text.trim().to_owned())),
            false => None,
        }
    };
    let said: Vec<(Source, String)> = header.calendar.iter().filter_map(said).collect();
    let (first, _) = said.first()?;
    let words: Vec<&str> = said.iter().map(|(_, words)| words.as_str()).collect();
    Some(first.reworded(words.join(", ")))
}

/// The calendar takes the place of the one column that was held for the term.
pub(super) fn settle(grid: &Grid<'_>, header: &mut Header) {
    header.calendar = columns(grid, header);
    if !header.calendar.is_empty() {
        header.columns.remove(&Role::Of(Field::Deadline));
        let calendar = header.calendar.clone();
        header.unknown.retain(|column| calendar.iter().all(|(it, _)| it != column));
    }
}

/// «до 15.05.2024», «май»; «10.12» under a year may be thousands of roubles.
fn names_term(text: &str) -> bool {
    looks_like_term(text) && (text.chars().any(char::is_alphabetic) || text.matches('.').count() > 1)
}

/// «+», «х», «V», «✓», «*», «да».
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| matches!(c, '+' | '*' | '✓' | '✔' | '√' | '•' | '●' | '■' | '☑' | '☒');
    (!text.is_empty() && text.chars().count() <= 3 && text.chars().all(is_sign))
        || (is_blank(text) && matches!(text, "х" | "Х" | "x" | "X"))
        || matches!(plain(text).as_str(), "v" | "да")
}
