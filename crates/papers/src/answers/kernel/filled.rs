//! Rows whose every cell is «да» or «нет», as bytes: nothing has to become bits first.

use super::lanes::LANES;
use wide::u8x16;

/// Rows of one block: as many bytes as a register of every processor of today takes.
pub(crate) const BLOCK: usize = 16;

/// Rows of one piece: its columns and its packed lanes stay in the nearest caches of a processor together.
pub(crate) const PIECE: usize = 512;

/// One lane of a block: 1 or 0 a row.
pub(super) type Cells = [u8; BLOCK];

/// One lane of a piece.
pub(super) type Piece = [Cells; PIECE / BLOCK];

/// At most [`PIECE`] rows as whole blocks; which of them have an empty cell is not known yet.
pub(crate) struct Rows<'a> {
    /// Group of each row.
    pub(crate) groups: &'a [[u32; BLOCK]],
    /// One for each question of the file, of as many blocks.
    pub(crate) columns: &'a [&'a [Cells]],
}

/// A lane that counts rows, and one to spare.
pub(super) static ONES: Piece = [[1; BLOCK]; PIECE / BLOCK];
pub(super) static ZEROS: Piece = [[0; BLOCK]; PIECE / BLOCK];

/// «да» to both questions of a pair.
pub(super) fn both(a: &[Cells], b: &[Cells], out: &mut [Cells]) {
    for ((a, b), out) in a.iter().zip(b).zip(out) {
        *out = (u8x16::new(*a) & u8x16::new(*b)).to_array();
    }
}

/// Eight cells of a row side by side: what the row adds to eight sums.
pub(super) type Rowed = [u64; BLOCK];

/// Turns eight lanes into rows of eight bytes; says whether each of their cells is 1 or 0.
pub(super) fn turn(lanes: [&[Cells]; LANES], out: &mut [Rowed]) -> bool {
    let [a, b, c, d, e, f, g, h] = lanes;
    let mut seen = u8x16::splat(0);
    let lanes = a.iter().zip(b).zip(c.iter().zip(d)).zip(e.iter().zip(f).zip(g.iter().zip(h)));
    for (out, (((a, b), (c, d)), ((e, f), (g, h)))) in out.iter_mut().zip(lanes) {
        let block = [a, b, c, d, e, f, g, h].map(|cells| u8x16::new(*cells));
        seen = block.into_iter().fold(seen, |seen, lane| seen | lane);
        // Each time the first half is shuffled into the second: after three times eight lanes are rows.
        let rows = shuffle(shuffle(shuffle(block)));
        for (out, two) in out.as_chunks_mut::<2>().0.iter_mut().zip(rows) {
            *out = two_words(two.to_array());
        }
    }
    seen.to_array().iter().all(|cell| *cell <= 1)
}

/// Lane `n` and lane `n + 4` become two: their cells by turns.
fn shuffle(lanes: [u8x16; LANES]) -> [u8x16; LANES] {
    let [a, b, c, d, e, f, g, h] = lanes;
    let (low, high) = (u8x16::unpack_low, u8x16::unpack_high);
    [low(a, e), high(a, e), low(b, f), high(b, f), low(c, g), high(c, g), low(d, h), high(d, h)]
}

fn two_words(bytes: [u8; BLOCK]) -> [u64; 2] {
    let pair = u128::from_le_bytes(bytes);
    [pair as u64, (pair >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_its_cell_of_each_lane() {
        // Lane `c` of row `r` is bit `c` of `r * 17`: the rows differ from each other.
        let lanes: [[Cells; 1]; LANES] =
            std::array::from_fn(|lane| [std::array::from_fn(|row| ((row * 17) >> lane & 1) as u8)]);
        let mut rows = [[0; BLOCK]; 1];
        assert!(turn(lanes.each_ref().map(|lane| lane.as_slice()), &mut rows));
        for (row, word) in rows[0].iter().enumerate() {
            let cells: [u8; LANES] = std::array::from_fn(|lane| lanes[lane][0][row]);
            assert_eq!(word.to_le_bytes(), cells, "row {row}");
        }
    }

    #[test]
    fn a_cell_that_is_neither_is_told() {
        let other = [[2; BLOCK]; 1];
        for at in 0..LANES {
            let mut lanes = [&ONES[..1]; LANES];
            assert!(turn(lanes, &mut [[0; BLOCK]; 1]));
            lanes[at] = &other;
            assert!(!turn(lanes, &mut [[0; BLOCK]; 1]), "lane {at}");
        }
    }
}
