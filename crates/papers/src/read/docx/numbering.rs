//! Word's automatic numbering: definitions and running counters.
//!
//! In come `numbering.xml` and then paragraphs in reading order; out go labels as Word prints them. Lists of one
//! abstract definition count on together until an override starts them anew. It refuses to know where paragraphs stand.

use super::super::Unreadable;
use super::super::label::{Counting, symbol};
use super::super::xml::{Piece, Xml, attribute, local, number};
use std::collections::{HashMap, HashSet};

/// Levels of a Word list.
const N_LEVELS: usize = 9;

/// How one level looks.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    counting: Counting,
    text: String,
    /// The level after which it starts anew; `Some(0)` is never.
    restart_after: Option<usize>,
    is_legal: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (counting, text) = (Counting::Decimal, String::new());
        Level { start: 1, counting, text, restart_after: None, is_legal: false, style: None }
    }
}

/// An abstract definition.
#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: Vec<Level>,
    style_link: Option<String>,
    num_style_link: Option<String>,
}

/// A list that paragraphs name.
#[derive(Debug, Clone, Default)]
struct Num {
    abstract_id: i64,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document and where each stands.
#[derive(Debug, Default)]
pub(super) struct Lists {
    abstracts: HashMap<i64, Abstract>,
    nums: HashMap<i64, Num>,
    counters: HashMap<i64, [Option<u32>; N_LEVELS]>,
    begun: HashSet<(i64, usize)>,
}

impl Lists {
    /// Reads `numbering.xml`.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut xml = Xml::new(text, "numbering.xml");
        let mut lists = Lists::default();
        loop {
            match xml.next()? {
                Piece::Open(open) if local(&open) == "abstractNum" => {
                    let id = number(&open, "abstractNumId").unwrap_or(-1);
                    let one = parse_abstract(&mut xml)?;
                    lists.abstracts.insert(id, one);
                }
                Piece::Open(open) if local(&open) == "num" => {
                    let id = number(&open, "numId").unwrap_or(-1);
                    let one = parse_num(&mut xml)?;
                    lists.nums.insert(id, one);
                }
                Piece::End => return Ok(lists),
                _ => {}
            }
        }
    }

    /// Which level a paragraph style stands for in a list.
    pub(super) fn level_of_style(&self, num_id: i64, style: &str) -> Option<usize> {
        let one = self.definition(self.nums.get(&num_id)?.abstract_id)?.1;
        one.levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts a paragraph of a list and gives its label; `None` where the list is unknown or prints nothing.
    pub(super) fn count(&mut self, num_id: i64, level: usize) -> Option<String> {
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

fn parse_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Unreadable> {
    let floor = xml.depth();
    let mut one = Abstract::default();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        match local(&open) {
            "lvl" => {
                let at = number(&open, "ilvl").and_then(|n| usize::try_from(n).ok()).unwrap_or(N_LEVELS);
                let level = parse_level(xml)?;
                if at < N_LEVELS {
                    one.levels.resize(one.levels.len().max(at + 1), Level::default());
                    one.levels[at] = level;
                }
            }
            "styleLink" => one.style_link = attribute(&open, "val").map(|v| v.into_owned()),
            "numStyleLink" => one.num_style_link = attribute(&open, "val").map(|v| v.into_owned()),
            _ => {}
        }
    }
    Ok(one)
}

fn parse_num(xml: &mut Xml<'_>) -> Result<Num, Unreadable> {
    let floor = xml.depth();
    let mut one = Num { abstract_id: -1, ..Num::default() };
    let mut at = N_LEVELS;
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        match local(&open) {
            "abstractNumId" => one.abstract_id = number(&open, "val").unwrap_or(-1),
            "lvlOverride" => at = number(&open, "ilvl").and_then(|n| usize::try_from(n).ok()).unwrap_or(N_LEVELS),
            "startOverride" => {
                if let Some(start) = number(&open, "val").and_then(|n| u32::try_from(n).ok()) {
                    one.starts.insert(at, start);
                }
            }
            "lvl" => {
                let level = parse_level(xml)?;
                one.levels.insert(at, level);
            }
            _ => {}
        }
    }
    Ok(one)
}

fn parse_level(xml: &mut Xml<'_>) -> Result<Level, Unreadable> {
    let floor = xml.depth();
    let mut level = Level::default();
    while xml.depth() >= floor {
        let Piece::Open(open) = xml.next()? else { continue };
        let val = || attribute(&open, "val");
        match local(&open) {
            "start" => level.start = number(&open, "val").and_then(|n| u32::try_from(n).ok()).unwrap_or(1),
            "numFmt" => level.counting = Counting::from_ooxml(&val().unwrap_or_default()),
            "lvlText" => level.text = val().unwrap_or_default().into_owned(),
            "lvlRestart" => level.restart_after = number(&open, "val").and_then(|n| usize::try_from(n).ok()),
            "isLgl" => level.is_legal = super::styles::toggle(&open),
            "pStyle" => level.style = val().map(|v| v.into_owned()),
            _ => {}
        }
    }
    Ok(level)
}
