//! Patterns of the recogniser: a small matcher that is ready at once.
//!
//! In comes a pattern; out goes one that finds what the `regex` crate finds. Eighty patterns of Russian papers cost that
//! crate more to prepare than a paper costs to read, and a paper is read by a process that has just been born. So short
//! texts are matched by stepping through a small program and trying again; a text that is long, or that would be tried
//! too often, goes to the crate, whose time is linear whatever a stranger writes. It refuses what it does not know:
//! such a pattern is the crate's from the beginning.

mod class;
mod found;
mod parse;
mod program;
mod run;
#[cfg(test)]
mod tests;

pub(crate) use found::{Captures, Match};
use found::{Replace, SLOTS, Slots};
use program::Program;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Longer texts are the crate's.
const SHORT_BYTES_MAX: usize = 32 << 10;

/// A pattern.
#[derive(Debug)]
pub(crate) struct Regex {
    pattern: String,
    program: Option<Program>,
    exact: OnceLock<regex::Regex>,
}

impl Regex {
    /// Takes a pattern; `\d` is 0 to 9, `\w` Latin and Cyrillic letters, digits and the underscore.
    pub(crate) fn new(pattern: &str) -> Result<Self, regex::Error> {
        let program = parse::parse(pattern).and_then(|tree| Program::new(&tree));
        let taken = Regex { pattern: pattern.to_owned(), program, exact: OnceLock::new() };
        if taken.program.is_none() {
            let exact = compiled(pattern)?;
            let _ = taken.exact.set(exact);
        }
        Ok(taken)
    }

    /// Whether the text holds a match.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.search(text, 0).is_some()
    }

    /// The first match.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.search(text, 0).and_then(|slots| Match::of(text, &slots, 0))
    }

    /// The first match with its groups.
    pub(crate) fn captures<'t>(&'t self, text: &'t str) -> Option<Captures<'t>> {
        self.captures_at(text, 0)
    }

    /// The first match at or after `at`, with its groups.
    pub(crate) fn captures_at<'t>(&'t self, text: &'t str, at: usize) -> Option<Captures<'t>> {
        let slots = self.search(text, at)?;
        Some(Captures { text, slots, names: self.program.as_ref().map_or(&[], |p| p.names.as_slice()) })
    }

    /// All matches, one after the other.
    pub(crate) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.captures_iter(text).filter_map(|found| found.get(0))
    }

    /// All matches with their groups. No pattern here matches nothing at all, so the next begins where the last ended.
    pub(crate) fn captures_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        let mut at = Some(0);
        std::iter::from_fn(move || {
            let found = self.captures_at(text, at?)?;
            let whole = found.get(0)?;
            at = (!whole.range().is_empty()).then_some(whole.end());
            Some(found)
        })
    }

    /// The text with its first match replaced.
    pub(crate) fn replace<'t>(&'t self, text: &'t str, by: impl Replace) -> Cow<'t, str> {
        self.replace_some(text, by, 1)
    }

    /// The text with every match replaced.
    pub(crate) fn replace_all<'t>(&'t self, text: &'t str, by: impl Replace) -> Cow<'t, str> {
        self.replace_some(text, by, usize::MAX)
    }

    fn replace_some<'t>(&'t self, text: &'t str, mut by: impl Replace, most: usize) -> Cow<'t, str> {
        let mut out = String::new();
        let mut at = 0;
        for found in self.captures_iter(text).take(most) {
            let Some(whole) = found.get(0) else { break };
            out.push_str(&text[at..whole.start()]);
            by.put(&found, &mut out);
            at = whole.end();
        }
        if at == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[at..]);
        Cow::Owned(out)
    }

    fn search(&self, text: &str, at: usize) -> Option<Slots> {
        if let Some(program) = self.program.as_ref().filter(|_| text.len() <= SHORT_BYTES_MAX)
            && let Ok(found) = program.search(text, at)
        {
            return found;
        }
        self.search_exactly(text, at)
    }

    fn search_exactly(&self, text: &str, at: usize) -> Option<Slots> {
        let exact = self.exact.get_or_init(|| compiled(&self.pattern).unwrap_or_else(|_| never()));
        let found = exact.captures_at(text, at)?;
        let mut slots = [usize::MAX; SLOTS];
        for (group, ends) in found.iter().zip(slots.chunks_exact_mut(2)) {
            if let (Some(group), [start, end]) = (group, ends) {
                (*start, *end) = (group.start(), group.end());
            }
        }
        Some(slots)
    }
}

/// The general classes of Unicode hold thousands of ranges; those of Russian papers are small.
fn compiled(pattern: &str) -> Result<regex::Regex, regex::Error> {
    let small = pattern
        .replace(r"\d", "[0-9]")
        .replace(r"\w", "[0-9A-Za-zА-Яа-яЁё_]")
        .replace(r"\s", r"[\t\n\x0B\x0C\r\x20\u{A0}\u{2000}-\u{200A}\u{202F}]");
    regex::Regex::new(&small)
}

/// A pattern that was parsed here and not by the crate would be found by the tests, which compile them all.
fn never() -> regex::Regex {
    unreachable!("every pattern of the recogniser is one of the crate's")
}
