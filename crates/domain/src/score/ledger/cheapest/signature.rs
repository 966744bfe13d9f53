//! What a set of measures closes, as few numbers as tell sets apart that score differently.

use super::moves::{Amount, Change, Moves, Spot};
use std::collections::BTreeMap;

/// Where a number of a signature belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Dimension {
    /// How many items of a spot are closed; which ones makes no difference.
    Items(Spot),
    /// An item that several measures close.
    Shared(Spot, usize, String),
    /// People or unnamed items.
    Number(Spot, (usize, String)),
}

impl Dimension {
    fn spot(&self) -> &Spot {
        match self {
            Dimension::Items(spot) | Dimension::Shared(spot, ..) | Dimension::Number(spot, _) => spot,
        }
    }
}

/// The dimensions of a cluster of measures.
pub(super) struct Signatures {
    place: BTreeMap<Dimension, usize>,
    /// For each shared item the last measure that closes it.
    last: BTreeMap<Dimension, usize>,
}

impl Signatures {
    pub(super) fn new(moves: &Moves, cluster: &[usize]) -> Self {
        let mut closed_by: BTreeMap<&Amount, usize> = BTreeMap::new();
        let changes = || cluster.iter().filter_map(|at| Some((*at, moves.changes.get(*at)?)));
        for (_, own) in changes() {
            for change in own.iter().filter(|change| matches!(change.amount, Amount::Once(..))) {
                *closed_by.entry(&change.amount).or_default() += 1;
            }
        }
        let mut made = Signatures { place: BTreeMap::new(), last: BTreeMap::new() };
        for (at, own) in changes() {
            for change in own {
                let dimension = match &change.amount {
                    Amount::Once(place, code) if closed_by.get(&change.amount).is_some_and(|n| *n > 1) => {
                        let shared = Dimension::Shared(change.spot.clone(), *place, code.clone());
                        made.last.insert(shared.clone(), at);
                        made.add(Dimension::Items(change.spot.clone()));
                        shared
                    }
                    Amount::Once(..) => Dimension::Items(change.spot.clone()),
                    Amount::More { thing, .. } => Dimension::Number(change.spot.clone(), thing.clone()),
                };
                made.add(dimension);
            }
        }
        made
    }

    fn add(&mut self, dimension: Dimension) {
        let next = self.place.len();
        self.place.entry(dimension).or_insert(next);
    }

    /// Nothing closed yet.
    pub(super) fn empty(&self) -> Vec<u64> {
        vec![0; self.place.len()]
    }

    /// The signature after a measure.
    pub(super) fn after(&self, signature: &[u64], changes: &[Change]) -> Vec<u64> {
        let mut after = signature.to_vec();
        for change in changes {
            let (dimension, n, at_most) = match &change.amount {
                Amount::Once(place, code) => {
                    let shared = Dimension::Shared(change.spot.clone(), *place, code.clone());
                    if self.place.contains_key(&shared) {
                        (shared, 1, 1)
                    } else {
                        (Dimension::Items(change.spot.clone()), 1, u64::MAX)
                    }
                }
                Amount::More { thing, n, at_most } => {
                    (Dimension::Number(change.spot.clone(), thing.clone()), *n, *at_most)
                }
            };
            if let Some(number) = self.place.get(&dimension).and_then(|at| after.get_mut(*at)) {
                *number = number.saturating_add(n).min(at_most);
            }
        }
        after
    }

    /// Shared items that no later measure closes are items like others.
    pub(super) fn settle(&self, signature: &mut [u64], measure: usize) {
        for (dimension, _) in self.last.iter().filter(|(_, last)| **last == measure) {
            let closed = self.place.get(dimension).and_then(|at| signature.get_mut(*at)).map(std::mem::take);
            let items = self.place.get(&Dimension::Items(dimension.spot().clone()));
            if let (Some(closed), Some(number)) = (closed, items.and_then(|at| signature.get_mut(*at))) {
                *number += closed;
            }
        }
    }

    /// A number for a spot of the cluster.
    pub(super) fn index(&self, spot: &Spot) -> usize {
        self.place.keys().position(|dimension| dimension.spot() == spot).unwrap_or(usize::MAX)
    }

    /// The numbers of one spot.
    pub(super) fn at(&self, signature: &[u64], spot: &Spot) -> Vec<u64> {
        let own = self.place.iter().filter(|(dimension, _)| dimension.spot() == spot);
        own.filter_map(|(_, at)| signature.get(*at).copied()).collect()
    }
}
