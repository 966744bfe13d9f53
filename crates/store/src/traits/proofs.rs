//! What the store does with proof; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, ExpectedProof, Kept, NewProof, Proof, PublishedProof, TermMove, Version, Work};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, PlanId, ProofId};

/// Proof that measures were done, and what of it everybody sees.
#[async_trait]
pub trait Proofs: Send + Sync {
    /// One proof.
    async fn find_proof(&self, id: ProofId) -> Answer<Option<Kept<Proof>>>;
    /// Proof of a measure, oldest first.
    async fn list_proofs(&self, measure: MeasureId) -> Answer<Vec<Kept<Proof>>>;
    /// Terms a measure had before, oldest first.
    async fn list_moves(&self, measure: MeasureId) -> Answer<Vec<TermMove>>;
    /// The last day that reports about each of these measures count for; those that were sent back do not count.
    async fn list_last_turns(&self, measures: &[MeasureId]) -> Answer<Vec<(MeasureId, Date)>>;
    /// Keeps a step of a measure with its report, its moved term and its proof, all of it or nothing.
    /// `Stale` when the measure changed since `expected`.
    async fn keep_work(&self, act: &Act, work: &Work, expected: Version) -> Answer<Version>;
    /// Keeps a proof with its bytes, or a fresh snapshot of it.
    async fn keep_proof(&self, act: &Act, new: &NewProof, expected: Option<Version>) -> Answer<Version>;
    /// Takes a proof away, also from what everybody sees; its photo leaves with the last place that shows it, its file
    /// with the last that names it. `Stale` when it is gone.
    async fn remove_proof(&self, act: &Act, proof: &Proof) -> Answer<()>;
    /// What a measure expects.
    async fn find_expected_proof(&self, measure: MeasureId) -> Answer<Option<Kept<ExpectedProof>>>;
    /// Says what a measure expects.
    async fn keep_expected_proof(&self, act: &Act, said: &ExpectedProof, expected: Option<Version>) -> Answer<Version>;
    /// One proof that everybody sees.
    async fn find_published_proof(&self, id: ProofId) -> Answer<Option<PublishedProof>>;
    /// Proof of a plan that everybody sees, oldest first.
    async fn list_published_proofs(&self, plan: PlanId) -> Answer<Vec<PublishedProof>>;
    /// Shows a proof to everybody; once more changes nothing.
    async fn keep_published_proof(&self, act: &Act, shown: &PublishedProof) -> Answer<()>;
    /// Shows it no more.
    async fn remove_published_proof(&self, act: &Act, shown: &PublishedProof) -> Answer<()>;
}
