//! What one inspector wrote down.

use super::{Checklist, Fault, Point, Seen};
use crate::score::Mark;
use std::collections::BTreeMap;

/// What was seen of a point, with the inspector's words («отметка с заметкой»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What was seen.
    pub seen: Seen,
    /// The inspector's words.
    pub note: Option<String>,
    /// Address of the page, or the place in the building.
    pub address: Option<String>,
}

impl Noted {
    /// What was seen, without words.
    pub fn bare(seen: Seen) -> Self {
        Noted { seen, note: None, address: None }
    }
}

/// The sheet of one inspector («лист осмотра»): marks by the code of their point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Marks.
    pub marks: BTreeMap<String, Noted>,
}

/// Words of a note, an address, a reason and an answer are at most so long.
pub(super) const WORDS_MAX: usize = 4000;

impl Sheet {
    /// Puts a mark down.
    ///
    /// # Errors
    /// `NoSuchPoint`, `WrongValue` when the point asks for something else, `TooLong`.
    pub fn mark(&mut self, list: &Checklist, code: &str, noted: Noted) -> Result<(), Fault> {
        let point = list.point(code).ok_or_else(|| Fault::NoSuchPoint(code.to_owned()))?;
        if !point.ask.takes(&noted.seen) {
            return Err(Fault::WrongValue(point.title.clone()));
        }
        let is_long = |words: &Option<String>| words.as_ref().is_some_and(|words| words.chars().count() > WORDS_MAX);
        if is_long(&noted.note) || is_long(&noted.address) {
            return Err(Fault::TooLong(point.title.clone()));
        }
        self.marks.insert(code.to_owned(), noted);
        Ok(())
    }

    /// What was seen of a point.
    pub fn seen(&self, code: &str) -> Option<Seen> {
        self.marks.get(code).map(|noted| noted.seen)
    }

    /// Points that have no mark yet, in order.
    pub fn unmarked<'a>(&self, list: &'a Checklist) -> Vec<&'a Point> {
        list.points().filter(|point| !self.marks.contains_key(&point.code)).collect()
    }

    /// How many points are marked, and how many there are.
    pub fn progress(&self, list: &Checklist) -> (usize, usize) {
        let n = list.points().count();
        (n - self.unmarked(list).len(), n)
    }

    /// Whether it may be handed in: everything is marked, and no more is there than is required.
    ///
    /// # Errors
    /// Every fault at once: `Unmarked`, `MoreThanRequired`.
    pub fn check(&self, list: &Checklist) -> Result<(), Vec<Fault>> {
        let unmarked = self.unmarked(list);
        let mut faults = Vec::new();
        if !unmarked.is_empty() {
            faults.push(Fault::Unmarked(unmarked.into_iter().map(|point| point.title.clone()).collect()));
        }
        faults.extend(
            list.blocks
                .iter()
                .filter(|block| self.is_over(&block.code))
                .map(|block| Fault::MoreThanRequired(block.title.clone())),
        );
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn is_over(&self, list: &str) -> bool {
        let count = |side: &str| match self.seen(&format!("{list}_{side}")) {
            Some(Seen::Count(n)) => Some(n),
            _ => None,
        };
        count("present").zip(count("required")).is_some_and(|(present, required)| present > required)
    }

    /// How many points are absent.
    pub fn n_absent(&self) -> usize {
        self.marks.values().filter(|noted| noted.seen == Seen::Mark(Mark::Absent)).count()
    }
}
