//! What of reports and turns waits on people's desks; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    AskedTurn, DueMeasure, HandedQuery, HandedReport, MeasureTurn, Page, PlacingTurn, SentBack, SentBackQuery,
    StagedPlan, StagedQuery, Term, TurnQuery, TurnSource, UnplacedQuery, UnsentQuery, UnsentReport,
};
use async_trait::async_trait;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::report::{ReportPeriod, ReportStage};

/// Reports and turns that wait. Plans in force only, examples apart.
///
/// Turns are counted by the room above and only remembered here: not audited, they follow from what is.
#[async_trait]
pub trait Desks: Send + Sync {
    /// Plans at a stage: how many, and so many of them, the newest first.
    async fn list_staged_plans(&self, asked: &StagedQuery, limit: usize) -> Answer<(u64, Vec<StagedPlan>)>;
    /// Plans whose report of a period nobody sent: how many, and so many of them by id.
    async fn list_unsent_reports(&self, asked: &UnsentQuery, limit: usize) -> Answer<(u64, Vec<UnsentReport>)>;
    /// How many plans of each organisation wait for the report of a period.
    async fn count_unsent_reports(&self, period: ReportPeriod) -> Answer<Vec<(OrganisationId, i64)>>;
    /// Reports in a stage after sending: how many, and so many of them, the oldest first.
    async fn list_handed_reports(&self, asked: &HandedQuery, limit: usize) -> Answer<(u64, Vec<HandedReport>)>;
    /// How many reports of each organisation wait for the founder, and how many were sent back.
    async fn count_handed_reports(&self) -> Answer<Vec<(ReportStage, OrganisationId, i64)>>;
    /// Measures that ask for their turn: how many, counted up to `n_max`, and so many of them, the nearest first.
    async fn list_asked_turns(&self, asked: &TurnQuery, limit: usize, n_max: usize) -> Answer<(u64, Vec<AskedTurn>)>;
    /// Turns of these measures.
    async fn list_turns(&self, measures: &[MeasureId]) -> Answer<Vec<MeasureTurn>>;
    /// Measures whose turn is shown on a day and asks by another, as letters tell of them, the nearest first.
    async fn list_due_turns(&self, on: Date, until: Date) -> Answer<Vec<DueMeasure>>;
    /// Turns of these organisations (empty: of all) that ask between two days, as a calendar shows them, so many at most.
    async fn list_turn_terms(&self, own: &[OrganisationId], from: Date, to: Date, limit: usize) -> Answer<Vec<Term>>;
    /// What turns of these measures are counted from; of terms that come once nothing comes.
    async fn find_turn_sources(&self, measures: &[MeasureId]) -> Answer<Vec<TurnSource>>;
    /// The same of every measure of plans in force, so many after the cursor.
    async fn list_turn_sources(&self, after: Option<MeasureId>, limit: usize) -> Answer<Page<TurnSource>>;
    /// Remembers turns in one step, and forgets those of the others.
    async fn keep_turns(&self, turns: &[MeasureTurn], over: &[(OrganisationId, MeasureId)]) -> Answer<()>;
    /// Measures in work whose last report was sent back: how many, and so many of them, the newest report first.
    async fn list_sent_back(&self, asked: &SentBackQuery, limit: usize) -> Answer<(u64, Vec<SentBack>)>;
    /// Plans in force of which something is to be placed: how many, and so many of them, the nearest first.
    async fn list_unplaced(&self, asked: &UnplacedQuery, limit: usize) -> Answer<(u64, Vec<PlacingTurn>)>;
    /// Remembers what of a plan is to be placed first, or forgets it.
    async fn keep_placing_turn(&self, owner: OrganisationId, plan: PlanId, turn: Option<&PlacingTurn>) -> Answer<()>;
}
