//! What the store does with reports and templates; each verb says what is atomic.

use crate::Answer;
use crate::record::{
    Act, Execution, FiledConsolidated, FiledReport, Kept, Measure, NewConsolidated, PaperTemplate, Proof, ReportFigure,
    ReportQuery, Version,
};
use async_trait::async_trait;
use otklik_domain::ids::{OrganisationId, PlanId};
use uuid::Uuid;

/// Reports on plans, and what they are made of, for many plans at once.
#[async_trait]
pub trait Reports: Send + Sync {
    /// One report with its body.
    async fn find_report(&self, id: Uuid) -> Answer<Option<Kept<FiledReport>>>;
    /// Reports, newest first.
    async fn list_reports(&self, asked: &ReportQuery) -> Answer<Vec<Kept<FiledReport>>>;
    /// Keeps a report that is not frozen yet, or a founder's decision on one that is. `Stale` when it was changed
    /// meanwhile; `Taken("report.period")` when another one of its plan and period waits to be sent.
    async fn keep_report(&self, act: &Act, report: &FiledReport, expected: Option<Version>) -> Answer<Version>;
    /// Freezes a signed report under the next number of its organisation and year; the one it corrects is replaced by it
    /// in the same step. Answers the number. `Stale` when it was changed meanwhile.
    async fn send_report(&self, act: &Act, report: &FiledReport, expected: Version) -> Answer<i64>;
    /// Removes a report that was never sent.
    async fn drop_report(&self, act: &Act, report: &FiledReport, expected: Version) -> Answer<()>;

    /// Measures of plans, plan by plan in their order.
    async fn list_measures_of(&self, plans: &[PlanId]) -> Answer<Vec<Measure>>;
    /// Reports about measures of plans, oldest first.
    async fn list_executions_of(&self, plans: &[PlanId]) -> Answer<Vec<Execution>>;
    /// Proof of measures of plans, oldest first.
    async fn list_proofs_of(&self, plans: &[PlanId]) -> Answer<Vec<Proof>>;
    /// Figures typed for measures of plans.
    async fn list_figures_of(&self, plans: &[PlanId]) -> Answer<Vec<ReportFigure>>;
    /// Keeps figures, all or none; an empty one is taken back.
    async fn keep_figures(&self, act: &Act, figures: &[ReportFigure]) -> Answer<()>;

    /// Freezes what was put together under the next number of its kind and year; answers the number. `Stale` when the
    /// one it corrects was corrected meanwhile.
    async fn keep_consolidated(&self, act: &Act, consolidated: &NewConsolidated) -> Answer<i64>;
    /// One of them with its body.
    async fn find_consolidated(&self, id: Uuid) -> Answer<Option<FiledConsolidated>>;
    /// All of them, newest first, without bodies. With organisations: only those that speak of none other.
    async fn list_consolidated(&self, within: Option<&[OrganisationId]>) -> Answer<Vec<FiledConsolidated>>;
}

/// Word templates of papers.
#[async_trait]
pub trait PaperTemplates: Send + Sync {
    /// All of them, by form and name.
    async fn list_templates(&self) -> Answer<Vec<Kept<PaperTemplate>>>;
    /// One of them.
    async fn find_template(&self, id: Uuid) -> Answer<Option<Kept<PaperTemplate>>>;
    /// The one by which papers of a form are written.
    async fn find_default_template(&self, form: &str) -> Answer<Option<PaperTemplate>>;
    /// Keeps one; a default one takes the place of the former default in the same step.
    async fn keep_template(&self, act: &Act, template: &PaperTemplate, expected: Option<Version>) -> Answer<Version>;
    /// Removes one; papers already sent by it stay as they were. `Stale` when it was changed meanwhile.
    async fn remove_template(&self, act: &Act, template: &PaperTemplate, expected: Version) -> Answer<()>;
}
