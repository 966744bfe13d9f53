//! One place: the parts of its indicators with their counts.

use crate::rulebook::{IndicatorRule, Part, Rulebook};
use crate::score::{Basis, Exact, Findings, PartValue, Tally, Unit, UnitIndicator, UnitSheet};

/// Counts the indicators of one place.
pub(super) fn unit_sheet(rulebook: &Rulebook, unit: &Unit) -> UnitSheet {
    let indicators = rulebook.indicators.iter().map(|rule| indicator(rule, &unit.tally, &unit.findings)).collect();
    UnitSheet { branch: unit.branch.clone(), respondents: unit.tally.respondents(), indicators }
}

fn indicator(rule: &IndicatorRule, tally: &Tally, findings: &Findings) -> UnitIndicator {
    let parts: Vec<PartValue> = rule.parts.iter().map(|part| value(part, tally, findings)).collect();
    let known: Vec<&Exact> = parts.iter().filter_map(|part| part.points.as_ref()).collect();
    let is_whole = known.len() == parts.len() || rule.is_whole_by_one_part;
    let points = if is_whole { Exact::mean(known) } else { None };
    UnitIndicator { indicator: rule.indicator, parts, points }
}

fn value(part: &Part, tally: &Tally, findings: &Findings) -> PartValue {
    let (basis, points) = match part {
        Part::ListShare { list } => {
            let count = findings.list(list);
            share(count.present.unwrap_or(0), count.present.and(count.required).unwrap_or(0))
        }
        Part::ListPoints { list, each, full_from } => match findings.list(list).present {
            Some(n) => (Basis::Items(n), Some(points_of(n, *each, *full_from))),
            None => (Basis::Nothing, None),
        },
        Part::AnswerShare { question } => {
            let (yes, asked) = tally.among(question);
            share(yes, asked)
        }
        Part::Waiting => match findings.waiting() {
            Some(points) => (Basis::Given(points.clone()), Some(at_most_hundred(points.clone()))),
            None => (Basis::Nothing, None),
        },
    };
    PartValue { part: part.clone(), basis, points }
}

/// A share in per cent, never over 100: more present than required is a mistake of the count, said in a remark.
fn share(part: u64, whole: u64) -> (Basis, Option<Exact>) {
    match Exact::percent(part.min(whole), whole) {
        Some(points) => (Basis::Of { part, whole }, Some(points)),
        None => (Basis::Nothing, None),
    }
}

fn points_of(n: u64, each: u32, full_from: u32) -> Exact {
    if n >= u64::from(full_from) {
        return Exact::whole(100);
    }
    Exact::whole(n.saturating_mul(u64::from(each)).min(100))
}

fn at_most_hundred(points: Exact) -> Exact {
    let full = Exact::whole(100);
    if points.is_negative() {
        return Exact::zero();
    }
    if points > full { full } else { points }
}
