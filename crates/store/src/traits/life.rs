//! What the store does with the way of a plan; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    Act, Kept, MeasureEvent, Plan, PlanAmendment, PlanApproval, PlanComment, PlanStep, RowChanges, Version,
};
use async_trait::async_trait;
use otklik_domain::ids::PlanId;
use uuid::Uuid;

/// The way of plans: steps, comments, approvals, rows.
#[async_trait]
pub trait PlanLives: Send + Sync {
    /// Steps of a plan, oldest first.
    async fn list_plan_steps(&self, plan: PlanId) -> Answer<Vec<PlanStep>>;
    /// Comments on a plan and its rows, oldest first.
    async fn list_plan_comments(&self, plan: PlanId) -> Answer<Vec<Kept<PlanComment>>>;
    /// One comment.
    async fn find_plan_comment(&self, id: Uuid) -> Answer<Option<Kept<PlanComment>>>;
    /// Approvals of a plan, oldest first.
    async fn list_plan_approvals(&self, plan: PlanId) -> Answer<Vec<PlanApproval>>;
    /// Rows changed after approval, oldest first.
    async fn list_plan_amendments(&self, plan: PlanId) -> Answer<Vec<PlanAmendment>>;
    /// What happened to every measure of a plan, oldest first.
    async fn list_plan_events(&self, plan: PlanId) -> Answer<Vec<MeasureEvent>>;
    /// Keeps a plan at its new stage with the step, and with the approval when there is one. `Stale` when the plan has
    /// changed since `expected`.
    async fn keep_plan_step(
        &self,
        act: &Act,
        plan: &Plan,
        expected: Version,
        step: &PlanStep,
        approval: Option<&PlanApproval>,
    ) -> Answer<Version>;
    /// Keeps a comment, its answer, or that it is settled.
    async fn keep_plan_comment(&self, act: &Act, comment: &PlanComment, expected: Option<Version>) -> Answer<Version>;
    /// Changes rows of a plan together with the plan itself; each row's history gets a line. `Stale` when the plan or a
    /// row has changed. A row that leaves takes its history along; the journal keeps what it said.
    async fn keep_plan_rows(&self, act: &Act, plan: &Plan, expected: Version, rows: &RowChanges) -> Answer<Version>;
}
