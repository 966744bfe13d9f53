//! The text of a Word 97 document, put together from its pieces.
//!
//! In come the table of pieces and the main stream; out go letters, each with its place in the stream, by which its
//! formatting is found. It refuses to know formatting.

use super::super::Unreadable;
use super::super::limits::{TEXT_BYTES_MAX, within};
use super::bytes::{byte, long, place, word};

/// One letter, or half of a rare one, and where it lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) unit: u16,
    pub(super) at: u32,
}

/// All letters in the order of the document.
pub(super) fn letters(main: &[u8], clx: &[u8], is_russian: bool) -> Result<Vec<Letter>, Unreadable> {
    let damaged = || Unreadable::Damaged("таблица кусков текста нарушена".into());
    let plc = piece_table(clx).ok_or_else(damaged)?;
    let n_pieces = plc.len().saturating_sub(4) / 12;
    let mut letters = Vec::new();
    for piece in 0..n_pieces {
        let (from, to) = (place(plc, piece * 4), place(plc, piece * 4 + 4));
        let told = long(plc, (n_pieces + 1) * 4 + piece * 8 + 2);
        let (Some(from), Some(to), Some(told)) = (from, to, told) else { return Err(damaged()) };
        let n = to.checked_sub(from).ok_or_else(damaged)?;
        within(letters.len().saturating_add(n) <= TEXT_BYTES_MAX / 2, || "слишком много текста".into())?;
        let is_narrow = told & 0x4000_0000 != 0;
        let start = (told & 0x3FFF_FFFF) / if is_narrow { 2 } else { 1 };
        for i in 0..u32::try_from(n).map_err(|_| damaged())? {
            let at = start.saturating_add(if is_narrow { i } else { i.saturating_mul(2) });
            let unit = usize::try_from(at).ok().and_then(|place| {
                if is_narrow { byte(main, place).map(|b| wide(b, is_russian)) } else { word(main, place) }
            });
            let Some(unit) = unit else { return Err(damaged()) };
            letters.push(Letter { unit, at });
        }
    }
    Ok(letters)
}

/// Passes over property changes to the table itself.
fn piece_table(clx: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match byte(clx, at)? {
            1 => at += 3 + usize::from(word(clx, at + 1)?),
            2 => {
                let n = place(clx, at + 1)?;
                return clx.get(at + 5..(at + 5).checked_add(n)?.min(clx.len()));
            }
            _ => return None,
        }
    }
}

/// A letter of one byte: Windows Latin by the rule, Windows Cyrillic where a Russian program broke it.
fn wide(byte: u8, is_russian: bool) -> u16 {
    let encoding = if is_russian && byte >= 0xC0 { encoding_rs::WINDOWS_1251 } else { encoding_rs::WINDOWS_1252 };
    match byte {
        0..0x80 => u16::from(byte),
        _ => encoding
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .next()
            .and_then(|letter| u16::try_from(u32::from(letter)).ok())
            .unwrap_or(0x20),
    }
}
