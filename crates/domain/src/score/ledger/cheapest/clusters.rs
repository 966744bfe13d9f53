//! Measures that touch the same lists or questions, and what each set of them leads to.

use super::Task;
use super::fronts::{Steps, Way};
use super::moves::{Moves, Spot};
use super::signature::Signatures;
use crate::score::ledger::LedgerKey;
use crate::score::ledger::close::closed;
use crate::score::{Exact, Indicator, Policy, Rounding, score};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A cluster: the indicators it feeds and the ways it offers; values are what each indicator gains, not rounded.
pub(super) struct Cluster {
    pub(super) indicators: Vec<Indicator>,
    pub(super) ways: Vec<Way>,
}

/// All clusters of the measures.
pub(super) fn clusters(task: &Task<'_>, moves: &Moves, steps: &mut Steps) -> Option<Vec<Cluster>> {
    join(moves).into_iter().map(|(measures, spots)| cluster(task, moves, &measures, &spots, steps)).collect()
}

/// Measures joined by the spots they touch.
fn join(moves: &Moves) -> Vec<(Vec<usize>, BTreeSet<Spot>)> {
    let mut joined: Vec<(Vec<usize>, BTreeSet<Spot>)> = Vec::new();
    for (at, changes) in moves.changes.iter().enumerate().filter(|(_, changes)| !changes.is_empty()) {
        let mut own: (Vec<usize>, BTreeSet<Spot>) = (vec![at], changes.iter().map(|c| c.spot.clone()).collect());
        let (touched, rest): (Vec<_>, Vec<_>) = joined.into_iter().partition(|(_, spots)| !spots.is_disjoint(&own.1));
        for (measures, spots) in touched {
            own.0.extend(measures);
            own.1.extend(spots);
        }
        own.0.sort_unstable();
        joined = rest;
        joined.push(own);
    }
    joined
}

fn cluster(
    task: &Task<'_>,
    moves: &Moves,
    measures: &[usize],
    spots: &BTreeSet<Spot>,
    steps: &mut Steps,
) -> Option<Cluster> {
    let signatures = Signatures::new(moves, measures);
    let ends = ends(task, moves, measures, &signatures, steps)?;
    let indicators: BTreeSet<Indicator> = spots.iter().flat_map(|spot| Moves::fed(task, spot)).collect();
    let mut gains = Gains { task, moves, signatures: &signatures, known: HashMap::new() };
    let mut ways = Vec::with_capacity(ends.len());
    for (signature, (cost, chosen)) in ends {
        let mut values: BTreeMap<Indicator, Exact> = indicators.iter().map(|i| (*i, Exact::zero())).collect();
        for spot in spots {
            for (indicator, gain) in gains.of(spot, &signature, chosen) {
                if let Some(value) = values.get_mut(&indicator) {
                    *value = &*value + &gain;
                }
            }
        }
        ways.push(Way { cost, chosen, values: values.into_values().collect() });
    }
    Some(Cluster { indicators: indicators.into_iter().collect(), ways })
}

/// Every signature that sets of these measures have, each with its cheapest set.
fn ends(
    task: &Task<'_>,
    moves: &Moves,
    measures: &[usize],
    signatures: &Signatures,
    steps: &mut Steps,
) -> Option<BTreeMap<Vec<u64>, (i128, u128)>> {
    let mut ends = BTreeMap::from([(signatures.empty(), (0_i128, 0_u128))]);
    for at in measures {
        let changes = moves.changes.get(*at)?;
        steps.take(ends.len().saturating_mul(2))?;
        let mut next: BTreeMap<Vec<u64>, (i128, u128)> = BTreeMap::new();
        for (signature, (cost, chosen)) in ends {
            let with = signatures.after(&signature, changes);
            let taken = (cost + task.cost(*at), chosen | (1 << at));
            let both = [(signature, (cost, chosen)), (with, taken)];
            for (mut signature, way) in both.into_iter().filter(|(_, way)| steps.affords(way.0)) {
                signatures.settle(&mut signature, *at);
                let rank = |way: &(i128, u128)| (way.0, way.1.count_ones(), way.1);
                let best = next.entry(signature).or_insert(way);
                if rank(&way) < rank(best) {
                    *best = way;
                }
            }
        }
        ends = next;
    }
    Some(ends)
}

/// What each indicator gains.
type Gained = Vec<(Indicator, Exact)>;

/// What indicators gain by what is closed at one spot, by really scoring, each signature once.
struct Gains<'a> {
    task: &'a Task<'a>,
    moves: &'a Moves,
    signatures: &'a Signatures,
    known: HashMap<(usize, Vec<u64>), Gained>,
}

impl Gains<'_> {
    fn of(&mut self, spot: &Spot, signature: &[u64], chosen: u128) -> Gained {
        let numbers = self.signatures.at(signature, spot);
        if numbers.iter().all(|n| *n == 0) {
            return Vec::new();
        }
        let own = (self.signatures.index(spot), numbers);
        if let Some(known) = self.known.get(&own) {
            return known.clone();
        }
        let gains = self.scored(spot, chosen);
        self.known.insert(own, gains.clone());
        gains
    }

    fn scored(&self, spot: &Spot, chosen: u128) -> Gained {
        let taken = self.moves.changes.iter().enumerate().filter(|(at, _)| chosen & (1 << at) != 0);
        let keys: Vec<&LedgerKey> =
            taken.flat_map(|(_, changes)| changes).filter(|c| c.spot == *spot).map(|c| &c.key).collect();
        let fed = Moves::fed(self.task, spot);
        let changed = closed(self.task.rulebook, self.task.assessed, keys).0;
        let mut rulebook = self.task.rulebook.clone();
        rulebook.indicators.retain(|rule| fed.contains(&rule.indicator));
        let policy = Policy { rounding: Rounding::None, ..self.task.sheet.policy.clone() };
        let after = score(&rulebook, &changed, &policy);
        let gain = |indicator: &Indicator| {
            let before = self.task.sheet.indicator(*indicator)?.exact.as_ref()?;
            Some((*indicator, after.indicator(*indicator)?.exact.as_ref()? - before))
        };
        fed.iter().filter_map(gain).collect()
    }
}
