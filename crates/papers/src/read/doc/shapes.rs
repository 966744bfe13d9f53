//! What formatting says of a paragraph, of letters, of a row.
//!
//! In come changes; out go plain answers. It refuses to know text.

use super::super::flow::{CellShape, Merge, RowShape};
use super::bytes::{byte, long, word};
use super::sprm::{self, Sprms};
use super::styles::{Style, heading};

/// What is said of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphShape {
    pub(super) depth: usize,
    pub(super) ends_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) ends_inner_row: bool,
    pub(super) list: Option<u16>,
    pub(super) level: u8,
    pub(super) heading: Option<u8>,
}

impl ParagraphShape {
    pub(super) fn of(style: Option<&Style>, changes: &[u8]) -> Self {
        let mut shape = ParagraphShape {
            heading: style.and_then(|s| s.heading),
            list: style.and_then(|s| s.list),
            level: style.and_then(|s| s.level).unwrap_or(0),
            ..ParagraphShape::default()
        };
        let (mut is_in_table, mut depth) = (false, None);
        for (name, operand) in Sprms::new(changes) {
            let is_on = byte(operand, 0).is_some_and(|v| v != 0);
            match name {
                sprm::IS_IN_TABLE => is_in_table = is_on,
                sprm::ENDS_ROW => shape.ends_row = is_on,
                sprm::DEPTH => depth = long(operand, 0).and_then(|n| usize::try_from(n).ok()),
                sprm::ENDS_INNER_CELL => shape.ends_inner_cell = is_on,
                sprm::ENDS_INNER_ROW => shape.ends_inner_row = is_on,
                sprm::LIST => shape.list = word(operand, 0),
                sprm::LIST_LEVEL => shape.level = byte(operand, 0).unwrap_or(0),
                sprm::OUTLINE => shape.heading = heading(byte(operand, 0)),
                _ => {}
            }
        }
        shape.depth = if is_in_table { depth.unwrap_or(1).max(1) } else { depth.unwrap_or(0) };
        shape
    }
}

/// What is said of letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LetterShape {
    pub(super) is_bold: bool,
    pub(super) is_hidden: bool,
    pub(super) is_struck: bool,
    pub(super) is_deleted: bool,
    pub(super) is_inserted: bool,
    /// The letter stands for something that is not text.
    pub(super) is_special: bool,
    /// The letter is a place in a font of signs.
    pub(super) sign: Option<u16>,
}

impl LetterShape {
    pub(super) fn of(style: Option<&Style>, styles: &[Style], changes: &[u8]) -> Self {
        let own = Sprms::new(changes)
            .find(|(name, _)| *name == sprm::LETTER_STYLE)
            .and_then(|(_, operand)| word(operand, 0))
            .and_then(|number| styles.get(usize::from(number)));
        let by_style = |ask: fn(&Style) -> Option<bool>| own.and_then(ask).or(style.and_then(ask)).unwrap_or(false);
        let (bold_style, hidden_style) = (by_style(|s| s.is_bold), by_style(|s| s.is_hidden));
        let struck_style = by_style(|s| s.is_struck);
        let mut shape = LetterShape { is_bold: bold_style, is_hidden: hidden_style, ..LetterShape::default() };
        // Struck once and struck twice are two switches.
        let (mut is_struck, mut is_struck_twice) = (struck_style, false);
        for (name, operand) in Sprms::new(changes) {
            let is_on = byte(operand, 0).is_some_and(|v| v != 0);
            match name {
                sprm::IS_BOLD => shape.is_bold = toggled(byte(operand, 0), bold_style),
                sprm::IS_HIDDEN => shape.is_hidden = toggled(byte(operand, 0), hidden_style),
                sprm::IS_STRUCK => is_struck = toggled(byte(operand, 0), struck_style),
                sprm::IS_STRUCK_TWICE => is_struck_twice = toggled(byte(operand, 0), struck_style),
                sprm::IS_DELETED => shape.is_deleted = is_on,
                sprm::IS_INSERTED => shape.is_inserted = is_on,
                sprm::IS_SPECIAL => shape.is_special = is_on,
                sprm::SIGN => shape.sign = word(operand, 2),
                _ => {}
            }
        }
        LetterShape { is_struck: is_struck || is_struck_twice, ..shape }
    }
}

/// On, off, as the style says, or the opposite.
fn toggled(value: Option<u8>, by_style: bool) -> bool {
    match value {
        Some(0x80) => by_style,
        Some(0x81) => !by_style,
        value => value.is_some_and(|v| v != 0),
    }
}

/// What is said of a row.
pub(super) fn row_shape(changes: &[u8]) -> RowShape {
    let mut shape = RowShape::default();
    for (name, operand) in Sprms::new(changes) {
        match name {
            sprm::ROW => take_row(&mut shape, operand.get(2..).unwrap_or_default()),
            sprm::IS_HEADER => shape.is_header = byte(operand, 0).is_some_and(|v| v != 0),
            sprm::MERGE_DOWN => {
                let cell = byte(operand, 1).and_then(|at| shape.cells.get_mut(usize::from(at)));
                if let (Some(cell), Some(how)) = (cell, byte(operand, 2)) {
                    cell.down = merge(how & 1 != 0, how & 2 != 0);
                }
            }
            sprm::MERGE_ACROSS => {
                let (first, end) = (byte(operand, 0).unwrap_or(0), byte(operand, 1).unwrap_or(0));
                for at in first..end {
                    if let Some(cell) = shape.cells.get_mut(usize::from(at)) {
                        cell.across = if at == first { Merge::Starts } else { Merge::GoesOn };
                    }
                }
            }
            _ => {}
        }
    }
    shape
}

/// Edges of cells and how each cell joins its neighbours.
fn take_row(shape: &mut RowShape, told: &[u8]) {
    let n_cells = usize::from(byte(told, 0).unwrap_or(0)).min(64);
    let edge = |at: usize| word(told, 1 + at * 2).map_or(0, |edge| i64::from(edge.cast_signed()));
    shape.left = edge(0);
    shape.cells = (0..n_cells)
        .map(|at| {
            let flags = word(told, 1 + (n_cells + 1) * 2 + at * 20).unwrap_or(0);
            CellShape {
                right: edge(at + 1),
                down: merge(flags & 0x0020 != 0, flags & 0x0040 != 0),
                across: merge(flags & 0x0002 != 0, flags & 0x0001 != 0),
            }
        })
        .collect();
}

fn merge(goes_on: bool, starts: bool) -> Merge {
    match (starts, goes_on) {
        (true, _) => Merge::Starts,
        (false, true) => Merge::GoesOn,
        (false, false) => Merge::Alone,
    }
}
