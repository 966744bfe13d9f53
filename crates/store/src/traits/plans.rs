//! What the store does with plans, drafts and their measures; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    Act, Draft, DraftBrief, DraftState, Execution, Facets, Kept, Measure, MeasureEvent, NewPublication, Page,
    PageAsked, Paper, PaperHash, Plan, PlanQuery, Publication, RegisterQuery, RegisterRow, Version,
};
use async_trait::async_trait;
use otklik_domain::ids::{DraftId, MeasureId, OrganisationId, PlanId};
use uuid::Uuid;

/// Originals, byte for byte.
#[async_trait]
pub trait Papers: Send + Sync {
    /// What is known about a paper.
    async fn find_paper(&self, hash: PaperHash) -> Answer<Option<Paper>>;
    /// Its bytes, compared with the hash while they are read; `Unavailable` when they differ.
    async fn find_paper_bytes(&self, hash: PaperHash) -> Answer<Option<Vec<u8>>>;
    /// Keeps the bytes once; the same bytes again change nothing and answer what was kept first.
    async fn keep_paper(&self, act: &Act, file_name: &str, format: &str, bytes: &[u8]) -> Answer<Paper>;
}

/// Drafts that wait for a person.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// One draft.
    async fn find_draft(&self, id: DraftId) -> Answer<Option<Kept<Draft>>>;
    /// The newest draft of a paper that was not dropped.
    async fn find_draft_of_paper(&self, paper: PaperHash) -> Answer<Option<DraftId>>;
    /// Drafts, newest first.
    async fn list_drafts(&self, state: Option<DraftState>, page: &PageAsked) -> Answer<Page<DraftBrief>>;
    /// Keeps a reading, or a person's corrections to it. What was read is never changed by this.
    async fn keep_draft(&self, act: &Act, draft: &Draft, expected: Option<Version>) -> Answer<Version>;
}

/// Adopted plans and their measures.
#[async_trait]
pub trait Plans: Send + Sync {
    /// One plan.
    async fn find_plan(&self, id: PlanId) -> Answer<Option<Kept<Plan>>>;
    /// Plans, newest first.
    async fn list_plans(&self, asked: &PlanQuery, page: &PageAsked) -> Answer<Page<Kept<Plan>>>;
    /// Measures of a plan in its order.
    async fn list_measures(&self, plan: PlanId) -> Answer<Vec<Kept<Measure>>>;
    /// One measure.
    async fn find_measure(&self, id: MeasureId) -> Answer<Option<Kept<Measure>>>;
    /// What happened to a measure, oldest first.
    async fn list_events(&self, measure: MeasureId) -> Answer<Vec<MeasureEvent>>;
    /// Reports about a measure, oldest first.
    async fn list_executions(&self, measure: MeasureId) -> Answer<Vec<Execution>>;
    /// Keeps an adopted plan with all its measures, marks its draft adopted and the edition it supersedes superseded.
    /// `Stale` when the draft is no longer waiting in that version.
    async fn keep_adopted_plan(
        &self,
        act: &Act,
        plan: &Plan,
        measures: &[Measure],
        draft: Option<(DraftId, Version)>,
    ) -> Answer<()>;
    /// Changes what a plan says of itself, or closes it.
    async fn keep_plan(&self, act: &Act, plan: &Plan, expected: Version) -> Answer<Version>;
    /// Changes a measure, or adds one; its history gets a line.
    async fn keep_measure(&self, act: &Act, measure: &Measure, expected: Option<Version>) -> Answer<Version>;
    /// Keeps a report, or the verdict on it, with what it made of the measure.
    async fn keep_execution(
        &self,
        act: &Act,
        execution: &Execution,
        measure: &Measure,
        expected: Version,
    ) -> Answer<Version>;
}

/// The register of measures, over all plans.
#[async_trait]
pub trait Register: Send + Sync {
    /// A page of measures: unfinished ones by their last day (so late ones first), then those without a day, then
    /// finished ones.
    async fn list_register(&self, asked: &RegisterQuery, page: &PageAsked) -> Answer<Page<RegisterRow>>;
    /// Counts beside the filters.
    async fn count_register(&self, asked: &RegisterQuery) -> Answer<Facets>;
}

/// Frozen versions of plans. Public pages read nothing else.
#[async_trait]
pub trait Publications: Send + Sync {
    /// The newest version of a plan.
    async fn find_publication(&self, plan: PlanId) -> Answer<Option<Publication>>;
    /// A version by its number.
    async fn find_publication_number(&self, plan: PlanId, number: i64) -> Answer<Option<Publication>>;
    /// One version by id.
    async fn find_publication_by_id(&self, id: Uuid) -> Answer<Option<Publication>>;
    /// Versions of a plan, newest first; bodies are left empty.
    async fn list_versions(&self, plan: PlanId) -> Answer<Vec<Publication>>;
    /// The newest versions of plans of these organisations and those merged into them (empty: of all), newest first.
    async fn list_publications(&self, organisations: &[OrganisationId], page: &PageAsked) -> Answer<Page<Publication>>;
    /// A measure as it stands in the newest frozen version.
    async fn find_published_measure(&self, id: MeasureId) -> Answer<Option<Measure>>;
    /// Measures of the newest frozen version in the plan's order.
    async fn list_published_measures(&self, plan: PlanId) -> Answer<Vec<Measure>>;
    /// Freezes the next version. `measures` are the public ones, for the public register; they take the place of
    /// those of the version before. `Stale` when the plan has changed since `expected`.
    async fn keep_publication(
        &self,
        act: &Act,
        publication: &NewPublication,
        measures: &[Measure],
        expected: Version,
    ) -> Answer<Publication>;
}
