//! Reports and Word templates as they are kept.

use super::PaperHash;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::report::{ReportPeriod, ReportStage};
use uuid::Uuid;

/// Who took a step, and when.
type Step = Option<(String, Timestamp)>;

/// A report on a plan as it is kept («отчёт в деле»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledReport {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The plan.
    pub plan: PlanId,
    /// What it speaks of.
    pub period: ReportPeriod,
    /// Its number in the organisation and year; given when it is sent.
    pub number: Option<i64>,
    /// The report it corrects.
    pub replaces: Option<Uuid>,
    /// Where it is on its way.
    pub stage: ReportStage,
    /// The day it speaks from.
    pub as_of: Date,
    /// The whole of it as JSON, from which its papers are made; the store does not look inside.
    pub body_json: String,
    /// SHA-256 of the body, in hex.
    pub sha256: String,
    /// What the founder said.
    pub note: Option<String>,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Who signed it.
    pub signed: Step,
    /// Who sent it.
    pub sent: Step,
    /// Who accepted or returned it.
    pub decided: Step,
    /// A report on an example.
    pub is_example: bool,
}

/// Which reports are asked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Only of this plan.
    pub plan: Option<PlanId>,
    /// Only of this period.
    pub period: Option<ReportPeriod>,
    /// Only in these stages; empty means all.
    pub stages: Vec<ReportStage>,
    /// With bodies; they are left empty otherwise.
    pub with_bodies: bool,
    /// Only those made before this one.
    pub after: Option<Uuid>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A figure typed for a measure and a period («число к отчёту»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFigure {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// The period.
    pub period: ReportPeriod,
    /// What was typed; empty takes it back.
    pub value: String,
    /// Who typed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What was put together and is to be frozen («сводный отчёт до номера»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsolidated {
    /// Its id.
    pub id: Uuid,
    /// `plans` or `region-457`.
    pub kind: String,
    /// Year its number belongs to.
    pub year: i16,
    /// What it speaks of, by code.
    pub period: String,
    /// Which organisations, in words.
    pub scope: String,
    /// The organisations.
    pub organisations: Vec<OrganisationId>,
    /// The one it corrects.
    pub replaces: Option<Uuid>,
    /// The day it speaks from.
    pub as_of: Date,
    /// The whole of it as JSON.
    pub body_json: String,
    /// Of examples only.
    pub is_example: bool,
}

/// A report put together of many, frozen («сводный отчёт в деле»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledConsolidated {
    /// Its id.
    pub id: Uuid,
    /// `plans` or `region-457`.
    pub kind: String,
    /// Year its number belongs to.
    pub year: i16,
    /// Its number in its kind and year.
    pub number: i64,
    /// What it speaks of, by code.
    pub period: String,
    /// Which organisations, in words.
    pub scope: String,
    /// How many organisations.
    pub n_organisations: i64,
    /// The one it corrects.
    pub replaces: Option<Uuid>,
    /// The day it speaks from.
    pub as_of: Date,
    /// The whole of it as JSON; empty in lists.
    pub body_json: String,
    /// SHA-256 of the body, in hex.
    pub sha256: String,
    /// Who froze it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Of examples only.
    pub is_example: bool,
}

/// A Word template of a paper («шаблон документа»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperTemplate {
    /// Its id.
    pub id: Uuid,
    /// The form it is for, by name.
    pub form: String,
    /// What people call it.
    pub name: String,
    /// Its bytes among the papers.
    pub paper: PaperHash,
    /// Papers of this form are written by it.
    pub is_default: bool,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
