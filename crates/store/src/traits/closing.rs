//! What the store does with rounds as they are published; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, Kept, NewRoundPublication, RoundFile, RoundPublication, Score, Version};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId};

/// Publications of whole rounds. What is published never changes; a correction is the next number.
#[async_trait]
pub trait Closings: Send + Sync {
    /// The newest version of every score of a round, with what it was counted from.
    async fn list_newest_scores(&self, round: RoundId) -> Answer<Vec<Kept<Score>>>;
    /// Publishes approved scores and, with them, what is told of the round, in one step; answers the number. `Stale` when a
    /// score was changed or was not approved before.
    async fn publish_round(
        &self,
        act: &Act,
        publication: &NewRoundPublication,
        scores: &[(OrganisationId, ScoreId, Version)],
    ) -> Answer<i64>;
    /// A publication of a round by its number, or the newest.
    async fn find_round_publication(&self, round: RoundId, number: Option<i64>) -> Answer<Option<RoundPublication>>;
    /// Files of a publication by name.
    async fn list_round_files(&self, round: RoundId, number: i64) -> Answer<Vec<RoundFile>>;
    /// The bytes of a file; refused when they differ from their hash.
    async fn find_round_file(&self, round: RoundId, number: i64, name: &str) -> Answer<Option<Vec<u8>>>;
}
