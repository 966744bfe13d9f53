//! What the store does with shortcomings, typical measures and network measures; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    Act, Kept, KeptShortcoming, Measure, MeasureShortcoming, NetworkMeasure, NetworkPart, OwnTypical, Plan, Reaches,
    RegisterChange, RowChanges, ShortcomingQuery, ShortcomingRegister, Version,
};
use async_trait::async_trait;
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId, RoundId, ShortcomingId};

/// The register of shortcomings and what mends them.
#[async_trait]
pub trait Shortcomings: Send + Sync {
    /// One shortcoming.
    async fn find_shortcoming(&self, id: ShortcomingId) -> Answer<Option<Kept<KeptShortcoming>>>;
    /// Shortcomings, by organisation and by what they are about.
    async fn list_shortcomings(&self, asked: &ShortcomingQuery) -> Answer<Vec<Kept<KeptShortcoming>>>;
    /// Registers of a round of these organisations (empty: of all).
    async fn list_shortcoming_registers(
        &self,
        round: RoundId,
        organisations: &[OrganisationId],
    ) -> Answer<Vec<Kept<ShortcomingRegister>>>;
    /// In how many of these organisations (empty: of all) each thing is wanting; what is set aside counts, what is
    /// gone does not.
    async fn count_reaches(&self, round: RoundId, organisations: &[OrganisationId]) -> Answer<Reaches>;
    /// Keeps registers that were made, all or none; each has one line in the journal. `Stale`.
    async fn keep_shortcoming_registers(&self, act: &Act, changes: &[RegisterChange]) -> Answer<()>;
    /// Keeps a shortcoming that a person typed, or a decision about one. `Stale`.
    async fn keep_shortcoming(
        &self,
        act: &Act,
        shortcoming: &KeptShortcoming,
        expected: Option<Version>,
    ) -> Answer<Version>;
    /// What these measures mend.
    async fn list_mended_by(&self, measures: &[MeasureId]) -> Answer<Vec<MeasureShortcoming>>;
    /// What mends these shortcomings.
    async fn list_mending(&self, shortcomings: &[ShortcomingId]) -> Answer<Vec<MeasureShortcoming>>;
    /// Measures by their ids, with the plan's order within one plan.
    async fn list_measures_by_id(&self, ids: &[MeasureId]) -> Answer<Vec<Kept<Measure>>>;
    /// Says anew what a measure mends; its history gets a line.
    async fn keep_mended(&self, act: &Act, measure: &Measure, mended: &[MeasureShortcoming]) -> Answer<()>;
    /// Keeps a plan that was made from a register: its measures and what they mend, in one transaction.
    async fn keep_plan_of_register(
        &self,
        act: &Act,
        plan: &Plan,
        measures: &[Measure],
        mended: &[MeasureShortcoming],
    ) -> Answer<()>;
    /// Typical measures of the house, the newest first; with those that are offered no more.
    async fn list_own_typicals(&self, sector: &str) -> Answer<Vec<Kept<OwnTypical>>>;
    /// Keeps a typical measure of the house. `Stale`.
    async fn keep_own_typical(&self, act: &Act, typical: &OwnTypical, expected: Option<Version>) -> Answer<Version>;
}

/// Measures for many organisations.
#[async_trait]
pub trait Networks: Send + Sync {
    /// One of them.
    async fn find_network(&self, id: NetworkId) -> Answer<Option<Kept<NetworkMeasure>>>;
    /// Those that have a part in these organisations (empty: all), the newest first.
    async fn list_networks(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<NetworkMeasure>>>;
    /// Parts of these network measures in these organisations (empty: in all).
    async fn list_parts(&self, networks: &[NetworkId], organisations: &[OrganisationId]) -> Answer<Vec<NetworkPart>>;
    /// Measures of plans that are parts of a network measure.
    async fn list_part_measures(&self, network: NetworkId) -> Answer<Vec<Kept<Measure>>>;
    /// The whole that a measure is a part of.
    async fn find_network_of(&self, measure: MeasureId) -> Answer<Option<NetworkId>>;
    /// Keeps a network measure with new parts, in new plans where an organisation had none; all or none. `Stale`.
    async fn keep_network(&self, act: &Act, whole: (&NetworkMeasure, Option<Version>), parts: &NewParts) -> Answer<()>;
}

/// What comes with a network measure.
#[derive(Debug, Clone, Default)]
pub struct NewParts {
    /// Plans for organisations that have none.
    pub plans: Vec<Plan>,
    /// Plans that are there and change with their rows, with the version they were seen in and what is told of it.
    pub led: Vec<(Plan, Version, RowChanges)>,
    /// New measures of plans.
    pub added: Vec<Measure>,
    /// Measures that change with the whole, each with its version.
    pub changed: Vec<(Measure, Version)>,
    /// What the new measures mend.
    pub mended: Vec<MeasureShortcoming>,
}
