//! Words of bits: copying between positions, spreading over gaps, turning columns into rows.

/// The lowest bit of each byte.
pub(super) const ROW_BITS: u64 = 0x0101_0101_0101_0101;

/// From eight columns of 64 rows to eight words of eight rows: byte `c` of word `k` has rows `8k..8k+8` of column `c`.
///
/// So `(word[k] >> r) & ROW_BITS` is row `8k + r`, one byte a column.
#[inline]
pub(super) fn rows_of_columns(columns: &[u64; 8]) -> [u64; 8] {
    let mut m = *columns;
    // A transposition of 8 × 8 bytes: swap halves, then quarters, then neighbours.
    for i in 0..4 {
        let t = ((m[i] >> 32) ^ m[i + 4]) & 0x0000_0000_ffff_ffff;
        m[i] ^= t << 32;
        m[i + 4] ^= t;
    }
    for i in [0, 1, 4, 5] {
        let t = ((m[i] >> 16) ^ m[i + 2]) & 0x0000_ffff_0000_ffff;
        m[i] ^= t << 16;
        m[i + 2] ^= t;
    }
    for i in [0, 2, 4, 6] {
        let t = ((m[i] >> 8) ^ m[i + 1]) & 0x00ff_00ff_00ff_00ff;
        m[i] ^= t << 8;
        m[i + 1] ^= t;
    }
    m
}

/// The 64 bits from a bit of a byte string on; zeros beyond its end.
#[inline]
pub(crate) fn word_at(bytes: &[u8], bit: usize) -> u64 {
    let (byte, shift) = (bit / 8, bit % 8);
    if let Some(nine) = bytes.get(byte..byte + 9) {
        let low = u64::from_le_bytes(std::array::from_fn(|i| nine[i]));
        return if shift == 0 { low } else { (low >> shift) | (u64::from(nine[8]) << (64 - shift)) };
    }
    let rest = bytes.get(byte..).unwrap_or_default();
    let mut buffer = [0; 16];
    for (to, from) in buffer.iter_mut().zip(rest) {
        *to = *from;
    }
    (u128::from_le_bytes(buffer) >> shift) as u64
}

/// Ors `n` bits of `source`, from its bit `from` on, into `out` from its bit `to` on.
pub(crate) fn copy(source: &[u8], from: usize, out: &mut [u64], to: usize, n: usize) {
    let mut done = 0;
    while done < n {
        let at = to + done;
        let take = (64 - at % 64).min(n - done);
        out[at / 64] |= (word_at(source, from + done) & low(take)) << (at % 64);
        done += take;
    }
}

/// Ors `n` bits of `words` into `out` from its bit `to` on.
pub(crate) fn copy_words(words: &[u64], out: &mut [u64], to: usize, n: usize) {
    let (first, shift) = (to / 64, to % 64);
    for (i, word) in words.iter().take(n.div_ceil(64)).enumerate() {
        let word = word & low((n - i * 64).min(64));
        out[first + i] |= word << shift;
        if shift > 0 && word >> (64 - shift) != 0 {
            out[first + i + 1] |= word >> (64 - shift);
        }
    }
}

/// Sets `n` bits of `out` from bit `to` on.
pub(crate) fn set(out: &mut [u64], to: usize, n: usize) {
    let mut done = 0;
    while done < n {
        let at = to + done;
        let take = (64 - at % 64).min(n - done);
        out[at / 64] |= low(take) << (at % 64);
        done += take;
    }
}

/// The lowest `n` bits, `n` from 0 to 64.
#[inline]
pub(crate) fn low(n: usize) -> u64 {
    if n >= 64 { u64::MAX } else { (1 << n) - 1 }
}

/// `SPREAD[gaps << 4 | bits]`: the bits of four values put where `gaps` has a bit.
const SPREAD: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        let (mut bits, mut row) = (at & 15, 0);
        while row < 4 {
            if at >> 4 >> row & 1 == 1 {
                table[at] |= ((bits & 1) << row) as u8;
                bits >>= 1;
            }
            row += 1;
        }
        at += 1;
    }
    table
};

/// Spreads dense bits over the rows that are present: the inverse of leaving gaps out.
#[inline]
pub(crate) fn spread(bits: u64, present: u64) -> u64 {
    if present == u64::MAX {
        return bits;
    }
    let (mut bits, mut out) = (bits, 0);
    for nibble in 0..16 {
        let gaps = (present >> (nibble * 4)) & 15;
        out |= u64::from(SPREAD[(gaps << 4 | (bits & 15)) as usize]) << (nibble * 4);
        bits >>= gaps.count_ones();
    }
    out
}

/// Turns 64 rows of 64 bits into 64 columns: bit `c` of word `r` becomes bit `r` of word `c`.
pub(crate) fn transpose(words: &mut [u64; 64]) {
    let (mut half, mut mask) = (32, 0x0000_0000_ffff_ffff_u64);
    while half > 0 {
        for block in words.chunks_exact_mut(half * 2) {
            let (low, high) = block.split_at_mut(half);
            for (low, high) in low.iter_mut().zip(high) {
                let swap = ((*low >> half) ^ *high) & mask;
                *low ^= swap << half;
                *high ^= swap;
            }
        }
        half /= 2;
        mask ^= mask << half;
    }
}
