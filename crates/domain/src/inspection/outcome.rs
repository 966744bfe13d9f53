//! What follows from sheets and decisions, and the findings it gives.

use super::checklist::{WAITING_DAYS, WAITING_NORM};
use super::{Checklist, Comparison, Fault, Noted, Seen, Sheet, sheet::WORDS_MAX};
use crate::rulebook::Rulebook;
use crate::score::{Exact, Findings};
use std::collections::BTreeMap;

/// What a person decided about one point («решение по пункту осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What counts.
    pub seen: Seen,
    /// Why.
    pub reason: String,
}

impl Decision {
    /// A decision with a reason, about a point that exists.
    ///
    /// # Errors
    /// `NoSuchPoint`, `WrongValue`, `NoReason`, `TooLong`.
    pub fn new(list: &Checklist, code: &str, seen: Seen, reason: &str) -> Result<Self, Fault> {
        let point = list.point(code).ok_or_else(|| Fault::NoSuchPoint(code.to_owned()))?;
        if !point.ask.takes(&seen) {
            return Err(Fault::WrongValue(point.title.clone()));
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Fault::NoReason);
        }
        if reason.chars().count() > WORDS_MAX {
            return Err(Fault::TooLong(point.title.clone()));
        }
        Ok(Decision { seen, reason: reason.to_owned() })
    }
}

/// What counts of one point («итог по пункту осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// All inspectors saw the same.
    Agreed(Seen),
    /// A person decided.
    Decided(Decision),
    /// Nothing counts yet.
    Open,
}

impl Settled {
    /// What counts.
    pub fn seen(&self) -> Option<Seen> {
        match self {
            Settled::Agreed(seen) => Some(*seen),
            Settled::Decided(decision) => Some(decision.seen),
            Settled::Open => None,
        }
    }
}

/// What follows from the sheets of a place («итог осмотра места»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Each point of the list in its order, with what counts.
    pub points: Vec<(String, Settled)>,
}

impl Outcome {
    /// Decisions go before sheets; without one, what all sheets say counts.
    pub fn of(list: &Checklist, sheets: &[&Sheet], decisions: &BTreeMap<String, Decision>) -> Self {
        let differing: Vec<String> =
            Comparison::of(list, sheets).differences.into_iter().map(|difference| difference.code).collect();
        let settled = |code: &String| {
            if let Some(decision) = decisions.get(code) {
                return Settled::Decided(decision.clone());
            }
            let first = sheets.first().and_then(|sheet| sheet.seen(code));
            first.filter(|_| !differing.contains(code)).map_or(Settled::Open, Settled::Agreed)
        };
        Outcome { points: list.points().map(|point| (point.code.clone(), settled(&point.code))).collect() }
    }

    /// What counts of a point.
    pub fn seen(&self, code: &str) -> Option<Seen> {
        self.points.iter().find(|(known, _)| known == code).and_then(|(_, settled)| settled.seen())
    }

    /// Codes of points of which nothing counts yet.
    pub(crate) fn unsettled(&self) -> Vec<String> {
        self.points.iter().filter(|(_, settled)| settled.seen().is_none()).map(|(code, _)| code.clone()).collect()
    }

    /// Codes of points that are absent.
    pub fn absent(&self) -> impl Iterator<Item = &str> {
        let is_absent = |settled: &Settled| settled.seen().is_some_and(|seen| seen.is_absent());
        self.points.iter().filter(move |(_, settled)| is_absent(settled)).map(|(code, _)| code.as_str())
    }

    /// What inspectors wrote of a point whose value counts: words of those who saw what counts come first.
    pub fn notes<'a>(&self, code: &str, sheets: &[&'a Sheet]) -> Vec<&'a Noted> {
        let counts = self.seen(code);
        let mut notes: Vec<&Noted> = sheets.iter().filter_map(|sheet| sheet.marks.get(code)).collect();
        notes.retain(|noted| noted.note.is_some() || noted.address.is_some());
        notes.sort_by_key(|noted| Some(noted.seen) != counts);
        notes
    }

    /// The findings, as a file of findings would bring them.
    pub fn findings(&self, book: &Rulebook) -> Findings {
        let mut findings = Findings::default();
        for (code, settled) in &self.points {
            match settled.seen() {
                Some(Seen::Mark(mark)) => findings.set_item(code, mark),
                Some(Seen::Count(n)) => put_count(&mut findings, code, n),
                Some(Seen::Days(_)) | None => {}
            }
        }
        let days = |code: &str| match self.seen(code) {
            Some(Seen::Days(n)) => Some(n),
            _ => None,
        };
        if let (Some(ladder), Some(wait), Some(norm)) = (&book.waiting, days(WAITING_DAYS), days(WAITING_NORM)) {
            findings.set_waiting(Exact::whole(ladder.points(wait, norm)));
        }
        findings
    }
}

fn put_count(findings: &mut Findings, code: &str, n: u64) {
    match (code.strip_suffix("_present"), code.strip_suffix("_required")) {
        (Some(list), _) => findings.set_present(list, n),
        (_, Some(list)) => findings.set_required(list, n),
        _ => findings.set_present(code, n),
    }
}
