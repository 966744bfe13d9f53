//! What the store does with rounds, answers, findings and scores; each verb says what is atomic.

use super::Finding;
use crate::Answer;
use crate::record::{
    Act, Batch, BatchKept, EarlierScore, Inputs, ItemFinding, Kept, Mapping, NewScore, PlaceCounts, Round, RoundQuery,
    Score, ScoreQuery, ScoreRow, ScoreState, Version, Waiting,
};
use async_trait::async_trait;
use otklik_domain::ids::{BatchId, OrganisationId, RoundId, ScoreId};

/// Rounds of assessment and mappings of headings.
#[async_trait]
pub trait Rounds: Send + Sync {
    /// One round.
    async fn find_round(&self, id: RoundId) -> Answer<Option<Kept<Round>>>;
    /// Rounds, the newest year first.
    async fn list_rounds(&self, asked: &RoundQuery) -> Answer<Vec<Kept<Round>>>;
    /// Creates a round, changes or closes it.
    async fn keep_round(&self, act: &Act, round: &Round, expected: Option<Version>) -> Answer<Version>;
    /// The organisations a round assesses, by id.
    async fn list_round_organisations(&self, round: RoundId) -> Answer<Vec<OrganisationId>>;
    /// Takes organisations into a round and out of it, in one step; who is in it already stays. `Stale` when the round
    /// is not open.
    async fn keep_round_organisations(
        &self,
        act: &Act,
        round: RoundId,
        added: &[OrganisationId],
        removed: &[OrganisationId],
    ) -> Answer<()>;
    /// One mapping by its name.
    async fn find_mapping(&self, name: &str) -> Answer<Option<Kept<Mapping>>>;
    /// Mappings by name.
    async fn list_mappings(&self) -> Answer<Vec<Kept<Mapping>>>;
    /// Keeps a mapping under its name.
    async fn keep_mapping(&self, act: &Act, mapping: &Mapping, expected: Option<Version>) -> Answer<Version>;
}

/// Answers and findings of rounds. Running sums always equal the sums of the batches that count.
#[async_trait]
pub trait Tallies: Send + Sync {
    /// One batch.
    async fn find_batch(&self, id: BatchId) -> Answer<Option<Kept<Batch>>>;
    /// Batches of a round, newest first.
    async fn list_batches(&self, round: RoundId) -> Answer<Vec<Kept<Batch>>>;
    /// Keeps a batch of answers and adds it to the running sums, in one step; names that nobody recognised wait in it.
    /// The same id again does nothing; with other sums it is `Taken("batch.id")`. `Stale` when the round is not open.
    async fn keep_answer_batch(
        &self,
        act: &Act,
        batch: &Batch,
        places: &[PlaceCounts],
        waiting: &[Waiting],
    ) -> Answer<BatchKept>;
    /// Adds answers that came one at a time to their batch and to the running sums, in one step.
    /// `Stale` when the round is not open or the batch was withdrawn.
    async fn keep_tally_increment(&self, act: &Act, batch: BatchId, n_rows: u64, places: &[PlaceCounts]) -> Answer<()>;
    /// Takes a batch of answers back: its sums are subtracted, itself it stays. `Stale` when it was changed meanwhile.
    async fn withdraw_batch(&self, act: &Act, batch: BatchId, expected: Version) -> Answer<()>;
    /// Rows of the round's batches whose organisation nobody recognised yet, by name; sums of one name together.
    async fn list_waiting(&self, round: RoundId) -> Answer<Vec<Waiting>>;
    /// Says which organisation a waiting name means: its rows move there, and the name is remembered. Answers how many.
    async fn keep_match(&self, act: &Act, round: RoundId, name: &str, organisation: OrganisationId) -> Answer<u64>;
    /// What is known of an organisation in a round: one look at running sums, one at findings. Its kind as it is now.
    async fn find_inputs(&self, round: RoundId, organisation: OrganisationId) -> Answer<Inputs>;
    /// The same of every organisation of a round, by id.
    async fn list_inputs(&self, round: RoundId) -> Answer<Vec<(OrganisationId, Inputs)>>;
    /// Findings of an organisation in a round, by branch and item.
    async fn list_findings(&self, round: RoundId, organisation: OrganisationId) -> Answer<Vec<Kept<ItemFinding>>>;
    /// Changes findings one by one, all or none; each with the version it was made from. `Stale`.
    async fn keep_findings(&self, act: &Act, changes: &[(ItemFinding, Option<Version>)]) -> Answer<()>;
    /// Removes a finding.
    async fn remove_finding(&self, act: &Act, finding: &ItemFinding, expected: Version) -> Answer<()>;
    /// Keeps a batch of findings: each takes the place of what was said before. The same id again does nothing.
    async fn keep_finding_batch(
        &self,
        act: &Act,
        batch: &Batch,
        findings: &[ItemFinding],
        waiting: &[Waiting],
    ) -> Answer<BatchKept>;
    /// Counts everything again from the batches and names each place whose running sums differ.
    async fn recount(&self) -> Answer<Vec<Finding>>;
}

/// What a score gives when it is counted again from what it was counted from: figures, or why it cannot be.
pub type Recompute<'a> = &'a (dyn Fn(&Score) -> Result<crate::record::Figures, String> + Send + Sync);

/// Versions of scores, and results that were published before.
#[async_trait]
pub trait Scores: Send + Sync {
    /// One version by its id.
    async fn find_score(&self, id: ScoreId) -> Answer<Option<Kept<Score>>>;
    /// The newest version of an organisation in a round; only a published one where asked.
    async fn find_newest_score(
        &self,
        round: RoundId,
        organisation: OrganisationId,
        is_published: bool,
    ) -> Answer<Option<Kept<Score>>>;
    /// Versions of an organisation in a round, newest first.
    async fn list_score_versions(&self, round: RoundId, organisation: OrganisationId) -> Answer<Vec<Kept<Score>>>;
    /// The newest scores that are asked for, by name of the organisation; one of each organisation and round.
    async fn list_scores(&self, asked: &ScoreQuery) -> Answer<Vec<ScoreRow>>;
    /// Keeps what was counted, all or nothing: over the version that is not published yet, else as the next number.
    /// A score that is what it was is left alone. Answers how many were new or changed.
    async fn keep_scores(&self, act: &Act, scores: &[NewScore]) -> Answer<u64>;
    /// Approves or publishes versions, all or none. `Stale` when one was changed, or was not approved before.
    async fn keep_score_step(
        &self,
        act: &Act,
        step: ScoreState,
        scores: &[(OrganisationId, ScoreId, Version)],
    ) -> Answer<()>;
    /// Results of earlier rounds of these organisations, newest year first.
    async fn list_earlier_scores(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<EarlierScore>>>;
    /// Keeps results of earlier rounds; one of the same organisation, year and method takes the place of the one before.
    async fn keep_earlier_scores(&self, act: &Act, scores: &[EarlierScore]) -> Answer<()>;
    /// Counts published scores again and names those whose figures differ.
    async fn verify_scores(&self, recompute: Recompute<'_>) -> Answer<Vec<Finding>>;
}
