//! Styles of a Word 97 document that matter to a reader.
//!
//! In comes the style sheet; out go headings, bold and lists carried by styles. It refuses to know the rest.

use super::bytes::{byte, word};
use super::sprm::{IS_BOLD, IS_HIDDEN, IS_STRUCK, IS_STRUCK_TWICE, LIST, LIST_LEVEL, OUTLINE, Sprms};

/// What a style says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    base: Option<usize>,
    pub(super) heading: Option<u8>,
    pub(super) is_bold: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    pub(super) is_struck: Option<bool>,
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
}

/// All styles by their numbers, filled up from those they come from.
pub(super) fn styles(sheet: &[u8]) -> Vec<Style> {
    let told = told(sheet).unwrap_or_default();
    told.iter().map(|style| inherited(style, &told)).collect()
}

fn inherited(style: &Style, all: &[Style]) -> Style {
    let mut whole = style.clone();
    let mut next = style.base;
    for _ in 0..16 {
        let Some(base) = next.and_then(|at| all.get(at)) else { break };
        whole.heading = whole.heading.or(base.heading);
        whole.is_bold = whole.is_bold.or(base.is_bold);
        whole.is_hidden = whole.is_hidden.or(base.is_hidden);
        whole.is_struck = whole.is_struck.or(base.is_struck);
        whole.list = whole.list.or(base.list);
        whole.level = whole.level.or(base.level);
        next = base.base;
    }
    whole
}

fn told(sheet: &[u8]) -> Option<Vec<Style>> {
    let n_head = usize::from(word(sheet, 0)?);
    let n_styles = usize::from(word(sheet, 2)?);
    let n_base = usize::from(word(sheet, 4)?);
    let mut at = 2 + n_head;
    let mut styles = Vec::new();
    for _ in 0..n_styles {
        let Some(n) = word(sheet, at).map(usize::from) else { break };
        let one = sheet.get(at + 2..at + 2 + n).unwrap_or_default();
        styles.push(style(one, n_base).unwrap_or_default());
        at += 2 + n;
    }
    Some(styles)
}

fn style(one: &[u8], n_base: usize) -> Option<Style> {
    let number = word(one, 0)? & 0x0FFF;
    let (kind, base) = (word(one, 2)? & 0x000F, word(one, 2)? >> 4);
    let n_groups = word(one, 4)? & 0x000F;
    let mut style = Style { base: (base != 0x0FFF).then_some(usize::from(base)), ..Style::default() };
    style.heading = u8::try_from(number).ok().filter(|level| (1..=6).contains(level));
    let n_name = usize::from(word(one, n_base)?);
    let mut at = n_base + 2 + 2 * n_name + 2;
    for group in 0..n_groups {
        let n = usize::from(word(one, at)?);
        let changes = one.get(at + 2..at + 2 + n)?;
        // Of a paragraph style the first group is about paragraphs and begins with the number of the style.
        let changes = if kind == 1 && group == 0 { changes.get(2..).unwrap_or_default() } else { changes };
        take(&mut style, changes);
        at += 2 + n + n % 2;
    }
    Some(style)
}

fn take(style: &mut Style, changes: &[u8]) {
    for (name, operand) in Sprms::new(changes) {
        match name {
            IS_BOLD => style.is_bold = byte(operand, 0).map(|v| v & 1 == 1),
            IS_HIDDEN => style.is_hidden = byte(operand, 0).map(|v| v & 1 == 1),
            IS_STRUCK | IS_STRUCK_TWICE => style.is_struck = byte(operand, 0).map(|v| v & 1 == 1),
            LIST => style.list = word(operand, 0),
            LIST_LEVEL => style.level = byte(operand, 0),
            OUTLINE => style.heading = heading(byte(operand, 0)),
            _ => {}
        }
    }
}

/// An outline level of Word, from zero, as a heading from 1 to 6.
pub(super) fn heading(level: Option<u8>) -> Option<u8> {
    level.and_then(|level| level.checked_add(1)).filter(|level| (1..=6).contains(level))
}
