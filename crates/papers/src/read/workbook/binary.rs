//! How far the sheets of a binary workbook (.xls) reach, counted before a library lays them out whole.
//!
//! In come the bytes of the workbook stream; out goes yes or no. Two cells in far corners, or a sheet that only tells of
//! them, would otherwise take all memory. It refuses to know values.

use super::super::Unreadable;
use super::super::limits::{PLACES_MAX, within};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// Records that put a cell at a row and a column.
const CELLS: &[u16] = &[
    0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0001, 0x0002, 0x0003, 0x0004,
    0x0005,
];
/// The record that begins a sheet, and one within it.
const BEGIN: u16 = 0x0809;
/// The record that ends what was begun last.
const END: u16 = 0x000A;
/// The record that says where a sheet begins.
const SHEET: u16 = 0x0085;
/// The record that tells how far a sheet reaches.
const TOLD: u16 = 0x0200;
/// Places a sheet may tell of: programs tell of empty rows they once had. The library makes room for all of them.
const TOLD_MAX: u64 = 4 * PLACES_MAX as u64;
/// Sheets of a book.
const SHEETS_MAX: usize = 1_000;

/// Refuses a workbook with a sheet that reaches too far, or tells so.
pub(super) fn refuse_far_corners(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = || Unreadable::Damaged("записи книги Excel нарушены".into());
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = if ole.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    ole.open_stream(name).and_then(|mut s| s.read_to_end(&mut stream)).map_err(|_| damaged())?;
    let sheets = walked(&stream, false)?;
    within(sheets.len() <= SHEETS_MAX, || format!("больше {SHEETS_MAX} листов"))?;
    // The library begins wherever the book says a sheet begins, in the midst of a record too.
    sheets.into_iter().try_for_each(|at| walked(stream.get(at..).unwrap_or_default(), true).map(drop))
}

/// Looks at every record, or at those of the sheet that begins here; gives where the book says that sheets begin.
fn walked(stream: &[u8], is_sheet: bool) -> Result<BTreeSet<usize>, Unreadable> {
    let (mut corners, mut sheets, mut depth) = (Corners::default(), BTreeSet::new(), 0_usize);
    let mut rest = stream;
    while let [a, b, c, d, after @ ..] = rest {
        let (record, n) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let cells = after.get(..n).unwrap_or(after);
        match (record, cells) {
            (BEGIN, _) => (corners, depth) = (Corners::default(), depth + 1),
            (END, _) if is_sheet && depth <= 1 => break,
            (END, _) => depth = depth.saturating_sub(1),
            (SHEET, [a, b, c, d, ..]) => {
                sheets.extend(usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).ok());
            }
            (TOLD, told) => within(n_told(told) <= TOLD_MAX, || "лист книги слишком велик".into())?,
            (record, [row_low, row_high, column_low, column_high, ..]) if CELLS.contains(&record) => {
                corners
                    .take(u16::from_le_bytes([*row_low, *row_high]), u16::from_le_bytes([*column_low, *column_high]));
            }
            _ => {}
        }
        within(corners.n_places() <= PLACES_MAX, || "лист книги слишком велик".into())?;
        rest = after.get(n..).unwrap_or_default();
    }
    Ok(sheets)
}

/// Places between the first and the last row and column that a sheet tells of.
fn n_told(told: &[u8]) -> u64 {
    let word =
        |at: usize| told.get(at..at + 2).map_or(0, |it| it.iter().rev().fold(0, |sum, b| sum << 8 | u64::from(*b)));
    let (rows, columns) = match told.len() {
        10 => ((word(0), word(2)), (word(4), word(6))),
        14 | 16 => ((word(0) | word(2) << 16, word(4) | word(6) << 16), (word(8), word(10))),
        // The library refuses any other length.
        _ => return 0,
    };
    // A first column past the last of the format is taken for none.
    let first_column = if columns.0 > 0xFF || columns.1 < columns.0 { 0 } else { columns.0 };
    (rows.1.saturating_sub(rows.0) + 1).saturating_mul(columns.1 - first_column + 1)
}

/// How far cells reach.
#[derive(Default)]
struct Corners {
    far: Option<(usize, usize)>,
}

impl Corners {
    fn take(&mut self, row: u16, column: u16) {
        let (row, column) = (usize::from(row) + 1, usize::from(column) + 1);
        let (far_row, far_column) = self.far.unwrap_or_default();
        self.far = Some((far_row.max(row), far_column.max(column)));
    }

    fn n_places(&self) -> usize {
        self.far.map_or(0, |(rows, columns)| rows * columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: u16, cells: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &u16::try_from(cells.len()).unwrap().to_le_bytes(), cells].concat()
    }

    /// A sheet that tells of rows and columns from nought up to these.
    fn told(rows: u32, columns: u16) -> Vec<u8> {
        let cells = [&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat();
        [record(BEGIN, &[0; 16]), record(TOLD, &cells), record(END, &[])].concat()
    }

    fn cell(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    fn book(stream: &[u8]) -> Vec<u8> {
        let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        ole.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
        ole.flush().unwrap();
        ole.into_inner().into_inner()
    }

    fn check(what: &str, stream: &[u8], is_taken: bool) {
        let said = refuse_far_corners(&book(stream));
        assert_eq!(said.is_ok(), is_taken, "{what}: {said:?}");
        assert!(said.is_ok() || said.unwrap_err().to_string().contains("слишком велик"), "{what}");
    }

    #[test]
    fn a_sheet_that_tells_of_too_much_is_refused_before_room_is_made() {
        check("nothing", &[], true);
        check("a whole old sheet of thirty columns", &told(65_536, 30), true);
        check("a whole old sheet", &told(65_536, 256), false);
        check("rows past all rows", &told(u32::MAX, 1), false);
        check("cells near each other", &[cell(1, 1), cell(99, 20)].concat(), true);
        check("two far corners", &[cell(65_535, 1), cell(1, 255)].concat(), false);
        check("corners of two sheets", &[cell(65_535, 1), record(BEGIN, &[]), cell(1, 255)].concat(), true);
    }

    #[test]
    fn a_sheet_in_the_midst_of_a_record_is_looked_at_too() {
        let hidden = record(0x1234, &told(u32::MAX, 9));
        check("nobody goes there", &hidden, true);
        // The record of the sheet's place takes twelve bytes, the head of the hiding one four.
        let place = record(SHEET, &[16_u32.to_le_bytes(), [0; 4]].concat());
        check("the book says that a sheet begins there", &[place, hidden].concat(), false);
    }
}
