//! A good set when the best one cannot be searched for: the most points for the money first, then improved.

use super::Task;
use crate::score::{Exact, Policy, Rounding};

/// Scorings that the improvement may take.
const TRIES_MAX: usize = 4000;

/// Measures that reach the target, or what all of them reach, without any that is not needed.
pub(super) fn greedy(task: &Task<'_>) -> Vec<usize> {
    let all: Vec<usize> = (0..task.candidates.len()).collect();
    let Some(most) = task.total(&all) else {
        return Vec::new();
    };
    let mut plan = Plan { task, goal: most.min(task.target.clone()), tries: TRIES_MAX };
    let mut chosen = plan.filled();
    plan.drop_needless(&mut chosen);
    while plan.swap(&mut chosen) {
        plan.drop_needless(&mut chosen);
    }
    chosen.sort_unstable();
    chosen
}

struct Plan<'a> {
    task: &'a Task<'a>,
    goal: Exact,
    tries: usize,
}

impl Plan<'_> {
    fn reaches(&mut self, chosen: &[usize]) -> bool {
        self.tries = self.tries.saturating_sub(1);
        self.task.total(chosen).is_some_and(|total| total >= self.goal)
    }

    /// Measures by points for money until the goal is reached.
    fn filled(&mut self) -> Vec<usize> {
        let mut left = self.by_worth();
        let mut chosen = Vec::new();
        left.reverse();
        while !self.reaches(&chosen) {
            let Some(next) = left.pop() else {
                break;
            };
            chosen.push(next);
        }
        chosen
    }

    /// Measures, those with most points for the money first; points are not rounded, or most would look like nothing.
    fn by_worth(&self) -> Vec<usize> {
        let policy = Policy { rounding: Rounding::None, ..self.task.sheet.policy.clone() };
        let base = self.task.scored(&[], &policy).exact.unwrap_or_else(Exact::zero);
        let gain = |at: usize| self.task.scored(&[at], &policy).exact.map_or_else(Exact::zero, |exact| &exact - &base);
        let mut worth: Vec<(usize, Exact, Exact)> =
            (0..self.task.candidates.len()).map(|at| (at, gain(at), Exact::whole(self.task.cost(at)))).collect();
        worth.sort_by(|(_, a, cost_a), (_, b, cost_b)| (b * cost_a).cmp(&(a * cost_b)));
        worth.into_iter().map(|(at, _, _)| at).collect()
    }

    fn dearest_first(&self, chosen: &[usize]) -> Vec<usize> {
        let mut sorted = chosen.to_vec();
        sorted.sort_by_key(|at| std::cmp::Reverse(self.task.cost(*at)));
        sorted
    }

    fn drop_needless(&mut self, chosen: &mut Vec<usize>) {
        for at in self.dearest_first(chosen) {
            let without: Vec<usize> = chosen.iter().copied().filter(|other| *other != at).collect();
            if self.tries > 0 && self.reaches(&without) {
                *chosen = without;
            }
        }
    }

    /// Puts a cheaper measure in place of a dearer one; says whether it found such a pair.
    fn swap(&mut self, chosen: &mut Vec<usize>) -> bool {
        for at in self.dearest_first(chosen) {
            let without: Vec<usize> = chosen.iter().copied().filter(|other| *other != at).collect();
            let cheaper = (0..self.task.candidates.len())
                .filter(|other| !chosen.contains(other) && self.task.cost(*other) < self.task.cost(at));
            for other in cheaper.collect::<Vec<usize>>() {
                let with: Vec<usize> = without.iter().copied().chain([other]).collect();
                if self.tries == 0 {
                    return false;
                }
                if self.reaches(&with) {
                    *chosen = with;
                    return true;
                }
            }
        }
        false
    }
}
