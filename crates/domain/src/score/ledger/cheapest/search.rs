//! The exact search: from clusters to indicators, to criteria, to the total.
//!
//! Clusters of one indicator add up, indicators of one criterion add up, criteria add up; between these steps figures
//! are rounded. After each step the ways that another is never worse than are dropped. Where clusters reach over several
//! indicators or criteria these are searched together, with a figure for each.

use super::Task;
use super::clusters::{Cluster, clusters};
use super::fronts::{Axis, Steps, Way, product, prune};
use super::moves::Moves;
use crate::score::{Criterion, EmptyRule, Exact, Indicator, IndicatorPoints, Rounding};

/// The cheapest set and its total; `None` when the steps are used up.
pub(super) fn search(task: &Task<'_>, moves: &Moves, mut steps: Steps) -> Option<(Vec<usize>, Option<Exact>)> {
    if task.sheet.total.is_none() {
        return Some((Vec::new(), None));
    }
    let search = Search { task, margin: margin(task) };
    let groups = joined(clusters(task, moves, &mut steps)?, |cluster: &Cluster| cluster.indicators.clone());
    let mut indicators = Vec::new();
    for (_, group) in groups {
        indicators.push(search.indicators(group, &mut steps)?);
    }
    let by_criterion = |group: &Figures| {
        let mut criteria: Vec<Criterion> = group.indicators.iter().map(|i| i.criterion()).collect();
        criteria.dedup();
        criteria
    };
    let mut criteria = Vec::new();
    for (used, group) in joined(indicators, by_criterion) {
        let ways = search.criteria(&used, group, &mut steps)?;
        criteria.push((used, ways));
    }
    search.total(criteria, &mut steps)
}

/// Joins things that share a key; each group comes with its keys in order.
fn joined<T, K: Ord + Copy>(things: Vec<T>, keys: impl Fn(&T) -> Vec<K>) -> Vec<(Vec<K>, Vec<T>)> {
    let mut groups: Vec<(Vec<K>, Vec<T>)> = Vec::new();
    for thing in things {
        let mut own = (keys(&thing), vec![thing]);
        let (touched, rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(other, _)| other.iter().any(|key| own.0.contains(key)));
        for (other, members) in touched {
            own.0.extend(other);
            own.1.extend(members);
        }
        own.0.sort_unstable();
        own.0.dedup();
        groups = rest;
        groups.push(own);
    }
    groups
}

/// By how much a criterion must be ahead before it surely counts no less.
///
/// Under every rule but one, greater figures count no less. Under `none` only figures that do not end are rounded, so a
/// greater one may lose up to half a hundredth and a smaller one may gain as much: a hundredth in the criterion and a
/// hundredth in the mean of up to five criteria.
fn margin(task: &Task<'_>) -> Exact {
    match task.sheet.policy.rounding {
        Rounding::None => &Exact::whole(6) / 100,
        Rounding::IntegerIndicators | Rounding::CriteriaOneDecimal | Rounding::TwoDecimals => Exact::zero(),
    }
}

/// Ways to some indicators; values are their points as they count, in order.
struct Figures {
    indicators: Vec<Indicator>,
    ways: Vec<Way>,
}

struct Search<'a> {
    task: &'a Task<'a>,
    margin: Exact,
}

