//! What each measure really changes: items once, people and unnamed items by number.

use super::Task;
use crate::rulebook::{Part, Rulebook};
use crate::score::ledger::atoms::{n_dissatisfied, n_unnamed};
use crate::score::ledger::build::lines;
use crate::score::ledger::close::part_of;
use crate::score::ledger::{LedgerKey, LossCause};
use crate::score::{Assessed, BranchRule, Indicator, Unit};
use std::collections::BTreeSet;

/// More measures than one number can mark are not searched exactly.
const CANDIDATES_MAX: usize = 128;

/// What is counted together: a list or a question at a place, or at all places when they are pooled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    place: Option<usize>,
    source: Source,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    List(String),
    Question(String),
    Waiting,
}

/// What one key changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) spot: Spot,
    pub(super) key: LedgerKey,
    pub(super) amount: Amount,
}

/// How closings of the same thing go together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Amount {
    /// Closed once, however often: an item of a place.
    Once(usize, String),
    /// So many more, up to so many; things are told apart by place and name.
    More { thing: (usize, String), n: u64, at_most: u64 },
}

/// The changes of every measure that changes anything that counts.
pub(super) struct Moves {
    /// For each candidate its changes; none for one that changes nothing.
    pub(super) changes: Vec<Vec<Change>>,
}

impl Moves {
    /// `None` when there are too many measures for an exact search.
    pub(super) fn new(task: &Task<'_>) -> Option<Self> {
        if task.candidates.len() > CANDIDATES_MAX {
            return None;
        }
        let is_pooled = task.sheet.policy.branches == BranchRule::Pooled && task.assessed.units.len() > 1;
        let open: BTreeSet<LedgerKey> = lines(task.rulebook, task.assessed, task.sheet)
            .into_iter()
            .filter(|line| line.key.is_closable())
            .map(|line| without_number(&line.key))
            .collect();
        let of = |keys: &[LedgerKey]| -> Vec<Change> {
            let counted = keys.iter().filter(|key| open.contains(&without_number(key)));
            let mut changes: Vec<Change> =
                counted.filter_map(|key| change(task.rulebook, task.assessed, is_pooled, key)).collect();
            let mut seen = BTreeSet::new();
            changes.retain(|change| match &change.amount {
                Amount::Once(..) => seen.insert(change.amount.clone()),
                Amount::More { .. } => true,
            });
            changes
        };
        Some(Moves { changes: task.candidates.iter().map(|c| of(&c.closes)).collect() })
    }

    /// The indicators that a spot feeds, of criteria that count.
    pub(super) fn fed(task: &Task<'_>, spot: &Spot) -> BTreeSet<Indicator> {
        let feeds = |part: &Part| source(part) == spot.source;
        let is_used = |i: Indicator| task.sheet.criterion(i.criterion()).is_some_and(|criterion| criterion.is_used);
        let rules = task.rulebook.indicators.iter().filter(|rule| rule.parts.iter().any(feeds));
        rules.map(|rule| rule.indicator).filter(|indicator| is_used(*indicator)).collect()
    }
}

/// Fewer people or items than a line has may be closed too.
fn without_number(key: &LedgerKey) -> LedgerKey {
    let cause = match &key.cause {
        LossCause::Unnamed(_) => LossCause::Unnamed(0),
        LossCause::Dissatisfied(_) => LossCause::Dissatisfied(0),
        other => other.clone(),
    };
    LedgerKey { cause, ..key.clone() }
}

fn source(part: &Part) -> Source {
    match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => Source::List(list.clone()),
        Part::AnswerShare { question } => Source::Question(question.clone()),
        Part::Waiting => Source::Waiting,
    }
}

fn change(rulebook: &Rulebook, assessed: &Assessed, is_pooled: bool, key: &LedgerKey) -> Option<Change> {
    let place = key.place?;
    let unit = assessed.units.get(place)?;
    let part = part_of(rulebook, key)?;
    let amount = amount(rulebook, part, place, unit, &key.cause)?;
    let spot = Spot { place: (!is_pooled).then_some(place), source: source(part) };
    Some(Change { spot, key: key.clone(), amount })
}

fn amount(rulebook: &Rulebook, part: &Part, place: usize, unit: &Unit, cause: &LossCause) -> Option<Amount> {
    match (part, cause) {
        (_, LossCause::Item(code)) => Some(Amount::Once(place, code.clone())),
        (Part::Waiting, LossCause::Waiting) => Some(Amount::Once(place, String::new())),
        (Part::ListShare { list } | Part::ListPoints { list, .. }, LossCause::Unnamed(n)) => {
            let at_most = n_unnamed(rulebook, part, list, &unit.findings);
            Some(Amount::More { thing: (place, list.clone()), n: (*n).min(at_most), at_most })
        }
        (Part::AnswerShare { question }, LossCause::Dissatisfied(n)) => {
            let at_most = n_dissatisfied(unit, question);
            Some(Amount::More { thing: (place, question.clone()), n: (*n).min(at_most), at_most })
        }
        _ => None,
    }
}
