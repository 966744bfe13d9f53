//! What it would cost to reach a total: the cheapest lines of a ledger to close.
//!
//! In come costs that a person gave; out goes the set that costs least. It keeps nothing and guesses no cost.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::score::Exact;
use otklik_domain::score::ledger::{Candidate, Selection, cheapest};

/// So many lines may have a cost: more cannot be searched while a person waits.
pub const CANDIDATES_MAX: usize = 40;

/// The cheapest of the candidates that bring the running total of an organisation to the target.
///
/// # Errors
/// `Invalid` without a candidate and with more than [`CANDIDATES_MAX`]; `NotFound`, `NotAllowed`.
pub async fn cheapest_closing(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    target: Exact,
    candidates: Vec<Candidate>,
) -> Result<Selection, Refusal> {
    let now = super::sheet(ctx, id, organisation).await?;
    if candidates.is_empty() {
        return Err(Refusal::field("costs", "Укажите стоимость хотя бы одной строки"));
    }
    if candidates.len() > CANDIDATES_MAX {
        let n = candidates.len();
        let words = format!("Стоимость указана у {n} строк: оставьте не больше {CANDIDATES_MAX}, остальные очистите");
        return Err(Refusal::field("costs", words));
    }
    let policy = now.round.value.policy;
    let work = move || cheapest(&now.book, &now.assessed, &policy, &target, &candidates);
    // The search may take a second: it stands apart from those who serve people.
    tokio::task::spawn_blocking(work).await.map_err(Refusal::unavailable)
}
