//! The formula: counts to parts, parts to indicators, indicators to criteria, criteria to the total.

mod organisation;
mod place;
mod remarks;
#[cfg(test)]
mod tests;

pub use organisation::score;
pub(super) use remarks::name_of_part;
