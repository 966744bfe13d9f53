//! The points ledger as codes, JSON and prices: what costs points, and what mending it would cost in money.
//!
//! In come a ledger of the domain and a table of prices; out go lines with codes that other programs know from a
//! rulebook, and candidates for the cheapest set. It refuses to choose.

mod json;
mod prices;
#[cfg(test)]
mod tests;

pub use json::{LedgerOut, SelectionOut, ledger_out, selection_out};
pub use prices::{Price, Prices};

use otklik_domain::rulebook::{Part, Rulebook};
use otklik_domain::score::Subject;
use otklik_domain::score::ledger::{LedgerKey, LossCause};

/// The code by which a line of the ledger is known.
///
/// An item (`comfort.water`), a list of which only the number is known (`comfort`), a question (`comfort_ok`),
/// `waiting_score`; else the name of the cause.
pub fn code_of(rulebook: &Rulebook, key: &LedgerKey) -> String {
    match &key.cause {
        LossCause::Item(code) => code.clone(),
        LossCause::Unnamed(_) | LossCause::Dissatisfied(_) => part_code(rulebook, key).unwrap_or_default(),
        LossCause::Waiting => "waiting_score".to_owned(),
        LossCause::TooFewApply => "too-few-apply".to_owned(),
        LossCause::Empty => "empty".to_owned(),
        LossCause::Rounding => "rounding".to_owned(),
    }
}

fn part_code(rulebook: &Rulebook, key: &LedgerKey) -> Option<String> {
    let Subject::Indicator(indicator) = key.subject else { return None };
    match rulebook.indicator(indicator)?.parts.get(key.part?)? {
        Part::ListShare { list } | Part::ListPoints { list, .. } => Some(list.clone()),
        Part::AnswerShare { question } => Some(question.clone()),
        Part::Waiting => None,
    }
}
