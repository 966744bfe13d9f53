//! Definitions of automatic numbering in a Word 97 document.
//!
//! In come the tables of lists; out go lists ready to count. A broken definition ends the reading of definitions, never
//! of the document. It refuses to count.

use super::super::label::Counting;
use super::super::lists::{Abstract, Level, Lists, N_LEVELS, Num};
use super::bytes::{byte, long, word};

/// Most letters in the text of a level.
const TEMPLATE_MAX: usize = 64;

/// Reads definitions and their overrides.
pub(super) fn lists(definitions: Option<(&[u8], usize)>, overrides: Option<&[u8]>) -> Lists {
    let mut lists = Lists::default();
    if let Some((bytes, n)) = definitions {
        take_definitions(&mut lists, bytes, n);
    }
    if let Some(bytes) = overrides {
        take_overrides(&mut lists, bytes);
    }
    lists
}

fn take_definitions(lists: &mut Lists, bytes: &[u8], n_bytes: usize) -> Option<()> {
    let n_lists = usize::from(word(bytes, 0)?);
    // Levels follow after all heads.
    let mut at = n_bytes;
    for list in 0..n_lists {
        let head = 2 + list * 28;
        let id = i64::from(long(bytes, head)?);
        let n_levels = if byte(bytes, head + 26)? & 1 == 1 { 1 } else { N_LEVELS };
        let mut levels = Vec::with_capacity(n_levels);
        for _ in 0..n_levels {
            levels.push(level(bytes, &mut at)?);
        }
        lists.abstracts.insert(id, Abstract { levels, ..Abstract::default() });
    }
    Some(())
}

fn take_overrides(lists: &mut Lists, bytes: &[u8]) -> Option<()> {
    let n_lists = usize::try_from(long(bytes, 0)?).ok()?;
    let mut at = 4_usize.checked_add(n_lists.checked_mul(16)?)?;
    for list in 0..n_lists {
        let head = 4 + list * 16;
        let mut num = Num { abstract_id: i64::from(long(bytes, head)?), ..Num::default() };
        let n_levels = byte(bytes, head + 12)?;
        let id = i64::try_from(list + 1).ok()?;
        lists.nums.insert(id, num.clone());
        at += 4;
        for _ in 0..n_levels {
            let (start, flags) = (long(bytes, at)?, long(bytes, at + 4)?);
            at += 8;
            let number = usize::try_from(flags & 0xF).ok()?;
            if flags & 0x20 != 0 {
                let own = level(bytes, &mut at)?;
                num.levels.insert(number, own);
            } else if flags & 0x10 != 0 {
                num.starts.insert(number, start);
            }
        }
        lists.nums.insert(id, num);
    }
    Some(())
}

fn level(bytes: &[u8], at: &mut usize) -> Option<Level> {
    let head = *at;
    let start = long(bytes, head)?;
    let counting = counting(byte(bytes, head + 4)?);
    let flags = byte(bytes, head + 5)?;
    let n_letters = usize::from(byte(bytes, head + 24)?);
    let n_paragraph = usize::from(byte(bytes, head + 25)?);
    let restart_limit = byte(bytes, head + 26)?;
    let text_at = head + 28 + n_paragraph + n_letters;
    let n_units = usize::from(word(bytes, text_at)?);
    let mut text = String::new();
    for unit in 0..n_units.min(TEMPLATE_MAX) {
        match word(bytes, text_at + 2 + unit * 2)? {
            // A place for the number of a level.
            number @ 0..9 => text.push_str(&format!("%{}", number + 1)),
            unit => text.extend(char::from_u32(u32::from(unit))),
        }
    }
    *at = text_at + 2 + n_units * 2;
    let restart_after = (flags & 0x08 != 0).then_some(usize::from(restart_limit));
    Some(Level { start, counting, text, restart_after, is_legal: flags & 0x04 != 0, style: None })
}

fn counting(code: u8) -> Counting {
    match code {
        1 => Counting::UpperRoman,
        2 => Counting::LowerRoman,
        3 => Counting::UpperLetter,
        4 => Counting::LowerLetter,
        0x16 => Counting::DecimalZero,
        0x17 | 0xFF => Counting::Silent,
        0x3A => Counting::RussianLower,
        0x3B => Counting::RussianUpper,
        _ => Counting::Decimal,
    }
}
