//! The careful reviewer: what an experienced methodologist would say about a plan before it is sent.
//!
//! In comes a draft; out come remarks with a code, a place, plain words and a proposal. What the reading itself noticed
//! (misnamed criteria, empty items, doubled initials) is in the draft already and is not said again.
//! It refuses to repeat itself: what concerns every row is said once for the whole paper.

mod aim;
mod duplicates;
mod executors;
mod gaps;
mod names;
mod points;
mod terms;

use crate::plan::{Draft, Measure};
use crate::remark::{Remark, Severity};

type Check = fn(&Draft) -> Vec<Remark>;

/// Every check; a new one is a function and a line here.
const CHECKS: [Check; 13] = [
    gaps::no_deadline,
    gaps::no_executor,
    gaps::no_funding,
    gaps::no_result,
    points::at_full_points,
    points::lost_without_measure,
    terms::vague,
    terms::before_plan,
    terms::once_for_recurring,
    executors::incomplete,
    aim::repeated_indicator,
    names::organisation_varies,
    duplicates::same_measures,
];

/// Says what a careful reviewer would say («замечания проверяющего»).
///
/// # Example
/// A plan whose every row lacks an executor gets one remark `no-executor`, not thirty-three.
///
/// # Example: nothing to review
/// A paper without measures and scores gets none: there is nothing to be careful about.
pub fn review(draft: &Draft) -> Vec<Remark> {
    CHECKS.iter().flat_map(|check| check(draft)).collect()
}

/// One remark for the whole paper when every measure lacks something, one a measure otherwise.
fn lacking(
    draft: &Draft,
    lacks: impl Fn(&Measure) -> bool,
    of_all: impl FnOnce() -> Remark,
    of_one: impl Fn(&Measure) -> Remark,
) -> Vec<Remark> {
    let found: Vec<usize> = draft.measures.iter().enumerate().filter(|(_, m)| lacks(m)).map(|(n, _)| n).collect();
    if found.len() > 1 && found.len() == draft.measures.len() {
        return vec![of_all()];
    }
    found.into_iter().filter_map(|n| draft.measures.get(n).map(|m| of_one(m).about(n).at(m.place))).collect()
}

/// A measure's words short enough to stand in a remark.
fn short(text: &str) -> String {
    let words: String = text.chars().take(80).collect();
    if words.len() < text.len() { format!("{}…", words.trim_end()) } else { words }
}

/// Letters and digits only, lower case, for comparing what people typed differently.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('ё', "е");
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn problem(code: &'static str, text: impl Into<String>) -> Remark {
    Remark::new(code, Severity::Problem, text)
}

fn doubt(code: &'static str, text: impl Into<String>) -> Remark {
    Remark::new(code, Severity::Doubt, text)
}

#[cfg(test)]
mod tests;
