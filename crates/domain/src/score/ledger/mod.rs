//! Where the points went: each unmet item and each dissatisfied share with what it costs and what closing it brings.
//!
//! In come a rulebook, what was found out, and the score; out go lines whose losses add up to 100 less the total to the
//! last digit, the score as it would be, and the cheapest set of measures for a target. Every "would be" is a real
//! scoring of changed counts, so it is true under every rule of rounding. It refuses to guess what nobody counted.

mod atoms;
mod build;
mod cheapest;
mod close;
mod line;
#[cfg(test)]
mod tests;
mod what_if;
mod words;

pub use build::{ledger, losses};
pub use cheapest::{Candidate, Selection, cheapest};
pub use close::close;
pub use line::{Effect, Ledger, LedgerKey, LedgerLine, LossCause};
pub use what_if::{PlanEffect, PlanStep, WhatIf, plan_effect, what_if};
