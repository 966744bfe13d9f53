//! Text that is one table of comma or semicolon separated values, quoted cells with line breaks included.
//!
//! In comes the whole text; out go the blocks, or nothing when it is no such table. It refuses to know what columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

/// The whole text as a table, when it is one.
pub(super) fn whole(text: &str) -> Option<Vec<Block>> {
    [';', ',', '\t'].into_iter().find_map(|mark| {
        // Tabs only with quoted cells that hold line breaks; plain tab rows have a reader of their own.
        if mark == '\t' && !text.contains("\t\"") {
            return None;
        }
        let rows = rows_of(text, mark)?;
        let columns = usual_width(&rows)?;
        let laid: Vec<Row> = rows.into_iter().map(|row| fitted(row, columns)).collect();
        Some(vec![super::table(table_of(&laid, columns))])
    })
}

/// The width most rows share: at least three columns in at least three quarters of the rows with anything in them.
fn usual_width(rows: &[Row]) -> Option<usize> {
    let wide: Vec<usize> = rows.iter().filter(|r| r.iter().any(|c| !c.is_empty())).map(Vec::len).collect();
    let columns = *wide.iter().max()?;
    let n_same = wide.iter().filter(|w| **w == columns).count();
    let n_lone = wide.iter().filter(|w| **w == 1).count();
    ((3..=60).contains(&columns) && n_same >= 2 && n_same * 4 >= (wide.len() - n_lone.min(wide.len() / 2)) * 3)
        .then_some(columns)
}

/// A row with one filled cell, the first, covers the table: a title or a section.
fn fitted(mut row: Row, columns: usize) -> Row {
    if row.len() == columns && columns > 1 && !row[0].is_empty() && row[1..].iter().all(String::is_empty) {
        row.truncate(1);
    }
    row
}

/// The cell without blanks around it, and without the apostrophe that keeps a spreadsheet from running it.
fn taken(cell: &mut String) -> String {
    let cell = std::mem::take(cell);
    let text = cell.trim();
    let rest = text.strip_prefix('\'').filter(|rest| rest.trim_start().starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(text).to_owned()
}

fn rows_of(text: &str, mark: char) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    let mut row = Row::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                is_quoted = true;
            }
            '\n' if !is_quoted => {
                row.push(taken(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c if c == mark && !is_quoted => row.push(taken(&mut cell)),
            c => cell.push(c),
        }
    }
    if is_quoted {
        return None;
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(taken(&mut cell));
        rows.push(row);
    }
    Some(rows)
}
