//! Which mark parts the cells of a text: the one that gives all rows the width of the headings.

use super::record::{Cut, cut};

const MARKS: [u8; 3] = [b';', b',', b'\t'];
/// So many rows are enough to tell.
const ROWS: usize = 40;

/// The mark of a text by its beginning; `sep=;` of Excel says it in words.
pub(super) fn mark_of(sample: &str) -> u8 {
    if let Some(mark) = told(sample) {
        return mark;
    }
    // A heading may hold marks that are not the mark, so rows of equal width say more than many cells.
    let best = MARKS.into_iter().rev().max_by_key(|mark| likeness(sample, *mark));
    best.unwrap_or(b',')
}

/// The mark that the first line names.
pub(super) fn told(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?.trim_end();
    let mark = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    if mark.is_empty() && line.len() < sample.lines().next()?.len() {
        return Some(b'\t');
    }
    MARKS.into_iter().find(|known| mark.as_bytes() == [*known])
}

/// Share of rows as wide as most, in thousandths, then the width.
fn likeness(sample: &str, mark: u8) -> (usize, usize) {
    let widths = widths(sample, mark);
    let usual = widths.iter().copied().max_by_key(|width| (n_of(&widths, *width), *width)).unwrap_or(0);
    if usual < 2 {
        return (0, widths.iter().copied().max().unwrap_or(0));
    }
    (n_of(&widths, usual) * 1000 / widths.len().max(1), usual)
}

fn n_of(widths: &[usize], width: usize) -> usize {
    widths.iter().filter(|it| **it == width).count()
}

fn widths(sample: &str, mark: u8) -> Vec<usize> {
    let mut widths = Vec::new();
    let mut rest = sample;
    while widths.len() < ROWS && !rest.is_empty() {
        let taken = [true, false].into_iter().find_map(|has_quotes| match cut(rest, mark, true, has_quotes) {
            Cut::Record { cells, used, .. } => Some((cells, used)),
            Cut::More | Cut::Open => None,
        });
        let Some((cells, used)) = taken else { break };
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            widths.push(cells.len());
        }
        rest = rest.get(used..).unwrap_or_default();
    }
    widths
}
