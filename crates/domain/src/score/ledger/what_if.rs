//! The score as it would be if lines were closed, one by one or by a whole plan.

use super::LedgerKey;
use super::close::closed;
use crate::rulebook::Rulebook;
use crate::score::{Assessed, Exact, Policy, ScoreSheet, score};

/// The score before and after closing lines («что изменится»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// As it is.
    pub before: ScoreSheet,
    /// As it would be.
    pub after: ScoreSheet,
    /// Keys that close nothing: met already, not applicable, unknown.
    pub idle: Vec<LedgerKey>,
}

impl WhatIf {
    /// By how much the total rises; `None` without a total.
    pub fn rise(&self) -> Option<Exact> {
        Some(self.after.total.as_ref()? - self.before.total.as_ref()?)
    }
}

/// Scores again with these lines closed («пересчёт оценки»).
///
/// # Example
/// Case A with indicator 3.1 brought from 40 to 100: criterion 3 rises from 59,4 to 77,4, the total from 89,08 to 92,68.
pub fn what_if<'a>(
    rulebook: &Rulebook,
    assessed: &Assessed,
    policy: &Policy,
    keys: impl IntoIterator<Item = &'a LedgerKey>,
) -> WhatIf {
    let (changed, idle) = closed(rulebook, assessed, keys);
    WhatIf { before: score(rulebook, assessed, policy), after: score(rulebook, &changed, policy), idle }
}

/// What one measure of a plan adds («шаг плана»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// The measure, as the caller calls it.
    pub id: String,
    /// The total if it alone were done.
    pub alone: Option<Exact>,
    /// The total after it and all before it.
    pub together: Option<Exact>,
    /// Its keys that close nothing by themselves.
    pub idle: Vec<LedgerKey>,
}

/// How a plan's measures would move the score («эффект плана»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEffect {
    /// The score as it is.
    pub before: ScoreSheet,
    /// The score if all were done.
    pub after: ScoreSheet,
    /// Its measures in their order.
    pub steps: Vec<PlanStep>,
}

/// Scores with the measures of a plan done, each by itself and all together in their order.
pub fn plan_effect(
    rulebook: &Rulebook,
    assessed: &Assessed,
    policy: &Policy,
    measures: &[(String, Vec<LedgerKey>)],
) -> PlanEffect {
    let before = score(rulebook, assessed, policy);
    let mut changed = assessed.clone();
    let mut after = before.clone();
    let mut steps = Vec::with_capacity(measures.len());
    for (id, keys) in measures {
        let (alone, idle) = closed(rulebook, assessed, keys);
        changed = closed(rulebook, &changed, keys).0;
        after = score(rulebook, &changed, policy);
        let alone = score(rulebook, &alone, policy).total;
        steps.push(PlanStep { id: id.clone(), alone, together: after.total.clone(), idle });
    }
    PlanEffect { before, after, steps }
}
