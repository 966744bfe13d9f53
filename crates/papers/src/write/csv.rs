//! A paper as rows for other programs (.csv): UTF-8 with a mark, semicolons, as Excel of a Russian office expects.
//!
//! In comes a paper; out go its lines, one header row and complete rows: a merged cell is repeated.
//! It refuses to hand a spreadsheet anything it would run, and leaves signatures to formats that are signed.

use super::clean::{is_formula, plain};
use super::paper::{Cell, Paper, Row, Table};

/// Writes the whole file.
pub(super) fn write(paper: &Paper) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let n_columns = paper.table.columns.len();
    for line in paper.approval.iter().chain(&paper.heading) {
        push_row(&mut out, &lone(&line.text, n_columns));
    }
    push_row(&mut out, &header(&paper.table));
    for row in rows(&paper.table) {
        push_row(&mut out, &row);
    }
    for more in &paper.more {
        let n_columns = more.columns.len();
        push_row(&mut out, &lone("", n_columns));
        push_row(&mut out, &lone(&more.summary, n_columns));
        push_row(&mut out, &header(more));
        for row in rows(more) {
            push_row(&mut out, &row);
        }
    }
    for note in &paper.notes {
        push_row(&mut out, &lone(note, n_columns));
    }
    out.into_bytes()
}

/// Rows as they are, for programs: UTF-8 with a mark, semicolons.
pub(crate) fn delimited(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    rows.for_each(|row| push_row(&mut out, &row));
    out.into_bytes()
}

/// The lowest header cell over each column.
fn header(table: &Table) -> Vec<String> {
    let lowest = |column: usize| {
        let over = |c: &&super::paper::HeaderCell| (c.column..c.column + c.column_span).contains(&column);
        table.header.iter().rev().find_map(|row| row.iter().find(over)).map(|c| c.text.clone())
    };
    (0..table.columns.len()).map(|column| lowest(column).unwrap_or_default()).collect()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    let n_columns = table.columns.len();
    let mut above = vec![String::new(); n_columns];
    let mut out = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match row {
            Row::Section { text, .. } | Row::Remark { text } => {
                out.push(lone(text, n_columns));
            }
            Row::Cells { cells } => {
                for (cell, above) in cells.iter().zip(&mut above) {
                    if let Cell::Text { paragraphs, .. } = cell {
                        *above = paragraphs.join("\n");
                    }
                }
                out.push(above.clone());
            }
        }
    }
    out
}

/// A row of the usual width with its first cell filled: programs expect every row to be as wide.
fn lone(text: &str, n_columns: usize) -> Vec<String> {
    let mut cells = vec![String::new(); n_columns.max(1)];
    if let Some(first) = cells.first_mut() {
        text.clone_into(first);
    }
    cells
}

fn push_row(out: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(';');
        }
        out.push_str(&field(cell));
    }
    out.push_str("\r\n");
}

/// One field: what would be run gets an apostrophe, what would fall apart gets quotes.
fn field(text: &str) -> String {
    let mut text = plain(text);
    if is_formula(&text) {
        text.insert(0, '\'');
    }
    if text.contains([';', '"', '\n', '\r', ',', '\t']) || text.starts_with(' ') || text.ends_with(' ') {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_stay_whole_and_are_not_run() {
        for (text, written) in [
            ("простое", "простое"),
            ("а; б", "\"а; б\""),
            ("сказал \"да\"", "\"сказал \"\"да\"\"\""),
            ("строка\nвторая", "\"строка\nвторая\""),
            ("=1+1", "'=1+1"),
            ("-", "'-"),
            ("@x;y", "\"'@x;y\""),
        ] {
            assert_eq!(field(text), written, "{text:?}");
        }
    }
}
