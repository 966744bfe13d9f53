//! Rows that repeat another row in everything that is counted: found by a print of sixty-four bits a row.
//!
//! Prints of a file of ordinary size fit in the memory; of a greater one they do not, and then nothing is searched and
//! that is said. A run that may be taken up again does not search either: it would have forgotten what it saw.

use super::kernel::{Batch, bits};
use super::names::Groups;
use foldhash::fast::FixedState;
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};

/// So many rows are compared.
pub(super) const ROWS_MAX: u64 = 2_000_000;

/// So many rows are named.
const KEPT_MAX: usize = 10;

/// Parts that are compared by themselves: equal rows are of one part.
const PARTS: usize = 4;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repeats {
    /// Whether the rows of all files were compared.
    pub is_searched: bool,
    /// How many rows are equal to another one, the first of them too.
    pub n: u64,
    /// The first of these rows.
    pub rows: Vec<u64>,
}

/// The prints of the rows that one worker met.
pub(super) struct Prints {
    parts: [Vec<(u64, u64)>; PARTS],
    /// The print of each group that was met.
    groups: Vec<u64>,
}

impl Prints {
    pub(super) fn new() -> Self {
        Prints { parts: std::array::from_fn(|_| Vec::new()), groups: Vec::new() }
    }

    /// Remembers the rows of a batch; `false` when all workers together have met too many.
    pub(super) fn look(
        &mut self,
        batch: &Batch,
        groups: &Groups,
        row_of: impl Fn(usize) -> u64,
        met: &AtomicU64,
    ) -> bool {
        if met.fetch_add(batch.rows as u64, Ordering::Relaxed) + batch.rows as u64 > ROWS_MAX {
            return false;
        }
        let state = FixedState::with_seed(7);
        while self.groups.len() < groups.len() {
            self.groups.push(state.hash_one(groups.names(self.groups.len())));
        }
        for word in 0..batch.rows.div_ceil(64) {
            let (mut yes, mut empty) = ([0; 64], [0; 64]);
            for ((yes, empty), answers) in yes.iter_mut().zip(&mut empty).zip(&batch.answers) {
                (*yes, *empty) = (answers.yes[word], answers.empty[word]);
            }
            bits::transpose(&mut yes);
            bits::transpose(&mut empty);
            for (at, (yes, empty)) in yes.iter().zip(&empty).enumerate().take(batch.rows - word * 64) {
                let row = word * 64 + at;
                // Group 0 is counted nowhere.
                let Some(number) = batch.groups.get(row).filter(|number| **number != 0) else { continue };
                let group = self.groups.get(*number as usize);
                let print = state.hash_one((group, yes, empty));
                if let Some(part) = self.parts.get_mut((print >> 32) as usize % PARTS) {
                    part.push((print, row_of(row)));
                }
            }
        }
        true
    }

    /// Puts true rows in place of numbers that stood for them.
    pub(super) fn renumber(&mut self, row_of: impl Fn(u64) -> u64) {
        self.parts.iter_mut().flatten().for_each(|(_, row)| *row = row_of(*row));
    }
}

impl Repeats {
    /// Compares the rows that workers met; without prints of every worker there is nothing to compare.
    pub(super) fn of(prints: Vec<Option<Prints>>) -> Self {
        let Some(prints) = prints.into_iter().collect::<Option<Vec<Prints>>>() else { return Repeats::default() };
        let mut parts: [Vec<(u64, u64)>; PARTS] = std::array::from_fn(|_| Vec::new());
        for of_worker in prints {
            for (part, more) in parts.iter_mut().zip(of_worker.parts) {
                part.extend(more);
            }
        }
        let found: Vec<(u64, BTreeSet<u64>)> = std::thread::scope(|scope| {
            let work: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || equal_rows(part))).collect();
            work.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let n = found.iter().map(|(n, _)| n).sum();
        let rows: BTreeSet<u64> = found.into_iter().flat_map(|(_, rows)| rows).collect();
        Repeats { is_searched: true, n, rows: rows.into_iter().take(KEPT_MAX).collect() }
    }
}

/// How many rows have an equal one, and the first of them.
fn equal_rows(mut part: Vec<(u64, u64)>) -> (u64, BTreeSet<u64>) {
    part.sort_unstable();
    let (mut n, mut rows) = (0, BTreeSet::new());
    for equal in part.chunk_by(|(one, _), (other, _)| one == other).filter(|equal| equal.len() > 1) {
        n += equal.len() as u64;
        for (_, row) in equal.iter().take(KEPT_MAX) {
            rows.insert(*row);
            if rows.len() > KEPT_MAX {
                rows.pop_last();
            }
        }
    }
    (n, rows)
}
