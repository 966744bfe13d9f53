//! Rows whose every cell is «да» or «нет», as bytes: nothing has to become bits first.

use super::lanes::LANES;
use wide::u8x16;

/// Rows of one block: as many bytes as a register of every processor of today takes.
pub(crate) const BLOCK: usize = 16;

/// Rows of one piece: its columns and its turned lanes stay in the first cache of a processor together.
pub(crate) const PIECE: usize = 1024;

/// One lane of a block: 1 or 0 a row.
pub(super) type Cells = [u8; BLOCK];

/// Eight lanes of a block, turned: eight bytes a row, byte `c` of them is lane `c`, two rows a line.
pub(super) type Turned = [Cells; LANES];

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

/// Turns eight lanes; says whether each of their cells is 1 or 0.
pub(super) fn turn(lanes: [&[Cells]; LANES], out: &mut [Turned]) -> bool {
    let [a, b, c, d, e, f, g, h] = lanes;
    let mut seen = u8x16::splat(0);
    let lanes = a.iter().zip(b).zip(c.iter().zip(d)).zip(e.iter().zip(f).zip(g.iter().zip(h)));
    for (out, (((a, b), (c, d)), ((e, f), (g, h)))) in out.iter_mut().zip(lanes) {
        let block = [a, b, c, d, e, f, g, h].map(|cells| u8x16::new(*cells));
        seen |= (block[0] | block[1] | block[2] | block[3]) | (block[4] | block[5] | block[6] | block[7]);
        *out = riffle(&riffle(&riffle(&block))).map(u8x16::to_array);
    }
    seen.to_array().iter().all(|cell| *cell <= 1)
}

/// A riffle of the two halves turns the index of a byte by one bit: three of them bring the number of the lane from
/// its top to its bottom.
#[inline(always)]
fn riffle(c: &[u8x16; 8]) -> [u8x16; 8] {
    let (low, high) = (u8x16::unpack_low, u8x16::unpack_high);
    [
        low(c[0], c[4]),
        high(c[0], c[4]),
        low(c[1], c[5]),
        high(c[1], c[5]),
        low(c[2], c[6]),
        high(c[2], c[6]),
        low(c[3], c[7]),
        high(c[3], c[7]),
    ]
}

/// One row of turned lanes, as a word.
#[inline(always)]
pub(super) fn word_of_row(turned: &Turned, row: usize) -> u64 {
    turned.as_flattened().as_chunks::<LANES>().0.get(row).map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_holds_the_lanes_of_its_row() {
        let lanes: [[Cells; 1]; 8] =
            std::array::from_fn(|lane| [std::array::from_fn(|row| (lane * BLOCK + row) as u8)]);
        let mut turned = [[[0; BLOCK]; LANES]];
        assert!(!turn(lanes.each_ref().map(|lane| lane.as_slice()), &mut turned));
        for row in 0..BLOCK {
            let want: [u8; LANES] = std::array::from_fn(|lane| (lane * BLOCK + row) as u8);
            assert_eq!(word_of_row(&turned[0], row).to_le_bytes(), want);
        }
        assert!(turn([&ONES[..1]; 8], &mut turned));
    }
}
