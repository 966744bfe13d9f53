//! What shows that a measure was done: brought with a report or later, taken away, shown to everybody.
//!
//! In come photos, files, addresses and numbers of acts; out goes proof that is kept with the day it counts for. Only a
//! person shows it to everybody, and then without names. It refuses to judge whether the work is good.

mod bringing;
mod expecting;
mod showing;

pub use bringing::{Brought, add_proof, remove_proof, snap_again, suggested_alt};
pub(crate) use bringing::{Facts, prepare_all};
pub use expecting::{Expected, expect_proof, expected_of};
pub use showing::{hide_proof, proof_file, public_photo, public_proofs, show_proof};

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{MeasureId, ProofId};
use otklik_store::record::{Kept, Proof};

/// The measure of a proof the actor may see.
///
/// # Errors
/// `NotFound`, `NotSignedIn`.
pub async fn measure_of(ctx: &Ctx, id: ProofId) -> Result<MeasureId, Refusal> {
    Ok(find(ctx, id).await?.value.measure)
}

/// One proof the actor may see.
async fn find(ctx: &Ctx, id: ProofId) -> Result<Kept<Proof>, Refusal> {
    let kept = ctx.store().find_proof(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}
