//! The counts as they would be if lines of the ledger were closed.

use super::atoms::{n_dissatisfied, n_unnamed};
use super::{LedgerKey, LossCause};
use crate::rulebook::{Part, Rulebook};
use crate::score::{Assessed, Count, Exact, Findings, Mark, Subject, Tally, Unit};

/// What was found out, as it would be with these lines closed («устранение недостатков»).
///
/// An absent item becomes present, so many unnamed items become present, so many people become satisfied, waiting gets
/// 100 points. An item closed twice is closed once; unnamed items and people add up, never beyond those that are missing.
/// Keys that close nothing are left out.
pub fn close<'a>(rulebook: &Rulebook, assessed: &Assessed, keys: impl IntoIterator<Item = &'a LedgerKey>) -> Assessed {
    closed(rulebook, assessed, keys).0
}

/// The same, and the keys that closed nothing.
pub(super) fn closed<'a>(
    rulebook: &Rulebook,
    assessed: &Assessed,
    keys: impl IntoIterator<Item = &'a LedgerKey>,
) -> (Assessed, Vec<LedgerKey>) {
    let mut after = assessed.clone();
    let mut idle = Vec::new();
    for key in keys {
        let unit = key.place.and_then(|place| after.units.get_mut(place));
        let is_done = match (unit, part_of(rulebook, key)) {
            (Some(unit), Some(part)) => close_one(rulebook, part, &key.cause, unit),
            _ => false,
        };
        if !is_done {
            idle.push(key.clone());
        }
    }
    (after, idle)
}

/// The part that a key is about.
pub(super) fn part_of<'a>(rulebook: &'a Rulebook, key: &LedgerKey) -> Option<&'a Part> {
    let Subject::Indicator(indicator) = key.subject else {
        return None;
    };
    rulebook.indicator(indicator)?.parts.get(key.part?)
}

fn close_one(rulebook: &Rulebook, part: &Part, cause: &LossCause, unit: &mut Unit) -> bool {
    match (part, cause) {
        (Part::ListShare { list } | Part::ListPoints { list, .. }, LossCause::Item(code)) => {
            close_item(&mut unit.findings, list, code)
        }
        (Part::ListShare { list } | Part::ListPoints { list, .. }, LossCause::Unnamed(n)) => {
            let n = (*n).min(n_unnamed(rulebook, part, list, &unit.findings));
            add_present(&mut unit.findings, list, n);
            n > 0
        }
        (Part::AnswerShare { question }, LossCause::Dissatisfied(n)) => {
            let n = (*n).min(n_dissatisfied(unit, question));
            let more = satisfied(&unit.tally, question, n);
            let is_done = more.is_some() && n > 0;
            unit.tally = more.unwrap_or_else(|| unit.tally.clone());
            is_done
        }
        (Part::Waiting, LossCause::Waiting) => {
            let full = Exact::whole(100);
            let is_done = unit.findings.waiting().is_some_and(|points| *points < full);
            if is_done {
                unit.findings.set_waiting(full);
            }
            is_done
        }
        _ => false,
    }
}

fn close_item(findings: &mut Findings, list: &str, code: &str) -> bool {
    let is_of_list = code.strip_prefix(list).is_some_and(|rest| rest.starts_with('.'));
    if !is_of_list || findings.item(code) != Some(Mark::Absent) {
        return false;
    }
    findings.set_item(code, Mark::Present);
    if let Some(present) = findings.counted(list).and_then(|count| count.present) {
        findings.set_present(list, present.saturating_add(1));
    }
    true
}

/// So many more are present, whether they were counted or marked.
pub(super) fn add_present(findings: &mut Findings, list: &str, n: u64) {
    if n > 0 {
        findings.set_present(list, findings.list(list).present.unwrap_or(0).saturating_add(n));
    }
}

/// So many more are satisfied: first who said «нет», then who used it and said nothing, then who was not asked before.
pub(super) fn satisfied(tally: &Tally, question: &str, n: u64) -> Option<Tally> {
    let at = tally.set().place(question)?;
    let used = tally.set().after().get(at).copied().flatten().and_then(|gate| tally.counts().get(gate));
    let mut counts = tally.counts().to_vec();
    let count = counts.get_mut(at)?;
    match used.map(|used| used.yes) {
        None => count.yes = count.yes.saturating_add(n),
        Some(used) => satisfied_of_used(count, used, n),
    }
    Tally::from_counts(tally.set(), tally.respondents(), counts).ok()
}

fn satisfied_of_used(count: &mut Count, used: u64, n: u64) {
    let from_no = n.min(count.used_no);
    let silent = used.saturating_sub(count.used_yes.saturating_add(count.used_no));
    let from_silent = (n - from_no).min(silent);
    let from_unasked = n - from_no - from_silent;
    count.used_no -= from_no;
    count.used_yes = count.used_yes.saturating_add(from_no).saturating_add(from_silent);
    count.answered = count.answered.saturating_add(from_silent);
    count.unasked_yes = count.unasked_yes.saturating_add(from_unasked);
    count.yes = count.yes.saturating_add(n);
}
