//! What the store does with decisions about answers and with one-time codes; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, AnswerReview, Kept, ReviewChange};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId, SurveyId};

/// Decisions of people about single answers.
#[async_trait]
pub trait Reviews: Send + Sync {
    /// Decisions about answers of a survey, by the answers' names.
    async fn list_reviews(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<Vec<Kept<AnswerReview>>>;
    /// How many answers of each survey of a round are left out.
    async fn count_excluded(&self, round: RoundId) -> Answer<Vec<(OrganisationId, SurveyId, u64)>>;
    /// Keeps decisions, all or none: what is left out leaves the sums of its batch and of its round in the same step, what
    /// is counted again comes back, and each has its own line in the journal. `Stale` when one was decided about meanwhile
    /// or the round is closed or the batch withdrawn; `Unknown` for an answer that is not there.
    async fn keep_reviews(&self, act: &Act, changes: &[ReviewChange]) -> Answer<()>;
}

/// One-time codes of surveys. Only their hashes come here.
#[async_trait]
pub trait Tickets: Send + Sync {
    /// Keeps codes that are given out, all or none. The journal tells how many, never which.
    async fn keep_tickets(
        &self,
        act: &Act,
        organisation: OrganisationId,
        survey: SurveyId,
        hashes: &[String],
    ) -> Answer<()>;
    /// How many codes of a survey were given out and how many of them have served.
    async fn count_tickets(&self, organisation: OrganisationId, survey: SurveyId) -> Answer<(u64, u64)>;
    /// Whether a code was given out and has not served yet: a glance before the questions. What counts is `keep_answer`.
    async fn is_ticket_good(&self, organisation: OrganisationId, survey: SurveyId, hash: &str) -> Answer<bool>;
}
