//! Answers to questions that should have been skipped: the first rows of each such question, while rows are counted.
//!
//! How many there are the tallies know. A worker that has its first rows looks no further, and one that meets none
//! pays a few words of bits for sixty-four rows.

use super::columns::Layout;
use super::kernel::Batch;
use otklik_domain::score::QuestionSet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// So many rows of each question are named.
const KEPT_MAX: usize = 10;

/// The rows of a run, by the code of the question: file and row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped(BTreeMap<String, BTreeSet<(usize, u64)>>);

/// A question that stands after another, both in the file.
struct Sequel {
    code: String,
    used: usize,
    ok: usize,
    rows: Vec<u64>,
}

/// What one worker looks for.
pub(super) struct Sequels(Vec<Sequel>);

impl Sequels {
    /// The pairs of questions that a file has.
    pub(super) fn new(set: &QuestionSet, layout: &Layout) -> Self {
        let place = |at: usize| layout.places.get(at).copied().flatten();
        let pairs = set.questions().iter().zip(set.after()).enumerate();
        let sequel = |(at, (question, after)): (usize, (&_, &Option<usize>))| {
            let question: &otklik_domain::score::Question = question;
            Some(Sequel { code: question.code.clone(), used: place((*after)?)?, ok: place(at)?, rows: Vec::new() })
        };
        Sequels(pairs.filter_map(sequel).collect())
    }

    /// Looks through a batch; `row_of` tells the number of a row of the batch in the file.
    pub(super) fn look(&mut self, batch: &Batch, row_of: impl Fn(usize) -> u64) {
        for sequel in self.0.iter_mut().filter(|sequel| sequel.rows.len() < KEPT_MAX) {
            let (Some(used), Some(ok)) = (batch.answers.get(sequel.used), batch.answers.get(sequel.ok)) else {
                continue;
            };
            let words = used.yes.iter().zip(&used.empty).zip(&ok.empty).take(batch.rows.div_ceil(64));
            for (word, ((yes, empty), silent)) in words.enumerate() {
                let mut rest = batch.mask(word) & !(yes | empty | silent);
                while rest != 0 && sequel.rows.len() < KEPT_MAX {
                    let row = word * 64 + rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    if batch.groups.get(row).is_some_and(|group| *group != 0) {
                        sequel.rows.push(row_of(row));
                    }
                }
            }
        }
    }

    /// Puts true rows in place of numbers that stood for them; their order must be the same.
    pub(super) fn renumber(&mut self, row_of: impl Fn(u64) -> u64) {
        self.0.iter_mut().flat_map(|sequel| &mut sequel.rows).for_each(|row| *row = row_of(*row));
    }
}

impl Skipped {
    /// Adds what a worker found.
    pub(super) fn add(&mut self, file: usize, sequels: Sequels) {
        for sequel in sequels.0.into_iter().filter(|sequel| !sequel.rows.is_empty()) {
            let kept = self.0.entry(sequel.code).or_default();
            kept.extend(sequel.rows.into_iter().map(|row| (file, row)));
            while kept.len() > KEPT_MAX {
                kept.pop_last();
            }
        }
    }

    /// The first rows in which a question was answered though it should have been skipped.
    pub fn rows(&self, code: &str) -> Vec<u64> {
        self.0.get(code).into_iter().flatten().map(|(_, row)| *row).collect()
    }
}
