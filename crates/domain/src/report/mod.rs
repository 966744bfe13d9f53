//! Reports on plans: what was to be done against what was done, what changed, and what is still missing.
//!
//! In come a plan's measures with their states, facts and proofs, a period and a day; out goes a report as a pure value.
//! It refuses to invent a fact: what nobody said stays empty and is named with the reason.

mod change;
mod consolidated;
mod due;
mod figure;
mod gap;
mod period;
mod region;
mod row;
mod source;
mod stage;
mod standing;
mod summary;
#[cfg(test)]
mod tests;
mod unit;

pub use change::Change;
pub use consolidated::{Consolidated, Contribution, Origin, Part, consolidate};
pub use due::{DueRule, Sending};
pub use figure::figures;
pub use gap::{Gap, Lack};
pub use period::{ReportPeriod, ReportRhythm};
pub use region::{RegionReport, RegionSector};
pub use row::{Report, ReportRow, report};
pub use source::{Followed, ReportedFact};
pub use stage::ReportStage;
pub use standing::Standing;
pub use summary::Summary;
