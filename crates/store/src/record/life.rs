//! The way of a plan as it is kept: steps, comments, approvals, rows changed after approval.

use super::{Measure, PaperHash, Version};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::life::Stage;
use uuid::Uuid;

/// A step that was taken («запись о шаге плана»). Never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// Its number among the plan's steps, from 1; the store gives it.
    pub number: i64,
    /// The stage it led to.
    pub stage: Stage,
    /// The verb.
    pub verb: String,
    /// What was said with it.
    pub words: Option<String>,
    /// Who took it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What the founder wants mended («замечание к строке плана»), what was answered, and whether it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanComment {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// The row; none for the plan as a whole.
    pub measure: Option<MeasureId>,
    /// What is to be mended.
    pub words: String,
    /// Who wants it.
    pub by: String,
    /// Since when.
    pub at: Timestamp,
    /// What was answered: the words, who, when.
    pub answer: Option<(String, String, Timestamp)>,
    /// Who says that it is settled, and when.
    pub settled: Option<(String, Timestamp)>,
}

/// Who approved a plan, by which act, with which scan («утверждение плана»). Never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanApproval {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// Position of who approves.
    pub position: String,
    /// The body: «администрация района».
    pub body: String,
    /// Name of who approves.
    pub name: String,
    /// Kind of the act: «приказ», «постановление»; empty where only the block is signed.
    pub act_kind: String,
    /// Its number.
    pub act_number: String,
    /// Its date.
    pub act_date: Option<Date>,
    /// The day of approval.
    pub approved_on: Date,
    /// The signed paper.
    pub paper: Option<PaperHash>,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What became of a row after approval («вид изменения плана»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmendmentKind {
    /// A row that was not there.
    Added,
    /// A row says something else.
    Changed,
    /// A row is gone.
    Removed,
}

impl AmendmentKind {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            AmendmentKind::Added => "added",
            AmendmentKind::Changed => "changed",
            AmendmentKind::Removed => "removed",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [AmendmentKind::Added, AmendmentKind::Changed, AmendmentKind::Removed].into_iter().find(|k| k.name() == name)
    }
}

/// A row changed after approval («изменение плана»): what it said first, why it changed, who agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAmendment {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// The row.
    pub measure: MeasureId,
    /// What became of it.
    pub kind: AmendmentKind,
    /// The whole row before, as plan JSON.
    pub was_json: Option<String>,
    /// The whole row after, likewise.
    pub became_json: Option<String>,
    /// Why.
    pub reason: String,
    /// Who agreed, and where that is written.
    pub agreed: String,
    /// Who changed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Rows of a plan that change together («правка строк плана»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowChanges {
    /// New rows, and rows that say something else or stand elsewhere, with the version they were seen in.
    pub put: Vec<(Measure, Option<Version>)>,
    /// Rows that leave.
    pub removed: Vec<MeasureId>,
    /// What is told of the change, when the plan was approved before.
    pub amendments: Vec<PlanAmendment>,
    /// The step the plan takes by it.
    pub step: Option<PlanStep>,
}
