//! The inspection of one place in a round («осмотр»): sheets of inspectors, what was decided where they differ, what the
//! organisation answered, and the findings that follow.
//!
//! In come a rulebook's lists, marks of people and days; out go what is still to do, differences, a next stage or findings.
//! It refuses to know who may inspect, how a photo is kept and how points follow from findings.

mod checklist;
mod compare;
mod fault;
mod outcome;
mod reply;
mod seen;
mod sheet;
mod stage;
#[cfg(test)]
mod tests;

pub use checklist::{Ask, Block, Checklist, Point};
pub use compare::{Agreement, Comparison, Difference};
pub use fault::Fault;
pub use outcome::{Decision, Outcome, Settled};
pub use reply::{Reply, ReplyKind};
pub use seen::Seen;
pub use sheet::{Noted, Sheet};
pub use stage::{Facts, Stage, answer_until};
