//! What came out of a run: a tally for each organisation and branch, and what was wrong with rows.

use super::Unusable;
use super::columns::Layout;
use super::faults::Faults;
use super::repeats::Repeats;
use super::skipped::Skipped;
use super::worker::Worker;
use otklik_domain::score::{QuestionSet, Tally};
use std::collections::BTreeMap;

/// Counts of all files together.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The tally of each organisation and branch; the branch is empty where a row names none.
    pub tallies: BTreeMap<(String, String), Tally>,
    /// Rows whose organisation is not known; they are in no tally.
    pub nowhere: u64,
    /// What is wrong with rows.
    pub faults: Faults,
    /// The first rows with answers to questions that should have been skipped.
    pub skipped: Skipped,
    /// Rows that are equal to others.
    pub repeats: Repeats,
    /// Codes of questions that no file has.
    pub lacking: Vec<String>,
}

impl Counted {
    /// Nothing yet.
    pub(super) fn new(set: &QuestionSet) -> Self {
        let lacking = set.questions().iter().map(|question| question.code.clone()).collect();
        Counted {
            tallies: BTreeMap::new(),
            nowhere: 0,
            faults: Faults::default(),
            skipped: Skipped::default(),
            repeats: Repeats::default(),
            lacking,
        }
    }

    /// All rows, those of no organisation too.
    pub fn rows(&self) -> u64 {
        self.nowhere + self.tallies.values().map(Tally::respondents).sum::<u64>()
    }

    /// A file has these questions.
    pub(super) fn found(&mut self, set: &QuestionSet, layout: &Layout) {
        for (question, _) in set.questions().iter().zip(&layout.places).filter(|(_, place)| place.is_some()) {
            self.lacking.retain(|code| *code != question.code);
        }
    }

    /// Adds what a worker counted.
    pub(super) fn add(&mut self, set: &QuestionSet, worker: Worker) -> Result<(), Unusable> {
        self.faults.merge(worker.faults);
        self.skipped.add(worker.file, worker.sequels);
        for (group, (rows, counts)) in worker.ledger.counts().into_iter().enumerate() {
            if group == 0 || rows == 0 {
                self.nowhere += rows;
                continue;
            }
            let wrong = |fault: otklik_domain::score::TallyFault| Unusable::Damaged(fault.to_string());
            let tally = Tally::from_counts(set, rows, counts).map_err(wrong)?;
            let (organisation, branch) = worker.groups.names(group);
            match self.tallies.entry((organisation.to_owned(), branch.to_owned())) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(tally);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    place.get_mut().merge(&tally).map_err(wrong)?
                }
            }
        }
        Ok(())
    }
}
