//! Rows whose every cell is «да» or «нет», as bytes: nothing has to become bits first.

use super::lanes::LANES;
use wide::u8x16;

/// Rows of one block: as many bytes as a register of every processor of today takes.
pub(crate) const BLOCK: usize = 16;

/// Rows of one piece: its columns and its packed lanes stay in the nearest caches of a processor together.
pub(crate) const PIECE: usize = 1024;

/// One lane of a block: 1 or 0 a row.
pub(super) type Cells = [u8; BLOCK];

/// At most [`PIECE`] rows as whole blocks; which of them have an empty cell is not known yet.
pub(crate) struct Rows<'a> {
    /// Group of each row.
    pub(crate) groups: &'a [[u32; BLOCK]],
    /// One for each question of the file, of as many blocks.
    pub(crate) columns: &'a [&'a [Cells]],
}

/// A lane that counts rows, and one to spare.
pub(super) static ONES: [Cells; PIECE / BLOCK] = [[1; BLOCK]; PIECE / BLOCK];
pub(super) static ZEROS: [Cells; PIECE / BLOCK] = [[0; BLOCK]; PIECE / BLOCK];

/// «да» to both questions of a pair.
pub(super) fn both(a: &[Cells], b: &[Cells]) -> Vec<Cells> {
    let cells = a.iter().zip(b).map(|(a, b)| (u8x16::new(*a) & u8x16::new(*b)).to_array());
    cells.collect()
}

/// Packs eight lanes into a byte a row, bit `c` of it is lane `c`; says whether each of their cells is 1 or 0.
pub(super) fn pack(lanes: [&[Cells]; LANES], out: &mut [Cells]) -> bool {
    let [a, b, c, d, e, f, g, h] = lanes;
    let mut seen = u8x16::splat(0);
    let lanes = a.iter().zip(b).zip(c.iter().zip(d)).zip(e.iter().zip(f).zip(g.iter().zip(h)));
    for (out, (((a, b), (c, d)), ((e, f), (g, h)))) in out.iter_mut().zip(lanes) {
        let block = [h, g, f, e, d, c, b, a].map(|cells| u8x16::new(*cells));
        // There is no shift of bytes in a register, but a byte added to itself is shifted.
        let packed = block.into_iter().reduce(|packed, lane| (packed + packed) | lane).unwrap_or_default();
        seen = block.into_iter().fold(seen, |seen, lane| seen | lane);
        *out = packed.to_array();
    }
    seen.to_array().iter().all(|cell| *cell <= 1)
}

/// The bits of a byte as eight bytes of a word: what one row adds to eight sums.
pub(super) static SPREAD: [u64; 256] = {
    let mut words = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut lane = 0;
        while lane < LANES {
            words[byte] |= ((byte as u64 >> lane) & 1) << (8 * lane);
            lane += 1;
        }
        byte += 1;
    }
    words
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_holds_the_lanes_of_its_row_and_spreads_to_them() {
        // Lane `c` of row `r` is bit `c` of `r`, so each row packs to its own number.
        let lanes: [[Cells; 1]; LANES] =
            std::array::from_fn(|lane| [std::array::from_fn(|row| ((row * 17) >> lane & 1) as u8)]);
        let mut packed = [[0; BLOCK]; 1];
        assert!(pack(lanes.each_ref().map(|lane| lane.as_slice()), &mut packed));
        for (row, byte) in packed[0].iter().enumerate() {
            assert_eq!(usize::from(*byte), row * 17);
            let spread: [u8; LANES] = std::array::from_fn(|lane| lanes[lane][0][row]);
            assert_eq!(SPREAD[usize::from(*byte)].to_le_bytes(), spread);
        }
    }

    #[test]
    fn a_cell_that_is_neither_is_told() {
        let other = [[2; BLOCK]; 1];
        for at in 0..LANES {
            let mut lanes = [&ONES[..1]; LANES];
            assert!(pack(lanes, &mut [[0; BLOCK]; 1]));
            lanes[at] = &other;
            assert!(!pack(lanes, &mut [[0; BLOCK]; 1]), "lane {at}");
        }
    }
}
