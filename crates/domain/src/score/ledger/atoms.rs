//! What is missing in one part at one place, and how much of the part's loss falls on it.

use super::LossCause;
use crate::rulebook::{Part, Rulebook};
use crate::score::{Exact, Findings, Mark, Unit};

/// A cause with its weight among the causes of the same part.
pub(super) struct Atom {
    pub(super) cause: LossCause,
    pub(super) weight: Exact,
}

/// Everything that is missing in a part at a place.
pub(super) fn atoms(rulebook: &Rulebook, part: &Part, unit: &Unit) -> Vec<Atom> {
    match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => {
            let items = absent_items(&unit.findings, list);
            // With full points reached nobody knows whether what was not marked applies at all.
            let n = if is_full(part, &unit.findings) {
                items.len() as u64
            } else {
                n_absent(rulebook, part, &unit.findings)
            };
            of_list(items, n)
        }
        Part::AnswerShare { question } => {
            let n = n_dissatisfied(unit, question);
            atom(LossCause::Dissatisfied(n), n).into_iter().collect()
        }
        Part::Waiting => unit.findings.waiting().and_then(missing_of_waiting).into_iter().collect(),
    }
}

fn atom(cause: LossCause, weight: u64) -> Option<Atom> {
    (weight > 0).then(|| Atom { cause, weight: Exact::whole(weight) })
}

fn missing_of_waiting(points: &Exact) -> Option<Atom> {
    let full = Exact::whole(100);
    let points = if points.is_negative() { Exact::zero() } else { points.clone() };
    (points < full).then(|| Atom { cause: LossCause::Waiting, weight: &full - &points })
}

/// Absent items by name share the number that is absent; what the number has beyond them stays without names.
fn of_list(items: Vec<String>, n: u64) -> Vec<Atom> {
    let named = items.len() as u64;
    let each = Exact::ratio(n.min(named), named).unwrap_or_else(Exact::zero);
    let mut atoms: Vec<Atom> =
        items.into_iter().map(|code| Atom { cause: LossCause::Item(code), weight: each.clone() }).collect();
    let rest = n.saturating_sub(named);
    atoms.extend(atom(LossCause::Unnamed(rest), rest));
    atoms
}

/// How many are absent without a name.
pub(super) fn n_unnamed(rulebook: &Rulebook, part: &Part, list: &str, findings: &Findings) -> u64 {
    n_absent(rulebook, part, findings).saturating_sub(absent_items(findings, list).len() as u64)
}

pub(super) fn absent_items(findings: &Findings, list: &str) -> Vec<String> {
    let is_of_list = |code: &str| code.strip_prefix(list).is_some_and(|rest| rest.starts_with('.'));
    let absent = findings.items().filter(|(code, mark)| *mark == Mark::Absent && is_of_list(code));
    absent.map(|(code, _)| code.to_owned()).collect()
}

/// How many items are absent: of those required, of the rulebook's list that apply, or as many as full points need.
fn n_absent(rulebook: &Rulebook, part: &Part, findings: &Findings) -> u64 {
    let (Part::ListShare { list } | Part::ListPoints { list, .. }) = part else {
        return 0;
    };
    let count = findings.list(list);
    let present = count.present.unwrap_or(0);
    if matches!(part, Part::ListShare { .. }) {
        return count.required.unwrap_or(0).saturating_sub(present);
    }
    if let Some(required) = findings.counted(list).and_then(|counted| counted.required) {
        return required.saturating_sub(present);
    }
    let listed = rulebook.inspection(list).map_or(&[][..], |list| list.items.as_slice());
    let applies = listed.iter().filter(|item| findings.item(&item.code) != Some(Mark::NotApplicable)).count() as u64;
    let marked = findings.summed(list).map(|_| absent_items(findings, list).len() as u64);
    let least = marked.unwrap_or_else(|| full_from(part).saturating_sub(present));
    applies.saturating_sub(present).max(least)
}

/// From how many items on a list that gives points for each is full.
fn full_from(part: &Part) -> u64 {
    match part {
        Part::ListPoints { each, full_from, .. } => {
            u64::from(*full_from).min(100_u64.div_ceil(u64::from((*each).max(1))))
        }
        _ => u64::MAX,
    }
}

fn is_full(part: &Part, findings: &Findings) -> bool {
    let Part::ListPoints { list, .. } = part else {
        return false;
    };
    findings.counted(list).is_none_or(|counted| counted.required.is_none())
        && findings.list(list).present.unwrap_or(0) >= full_from(part)
}

pub(super) fn n_dissatisfied(unit: &Unit, question: &str) -> u64 {
    let (yes, asked) = unit.tally.among(question);
    asked.saturating_sub(yes)
}
