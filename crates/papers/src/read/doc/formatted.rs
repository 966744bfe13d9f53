//! Where formatting of a Word 97 document lies: pages of runs, each for a stretch of the main stream.
//!
//! In come the tables of pages; out goes the formatting of any place. It refuses to know what changes mean.

use super::bytes::{byte, long, stretch, word};
use std::collections::HashSet;

/// Bytes of a page of formatting.
const PAGE: usize = 512;

/// A stretch of the main stream with the same formatting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) from: u32,
    pub(super) to: u32,
    /// The style, for paragraphs.
    pub(super) style: u16,
    pub(super) changes: &'a [u8],
}

/// Runs in the order of the stream.
#[derive(Debug, Default)]
pub(super) struct Runs<'a> {
    runs: Vec<Run<'a>>,
}

impl<'a> Runs<'a> {
    /// Runs of paragraphs.
    pub(super) fn of_paragraphs(main: &'a [u8], table: &[u8]) -> Self {
        Runs::of(main, table, 13, |page, offset| {
            let at = usize::from(byte(page, offset)?) * 2;
            let n = usize::from(byte(page, at)?);
            // An even length hides behind a zero.
            let (at, n) = if n == 0 { (at + 2, usize::from(byte(page, at + 1)?) * 2) } else { (at + 1, n * 2 - 1) };
            let whole = stretch(page, at, n)?;
            Some((word(whole, 0)?, whole.get(2..)?))
        })
    }

    /// Runs of letters.
    pub(super) fn of_letters(main: &'a [u8], table: &[u8]) -> Self {
        Runs::of(main, table, 1, |page, offset| {
            let at = usize::from(byte(page, offset)?) * 2;
            let n = usize::from(byte(page, at)?);
            Some((0, if at == 0 { &[] } else { stretch(page, at + 1, n)? }))
        })
    }

    fn of(
        main: &'a [u8],
        table: &[u8],
        n_each: usize,
        read: impl Fn(&'a [u8], usize) -> Option<(u16, &'a [u8])>,
    ) -> Self {
        let n_pages = table.len().saturating_sub(4) / 8;
        let mut seen = HashSet::new();
        let mut runs = Vec::new();
        for index in 0..n_pages {
            let Some(number) = long(table, (n_pages + 1) * 4 + index * 4).map(|n| (n & 0x3F_FFFF) as usize) else {
                break;
            };
            // A page named twice would be read twice, and a thousand times as well.
            let Some(page) = stretch(main, number * PAGE, PAGE).filter(|_| seen.insert(number)) else { continue };
            let n_runs = usize::from(page[PAGE - 1]);
            for run in 0..n_runs {
                let ends = long(page, run * 4).zip(long(page, run * 4 + 4));
                let Some((from, to)) = ends.filter(|(from, to)| from < to) else { continue };
                let (style, changes) = read(page, (n_runs + 1) * 4 + run * n_each).unwrap_or((0, &[]));
                runs.push(Run { from, to, style, changes });
            }
        }
        runs.sort_by_key(|run| run.from);
        Runs { runs }
    }

    /// The run that covers a place.
    pub(super) fn at(&self, place: u32) -> Option<Run<'a>> {
        let after = self.runs.partition_point(|run| run.from <= place);
        self.runs.get(after.checked_sub(1)?).filter(|run| place < run.to).copied()
    }
}
