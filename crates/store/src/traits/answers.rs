//! What the store does with filled questionnaires; each verb says what is atomic.

use super::Finding;
use crate::record::{AnswerCount, AnswerKept, Counts, KeptAnswer, NewAnswer, Page, PageAsked};
use crate::{Answer, Seat};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId, SurveyId};
use otklik_domain::survey::Channel;

/// Counts kept sheets by the rulebook of this hash: sums, or why they cannot be read.
pub type CountAgain<'a> = &'a (dyn Fn(&str, &[KeptAnswer]) -> Result<Counts, String> + Send + Sync);

/// Filled questionnaires. What `keep_answer` says is `New` or `Before` outlives a power cut.
#[async_trait]
pub trait Answers: Send + Sync {
    /// Keeps an answer once. Answers that wait together are committed together: the answers, the sums of their batches,
    /// the running sums and one line of the journal for all of them, or nothing. A known name is looked at first, whatever
    /// became of the survey; then survey, round and term, in the same transaction. A bad answer holds up no other.
    /// When the commit fails nobody is told that anything was kept.
    async fn keep_answer(&self, answer: NewAnswer) -> Answer<AnswerKept>;
    /// A place for one more answer from before anything is read of it until it is told; none when it would wait too long.
    fn seat_for_answer(&self) -> Option<Seat>;
    /// How often this process changed a survey or a round: what is remembered of them is good while it stands.
    fn n_changes(&self) -> u64;
    /// One answer.
    async fn find_answer(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        id: AnswerId,
    ) -> Answer<Option<KeptAnswer>>;
    /// Answers of a survey by their names.
    async fn list_answers(
        &self,
        organisation: OrganisationId,
        survey: SurveyId,
        asked: &PageAsked,
    ) -> Answer<Page<KeptAnswer>>;
    /// How many answers came to the surveys of a round, by survey, channel and day; only of an organisation where asked.
    async fn count_answers(&self, round: RoundId, organisation: Option<OrganisationId>) -> Answer<Vec<AnswerCount>>;
    /// How many answers came to all surveys of a round, by day and channel.
    async fn count_days(&self, round: RoundId) -> Answer<Vec<(Date, Channel, u64)>>;
    /// Reads every kept answer again. Names surveys whose batch is not what their answers add up to, and lines of the
    /// journal whose answers are not those that were kept with them.
    async fn verify_answers(&self, count: CountAgain<'_>) -> Answer<Vec<Finding>>;
}
