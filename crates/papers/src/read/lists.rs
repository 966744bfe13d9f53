//! Word's automatic numbering: running counters, the same in .docx and in Word 97.
//!
//! In come definitions and then paragraphs in reading order; out go labels as Word prints them. Lists of one abstract
//! definition count on together until an override starts them anew. It refuses to know where definitions are kept.

use super::label::{Counting, symbol};
use std::collections::{HashMap, HashSet};

/// Levels of a Word list.
pub(crate) const N_LEVELS: usize = 9;

/// How one level looks.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    pub(crate) counting: Counting,
    pub(crate) text: String,
    /// The level after which it starts anew; `Some(0)` is never.
    pub(crate) restart_after: Option<usize>,
    pub(crate) is_legal: bool,
    pub(crate) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (counting, text) = (Counting::Decimal, String::new());
        Level { start: 1, counting, text, restart_after: None, is_legal: false, style: None }
    }
}

/// An abstract definition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Abstract {
    pub(crate) levels: Vec<Level>,
    pub(crate) style_link: Option<String>,
    pub(crate) num_style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Num {
    pub(crate) abstract_id: i64,
    pub(crate) starts: HashMap<usize, u32>,
    pub(crate) levels: HashMap<usize, Level>,
}

/// All lists of a document and where each stands.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) abstracts: HashMap<i64, Abstract>,
    pub(crate) nums: HashMap<i64, Num>,
    counters: HashMap<i64, [Option<u32>; N_LEVELS]>,
    begun: HashSet<(i64, usize)>,
}

impl Lists {
    /// Which level a paragraph style stands for in a list.
    pub(crate) fn level_of_style(&self, num_id: i64, style: &str) -> Option<usize> {
        let one = self.definition(self.nums.get(&num_id)?.abstract_id)?.1;
        one.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph of a list and gives its label; `None` where the list is unknown or prints nothing.
    pub(crate) fn count(&mut self, num_id: i64, level: usize) -> Option<String> {
        let level = level.min(N_LEVELS - 1);
        let num = self.nums.get(&num_id)?.clone();
        let (abstract_id, definition) = self.definition(num.abstract_id)?;
        let levels: Vec<Level> = (0..=level)
            .map(|l| num.levels.get(&l).or_else(|| definition.levels.get(l)).cloned().unwrap_or_default())
            .collect();
        let restarts: Vec<Option<usize>> = (0..N_LEVELS)
            .map(|l| num.levels.get(&l).or_else(|| definition.levels.get(l)).and_then(|at| at.restart_after))
            .collect();
        self.advance(abstract_id, num_id, level, &num, &levels, &restarts);
        let counters = self.counters.get(&abstract_id)?;
        let label = shown(&levels, counters, level);
        (!label.is_empty()).then_some(label)
    }

    fn advance(
        &mut self,
        abstract_id: i64,
        num_id: i64,
        level: usize,
        num: &Num,
        levels: &[Level],
        restarts: &[Option<usize>],
    ) {
        let is_begun = !self.begun.insert((num_id, level));
        let counters = self.counters.entry(abstract_id).or_default();
        let start = levels.get(level).map_or(1, |at| at.start);
        let forced = num.starts.get(&level).filter(|_| !is_begun).copied();
        if let Some(counter) = counters.get_mut(level) {
            let next = counter.map_or(num.starts.get(&level).copied().unwrap_or(start), |n| n.saturating_add(1));
            *counter = Some(forced.unwrap_or(next));
        }
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            // By default a level starts anew after any higher one; `restart_after` counts levels from one.
            let is_kept = restarts.get(deeper).copied().flatten().is_some_and(|after| after == 0 || level + 1 > after);
            if !is_kept {
                *counter = None;
            }
        }
    }

    /// The definition behind an id, through one link to a style of lists.
    fn definition(&self, id: i64) -> Option<(i64, &Abstract)> {
        let one = self.abstracts.get(&id)?;
        let Some(link) = one.num_style_link.as_ref().filter(|_| one.levels.is_empty()) else { return Some((id, one)) };
        let linked = self.abstracts.iter().find(|(_, other)| other.style_link.as_ref() == Some(link));
        linked.map(|(id, other)| (*id, other)).or(Some((id, one)))
    }
}

/// The text of a level with the counters in it.
fn shown(levels: &[Level], counters: &[Option<u32>; N_LEVELS], level: usize) -> String {
    let Some(own) = levels.get(level) else { return String::new() };
    let mut label = String::new();
    let mut letters = own.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = letters.peek().and_then(|next| next.to_digit(10)).filter(|n| *n > 0);
        match digit {
            Some(digit) if letter == '%' => {
                letters.next();
                let at = digit as usize - 1;
                let Some(one) = levels.get(at) else { continue };
                let n = counters.get(at).copied().flatten().unwrap_or(one.start);
                let counting = if own.is_legal { Counting::Decimal } else { one.counting };
                label.push_str(&counting.shown(n));
            }
            _ => label.push(symbol(letter)),
        }
    }
    label.trim().to_owned()
}
