//! Single property changes: how Word 97 says that something is bold, in a list, a cell, a row.
//!
//! In comes a stretch of changes; out goes each with its operand. A broken stretch ends where it breaks.

use super::bytes::{byte, place, word};

pub(super) const IS_IN_TABLE: u16 = 0x2416;
pub(super) const ENDS_ROW: u16 = 0x2417;
pub(super) const DEPTH: u16 = 0x6649;
pub(super) const ENDS_INNER_CELL: u16 = 0x244B;
pub(super) const ENDS_INNER_ROW: u16 = 0x244C;
pub(super) const LIST_LEVEL: u16 = 0x260A;
pub(super) const LIST: u16 = 0x460B;
pub(super) const OUTLINE: u16 = 0x2640;
pub(super) const ELSEWHERE: u16 = 0x6646;
pub(super) const ELSEWHERE_OLD: u16 = 0x6645;
pub(super) const IS_HEADER: u16 = 0x3404;
pub(super) const ROW: u16 = 0xD608;
pub(super) const MERGE_DOWN: u16 = 0xD62B;
pub(super) const MERGE_ACROSS: u16 = 0x5624;
pub(super) const IS_DELETED: u16 = 0x0800;
pub(super) const IS_INSERTED: u16 = 0x0801;
pub(super) const IS_BOLD: u16 = 0x0835;
pub(super) const IS_HIDDEN: u16 = 0x083C;
pub(super) const IS_STRUCK: u16 = 0x0837;
pub(super) const IS_STRUCK_TWICE: u16 = 0x2A53;
pub(super) const SIGN: u16 = 0x6A09;
pub(super) const IS_SPECIAL: u16 = 0x0855;
pub(super) const LETTER_STYLE: u16 = 0x4A30;

/// A walk over changes.
#[derive(Debug)]
pub(super) struct Sprms<'a> {
    rest: &'a [u8],
}

impl<'a> Sprms<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Sprms { rest: bytes }
    }
}

impl<'a> Iterator for Sprms<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let name = word(self.rest, 0)?;
        let after = self.rest.get(2..)?;
        let n = length(name, after)?;
        let operand = after.get(..n)?;
        self.rest = after.get(n..)?;
        Some((name, operand))
    }
}

/// How long an operand is: by three bits of the name, or by itself.
fn length(name: u16, after: &[u8]) -> Option<usize> {
    Some(match name >> 13 {
        0 | 1 => 1,
        2 | 4 | 5 => 2,
        3 => 4,
        7 => 3,
        _ if name == ROW => usize::from(word(after, 0)?) + 1,
        _ => match (byte(after, 0)?, name) {
            // Tab stops past the usual count.
            (255, 0xC615) => {
                let n_gone = usize::from(byte(after, 1)?);
                let n_new = usize::from(byte(after, 2 + 4 * n_gone)?);
                3 + 4 * n_gone + 3 * n_new
            }
            (n, _) => 1 + usize::from(n),
        },
    })
}

/// Changes that were too large for their place and lie in another stream.
pub(super) fn elsewhere<'a>(changes: &[u8], extra: &'a [u8]) -> Option<&'a [u8]> {
    let (_, operand) = Sprms::new(changes).find(|(name, _)| matches!(*name, ELSEWHERE | ELSEWHERE_OLD))?;
    let at = place(operand, 0)?;
    let n = usize::from(word(extra, at)?);
    super::bytes::stretch(extra, at.checked_add(2)?, n)
}
