//! The organisation: its places brought together, rounded, weighed.

use super::place::unit_sheet;
use super::remarks;
use crate::rulebook::Rulebook;
use crate::score::{
    Assessed, BranchRule, Criterion, CriterionPoints, EmptyRule, Exact, Findings, IndicatorPoints, Policy, ScoreSheet,
    Tally, Unit, UnitSheet,
};
use std::sync::Arc;

/// Scores an organisation by a rulebook («расчёт оценки»), formulas (1.1) to (6) of the order № 344н.
///
/// A pure function: the same rulebook, counts and policy give the same digits, in whatever order rows came. An
/// organisation with nothing found out has no total; that is a remark, not a fault.
pub fn score(rulebook: &Rulebook, assessed: &Assessed, policy: &Policy) -> ScoreSheet {
    let branches: Arc<[UnitSheet]> = assessed.units.iter().map(|unit| unit_sheet(rulebook, unit)).collect();
    let units = match policy.branches {
        BranchRule::Pooled if assessed.units.len() > 1 => {
            pooled(rulebook, &assessed.units).iter().map(|unit| unit_sheet(rulebook, unit)).collect()
        }
        _ => Arc::clone(&branches),
    };
    let used = criteria_used(rulebook, assessed.kind.as_deref(), policy);
    let mut indicators = Vec::new();
    let mut criteria = Vec::new();
    for criterion in Criterion::ALL {
        let mut own = indicators_of(rulebook, criterion, &units, policy);
        criteria.push(criterion_points(criterion, &mut own, used.contains(&criterion), policy));
        indicators.extend(own);
    }
    let exact = Exact::mean(criteria.iter().filter(|c| c.is_used).filter_map(|c| c.points.as_ref()));
    let mut sheet = ScoreSheet {
        organisation: assessed.organisation.clone(),
        kind: assessed.kind.clone(),
        policy: policy.clone(),
        respondents: branches.iter().fold(0_u64, |sum, unit| sum.saturating_add(unit.respondents)),
        units,
        branches,
        indicators,
        criteria,
        total: exact.as_ref().map(|exact| policy.rounding.total(exact)),
        exact,
        remarks: Vec::new(),
    };
    sheet.remarks = remarks::of(rulebook, assessed, &sheet);
    sheet
}

/// The criteria by which a kind of organisation is assessed.
fn criteria_used(rulebook: &Rulebook, kind: Option<&str>, policy: &Policy) -> Vec<Criterion> {
    let Some(rule) = kind.and_then(|kind| rulebook.kind(kind)) else {
        return Criterion::ALL.to_vec();
    };
    policy.kind_criteria.get(&rule.code).unwrap_or(&rule.criteria).clone()
}

fn pooled(rulebook: &Rulebook, units: &[Unit]) -> Option<Unit> {
    let lists: Vec<&str> = rulebook.inspections.iter().map(|list| list.code.as_str()).collect();
    let findings = Findings::pooled(units.iter().map(|unit| &unit.findings), &lists);
    let mut tally = Tally::new(&rulebook.question_set());
    for unit in units {
        // Places of one round are counted by one rulebook; another set would be a mistake of the caller.
        tally.merge(&unit.tally).ok()?;
    }
    Some(Unit { branch: None, tally, findings })
}

fn indicators_of(
    rulebook: &Rulebook,
    criterion: Criterion,
    units: &[UnitSheet],
    policy: &Policy,
) -> Vec<IndicatorPoints> {
    let mut own: Vec<IndicatorPoints> = rulebook
        .indicators_of(criterion)
        .map(|rule| {
            let at_places = units.iter().flat_map(|unit| &unit.indicators);
            let known = at_places.filter(|i| i.indicator == rule.indicator).filter_map(|i| i.points.as_ref());
            let exact = Exact::mean(known);
            let points = exact.as_ref().map(|exact| policy.rounding.indicator(exact));
            let weight_percent = rule.weight_percent;
            IndicatorPoints { indicator: rule.indicator, weight_percent, share: Exact::zero(), exact, points }
        })
        .collect();
    let instead = match policy.empty {
        EmptyRule::Renormalise => None,
        EmptyRule::Zero => Some(Exact::zero()),
        EmptyRule::Mean => {
            Exact::mean(own.iter().filter_map(|i| i.points.as_ref())).map(|mean| policy.rounding.indicator(&mean))
        }
    };
    for empty in own.iter_mut().filter(|i| i.points.is_none()) {
        empty.points.clone_from(&instead);
    }
    own
}

fn criterion_points(
    criterion: Criterion,
    own: &mut [IndicatorPoints],
    is_used: bool,
    policy: &Policy,
) -> CriterionPoints {
    let weights: u32 = own.iter().filter(|i| i.points.is_some()).map(|i| i.weight_percent).sum();
    let mut sum = Exact::zero();
    for indicator in own {
        if let (Some(points), Some(share)) =
            (&indicator.points, Exact::share(indicator.weight_percent.into(), weights.into()))
        {
            sum = &sum + &(points * &share);
            indicator.share = share;
        }
    }
    let exact = (weights > 0).then_some(sum);
    CriterionPoints { criterion, points: exact.as_ref().map(|e| policy.rounding.criterion(e)), exact, is_used }
}
