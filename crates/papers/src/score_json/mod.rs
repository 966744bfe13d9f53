//! Scores as JSON of the public interface: decimal text, compared as numbers.
//!
//! In come sheets of the domain and what files said; out goes one object, whole or piece by piece while a country is
//! still being scored. It refuses to compute figures.

mod figures;
mod items;
mod one;
mod stream;
mod whole;

#[cfg(test)]
mod tests;

pub use items::items_json;
pub use stream::{Losses, Stream};
pub use whole::means;

use crate::answers::mapping::Mapping;
use crate::losses::{LedgerOut, SelectionOut};
use crate::round::Round;
use one::organisation;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Policy, ScoreSheet};
use whole::{Head, Tail, Whole};

/// A scored round with everything that is printed of it.
pub struct Scored<'a> {
    /// The rules of the sector.
    pub rulebook: &'a Rulebook,
    /// The rules with names.
    pub policy: &'a Policy,
    /// The organisations, in the order they are printed.
    pub sheets: &'a [ScoreSheet],
    /// What the files said.
    pub round: &'a Round<'a>,
    /// How the columns of the files were understood: name of the file and its mapping.
    pub mappings: &'a [(String, Mapping)],
    /// Where the points of each went, and the cheapest set for a target, when they were asked for: beside `sheets`.
    pub losses: &'a [(LedgerOut, Option<SelectionOut>)],
}

/// More organisations than anybody reads as JSON.
const LINES_FOR_PEOPLE_MAX: usize = 300;

/// The whole result as JSON.
///
/// # Errors
/// What the library of JSON says; it has no reason to.
pub fn to_json(scored: &Scored<'_>) -> Result<String, serde_json::Error> {
    let Scored { rulebook, policy, sheets, round, mappings, losses } = scored;
    let means = means(round, sheets, policy.rounding);
    let ratings = round.ratings(sheets);
    let whole = Whole {
        head: Head::of(rulebook, policy),
        organisations: sheets.iter().enumerate().map(|(at, it)| organisation(it, round, losses.get(at))).collect(),
        tail: Tail::of(round, sheets, policy.rounding, mappings, &means, &ratings),
    };
    // A district is read by people too; a country only by programs.
    if sheets.len() > LINES_FOR_PEOPLE_MAX {
        serde_json::to_string(&whole)
    } else {
        serde_json::to_string_pretty(&whole)
    }
}
