//! Runs of equal numbers and of packed bits: how Parquet writes levels, dictionary numbers and some booleans.

use super::broken;
use crate::answers::kernel::bits;
use bytes::Bytes;
use parquet::errors::Result;

/// Numbers of `width` bits, read from front to back.
pub(super) struct Hybrid {
    bytes: Bytes,
    at: usize,
    width: usize,
    left: usize,
    run: Run,
}

/// The run that is being read.
enum Run {
    /// One number again and again.
    Equal(u32),
    /// Numbers side by side, from this bit on.
    Packed(usize),
}

impl Hybrid {
    /// The numbers of a byte string.
    pub(super) fn new(bytes: Bytes, width: u8) -> Result<Self> {
        if width > 32 {
            return Err(broken("a number wider than 32 bits"));
        }
        Ok(Hybrid { bytes, at: 0, width: usize::from(width), left: 0, run: Run::Equal(0) })
    }

    /// How many bits a number has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Puts `n` numbers of one bit into `out` from bit `to` on.
    pub(super) fn bits(&mut self, n: usize, out: &mut [u64], to: usize) -> Result<()> {
        self.each(n, |bytes, run, done, take| match run {
            Run::Equal(0) => {}
            Run::Equal(_) => bits::set(out, to + done, take),
            Run::Packed(bit) => bits::copy(bytes, *bit, out, to + done, take),
        })
    }

    /// Puts numbers into all of `out`.
    pub(super) fn numbers(&mut self, out: &mut [u32]) -> Result<()> {
        let width = self.width;
        self.each(out.len(), |bytes, run, done, take| {
            let out = out.get_mut(done..done + take).unwrap_or_default();
            match run {
                Run::Equal(number) => out.fill(*number),
                Run::Packed(bit) => unpack(bytes, *bit, width, out),
            }
        })
    }

    /// Passes over `n` numbers.
    pub(super) fn skip(&mut self, n: usize) -> Result<()> {
        self.each(n, |_, _, _, _| {})
    }

    /// Walks over `n` numbers by runs: the run as it stands, how many were before, how many are of this run.
    fn each(&mut self, n: usize, mut take_run: impl FnMut(&[u8], &Run, usize, usize)) -> Result<()> {
        let mut done = 0;
        while done < n {
            if self.left == 0 {
                self.next_run()?;
            }
            let take = self.left.min(n - done);
            take_run(&self.bytes, &self.run, done, take);
            if let Run::Packed(bit) = &mut self.run {
                *bit += take * self.width;
            }
            self.left -= take;
            done += take;
        }
        Ok(())
    }

    fn next_run(&mut self) -> Result<()> {
        let heading = self.varint()?;
        let n = usize::try_from(heading >> 1)?;
        if n == 0 {
            return Err(broken("an empty run"));
        }
        if heading & 1 == 0 {
            let number: Result<u32> =
                (0..self.width.div_ceil(8)).try_fold(0, |number, byte| Ok(number | (self.byte()? << (8 * byte))));
            (self.left, self.run) = (n, Run::Equal(number?));
            return Ok(());
        }
        let start = self.at;
        self.left = n.checked_mul(8).ok_or_else(|| broken("a run too long"))?;
        self.at = n
            .checked_mul(self.width)
            .and_then(|bytes| start.checked_add(bytes))
            .ok_or_else(|| broken("a run too long"))?;
        // Some writers leave out what the last group of eight does not need.
        let room = self.bytes.len().saturating_sub(start) * 8;
        if self.width > 0 && self.at > self.bytes.len() {
            self.left = self.left.min(room / self.width);
            if self.left == 0 {
                return Err(broken("the page ends within its numbers"));
            }
        }
        self.run = Run::Packed(start * 8);
        Ok(())
    }

    fn byte(&mut self) -> Result<u32> {
        let byte = self.bytes.get(self.at).copied().ok_or_else(|| broken("the page ends within its numbers"))?;
        self.at += 1;
        Ok(u32::from(byte))
    }

    fn varint(&mut self) -> Result<u64> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = u64::from(self.byte()?);
            value |= (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
            shift += 7;
            if shift > 35 {
                return Err(broken("a run too long"));
            }
        }
    }
}

/// Numbers of `width` bits from a bit on.
fn unpack(bytes: &[u8], bit: usize, width: usize, out: &mut [u32]) {
    let mask = bits::low(width);
    let mut bit = bit;
    let (eights, rest) = out.as_chunks_mut::<8>();
    if width <= 15 {
        // Two words have eight numbers: four of at most 15 bits and a shift below eight fit into one.
        for eight in eights {
            for four in eight.as_chunks_mut::<4>().0 {
                let mut word = bits::word_at(bytes, bit);
                for number in four {
                    *number = (word & mask) as u32;
                    word >>= width;
                }
                bit += 4 * width;
            }
        }
    } else {
        for number in eights.as_flattened_mut() {
            *number = (bits::word_at(bytes, bit) & mask) as u32;
            bit += width;
        }
    }
    for number in rest {
        *number = (bits::word_at(bytes, bit) & mask) as u32;
        bit += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs as the format says: lowest bit first.
    fn packed(numbers: &[u32], width: usize) -> Vec<u8> {
        let groups = numbers.len().div_ceil(8);
        let mut bytes = vec![0; groups * width];
        for (at, number) in numbers.iter().enumerate() {
            for bit in 0..width {
                let to = at * width + bit;
                bytes[to / 8] |= ((number >> bit & 1) as u8) << (to % 8);
            }
        }
        bytes.insert(0, (groups << 1 | 1) as u8);
        bytes
    }

    #[test]
    fn packed_numbers_of_every_width_come_back() {
        for width in 1..=32_u8 {
            let most = bits::low(usize::from(width)) as u32;
            let numbers: Vec<u32> = (0..100_u32).map(|at| at.wrapping_mul(2_654_435_761) & most).collect();
            for split in [0, 1, 7, 8, 64, 99, 100] {
                let mut hybrid = Hybrid::new(packed(&numbers, usize::from(width)).into(), width).unwrap();
                let mut got = vec![0; 100];
                let (a, b) = got.split_at_mut(split);
                hybrid.numbers(a).unwrap();
                hybrid.numbers(b).unwrap();
                assert_eq!(got, numbers, "{width} bits, split at {split}");
            }
        }
    }

    #[test]
    fn runs_follow_each_other() {
        // Five times 3, then eight packed bits pairs.
        let bytes = vec![5 << 1, 3, 1 << 1 | 1, 0b11_10_01_00, 0b00_01_10_11];
        let mut hybrid = Hybrid::new(bytes.into(), 2).unwrap();
        hybrid.skip(4).unwrap();
        let mut got = [0; 9];
        hybrid.numbers(&mut got).unwrap();
        assert_eq!(got, [3, 0, 1, 2, 3, 3, 2, 1, 0]);
        assert!(hybrid.skip(1).is_err());
    }

    #[test]
    fn a_page_that_ends_early_is_an_error() {
        for bytes in [vec![], vec![0x80], vec![2], vec![3], vec![0, 0], vec![0xff; 8]] {
            let mut hybrid = Hybrid::new(bytes.clone().into(), 9).unwrap();
            assert!(hybrid.skip(64).is_err(), "{bytes:?}");
        }
        assert!(Hybrid::new(vec![].into(), 33).is_err());
    }
}
