//! Everything that files bring about one round of assessment: answers, findings, the registry, and what is wrong in them.
//!
//! In come rows of tables; out go organisations ready to be scored, with remarks that name lines. Nothing is dropped
//! silently. It refuses to know where the files lie and how points follow.

mod book;
pub(crate) mod long;
mod names;
mod notes;
mod rating;
mod registry;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use names::collapsed;
pub(crate) use notes::What;
pub use notes::{Noted, Notes};
pub use rating::Rating;

use crate::answers::table::Refused;
use otklik_domain::remark::Severity;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Assessed, Findings, QuestionSet, Registered, Tally, Unit};
use std::collections::BTreeMap;

/// Places that fit in the memory of a small machine.
pub const PLACES_MAX: usize = 300_000;

/// One place as files tell of it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) tally: Tally,
    pub(crate) findings: Findings,
}

/// What files bring about a round («собранные данные тура»).
#[derive(Debug)]
pub struct Round<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) set: QuestionSet,
    /// Organisation → branch → place; the organisation's own place has an empty name.
    places: BTreeMap<String, BTreeMap<String, Place>>,
    n_places: usize,
    registry: BTreeMap<String, Registered>,
    /// What is wrong in the files.
    pub notes: Notes,
}

impl<'a> Round<'a> {
    /// Nothing was brought yet.
    pub fn new(rulebook: &'a Rulebook) -> Self {
        Round {
            rulebook,
            set: rulebook.question_set(),
            places: BTreeMap::new(),
            n_places: 0,
            registry: BTreeMap::new(),
            notes: Notes::default(),
        }
    }

    /// A place by its names; an empty branch is the organisation's own place.
    pub(crate) fn place(&mut self, organisation: &str, branch: &str) -> Result<&mut Place, Refused> {
        if !self.places.get(organisation).is_some_and(|branches| branches.contains_key(branch)) {
            self.n_places += 1;
            if self.n_places > PLACES_MAX {
                return Err(Refused::TooManyPlaces(PLACES_MAX));
            }
        }
        let fresh = || Place { tally: Tally::new(&self.set), findings: Findings::default() };
        let branches = self.places.entry(organisation.to_owned()).or_default();
        Ok(branches.entry(branch.to_owned()).or_insert_with(fresh))
    }

    /// Adds counts that were made elsewhere.
    ///
    /// # Errors
    /// [`Refused`] when there are too many places, or when they were counted by another list of questions.
    pub fn add(&mut self, organisation: &str, branch: Option<&str>, tally: &Tally) -> Result<(), Refused> {
        let (organisation, branch) = (names::collapsed(organisation), names::collapsed(branch.unwrap_or_default()));
        let place = self.place(&organisation, &branch)?;
        place.tally.merge(tally).map_err(|why| Refused::Mapping(why.to_string()))
    }

    /// The organisations with their places, by name.
    pub fn assessed(&self) -> Vec<Assessed> {
        self.places.keys().filter_map(|organisation| self.assessed_one(organisation)).collect()
    }

    /// The names of the organisations, in order.
    pub fn organisations(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// One organisation with its places.
    pub fn assessed_one(&self, organisation: &str) -> Option<Assessed> {
        let unit = |(branch, place): (&String, &Place)| Unit {
            branch: (!branch.is_empty()).then(|| branch.clone()),
            tally: place.tally.clone(),
            findings: place.findings.clone(),
        };
        Some(Assessed {
            organisation: organisation.to_owned(),
            kind: self.registry.get(organisation).and_then(|it| it.kind.clone()),
            units: self.places.get(organisation)?.iter().map(unit).collect(),
        })
    }

    /// Where an organisation stands in the registry.
    pub fn registered(&self, organisation: &str) -> Option<&Registered> {
        self.registry.get(organisation)
    }

    /// Says what only all files together show: names that differ by a quote, places without answers or findings.
    pub fn finish(&mut self) {
        names::say_variants(self.places.keys(), &mut self.notes);
        for (organisation, branches) in &self.places {
            for (branch, place) in branches {
                let lacks = match (place.tally.respondents() == 0, place.findings.is_empty()) {
                    (true, false) => "есть итоги осмотра, но нет ни одной анкеты",
                    (false, true) => "есть анкеты, но нет итогов осмотра",
                    _ => continue,
                };
                let at = if branch.is_empty() { String::new() } else { format!("«{branch}»: ") };
                let what = What {
                    organisation: Some(organisation),
                    about: branch,
                    ..What::of("place-incomplete", Severity::Doubt)
                };
                self.notes.say(&what, || format!("{at}{lacks}"));
            }
            if !self.registry.is_empty() && !self.registry.contains_key(organisation) {
                let what = What { organisation: Some(organisation), ..What::of("not-in-registry", Severity::Doubt) };
                self.notes.say(&what, || "организации нет в реестре: в обобщения она не вошла".to_owned());
            }
        }
    }
}
