//! The public report of a region's head: what is known of a year, signed under a number, corrected by the next.
//!
//! In come a year and what a person typed; out go a report as it would be today, or one frozen when it was signed, the same
//! bytes each time. Its form is not verified, and each paper says so.

mod known;
mod signing;

pub use known::region_report;
pub use signing::{FiledRegion, RegionTyped, region_filed, region_filed_paper, region_list, region_paper, sign_region};

use super::numbered::Numbered;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_store::record::FiledConsolidated;

/// Kind of what is frozen.
pub(super) const KIND: &str = "region-457";

/// Signed ones, without bodies, newest first; nothing for who does not answer for the whole house.
pub(super) async fn signed(ctx: &Ctx) -> Result<Numbered, Refusal> {
    ctx.demand(Verb::PublishScores, None)?;
    let all: Vec<FiledConsolidated> = ctx.store().list_consolidated(None).await?;
    Ok(Numbered::of(all, KIND))
}
