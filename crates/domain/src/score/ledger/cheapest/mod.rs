//! The cheapest set of measures for a target total.
//!
//! In come measures with their costs and the lines they close; out goes the set that costs least among those that reach
//! the target, or the best that can be reached. It says whether that is certain.

mod clusters;
mod fronts;
mod greedy;
mod moves;
mod search;
mod signature;
#[cfg(test)]
mod tests;

use super::close::closed;
use super::{LedgerKey, words};
use crate::rulebook::Rulebook;
use crate::score::{Assessed, Exact, Policy, Rounding, ScoreSheet, score};
use fronts::Steps;
use moves::Moves;

/// A measure that could be taken («возможное мероприятие»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// As the caller calls it.
    pub id: String,
    /// What it costs, in kopecks; less than nothing is taken as nothing.
    pub cost_kopecks: i64,
    /// The lines of the ledger it closes. Of unnamed items and of people it may close fewer than the line has.
    pub closes: Vec<LedgerKey>,
}

/// The measures that were chosen («выбранный набор мероприятий»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Their ids, in the order of the candidates.
    pub chosen: Vec<String>,
    /// What they cost together, in kopecks.
    pub cost_kopecks: i128,
    /// The total that was asked for.
    pub target: Exact,
    /// The total with them done, by really scoring.
    pub total: Option<Exact>,
    /// Whether the target is reached. If not, `total` is the best that can be reached, at the least cost.
    pub is_reached: bool,
    /// Whether no cheaper set is possible; else it is an approximation.
    pub is_exact: bool,
}

impl Selection {
    /// The outcome in words.
    pub fn words(&self) -> String {
        words::selection(self)
    }
}

/// Steps of the exact search before it gives up: a second or so.
const STEPS_MAX: u64 = 2_000_000;

/// The cheapest set of measures for a target total («подбор мероприятий»).
///
/// The search is exact whenever it ends within its budget of steps, and with forty measures of everyday shapes it does:
/// measures that close items of one list differ by cost only, figures add up, and of two ways to the same figure the
/// dearer is dropped. Beyond the budget the set is found greedily and improved; what is dearer than it is left out and the
/// search tried once more; if that does not end either, `is_exact` is false.
///
/// # Example
/// Case A has 89,08. Bringing 3.1 to 100 adds 3,6 for 10 000 ₽, bringing 3.2 to 100 adds 3,2 for 4 000 ₽: for the target
/// 92 the second is chosen; for 92,5 the first; for 95 both; 99 cannot be reached, the best is 95,88.
pub fn cheapest(
    rulebook: &Rulebook,
    assessed: &Assessed,
    policy: &Policy,
    target: &Exact,
    candidates: &[Candidate],
) -> Selection {
    within(rulebook, assessed, policy, target, candidates, STEPS_MAX)
}

fn within(
    rulebook: &Rulebook,
    assessed: &Assessed,
    policy: &Policy,
    target: &Exact,
    candidates: &[Candidate],
    steps_max: u64,
) -> Selection {
    let sheet = score(rulebook, assessed, policy);
    let task = Task { rulebook, assessed, sheet: &sheet, target, candidates };
    let moves = Moves::new(&task);
    let search = |cost_max: Option<i128>| {
        let (chosen, total) = search::search(&task, moves.as_ref()?, Steps { left: steps_max, cost_max })?;
        let selection = task.selection(&chosen, true);
        // What was computed by parts must be what the score says; if ever it is not, nothing is claimed.
        (selection.total == total).then_some(selection)
    };
    search(None).unwrap_or_else(|| {
        // A good set is known now, so nothing dearer need be looked at; that often is enough.
        let near = task.selection(&greedy::greedy(&task), false);
        let is_bound = near.is_reached || policy.rounding != Rounding::None;
        search(Some(near.cost_kopecks).filter(|_| is_bound)).unwrap_or(near)
    })
}

/// What is asked.
struct Task<'a> {
    rulebook: &'a Rulebook,
    assessed: &'a Assessed,
    sheet: &'a ScoreSheet,
    target: &'a Exact,
    candidates: &'a [Candidate],
}

impl Task<'_> {
    fn cost(&self, candidate: usize) -> i128 {
        self.candidates.get(candidate).map_or(0, |c| i128::from(c.cost_kopecks.max(0)))
    }

    fn keys<'k>(&'k self, chosen: &'k [usize]) -> impl Iterator<Item = &'k LedgerKey> {
        chosen.iter().filter_map(|at| self.candidates.get(*at)).flat_map(|candidate| &candidate.closes)
    }

    /// The score with these measures done, by some policy.
    fn scored(&self, chosen: &[usize], policy: &Policy) -> ScoreSheet {
        score(self.rulebook, &closed(self.rulebook, self.assessed, self.keys(chosen)).0, policy)
    }

    fn total(&self, chosen: &[usize]) -> Option<Exact> {
        self.scored(chosen, &self.sheet.policy).total
    }

    fn selection(&self, chosen: &[usize], is_exact: bool) -> Selection {
        let total = self.total(chosen);
        Selection {
            chosen: chosen.iter().filter_map(|at| Some(self.candidates.get(*at)?.id.clone())).collect(),
            cost_kopecks: chosen.iter().map(|at| self.cost(*at)).sum(),
            target: self.target.clone(),
            is_reached: total.as_ref().is_some_and(|total| total >= self.target),
            total,
            is_exact,
        }
    }
}
