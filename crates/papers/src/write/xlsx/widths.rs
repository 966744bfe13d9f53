//! Wider columns for texts that the highest row of Excel would not hold.
//!
//! In comes a table; out goes the same with room for its long texts. The sheet is then printed somewhat smaller as a
//! whole, which is read better than one cell of tiny letters. It refuses to make a sheet nobody could read in print.

use super::ROW_POINTS_MAX;
use crate::write::fit;
use crate::write::paper::{Cell, Row, Table};
use std::borrow::Cow;

/// Lines of 12 pt in the highest row.
const LINES_MAX: usize = ROW_POINTS_MAX / 16 - 1;
/// How much wider a sheet may become, in hundredths: 12 pt are then printed as 8,5.
const WIDER_HUNDREDTHS: u32 = 140;
/// By how much a column grows at once, mm.
const STEP: u32 = 5;

/// The table with columns as wide as its longest texts need, as far as that goes.
pub(super) fn with_room(table: &Table) -> Cow<'_, Table> {
    let mut columns = table.columns.clone();
    let mut left = columns.iter().map(|c| c.width_mm).sum::<u32>() * (WIDER_HUNDREDTHS - 100) / 100;
    let long: Vec<Vec<(&[String], usize)>> = (0..columns.len()).map(|at| long_texts(table, at)).collect();
    while left >= STEP {
        let mut is_wider = false;
        for (column, texts) in columns.iter_mut().zip(&long) {
            if left >= STEP && texts.iter().any(|(text, n_rows)| is_high(text, *n_rows, column.width_mm)) {
                (column.width_mm, left, is_wider) = (column.width_mm + STEP, left - STEP, true);
            }
        }
        if !is_wider {
            break;
        }
    }
    if columns == table.columns { Cow::Borrowed(table) } else { Cow::Owned(Table { columns, ..table.clone() }) }
}

/// Texts of a column that its width gives more lines than a row may have, each with the rows it covers.
fn long_texts(table: &Table, at: usize) -> Vec<(&[String], usize)> {
    let Some(width) = table.columns.get(at).map(|c| c.width_mm) else { return Vec::new() };
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Cells { cells } => cells.get(at),
        _ => None,
    });
    let texts = cells.filter_map(|cell| match cell {
        Cell::Text { paragraphs, row_span } => Some((paragraphs.as_slice(), (*row_span).max(1))),
        Cell::Covered => None,
    });
    texts.filter(|(text, n_rows)| is_high(text, *n_rows, width)).collect()
}

fn is_high(text: &[String], n_rows: usize, width_mm: u32) -> bool {
    fit::lines_of(text, width_mm).div_ceil(n_rows) > LINES_MAX
}

#[cfg(test)]
mod tests {
    use super::with_room;
    use crate::write::paper::{Cell, Column, Row, Table};

    #[test]
    fn a_long_text_gets_room_and_others_keep_theirs() {
        for (n_words, wanted) in [(10, 60), (150, 90), (2000, 60 + 267 * 4 / 10 / 5 * 5)] {
            let long = Cell::text(vec!["слово ".repeat(n_words)]);
            let table = Table {
                summary: String::new(),
                columns: vec![Column::words(207), Column::words(60)],
                header: Vec::new(),
                rows: vec![Row::Cells { cells: vec![Cell::text(Vec::new()), long] }],
            };
            let wide = with_room(&table);
            let widths: Vec<u32> = wide.columns.iter().map(|c| c.width_mm).collect();
            assert_eq!(widths, [207, wanted], "{n_words} words");
        }
    }
}
