//! Which cell stands at each place of a table's grid.

use super::{Cell, Table};

/// A place of the grid.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot<'a> {
    /// A cell begins here.
    Begins(&'a Cell),
    /// A cell that began in a row above goes on; it is so wide.
    GoesOn {
        /// Columns of that cell.
        columns: usize,
    },
    /// Covered by the cell on the left.
    Covered,
}

/// The grid of a table, row by row. Places that no cell covers are left out.
pub(super) fn grid(table: &Table) -> Vec<Vec<Slot<'_>>> {
    let n_columns = table.widths.len();
    // For each column: rows still covered from above, and the width of that cell where it begins.
    let mut above: Vec<(usize, usize)> = vec![(0, 0); n_columns];
    table.rows.iter().map(|row| place(row, &mut above)).collect()
}

fn place<'a>(row: &'a [Cell], above: &mut [(usize, usize)]) -> Vec<Slot<'a>> {
    let mut cells = row.iter();
    let mut slots = Vec::with_capacity(above.len());
    while let Some((rows, columns)) = above.get(slots.len()).copied() {
        let at = slots.len();
        if rows > 0 {
            slots.push(Slot::GoesOn { columns });
            slots.extend(std::iter::repeat_n(Slot::Covered, columns - 1));
            above.iter_mut().skip(at).take(columns).for_each(|(rows, _)| *rows -= 1);
        } else if let Some(cell) = cells.next() {
            slots.push(Slot::Begins(cell));
            slots.extend(std::iter::repeat_n(Slot::Covered, cell.columns - 1));
            above.iter_mut().skip(at).take(cell.columns).for_each(|it| *it = (cell.rows - 1, cell.columns));
        } else {
            break;
        }
    }
    slots
}
