//! One question of one row group: from pages to bits.

use super::broken;
use super::cursor::{Cursor, Part};
use super::page::{Values, next_plain};
use super::spelled::number;
use crate::answers::kernel::{Answers, ROWS_MAX, WORDS, bits};
use crate::answers::value;
use bytes::Bytes;
use otklik_domain::score::Answer;
use parquet::basic::Type;
use parquet::errors::Result;

/// What a value says, as a small number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    No,
    Yes,
    Empty,
    Nonsense,
}

/// The column of one question.
pub(super) struct AnswerColumn {
    cursor: Cursor,
    /// What each value of the dictionary says, and the words of those that say nothing.
    dictionary: Vec<(Said, Bytes)>,
    numbers: Vec<u32>,
}

/// Bits of the values that are present, side by side.
#[derive(Default)]
struct Dense {
    yes: Words,
    empty: Words,
    has_empty: bool,
}

struct Words([u64; WORDS]);

impl Default for Words {
    fn default() -> Self {
        Words([0; WORDS])
    }
}

impl AnswerColumn {
    /// The column at its first row.
    pub(super) fn new(cursor: Cursor) -> Self {
        AnswerColumn { cursor, dictionary: Vec::new(), numbers: vec![0; ROWS_MAX] }
    }

    /// Passes over rows.
    pub(super) fn skip(&mut self, n: usize) -> Result<()> {
        self.cursor.skip(n)
    }

    /// Puts the next `n` rows into `out` from its first bit on; `nonsense` is told the row and the cell of what is no
    /// answer.
    pub(super) fn fill(&mut self, n: usize, out: &mut Answers, nonsense: &mut dyn FnMut(usize, &[u8])) -> Result<()> {
        let mut done = 0;
        while done < n {
            let part = self.cursor.next_part(n - done)?;
            if let Some(dictionary) = self.cursor.new_dictionary() {
                self.open_dictionary(dictionary)?;
            }
            self.fill_part(&part, out, done, nonsense)?;
            done += part.rows;
        }
        Ok(())
    }

    fn fill_part(
        &mut self,
        part: &Part,
        out: &mut Answers,
        to: usize,
        nonsense: &mut dyn FnMut(usize, &[u8]),
    ) -> Result<()> {
        if part.is_full()
            && let Values::Bits(bytes, bit) = self.cursor.values()
        {
            enough(bytes, *bit, part.values)?;
            bits::copy(bytes, *bit, &mut out.yes, to, part.rows);
            *bit += part.rows;
            return Ok(());
        }
        let row_of = |value: usize| to + if part.is_full() { value } else { nth_one(&part.present, value) };
        let mut dense = self.dense(part.values, &mut |value, cell| nonsense(row_of(value), cell))?;
        if !part.is_full() {
            scatter(&mut dense.yes.0, part);
            if dense.has_empty {
                scatter(&mut dense.empty.0, part);
            }
            for (word, present) in dense.empty.0.iter_mut().zip(&part.present).take(part.rows.div_ceil(64)) {
                *word |= !present;
            }
            dense.has_empty = true;
        }
        bits::copy_words(&dense.yes.0, &mut out.yes, to, part.rows);
        if dense.has_empty {
            out.has_empty = true;
            bits::copy_words(&dense.empty.0, &mut out.empty, to, part.rows);
        }
        Ok(())
    }

    /// The next `n` values.
    fn dense(&mut self, n: usize, nonsense: &mut dyn FnMut(usize, &[u8])) -> Result<Dense> {
        let mut dense = Dense::default();
        let physical = self.cursor.physical;
        match self.cursor.values() {
            Values::Bits(bytes, bit) => {
                enough(bytes, *bit, n)?;
                bits::copy(bytes, *bit, &mut dense.yes.0, 0, n);
                *bit += n;
            }
            Values::Runs(runs) => runs.bits(n, &mut dense.yes.0, 0)?,
            Values::Numbers(numbers) => {
                if numbers.width() == 1 && self.dictionary.iter().all(|(said, _)| *said != Said::Nonsense) {
                    numbers.bits(n, &mut dense.yes.0, 0)?;
                    dense.of_two(&self.dictionary, n);
                    return Ok(dense);
                }
                let out = self.numbers.get_mut(..n).ok_or_else(|| broken("more values than rows"))?;
                numbers.numbers(out)?;
                for (at, number) in out.iter().enumerate() {
                    let entry = self
                        .dictionary
                        .get(*number as usize)
                        .ok_or_else(|| broken("a number beyond the dictionary"))?;
                    dense.say(at, entry.0, &entry.1, nonsense);
                }
            }
            Values::Plain(bytes, place) => {
                for at in 0..n {
                    let cell = spell(next_plain(bytes, place, physical)?, physical);
                    dense.say(at, said(&cell), &cell, nonsense);
                }
            }
            Values::Texts(texts) => {
                for at in 0..n {
                    let cell = texts.next().ok_or_else(|| broken("fewer values than rows"))?;
                    dense.say(at, said(&cell), &cell, nonsense);
                }
            }
        }
        Ok(dense)
    }

