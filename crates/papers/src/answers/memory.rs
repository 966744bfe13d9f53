//! Answers that stand in memory already: a byte an answer, a column a question.

use super::kernel::{BLOCK, Batch, Lanes, Ledger, PIECE, Rows};
use otklik_domain::score::{QuestionSet, Tally, TallyFault};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Rows that a thread takes at a time.
const SHARE: usize = 64 * PIECE;

/// Columns of one table: each has as many cells as there are rows.
#[derive(Debug, Clone, Copy)]
pub struct Decoded<'a> {
    /// The number of the group of each row, below `n_groups`; rows of another number are left out.
    pub groups: &'a [u32],
    /// How many groups there are.
    pub n_groups: usize,
    /// A column for each question of the set: 1 is «да», 0 is «нет», anything else is empty.
    pub answers: &'a [&'a [u8]],
}

/// Counts columns in memory; returns the tally of each group.
///
/// # Errors
/// [`TallyFault::OtherQuestions`] when there are not as many columns as questions, or they differ in length.
pub fn count_decoded(set: &QuestionSet, table: &Decoded<'_>, threads: usize) -> Result<Vec<Tally>, TallyFault> {
    let rows = table.groups.len();
    if table.answers.len() != set.questions().len() || table.answers.iter().any(|column| column.len() != rows) {
        return Err(TallyFault::OtherQuestions);
    }
    let lanes = Lanes::new(set, (0..table.answers.len()).map(Some).collect());
    let next = AtomicUsize::new(0);
    let toil = || count_shares(&lanes, table, &next);
    let ledgers: Vec<Ledger> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(rows.div_ceil(SHARE))).map(|_| scope.spawn(toil)).collect();
        let mut ledgers = vec![toil()];
        ledgers.extend(others.into_iter().map(|it| it.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        ledgers
    });
    let sum = |mut one: Ledger, other| {
        one.absorb(other);
        one
    };
    match ledgers.into_iter().reduce(sum) {
        Some(all) if rows > 0 => {
            all.counts().into_iter().map(|(rows, counts)| Tally::from_counts(set, rows, counts)).collect()
        }
        _ => Ok(vec![Tally::new(set); table.n_groups]),
    }
}

/// Counts shares that nobody took yet, until there are none: whoever is held up takes fewer.
fn count_shares(lanes: &Lanes, table: &Decoded<'_>, next: &AtomicUsize) -> Ledger {
    let mut ledger = Ledger::new(lanes);
    let mut batch = Batch::new(table.answers.len());
    loop {
        let from = next.fetch_add(SHARE, Ordering::Relaxed);
        if from >= table.groups.len() {
            return ledger;
        }
        count_rows(&mut ledger, &mut batch, table, from..(from + SHARE).min(table.groups.len()));
    }
}

fn count_rows(ledger: &mut Ledger, batch: &mut Batch, table: &Decoded<'_>, rows: Range<usize>) {
    for start in rows.clone().step_by(PIECE) {
        let rows = start..(start + PIECE).min(rows.end);
        let columns: Vec<&[u8]> = table.answers.iter().map(|column| &column[rows.clone()]).collect();
        count_piece(ledger, &table.groups[rows], &columns, table.n_groups, batch);
    }
}

/// Whole blocks without an empty cell as they stand; the rest as rows that may have gaps.
fn count_piece(ledger: &mut Ledger, groups: &[u32], columns: &[&[u8]], n_groups: usize, batch: &mut Batch) {
    let blocks: Vec<&[[u8; BLOCK]]> = columns.iter().map(|cells| cells.as_chunks().0).collect();
    let rows = Rows { groups: groups.as_chunks().0, columns: &blocks };
    if !ledger.count_filled(&rows, n_groups) {
        count_gaps(ledger, groups, columns, n_groups, batch);
        return;
    }
    let rest = groups.as_chunks::<BLOCK>().1;
    if !rest.is_empty() {
        let of_rest: Vec<&[u8]> = columns.iter().map(|cells| cells.as_chunks::<BLOCK>().1).collect();
        count_gaps(ledger, rest, &of_rest, n_groups, batch);
    }
}

fn count_gaps(ledger: &mut Ledger, groups: &[u32], columns: &[&[u8]], n_groups: usize, batch: &mut Batch) {
    batch.clear();
    batch.rows = groups.len();
    batch.groups[..groups.len()].copy_from_slice(groups);
    for (answers, column) in batch.answers.iter_mut().zip(columns) {
        for (word, cells) in column.chunks(64).enumerate() {
            let (yes, empty) = bits_of(cells);
            answers.yes[word] = yes;
            if empty != 0 {
                answers.empty[word] = empty;
                answers.has_empty = true;
            }
        }
    }
    ledger.count(batch, n_groups);
}

/// The bits «да» and empty of at most 64 cells.
fn bits_of(cells: &[u8]) -> (u64, u64) {
    let (mut yes, mut empty) = (0, 0);
    let (eights, rest) = cells.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        if word & !ONES == 0 {
            // The product moves the lowest bit of byte `i` to bit `56 + i`.
            yes |= (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
        } else {
            one_by_one(eight, 8 * at, &mut yes, &mut empty);
        }
    }
    one_by_one(rest, cells.len() - rest.len(), &mut yes, &mut empty);
    (yes, empty)
}

const ONES: u64 = 0x0101_0101_0101_0101;

fn one_by_one(cells: &[u8], from: usize, yes: &mut u64, empty: &mut u64) {
    for (at, cell) in cells.iter().enumerate() {
        *yes |= u64::from(*cell == 1) << (from + at);
        *empty |= u64::from(*cell > 1) << (from + at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::score::Answer;
    use proptest::prelude::*;

    fn set() -> QuestionSet {
        QuestionSet::of(&[("used", None), ("ok", Some("used")), ("recommend", None)]).unwrap()
    }

    proptest! {
        #[test]
        fn bytes_count_as_rows(rows in proptest::collection::vec((0..4_u32, [0..4_u8, 0..4_u8, 0..2_u8]), 0..9000), threads in 1..4_usize) {
            let groups: Vec<u32> = rows.iter().map(|(group, _)| *group).collect();
            let columns: Vec<Vec<u8>> = (0..3).map(|at| rows.iter().map(|(_, cells)| cells[at]).collect()).collect();
            let answers: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
            let mut slow = vec![Tally::new(&set()); 4];
            for (group, cells) in &rows {
                slow[*group as usize].add_row(&cells.map(|cell| match cell {
                    0 => Answer::No,
                    1 => Answer::Yes,
                    _ => Answer::Empty,
                }));
            }
            let table = Decoded { groups: &groups, n_groups: 4, answers: &answers };
            prop_assert_eq!(count_decoded(&set(), &table, threads), Ok(slow));
        }
    }

    #[test]
    fn columns_of_another_length_are_refused() {
        let table = Decoded { groups: &[0], n_groups: 1, answers: &[&[1], &[1], &[]] };
        assert_eq!(count_decoded(&set(), &table, 1), Err(TallyFault::OtherQuestions));
        let table = Decoded { groups: &[0], n_groups: 1, answers: &[&[1]] };
        assert_eq!(count_decoded(&set(), &table, 1), Err(TallyFault::OtherQuestions));
    }
}
