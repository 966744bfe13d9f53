//! What was found: a match, its groups, and what is put in its place.

use std::ops::{Index, Range};

/// Starts and ends of at most ten groups, the whole among them.
pub(super) const SLOTS: usize = 20;
/// Byte offsets; `usize::MAX` where a group took no part.
pub(super) type Slots = [usize; SLOTS];

/// One stretch of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Match<'t> {
    pub(super) fn of(text: &'t str, slots: &Slots, group: usize) -> Option<Self> {
        let (start, end) = (*slots.get(group * 2)?, *slots.get(group * 2 + 1)?);
        (end != usize::MAX).then_some(Match { text, start, end })
    }

    /// Where it begins.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// From where to where.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its words.
    pub(crate) fn as_str(&self) -> &'t str {
        &self.text[self.start..self.end]
    }
}

/// A match with its groups.
#[derive(Debug)]
pub(crate) struct Captures<'t> {
    pub(super) text: &'t str,
    pub(super) slots: Slots,
    pub(super) names: &'t [(String, usize)],
}

impl<'t> Captures<'t> {
    /// A group by its number; the whole is 0.
    pub(crate) fn get(&self, group: usize) -> Option<Match<'t>> {
        Match::of(self.text, &self.slots, group)
    }

    /// A group by its name.
    pub(crate) fn name(&self, name: &str) -> Option<Match<'t>> {
        self.names.iter().find(|(known, _)| known == name).and_then(|(_, group)| self.get(*group))
    }

    /// All groups, those that took no part as `None`.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<Match<'t>>> {
        (0..SLOTS / 2).map(|group| self.get(group))
    }
}

impl Index<usize> for Captures<'_> {
    type Output = str;

    fn index(&self, group: usize) -> &str {
        self.get(group).map_or("", |found| found.as_str())
    }
}

/// What is put in the place of a match: words with `$1`, or a function of the groups.
pub(crate) trait Replace {
    /// Writes it.
    fn put(&mut self, found: &Captures<'_>, out: &mut String);
}

impl Replace for &str {
    fn put(&mut self, found: &Captures<'_>, out: &mut String) {
        let mut chars = self.chars();
        while let Some(c) = chars.next() {
            match (c, if c == '$' { chars.next().and_then(|d| d.to_digit(10)) } else { None }) {
                (_, Some(group)) => out.push_str(&found[usize::try_from(group).unwrap_or(0)]),
                (c, None) => out.push(c),
            }
        }
    }
}

impl<F: FnMut(&Captures<'_>) -> String> Replace for F {
    fn put(&mut self, found: &Captures<'_>, out: &mut String) {
        out.push_str(&self(found));
    }
}
