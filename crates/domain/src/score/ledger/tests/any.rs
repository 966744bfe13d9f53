//! Anything that can be found out about an organisation, and any rules to count it by.

use crate::score::{Assessed, BranchRule, Criterion, EmptyRule, Findings, Mark, Policy, Rounding, Tally, Unit, worked};
use proptest::prelude::*;

const LISTS: [&str; 6] = ["stand", "site", "channels", "comfort", "equipment", "services"];

/// How one list was found: not at all, counted, counted with a norm, marked, or both.
#[derive(Debug, Clone)]
struct Found {
    present: Option<u64>,
    required: Option<u64>,
    marks: Vec<u8>,
}

fn found() -> impl Strategy<Value = Found> {
    let counted = (0_u64..7, proptest::option::of(0_u64..8));
    (proptest::option::weighted(0.6, counted), proptest::collection::vec(0_u8..4, 0..7))
        .prop_map(|(count, marks)| Found { present: count.map(|c| c.0), required: count.and_then(|c| c.1), marks })
}

fn findings() -> impl Strategy<Value = Findings> {
    proptest::collection::vec(found(), LISTS.len()).prop_map(|all| {
        let mut findings = Findings::default();
        for (list, found) in LISTS.iter().zip(all) {
            if let Some(present) = found.present {
                findings.set_present(list, present);
            }
            if let Some(required) = found.required {
                findings.set_required(list, required);
            }
            for (n, mark) in found.marks.iter().enumerate() {
                let mark = match mark {
                    0 => Mark::Present,
                    1 | 2 => Mark::Absent,
                    _ => Mark::NotApplicable,
                };
                findings.set_item(&format!("{list}.i{n}"), mark);
            }
        }
        findings
    })
}

/// Questionnaires one by one, so that contradictions and silence happen.
fn tally() -> impl Strategy<Value = Tally> {
    use crate::score::Answer::{Empty, No, Yes};
    let answer = prop_oneof![4 => Just(Yes), 1 => Just(No), 1 => Just(Empty)];
    proptest::collection::vec(proptest::collection::vec(answer, 14), 0..8).prop_map(|rows| {
        let mut tally = Tally::new(&worked::rulebook().question_set());
        for row in rows {
            tally.add_row(&row);
        }
        tally
    })
}

pub(in crate::score::ledger) fn any_assessed() -> impl Strategy<Value = Assessed> {
    let unit = (tally(), findings()).prop_map(|(tally, findings)| Unit { branch: None, tally, findings });
    (proptest::collection::vec(unit, 1..4), any::<bool>()).prop_map(|(units, is_theatre)| Assessed {
        kind: is_theatre.then(|| "театр".to_owned()),
        ..worked::assessed(units)
    })
}

pub(in crate::score::ledger) fn any_policy() -> impl Strategy<Value = Policy> {
    let kinds = proptest::option::of(proptest::sample::subsequence(Criterion::ALL.to_vec(), 1..=5));
    (0..Rounding::ALL.len(), 0..EmptyRule::ALL.len(), 0..BranchRule::ALL.len(), kinds).prop_map(|(r, e, b, kinds)| {
        Policy {
            rounding: Rounding::ALL[r],
            empty: EmptyRule::ALL[e],
            branches: BranchRule::ALL[b],
            kind_criteria: kinds.map(|kinds| ("performing-arts".to_owned(), kinds)).into_iter().collect(),
        }
    })
}
