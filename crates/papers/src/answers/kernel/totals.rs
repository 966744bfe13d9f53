//! Totals of every group: two bytes a lane, which a near cache holds, and whole numbers behind them.
//!
//! In come sums below 256; out go whole numbers. It refuses to lose one: what is nearly full is emptied first.

use super::lanes::LANES;

/// Rows of a group after which its two bytes are emptied: the next sums must still fit.
const FULL_AT: u16 = u16::MAX - u8::MAX as u16;

/// Totals of the full lanes of every group. The first lane counts rows, so no lane is larger.
pub(super) struct Totals<const W: usize> {
    near: Vec<[[u16; LANES]; W]>,
    /// What was settled: `W * LANES` numbers a group.
    pub(super) whole: Vec<u64>,
}

impl<const W: usize> Totals<W> {
    pub(super) fn new() -> Self {
        Totals { near: Vec::new(), whole: Vec::new() }
    }

    pub(super) fn grow(&mut self, groups: usize) {
        if self.near.len() < groups {
            self.near.resize(groups, [[0; LANES]; W]);
            self.whole.resize(groups * W * LANES, 0);
        }
    }

    /// Adds the bytes of the words of a group.
    #[inline]
    pub(super) fn add(&mut self, group: usize, sums: &[u64; W]) {
        let Some(near) = self.near.get_mut(group) else { return };
        for (lanes, word) in near.iter_mut().zip(sums) {
            for (lane, byte) in lanes.iter_mut().zip(word.to_le_bytes()) {
                *lane = lane.wrapping_add(u16::from(byte));
            }
        }
        if near[0][0] >= FULL_AT {
            self.settle(group);
        }
    }

    /// Moves what is near to the whole numbers, which no number of rows in a file can overflow.
    #[cold]
    pub(super) fn settle(&mut self, group: usize) {
        let Some(near) = self.near.get_mut(group) else { return };
        let whole = self.whole.get_mut(group * W * LANES..).unwrap_or_default();
        for (sum, lane) in whole.iter_mut().zip(near.as_flattened_mut()) {
            *sum = sum.wrapping_add(u64::from(std::mem::take(lane)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_where_two_bytes_are_full() {
        let mut totals = Totals::<2>::new();
        totals.grow(3);
        // The first lane gets 255 a time, the last one 1.
        for _ in 0..1_000 {
            totals.add(1, &[255, 1 << 56]);
        }
        totals.settle(1);
        assert_eq!((totals.whole[16], totals.whole[31]), (255_000, 1_000));
        assert_eq!(totals.whole.iter().sum::<u64>(), 256_000);
        totals.add(7, &[1, 1]);
    }
}
