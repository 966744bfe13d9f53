//! What the store does with surveys; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, Batch, Kept, Survey, SurveyQuery, Unfinished, Version};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, SurveyId};
use otklik_domain::survey::SurveyCode;

/// Surveys of places.
#[async_trait]
pub trait Surveys: Send + Sync {
    /// The survey of a code.
    async fn find_survey_by_code(&self, code: &SurveyCode) -> Answer<Option<Kept<Survey>>>;
    /// One survey.
    async fn find_survey(&self, organisation: OrganisationId, id: SurveyId) -> Answer<Option<Kept<Survey>>>;
    /// Surveys by organisation and branch.
    async fn list_surveys(&self, asked: &SurveyQuery) -> Answer<Vec<Kept<Survey>>>;
    /// Opens surveys with the batches their answers are counted into, all or none. `Taken` where a place has one already
    /// in the round or a code is in use; `Stale` when the round is not open.
    async fn open_surveys(&self, act: &Act, surveys: &[(Survey, Batch)]) -> Answer<()>;
    /// Changes the term of a survey or closes it; place, round and code stay.
    async fn keep_survey(&self, act: &Act, survey: &Survey, expected: Version) -> Answer<Version>;
}

/// Questionnaires that somebody began. Nobody's doings are written into the journal here: they are anonymous.
#[async_trait]
pub trait Unfinisheds: Send + Sync {
    /// One by the hash of its code, when its time is not over.
    async fn find_unfinished(&self, hash: &str, now: Timestamp) -> Answer<Option<Unfinished>>;
    /// Begins one, unless it was begun before; forgets those whose time is over before `now`.
    async fn begin_unfinished(&self, begun: &Unfinished, now: Timestamp) -> Answer<()>;
    /// Forgets what is over by itself: begun questionnaires, one-time links, visits. Answers how many. Not audited.
    async fn forget_expired(&self, now: Timestamp) -> Answer<u64>;
    /// Keeps what was answered so far, or the receipt. One that was sent, or is gone, stays as it is.
    async fn keep_unfinished(&self, kept: &Unfinished) -> Answer<()>;
}
