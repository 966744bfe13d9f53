//! How many lines a text takes in a column: an estimate for formats that do not fit heights themselves.
//!
//! In come words and a width; out goes a count of lines, rather one too many than one too few.
//! It refuses to know fonts: a Cyrillic letter of 12 pt Times takes 2 mm on the average, blanks counted.

use super::paper::{Cell, HeaderCell, Paper, Row, Table};

/// Tenths of a millimetre an average letter of 12 pt takes.
const LETTER_TENTHS_MM: usize = 21;
/// Tenths of a millimetre a cell keeps free at its sides.
const PADDING_TENTHS_MM: usize = 38;

/// A row of more lines than this may be torn between pages: kept whole it would leave half a page empty.
const WHOLE_ROW_LINES_MAX: usize = 10;
/// The same for the first row, which shares its page with the heading.
const FIRST_ROW_LINES_MAX: usize = 4;

/// Lines of notes that go to the next page along with the signatures and the last row above them.
const HELD_NOTES_MAX: usize = 8;

/// Whether the last row of the last table stays with the signatures: nobody signs on a sheet where nothing else stands.
pub(super) fn holds_end(paper: &Paper) -> bool {
    let width = paper.sheet.text_width_mm();
    let n_lines = if paper.notes.is_empty() { 0 } else { lines_of(&paper.notes, width) };
    !paper.endings.is_empty() && n_lines <= HELD_NOTES_MAX
}

/// For each row its lines, and whether it stays on one page.
pub(super) fn rows(table: &Table) -> impl Iterator<Item = (&Row, bool)> {
    let first = table.rows.iter().position(|row| matches!(row, Row::Cells { .. }));
    let most = move |index| if Some(index) == first { FIRST_ROW_LINES_MAX } else { WHOLE_ROW_LINES_MAX };
    let rows = table.rows.iter().zip(heights(table)).enumerate();
    rows.map(move |(index, (row, n_lines))| (row, n_lines <= most(index)))
}

/// Letters of 12 pt that fit a line of a column.
fn letters_in(width_mm: u32) -> usize {
    ((width_mm as usize * 10).saturating_sub(PADDING_TENTHS_MM) / LETTER_TENTHS_MM).max(1)
}

/// Lines that paragraphs take in a column of 12 pt.
pub fn lines_of<S: AsRef<str>>(paragraphs: &[S], width_mm: u32) -> usize {
    let letters = letters_in(width_mm);
    paragraphs.iter().map(|p| wrapped(p.as_ref(), letters)).sum::<usize>().max(1)
}

fn wrapped(text: &str, letters: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in super::glue::pieces(text) {
        let long = word.chars().count();
        let wanted = if used == 0 { long } else { used + 1 + long };
        if wanted <= letters {
            used = wanted;
            continue;
        }
        // A word longer than the line is broken wherever the line ends.
        lines += usize::from(used > 0) + (long - 1) / letters;
        used = (long - 1) % letters + 1;
    }
    lines
}

/// Lines each row of a table takes; what a cell over several rows needs is given to its last row.
pub fn heights(table: &Table) -> Vec<usize> {
    let width: u32 = table.columns.iter().map(|c| c.width_mm).sum();
    let mut heights: Vec<usize> = table
        .rows
        .iter()
        .map(|row| match row {
            Row::Section { text, .. } | Row::Remark { text } => lines_of(&[text], width),
            Row::Cells { cells } => single_row_height(cells, table),
        })
        .collect();
    for (index, row) in table.rows.iter().enumerate() {
        let Row::Cells { cells } = row else { continue };
        for (cell, column) in cells.iter().zip(&table.columns) {
            if let Cell::Text { paragraphs, row_span } = cell
                && *row_span > 1
            {
                stretch(&mut heights, index, *row_span, lines_of(paragraphs, column.width_mm));
            }
        }
    }
    heights
}

/// Lines each row of the header takes; what a cell over several rows needs is given to the last of them.
pub(super) fn header_heights(table: &Table) -> Vec<usize> {
    let mut heights = vec![1; table.header.len()];
    let of = |cell: &HeaderCell| {
        let width = table.columns.iter().skip(cell.column).take(cell.column_span.max(1)).map(|c| c.width_mm).sum();
        lines_of(&[&cell.text], width)
    };
    let mut cells: Vec<(usize, &HeaderCell)> =
        table.header.iter().enumerate().flat_map(|(level, row)| row.iter().map(move |cell| (level, cell))).collect();
    cells.sort_by_key(|(_, cell)| cell.row_span);
    for (level, cell) in cells {
        stretch(&mut heights, level, cell.row_span.max(1), of(cell));
    }
    heights
}

fn single_row_height(cells: &[Cell], table: &Table) -> usize {
    cells
        .iter()
        .zip(&table.columns)
        .map(|(cell, column)| match cell {
            Cell::Text { paragraphs, row_span: 1 } => lines_of(paragraphs, column.width_mm),
            _ => 1,
        })
        .max()
        .unwrap_or(1)
}

fn stretch(heights: &mut [usize], first: usize, n_rows: usize, wanted: usize) {
    let end = (first + n_rows).min(heights.len());
    let Some(group) = heights.get_mut(first..end) else { return };
    let have: usize = group.iter().sum();
    if let Some(last) = group.last_mut() {
        *last += wanted.saturating_sub(have);
    }
}

#[cfg(test)]
mod tests {
    use super::{lines_of, wrapped};

    #[test]
    fn words_wrap_as_on_paper() {
        for (text, letters, lines) in [
            ("", 10, 1),
            ("слово", 10, 1),
            ("два слова тут", 10, 2),
            ("Доброжелательность", 10, 2),
            ("а Доброжелательность б", 10, 3),
            ("https://example.org/very/long/address", 10, 4),
        ] {
            assert_eq!(wrapped(text, letters), lines, "{text}");
        }
    }

    #[test]
    fn an_empty_cell_is_one_line_high() {
        assert_eq!(lines_of::<&str>(&[], 30), 1);
    }
}
