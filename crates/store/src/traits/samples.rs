//! What the store does with plans of samples and with how they are met; each verb says what is atomic.

use crate::Answer;
use crate::record::{Act, PlannedPlace, RoundPlace, RoundQuota, SamplePlan, Version};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, RoundId};

/// How many people are to be asked at each place of a round, and how many were.
#[async_trait]
pub trait Samples: Send + Sync {
    /// Every place of a round, by name of the organisation and branch: those listed, those with a survey, with answers or
    /// with a plan. One question to the data base, however many there are.
    async fn list_round_places(&self, round: RoundId) -> Answer<Vec<RoundPlace>>;
    /// Places of a round that were planned and have fewer answers than a person wanted, of these organisations and those
    /// merged into them (empty: of all), in no order: whoever was not planned, or has as many as wanted, is not behind.
    async fn list_planned_places(&self, round: RoundId, organisations: &[OrganisationId]) -> Answer<Vec<PlannedPlace>>;
    /// Keeps plans of places, all or none; each names the version it was made from. `Stale`, also when the round is not
    /// open.
    async fn keep_sample_plans(&self, act: &Act, round: RoundId, plans: &[(SamplePlan, Option<Version>)])
    -> Answer<()>;
    /// Quotas of a round by number.
    async fn list_quotas(&self, round: RoundId) -> Answer<Vec<RoundQuota>>;
    /// Adds a quota. `Taken` number, `Stale` when the round is not open.
    async fn keep_quota(&self, act: &Act, quota: &RoundQuota) -> Answer<()>;
    /// Removes a quota. `Stale` when it is gone, or the round is not open.
    async fn remove_quota(&self, act: &Act, quota: &RoundQuota) -> Answer<()>;
}