    fn open_dictionary(&mut self, (bytes, n): (Bytes, u32)) -> Result<()> {
        self.dictionary.clear();
        let mut at = 0;
        for _ in 0..n {
            let cell = spell(next_plain(&bytes, &mut at, self.cursor.physical)?, self.cursor.physical);
            self.dictionary.push((said(&cell), cell));
        }
        Ok(())
    }
}

impl Dense {
    #[inline]
    fn say(&mut self, at: usize, said: Said, cell: &[u8], nonsense: &mut dyn FnMut(usize, &[u8])) {
        let (word, bit) = (at / 64, at % 64);
        self.yes.0[word] |= u64::from(said == Said::Yes) << bit;
        if said == Said::Empty || said == Said::Nonsense {
            self.empty.0[word] |= 1 << bit;
            self.has_empty = true;
            if said == Said::Nonsense {
                nonsense(at, cell);
            }
        }
    }

    /// `yes` holds numbers of a dictionary of two: makes answers of them.
    fn of_two(&mut self, dictionary: &[(Said, Bytes)], n: usize) {
        let of = |number: usize| dictionary.get(number).map_or(Said::No, |(said, _)| *said);
        let pick = |word: u64, wanted: Said| {
            let (zero, one) = (u64::from(of(0) == wanted), u64::from(of(1) == wanted));
            (word & one.wrapping_neg()) | (!word & zero.wrapping_neg())
        };
        self.has_empty = of(0) == Said::Empty || of(1) == Said::Empty;
        for (at, (yes, empty)) in self.yes.0.iter_mut().zip(&mut self.empty.0).enumerate().take(n.div_ceil(64)) {
            let rows = bits::low(n - at * 64);
            (*yes, *empty) = (pick(*yes, Said::Yes) & rows, pick(*yes, Said::Empty) & rows);
        }
    }
}

/// Puts dense bits where rows are present.
fn scatter(words: &mut [u64; WORDS], part: &Part) {
    let (dense, mut bit) = (*words, 0);
    for (word, present) in words.iter_mut().zip(&part.present).take(part.rows.div_ceil(64)) {
        let (at, shift) = (bit / 64, bit % 64);
        let low = dense.get(at).copied().unwrap_or_default();
        let high = dense.get(at + 1).copied().unwrap_or_default();
        let bits = if shift == 0 { low } else { low >> shift | high << (64 - shift) };
        *word = bits::spread(bits, *present);
        bit += present.count_ones() as usize;
    }
}

/// The place of the n-th bit that is set.
fn nth_one(words: &[u64], n: usize) -> usize {
    let is_set = |row: &usize| words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1);
    (0..words.len() * 64).filter(is_set).nth(n).unwrap_or_default()
}

fn enough(bytes: &[u8], bit: usize, n: usize) -> Result<()> {
    if (bit + n).div_ceil(8) <= bytes.len() { Ok(()) } else { Err(broken("the page ends within its values")) }
}

fn said(cell: &[u8]) -> Said {
    match value::read(cell) {
        Some(Answer::Yes) => Said::Yes,
        Some(Answer::No) => Said::No,
        Some(Answer::Empty) => Said::Empty,
        None => Said::Nonsense,
    }
}

/// A value as a person would write it.
pub(super) fn spell(raw: &[u8], physical: Type) -> Bytes {
    match (physical, raw.first_chunk::<4>(), raw.first_chunk::<8>()) {
        (Type::INT32, Some(four), _) => i32::from_le_bytes(*four).to_string().into(),
        (Type::INT64, _, Some(eight)) => i64::from_le_bytes(*eight).to_string().into(),
        (Type::FLOAT, Some(four), _) => number(f64::from(f32::from_le_bytes(*four))),
        (Type::DOUBLE, _, Some(eight)) => number(f64::from_le_bytes(*eight)),
        _ => Bytes::copy_from_slice(raw),
    }
}
