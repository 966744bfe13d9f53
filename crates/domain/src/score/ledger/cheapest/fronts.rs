//! Ways to figures: products of them, and the dropping of those that others are never worse than.

use crate::score::{Criterion, Exact};
use std::collections::HashSet;

/// A way: what it costs, which measures it takes, and the figures it leads to.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) cost: i128,
    pub(super) chosen: u128,
    pub(super) values: Vec<Exact>,
}

/// Of which criterion a figure is, and how much of it.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    pub(super) criterion: Criterion,
    pub(super) share: Exact,
}

/// Steps that are left, and what a set may cost at most; `None` of any function here means that the steps are used up.
pub(super) struct Steps {
    pub(super) left: u64,
    pub(super) cost_max: Option<i128>,
}

impl Steps {
    pub(super) fn take(&mut self, n: usize) -> Option<()> {
        self.left = self.left.checked_sub(n as u64)?;
        Some(())
    }

    /// Whether a set is not dearer than one that is known already.
    pub(super) fn affords(&self, cost: i128) -> bool {
        self.cost_max.is_none_or(|most| cost <= most)
    }
}

/// Every way of one with every way of the other.
pub(super) fn product(
    a: &[Way],
    b: &[Way],
    steps: &mut Steps,
    join: impl Fn(&[Exact], &[Exact]) -> Vec<Exact>,
) -> Option<Vec<Way>> {
    steps.take(a.len().saturating_mul(b.len()))?;
    let both = |a: &Way, b: &Way| Way {
        cost: a.cost + b.cost,
        chosen: a.chosen | b.chosen,
        values: join(&a.values, &b.values),
    };
    let steps = &*steps;
    let affordable = |a: &Way, b: &&Way| steps.affords(a.cost + b.cost);
    let mut ways = Vec::new();
    for a in a {
        ways.extend(b.iter().filter(|b| affordable(a, b)).map(|b| both(a, b)));
    }
    Some(ways)
}

/// Drops every way that another is never worse than: it costs no more, and each figure is as great.
///
/// Where a greater figure may still count less, because only figures that do not end are rounded, it must be greater by
/// `margin` in each criterion, or the same.
pub(super) fn prune(mut ways: Vec<Way>, axes: &[Axis], margin: &Exact, steps: &mut Steps) -> Option<Vec<Way>> {
    steps.take(ways.len())?;
    ways.sort_by(|a, b| {
        let chosen = || a.chosen.count_ones().cmp(&b.chosen.count_ones()).then(a.chosen.cmp(&b.chosen));
        a.cost.cmp(&b.cost).then_with(|| b.values.cmp(&a.values)).then_with(chosen)
    });
    if let [axis] = axes {
        return Some(prune_line(ways, axis, margin));
    }
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        steps.take(kept.len())?;
        if !kept.iter().any(|other| is_never_worse(other, &way, axes, margin)) {
            kept.push(way);
        }
    }
    Some(kept)
}

/// The same for a single figure: one look at each.
fn prune_line(ways: Vec<Way>, axis: &Axis, margin: &Exact) -> Vec<Way> {
    let mut best: Option<Exact> = None;
    let mut seen: HashSet<Vec<Exact>> = HashSet::new();
    let mut kept = Vec::new();
    for way in ways {
        let Some(value) = way.values.first() else {
            continue;
        };
        let is_beaten = best.as_ref().is_some_and(|best| &(best - value) * &axis.share >= *margin && best >= value);
        if is_beaten || !seen.insert(way.values.clone()) {
            continue;
        }
        if best.as_ref().is_none_or(|best| value > best) {
            best = Some(value.clone());
        }
        kept.push(way);
    }
    kept
}

fn is_never_worse(a: &Way, b: &Way, axes: &[Axis], margin: &Exact) -> bool {
    if a.values.iter().zip(&b.values).any(|(a, b)| a < b) {
        return false;
    }
    margin.is_zero() || axes.iter().all(|axis| is_clear(a, b, axes, axis.criterion, margin))
}

/// Whether a criterion is the same in both ways, or greater by the margin.
fn is_clear(a: &Way, b: &Way, axes: &[Axis], criterion: Criterion, margin: &Exact) -> bool {
    let own = || a.values.iter().zip(&b.values).zip(axes).filter(|(_, axis)| axis.criterion == criterion);
    if own().all(|((a, b), _)| a == b) {
        return true;
    }
    let ahead = own().fold(Exact::zero(), |sum, ((a, b), axis)| &sum + &(&(a - b) * &axis.share));
    ahead >= *margin
}
