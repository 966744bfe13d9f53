//! Sets of characters: a bitmap for Latin and Cyrillic, ranges for the rest.

use otklik_domain::letters::{is_letter, lower_one, upper_one};

/// Characters below this one stand in the bitmap: Latin, Greek, Cyrillic.
const LOW: u32 = 0x500;

/// Letters that Unicode folds to ones of the bitmap although they stand outside it, or apart from their pair.
const ODD_FOLDS: [(char, char); 9] = [
    ('в', '\u{1c80}'),
    ('д', '\u{1c81}'),
    ('о', '\u{1c82}'),
    ('с', '\u{1c83}'),
    ('т', '\u{1c84}'),
    ('т', '\u{1c85}'),
    ('ъ', '\u{1c86}'),
    ('k', '\u{212a}'),
    ('s', '\u{17f}'),
];

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Class {
    low: [u64; 20],
    high: Vec<(u32, u32)>,
    is_negated: bool,
}

impl Class {
    /// Adds a range, both ends included.
    pub(super) fn add(&mut self, from: char, to: char) {
        let (from, to) = (u32::from(from), u32::from(to));
        for c in from..=to.min(LOW - 1) {
            self.put(c);
        }
        if to >= LOW {
            self.high.push((from.max(LOW), to));
        }
    }

    fn put(&mut self, c: u32) {
        if let Some(word) = usize::try_from(c / 64).ok().and_then(|at| self.low.get_mut(at)) {
            *word |= 1 << (c % 64);
        }
    }

    /// Adds the other cases of the letters of a range.
    pub(super) fn fold(&mut self, from: char, to: char) {
        for c in (from..=to).take_while(|c| u32::from(*c) < LOW).filter(|c| is_letter(*c)) {
            variants(c).for_each(|v| self.add(v, v));
        }
    }

    /// Makes it the set of all others.
    pub(super) fn negate(&mut self) {
        self.low.iter_mut().for_each(|word| *word = !*word);
        self.is_negated = !self.is_negated;
    }

    /// Whether the character is in the set.
    pub(super) fn has(&self, c: u32) -> bool {
        match usize::try_from(c / 64).ok().and_then(|at| self.low.get(at)) {
            Some(word) => word >> (c % 64) & 1 == 1,
            None => self.high.iter().any(|(from, to)| (*from..=*to).contains(&c)) != self.is_negated,
        }
    }

    /// Adds another set; what stands outside the bitmap is then all in it.
    pub(super) fn cover(&mut self, other: &Class) {
        self.low.iter_mut().zip(other.low).for_each(|(word, more)| *word |= more);
        self.is_negated |= other.is_negated || !other.high.is_empty();
    }

    /// Adds one character to such a set.
    pub(super) fn cover_one(&mut self, c: u32) {
        if c < LOW { self.put(c) } else { self.is_negated = true }
    }
}

/// A letter in its other cases.
pub(super) fn variants(c: char) -> impl Iterator<Item = char> {
    let lower = lower_one(c).or_else(|| one(c.to_lowercase())).unwrap_or(c);
    let upper = upper_one(lower).or_else(|| one(lower.to_uppercase()));
    let odd = ODD_FOLDS.iter().filter(move |(plain, _)| *plain == lower).map(|(_, odd)| *odd);
    [lower].into_iter().chain(upper).chain(odd)
}

fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a character is part of a word, as `\b` means it.
pub(super) fn is_word(c: u32) -> bool {
    match c {
        0x30..=0x39 | 0x5f | 0x300..=0x36f | 0x200c | 0x200d => true,
        0..0x80 => (c | 0x20).wrapping_sub(0x61) < 26,
        _ => char::from_u32(c).is_some_and(is_letter),
    }
}
