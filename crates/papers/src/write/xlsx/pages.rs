//! Where a printed sheet goes on upon the next page: the last row stays with the signatures.
//!
//! In come heights of rows and how the sheet lies; out goes the row before which a page begins, where one is needed. It
//! refuses to lay out every page: rows that a person adds later would leave half of them empty.

use crate::write::paper::{Cell, Row, Sheet};
use std::ops::Range;

/// What a page of print holds, in points: the sheet without its margins of 20 mm. Columns that are wider than the sheet
/// are printed smaller, so that a page holds more of them.
pub(super) fn page_points(sheet: Sheet, width_mm: u32) -> usize {
    let usual = sheet.text_width_mm();
    (sheet.size_mm().1 as usize - 40) * 720 * width_mm.max(usual) as usize / (254 * usual as usize)
}

/// Hundredths of a page by which the end of a page may be missed, for each page before it: printers and fonts differ.
const MISSED_HUNDREDTHS: usize = 3;

/// The row before which a page begins, so that rows from `end` on are not parted. `heights` are points of each row;
/// `header` are the rows that stand on every page, and `page` is what one holds.
pub(super) fn begins_before(page: usize, heights: &[usize], header: Range<usize>, end: usize) -> Option<usize> {
    let is_whole_table = end <= header.end;
    let repeated: usize = heights.get(header)?.iter().sum();
    let wanted: usize = heights.get(end..)?.iter().sum();
    if wanted + repeated > page || is_whole_table {
        return None;
    }
    let (mut used, mut n_pages) = (0, 1);
    for height in heights.get(..end)? {
        if used + height > page && used > 0 {
            (used, n_pages) = (repeated, n_pages + 1);
        }
        used += height;
    }
    let missed = page * MISSED_HUNDREDTHS * n_pages / 100;
    (used + wanted + missed > page).then_some(end)
}

/// The last row of a table with the names of sections above it; a row that is covered from above brings the rows it
/// belongs to, where they are few.
pub(super) fn last_rows(rows: &[Row]) -> usize {
    let is_covered = |row: &Row| matches!(row, Row::Cells { cells } if cells.contains(&Cell::Covered));
    let last = rows.len().saturating_sub(1);
    let mut at = last;
    while at > 0 && rows.get(at).is_some_and(is_covered) {
        at -= 1;
    }
    if last - at > GROUP_MAX {
        at = last;
    }
    while at > 0 && matches!(rows.get(at - 1), Some(Row::Section { .. })) {
        at -= 1;
    }
    at
}

/// Rows under one merged cell that go to the next page together.
const GROUP_MAX: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_before_the_end_where_it_would_be_parted() {
        // 170 mm are 481 points: a header of 30, rows of 40, an end of 100.
        for (n_rows, begins) in [
            (3, None),
            (8, None),
            (9, Some(10)),
            (10, Some(11)),
            (11, Some(12)),
            (15, None),
            (60, None),
            (62, Some(63)),
        ] {
            let heights: Vec<usize> = [30].into_iter().chain(vec![40; n_rows]).chain([40, 60]).collect();
            assert_eq!(
                begins_before(page_points(Sheet::Landscape, 267), &heights, 0..1, n_rows + 1),
                begins,
                "{n_rows} rows"
            );
        }
        assert_eq!(
            begins_before(page_points(Sheet::Landscape, 267), &[30, 500, 400, 90], 0..1, 2),
            None,
            "more than a page holds"
        );
        assert_eq!(begins_before(page_points(Sheet::Portrait, 180), &[], 0..0, 0), None);
    }

    #[test]
    fn the_last_row_brings_what_names_it() {
        let text = |span| Cell::Text { paragraphs: Vec::new(), row_span: span };
        let (plain, begins) = (Row::Cells { cells: vec![text(1)] }, Row::Cells { cells: vec![text(2), text(1)] });
        let covered = Row::Cells { cells: vec![Cell::Covered, text(1)] };
        let named = Row::Section { level: 1, text: "I".to_owned() };
        for (rows, at) in [
            (vec![], 0),
            (vec![plain.clone(), plain.clone()], 1),
            (vec![plain.clone(), named.clone(), named.clone(), plain.clone()], 1),
            (vec![plain.clone(), named.clone(), begins.clone(), covered.clone()], 1),
            (vec![begins; 1].into_iter().chain(vec![covered; 9]).collect(), 9),
        ] {
            assert_eq!(last_rows(&rows), at);
        }
    }
}
