//! Columns that were left out: a heading that means nothing known, with words beneath it.
//!
//! In comes a table with its heading as it was understood; out goes a remark for each such column, once a paper. It
//! refuses to guess what they hold.

use super::grid::Grid;
use super::header::Header;
use super::lexicon::{Role, plain};
use super::measures::one_line;
use super::reader::Reader;
use super::source::is_blank;
use otklik_domain::remark::{Remark, Severity};

/// Letters of a heading that are quoted.
const LETTERS_MAX: usize = 80;

/// Says which columns of the table were not read.
pub(super) fn tell(reader: &mut Reader<'_>, grid: &Grid<'_>, header: &Header) {
    let ignored = header.column(Role::Ignored);
    let mut columns: Vec<usize> = header.unknown.iter().copied().chain(ignored).collect();
    columns.sort_unstable();
    for column in columns {
        let taken = header.calendar.iter().any(|(known, _)| *known == column) || header.sums.contains(&column);
        let Some(cell) = header.end.checked_sub(1).and_then(|row| grid.at(row, column)).filter(|_| !taken) else {
            continue;
        };
        let source = grid.source(cell);
        let name = one_line(&source.raw, reader.words());
        if is_blank(&name) || cell.column_span > 2 || !is_filled(grid, header, column) {
            continue;
        }
        let known = plain(&name);
        if !reader.columns_left.insert(known) {
            continue;
        }
        let short: String = name.chars().take(LETTERS_MAX).collect();
        reader.note(
            Remark::new(
                "column-left-out",
                Severity::Note,
                format!("Столбец «{short}» не прочитан: его смысл не понят"),
            )
            .propose("Если он нужен, перенесите его слова в мероприятие, срок, исполнителей или ход реализации")
            .at(Some(source.place(&source.all()))),
        );
    }
}

/// Whether something stands beneath the heading: words, not the numbers of columns.
fn is_filled(grid: &Grid<'_>, header: &Header, column: usize) -> bool {
    (header.end..grid.n_rows()).filter_map(|row| grid.at(row, column).filter(|cell| cell.row == row)).any(|cell| {
        let text = cell.text();
        cell.column == column && cell.column_span < 3 && !is_blank(&text) && !is_column_number(grid, cell.row, &text)
    })
}

/// «5» in the row «1 2 3 4 5» beneath the heading.
fn is_column_number(grid: &Grid<'_>, row: usize, text: &str) -> bool {
    let is_number = |text: &str| text.trim().parse::<u32>().is_ok();
    is_number(text) && grid.filled(row).iter().all(|cell| is_number(&cell.text()))
}
