//! The counting itself: blocks of 64 questionnaires as words of bits, sums of a group of questionnaires as bytes.
//!
//! In come batches of rows: a group of each row, and for each question one word of «да» and one of empty cells.
//! Out go exact [`Count`](otklik_domain::score::Count)s of each group. It refuses to know files and texts.

mod batch;
pub(super) mod bits;
mod filled;
mod lanes;
mod ledger;
mod table;
mod totals;

pub(super) use batch::{Answers, Batch, ROWS_MAX, WORDS};
pub(super) use filled::{BLOCK, PIECE, Rows};
pub(super) use lanes::Lanes;
pub(super) use ledger::Ledger;

#[cfg(test)]
mod tests;
