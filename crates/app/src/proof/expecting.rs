//! Which kinds of proof a measure expects: said by a person, else told by the words of the measure.
//!
//! In come kinds and how often; out goes what is still missing. It refuses to demand: a report without the expected proof
//! is taken, and who judges it sees what is missing.

use crate::ctx::Ctx;
use crate::measures::{self, MeasureView, months_typed};
use crate::refusal::Refusal;
use otklik_domain::access::AdoptPlan;
use otklik_domain::ids::MeasureId;
use otklik_domain::plan::{ProofKind, missing_proof};
use otklik_store::record::{ExpectedProof, Verdict};

/// What a measure expects («чего ждём»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The kinds.
    pub kinds: Vec<ProofKind>,
    /// A person said so; else the words of the measure tell what is usual.
    pub is_said: bool,
    /// Kinds that nobody brought for the turn that runs.
    pub missing: Vec<ProofKind>,
}

/// What a measure expects and what of it is missing for the report that waits, or for the next one.
pub fn expected_of(view: &MeasureView) -> Expected {
    let kinds = match &view.expected {
        Some(kept) => kept.value.kinds.clone(),
        // The catalogue of typical measures says in the plan what shows the result.
        None => {
            let result = view.measure.result_indicator.as_deref().unwrap_or_default();
            ProofKind::usual_for(&format!("{} {result}", view.measure.text))
        }
    };
    // Proof of a turn that was judged shows nothing of the next one.
    let judged = |id| view.executions.iter().any(|e| Some(e.id) == id && e.verdict != Verdict::Waiting);
    let comes_again = view.turn.is_some();
    let counts = |id: Option<uuid::Uuid>| !comes_again || id.is_none() || !judged(id);
    let brought: Vec<ProofKind> =
        view.proofs.iter().filter(|kept| counts(kept.value.execution)).map(|kept| kept.value.kind).collect();
    Expected { missing: missing_proof(&kinds, &brought), is_said: view.expected.is_some(), kinds }
}

/// Says which kinds of proof a measure expects, and how often «постоянно» asks for it; `months` may be empty.
///
/// # Errors
/// `Invalid` when a kind is unknown or the number is none; `NotFound`, `NotAllowed`, `Stale`.
pub async fn expect_proof(ctx: &Ctx, id: MeasureId, kinds: &[&str], months: &str) -> Result<(), Refusal> {
    let measure = measures::find(ctx, id).await?.value;
    ctx.permit::<AdoptPlan>(Some(measure.organisation))?;
    let kinds: Option<Vec<ProofKind>> = kinds.iter().map(|name| ProofKind::from_name(name)).collect();
    let kinds = kinds.ok_or_else(|| Refusal::field("kinds", "Выберите из списка"))?;
    let every_months = match months.trim() {
        "" => None,
        typed => Some(i64::from(months_typed(typed)?)),
    };
    let kept = ctx.store().find_expected_proof(id).await?;
    let (organisation, by, at) = (measure.organisation, ctx.actor_name(), ctx.now());
    let said = ExpectedProof { organisation, measure: id, kinds, every_months, by, at };
    ctx.store().keep_expected_proof(&ctx.act("expect_proof"), &said, kept.map(|kept| kept.version)).await?;
    measures::look_again(ctx, &[id]).await;
    Ok(())
}