impl Search<'_> {
    fn indicators(&self, clusters: Vec<Cluster>, steps: &mut Steps) -> Option<Figures> {
        let mut all: Vec<Indicator> = clusters.iter().flat_map(|cluster| cluster.indicators.clone()).collect();
        all.sort_unstable();
        all.dedup();
        let axes: Vec<Axis> = all.iter().map(|indicator| self.axis(*indicator)).collect();
        let mut ways = vec![Way { cost: 0, chosen: 0, values: vec![Exact::zero(); all.len()] }];
        for cluster in clusters {
            let add = |so_far: &[Exact], more: &[Exact]| {
                let gain = |at: Indicator| cluster.indicators.iter().zip(more).find(|(i, _)| **i == at);
                let value =
                    |(at, value): (&Indicator, &Exact)| gain(*at).map_or(value.clone(), |(_, more)| value + more);
                all.iter().zip(so_far).map(value).collect()
            };
            ways = prune(product(&ways, &cluster.ways, steps, add)?, &axes, &self.margin, steps)?;
        }
        for way in &mut ways {
            for (indicator, value) in all.iter().zip(&mut way.values) {
                let exact = self.points(*indicator).and_then(|points| points.exact.as_ref()).map(|exact| exact + value);
                *value = exact.map_or_else(Exact::zero, |exact| self.task.sheet.policy.rounding.indicator(&exact));
            }
        }
        Some(Figures { indicators: all, ways: prune(ways, &axes, &self.margin, steps)? })
    }

    fn points(&self, indicator: Indicator) -> Option<&IndicatorPoints> {
        self.task.sheet.indicator(indicator)
    }

    fn axis(&self, indicator: Indicator) -> Axis {
        let share = self.points(indicator).map_or_else(Exact::zero, |points| points.share.clone());
        Axis { criterion: indicator.criterion(), share }
    }

    /// The ways of some criteria, joined to a single figure: the sum of their points.
    fn criteria(&self, criteria: &[Criterion], groups: Vec<Figures>, steps: &mut Steps) -> Option<Vec<Way>> {
        // For each criterion what its indicators gain by their shares, and without them, for the mean of the others.
        let axes: Vec<Axis> = criteria
            .iter()
            .flat_map(|criterion| {
                let axis = |share: Exact| Axis { criterion: *criterion, share };
                [axis(Exact::whole(1)), axis(Exact::zero())]
            })
            .collect();
        let mut ways = vec![Way { cost: 0, chosen: 0, values: vec![Exact::zero(); axes.len()] }];
        for group in groups {
            let add = |so_far: &[Exact], points: &[Exact]| {
                let mut sums = so_far.to_vec();
                for (indicator, points) in group.indicators.iter().zip(points) {
                    self.add(&mut sums, criteria, *indicator, points);
                }
                sums
            };
            ways = prune(product(&ways, &group.ways, steps, add)?, &axes, &self.margin, steps)?;
        }
        for way in &mut ways {
            let sum = criteria.iter().zip(way.values.chunks(2)).fold(Exact::zero(), |sum, (criterion, gains)| {
                gains
                    .first()
                    .zip(gains.get(1))
                    .map_or(sum.clone(), |(by_share, plain)| &sum + &self.criterion(*criterion, by_share, plain))
            });
            way.values = vec![sum];
        }
        prune(ways, &self.line(), &self.margin, steps)
    }

    fn add(&self, sums: &mut [Exact], criteria: &[Criterion], indicator: Indicator, points: &Exact) {
        let Some(before) = self.points(indicator) else {
            return;
        };
        let at = criteria.iter().position(|criterion| *criterion == indicator.criterion()).unwrap_or(0) * 2;
        let gain = before.points.as_ref().map_or_else(Exact::zero, |before| points - before);
        if let Some(sum) = sums.get_mut(at) {
            *sum = &*sum + &(&gain * &before.share);
        }
        if let Some(sum) = sums.get_mut(at + 1).filter(|_| self.task.sheet.policy.empty == EmptyRule::Mean) {
            *sum = &*sum + &gain;
        }
    }

    /// Points of a criterion with these gains; nothing where it does not count.
    fn criterion(&self, criterion: Criterion, by_share: &Exact, plain: &Exact) -> Exact {
        let sheet = self.task.sheet;
        let own: Vec<&IndicatorPoints> =
            sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion && i.points.is_some()).collect();
        let Some(base) = sheet.criterion(criterion).filter(|c| c.is_used).and_then(|c| c.exact.as_ref()) else {
            return Exact::zero();
        };
        let known: Vec<&Exact> = own.iter().filter(|i| i.exact.is_some()).filter_map(|i| i.points.as_ref()).collect();
        let n_known = known.len() as u64;
        let sum_known = known.into_iter().fold(Exact::zero(), |sum, points| &sum + points);
        let mut exact = base + by_share;
        if sheet.policy.empty == EmptyRule::Mean {
            let instead = sheet.policy.rounding.indicator(&(&(&sum_known + plain) / n_known));
            for empty in own.iter().filter(|i| i.exact.is_none()) {
                let before = empty.points.clone().unwrap_or_else(Exact::zero);
                exact = &exact + &(&(&instead - &before) * &empty.share);
            }
        }
        sheet.policy.rounding.criterion(&exact)
    }

    fn line(&self) -> [Axis; 1] {
        let criterion = Criterion::ALL[0];
        [Axis { criterion, share: Exact::whole(1) }]
    }

    fn total(&self, groups: Vec<(Vec<Criterion>, Vec<Way>)>, steps: &mut Steps) -> Option<(Vec<usize>, Option<Exact>)> {
        let sheet = self.task.sheet;
        let touched: Vec<Criterion> = groups.iter().flat_map(|(criteria, _)| criteria.clone()).collect();
        let rest = sheet.criteria.iter().filter(|c| c.is_used && !touched.contains(&c.criterion));
        let start = rest.filter_map(|c| c.points.as_ref()).fold(Exact::zero(), |sum, points| &sum + points);
        let mut ways = vec![Way { cost: 0, chosen: 0, values: vec![start] }];
        let add = |a: &[Exact], b: &[Exact]| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<Exact>>();
        for (_, group) in groups {
            ways = prune(product(&ways, &group, steps, add)?, &self.line(), &self.margin, steps)?;
        }
        let n = sheet.n_criteria_used();
        let total = |way: &Way| sheet.policy.rounding.total(&(way.values.first().unwrap_or(&Exact::zero()) / n));
        let scored: Vec<(Exact, Way)> = ways.into_iter().map(|way| (total(&way), way)).collect();
        let reach = scored.iter().map(|(total, _)| total).max()?.min(self.task.target).clone();
        // Ways stand in the order of their cost: the first that reaches is the cheapest.
        let (total, way) = scored.into_iter().find(|(total, _)| *total >= reach)?;
        let chosen = (0..self.task.candidates.len()).filter(|at| way.chosen & (1 << at) != 0).collect();
        Some((chosen, Some(total)))
    }
}
