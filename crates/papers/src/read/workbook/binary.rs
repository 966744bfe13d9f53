//! How far the sheets of a binary workbook (.xls) reach, counted before a library lays them out whole.
//!
//! In come the bytes of the workbook stream; out goes yes or no. Two cells in far corners would otherwise take all
//! memory. It refuses to know values.

use super::super::Unreadable;
use super::super::limits::{PLACES_MAX, within};
use std::io::{Cursor, Read};

/// Records that put a cell at a row and a column.
const CELLS: &[u16] = &[
    0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0001, 0x0002, 0x0003, 0x0004,
    0x0005,
];
/// The record that begins a sheet.
const BEGIN: u16 = 0x0809;

/// Refuses a workbook with a sheet that reaches too far.
pub(super) fn refuse_far_corners(bytes: &[u8]) -> Result<(), Unreadable> {
    let damaged = || Unreadable::Damaged("записи книги Excel нарушены".into());
    let mut ole = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let name = if ole.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    ole.open_stream(name).and_then(|mut s| s.read_to_end(&mut stream)).map_err(|_| damaged())?;
    let mut corners = Corners::default();
    let mut rest = stream.as_slice();
    while let [a, b, c, d, after @ ..] = rest {
        let (record, n) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        match after {
            _ if record == BEGIN => corners = Corners::default(),
            [row_low, row_high, column_low, column_high, ..] if n >= 4 && CELLS.contains(&record) => {
                corners
                    .take(u16::from_le_bytes([*row_low, *row_high]), u16::from_le_bytes([*column_low, *column_high]));
            }
            _ => {}
        }
        within(corners.n_places() <= PLACES_MAX, || "лист книги слишком велик".into())?;
        rest = after.get(n..).unwrap_or_default();
    }
    Ok(())
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
