//! Every figure opened down to its formula, the paragraph of the act, the counts and the items of the lists.
//!
//! In come a rulebook, what was found out, and the score; out goes a tree that pages, papers and the command line render
//! alike, and its plain words. It computes nothing anew: each figure is the one of the score.

mod criteria;
mod indicators;
mod node;
mod parts;
mod terms;
#[cfg(test)]
mod tests;
mod text;

pub use criteria::explain;
pub use node::{About, Explanation, Figure, Reference};
