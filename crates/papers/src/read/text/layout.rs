//! Rows of cells to a grid: which columns a row takes that has fewer cells than the table.
//!
//! In come rows as lists of texts; out goes a [`Table`] without holes. It refuses to know what stands in the cells.

use crate::read::{Cell, Paragraph, Table};

/// One row as it was found: the texts of its cells, in order.
pub(super) type Row = Vec<String>;

/// A table of `n_columns`; a lone cell covers its row, a short row is laid under or over its neighbours.
pub(super) fn table_of(rows: &[Row], n_columns: usize) -> Table {
    let mut cells = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let spans = spans_of(row, rows.get(index + 1), n_columns);
        let mut column = 0;
        for (text, span) in row.iter().zip(spans) {
            cells.push(cell(index, column, span, text));
            column += span;
        }
        while column < n_columns {
            cells.push(cell(index, column, 1, ""));
            column += 1;
        }
    }
    Table { n_rows: rows.len(), n_columns, cells, n_header_rows: 0 }
}

fn cell(row: usize, column: usize, column_span: usize, text: &str) -> Cell {
    let text = text.trim_matches('\n');
    let paragraphs = text.split('\n').map(|line| Paragraph::plain(line.trim_end())).collect();
    Cell { row, column, row_span: 1, column_span, paragraphs, nested: Vec::new() }
}

fn spans_of(row: &Row, next: Option<&Row>, n_columns: usize) -> Vec<usize> {
    let n = row.len();
    if n >= n_columns || n == 0 {
        return vec![1; n];
    }
    if let Some(next) = next.filter(|next| next.len() == n_columns && n > 2)
        && let Some(spans) = over(row, next)
    {
        return spans;
    }
    let mut spans = vec![1; n];
    if let Some(last) = spans.last_mut() {
        *last = n_columns - n + 1;
    }
    spans
}

/// Lays a short heading row over the full row beneath it: where that row is empty or says the same, the heading
/// goes on downwards; where it says something else, the heading covers a group.
fn over(row: &Row, next: &Row) -> Option<Vec<usize>> {
    let (n, m) = (row.len(), next.len());
    let cost = |i: usize, from: usize, span: usize| -> u32 {
        let beneath = &next[from..from + span];
        let goes_on = |text: &String| text.trim().is_empty() || text.trim() == row[i].trim();
        match span {
            1 if goes_on(&beneath[0]) => 0,
            1 => 3,
            _ if beneath.iter().any(goes_on) => 8,
            _ => 1,
        }
    };
    let far = u32::MAX / 4;
    let mut best = vec![vec![(far, 0_usize); m + 1]; n + 1];
    best[0][0] = (0, 0);
    for i in 0..n {
        for from in 0..m {
            let (so_far, _) = best[i][from];
            if so_far >= far {
                continue;
            }
            for span in 1..=(m - from) {
                let sum = so_far + cost(i, from, span);
                if sum < best[i + 1][from + span].0 {
                    best[i + 1][from + span] = (sum, span);
                }
            }
        }
    }
    if best[n][m].0 > 4 {
        return None;
    }
    let mut spans = vec![0; n];
    let mut column = m;
    for i in (0..n).rev() {
        spans[i] = best[i + 1][column].1;
        column -= spans[i];
    }
    Some(spans)
}
