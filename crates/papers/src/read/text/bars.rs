//! Tables drawn with bars: Markdown pipes, `+---+` grids, frames of box-drawing characters.
//!
//! In come lines; out goes one table. It refuses to know what the columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

enum Line {
    Ruler,
    Cells(Row),
}

/// The table that starts at the first line.
pub(super) fn find(lines: &[&str]) -> Option<(Vec<Block>, usize)> {
    let mut drawn = Vec::new();
    for line in lines {
        match line_of(line) {
            Some(line) => drawn.push(line),
            None => break,
        }
    }
    let columns = drawn.iter().map(|l| if let Line::Cells(row) = l { row.len() } else { 0 }).max()?;
    let n_rows = drawn.iter().filter(|l| matches!(l, Line::Cells(_))).count();
    let n_rulers = drawn.len() - n_rows;
    if columns < 2 || n_rows < 2 || (columns == 2 && n_rulers == 0) {
        return None;
    }
    let rows = rows_of(&drawn, columns);
    let end = drawn.len();
    Some((vec![super::table(table_of(&rows, columns))], end))
}

fn line_of(line: &str) -> Option<Line> {
    let line: String = line.trim().chars().map(plain_mark).collect();
    let is_ruler = line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '=' | '+' | '|' | ':' | ' '));
    if is_ruler && (line.contains("--") || line.contains("==")) && line.contains(['+', '|']) {
        return Some(Line::Ruler);
    }
    if line.matches('|').count() < 1 || !(line.starts_with('|') || line.matches('|').count() >= 2) {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(&line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells = inner.replace("\\|", "\u{1}");
    Some(Line::Cells(
        cells.split('|').map(|c| c.trim().replace('\u{1}', "|").replace("<br>", "\n").replace("<br/>", "\n")).collect(),
    ))
}

fn plain_mark(c: char) -> char {
    match c {
        '│' | '┃' | '║' => '|',
        '─' | '━' | '═' => '-',
        '\u{2500}'..='\u{257f}' => '+',
        c => c,
    }
}

/// With a ruler between most rows a row takes all lines between two rulers; otherwise every line is a row, and
/// a line whose first cell is empty goes on with the row above.
fn rows_of(drawn: &[Line], columns: usize) -> Vec<Row> {
    let n_rulers = drawn.iter().filter(|l| matches!(l, Line::Ruler)).count();
    let is_grid = n_rulers > 3;
    let mut rows: Vec<Row> = Vec::new();
    let mut is_new = true;
    for line in drawn {
        let Line::Cells(cells) = line else {
            is_new = true;
            continue;
        };
        let first_is_empty = cells.first().is_none_or(|c| c.is_empty());
        let is_full = cells.iter().filter(|c| !c.is_empty()).count() * 2 > columns;
        let goes_on = !is_new && (is_grid || (n_rulers == 3 && first_is_empty && !is_full));
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => join(row, cells),
            None => rows.push(cells.clone()),
        }
        is_new = false;
    }
    rows
}

fn join(row: &mut Row, more: &Row) {
    row.resize(row.len().max(more.len()), String::new());
    for (cell, text) in row.iter_mut().zip(more) {
        if !cell.is_empty() && !text.is_empty() {
            cell.push('\n');
        }
        cell.push_str(text);
    }
}
