//! The ledger and a chosen set as JSON: decimal text, and the exact ratio where sums must be checked.

use super::code_of;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Effect, Ledger, LedgerLine, LossCause, Selection};
use serde::Serialize;

/// The ledger of one organisation.
#[derive(Debug, Serialize)]
pub struct LedgerOut {
    /// All losses in the total: 100 less the total.
    loss: String,
    /// The same as a ratio.
    exact: String,
    lines: Vec<LineOut>,
}

#[derive(Debug, Serialize)]
struct LineOut {
    subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<String>,
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    title: String,
    loss: EffectOut,
    #[serde(skip_serializing_if = "Option::is_none")]
    alone: Option<EffectOut>,
}

#[derive(Debug, Serialize)]
struct EffectOut {
    indicator: String,
    criterion: String,
    total: String,
    exact: String,
}

/// The cheapest set for a target.
#[derive(Debug, Serialize)]
pub struct SelectionOut {
    target: String,
    is_reached: bool,
    is_exact: bool,
    total: Option<String>,
    cost: String,
    chosen: Vec<String>,
}

/// The ledger with codes of the rulebook.
pub fn ledger_out(rulebook: &Rulebook, ledger: &Ledger) -> LedgerOut {
    let loss = ledger.loss();
    LedgerOut {
        loss: loss.to_string(),
        exact: loss.to_ratio(),
        lines: ledger.lines.iter().map(|line| line_out(rulebook, line)).collect(),
    }
}

fn line_out(rulebook: &Rulebook, line: &LedgerLine) -> LineOut {
    let n = match line.key.cause {
        LossCause::Unnamed(n) | LossCause::Dissatisfied(n) => Some(n),
        _ => None,
    };
    LineOut {
        subject: line.key.subject.to_string(),
        branch: line.branch.clone(),
        code: code_of(rulebook, &line.key),
        n,
        title: line.title.clone(),
        loss: effect_out(&line.loss),
        alone: line.alone.as_ref().map(effect_out),
    }
}

fn effect_out(effect: &Effect) -> EffectOut {
    EffectOut {
        indicator: effect.indicator.to_string(),
        criterion: effect.criterion.to_string(),
        total: effect.total.to_string(),
        exact: effect.total.to_ratio(),
    }
}

/// A chosen set; money in roubles.
pub fn selection_out(selection: &Selection) -> SelectionOut {
    let roubles = Exact::ratio(selection.cost_kopecks, 100).unwrap_or_else(Exact::zero);
    SelectionOut {
        target: selection.target.to_string(),
        is_reached: selection.is_reached,
        is_exact: selection.is_exact,
        total: selection.total.as_ref().map(|total| total.to_decimals(2)),
        cost: roubles.to_decimals(2),
        chosen: selection.chosen.clone(),
    }
}
