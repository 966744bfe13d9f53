//! Bytes that count: each group has a few words, each word eight sums below 256.

use super::bits::{ROW_BITS, rows_of_columns};
use super::filled::{BLOCK, Rowed};
use super::lanes::LANES;

/// What 64 rows add: a word of bits for each lane.
pub(super) type LaneWords<const W: usize> = [[u64; LANES]; W];

/// Rows of a group after which its sums are emptied. Another table may be 64 rows ahead, so room is left in a byte.
const FULL_AT: u8 = 255 - 64;

/// Sums below 256 of every group.
pub(super) struct Table<const W: usize> {
    groups: Vec<[u64; W]>,
}

impl<const W: usize> Table<W> {
    pub(super) fn new() -> Self {
        Table { groups: Vec::new() }
    }

    pub(super) fn grow(&mut self, groups: usize) {
        if self.groups.len() < groups {
            self.groups.resize(groups, [0; W]);
        }
    }

    /// Adds 64 rows; calls `full` for a group whose first lane, its rows, is nearly full.
    #[inline]
    pub(super) fn add_counting(
        &mut self,
        groups: &[u32; 64],
        lanes: &LaneWords<W>,
        mut full: impl FnMut(&mut [u64; W], u32),
    ) {
        let columns: [[u64; 8]; W] = std::array::from_fn(|word| rows_of_columns(&lanes[word]));
        for (eight, ids) in groups.chunks_exact(8).enumerate() {
            for (row, id) in ids.iter().enumerate() {
                let Some(sums) = self.groups.get_mut(*id as usize) else { continue };
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = sum.wrapping_add((column[eight] >> row) & ROW_BITS);
                }
                if sums[0] as u8 >= FULL_AT {
                    full(sums, *id);
                }
            }
        }
    }

    /// Adds a block of rows, a word of cells each; calls `full` for a group whose first lane, its rows, is nearly full.
    #[inline]
    pub(super) fn add_rows(
        &mut self,
        groups: &[u32; BLOCK],
        rows: [&Rowed; W],
        mut full: impl FnMut(&mut [u64; W], u32),
    ) {
        for (row, id) in groups.iter().enumerate() {
            let Some(sums) = self.groups.get_mut(*id as usize) else { continue };
            for (sum, rows) in sums.iter_mut().zip(rows) {
                *sum = sum.wrapping_add(rows[row]);
            }
            if sums[0] as u8 >= FULL_AT {
                full(sums, *id);
            }
        }
    }

    /// Adds 64 rows to sums that another table guards against overflow.
    #[inline]
    pub(super) fn add(&mut self, groups: &[u32; 64], lanes: &LaneWords<W>) {
        let columns: [[u64; 8]; W] = std::array::from_fn(|word| rows_of_columns(&lanes[word]));
        for (eight, ids) in groups.chunks_exact(8).enumerate() {
            for (row, id) in ids.iter().enumerate() {
                let Some(sums) = self.groups.get_mut(*id as usize) else { continue };
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = sum.wrapping_add((column[eight] >> row) & ROW_BITS);
                }
            }
        }
    }

    /// The sums of a group, which start anew.
    pub(super) fn take(&mut self, group: usize) -> [u64; W] {
        self.groups.get_mut(group).map_or([0; W], |sums| std::mem::replace(sums, [0; W]))
    }
}

/// Adds the eight bytes of a word to eight sums, which no number of rows in a file can overflow.
pub(super) fn add_bytes(sums: &mut [u64], word: u64) {
    for (sum, byte) in sums.iter_mut().zip(word.to_le_bytes()) {
        *sum = sum.wrapping_add(u64::from(byte));
    }
}
