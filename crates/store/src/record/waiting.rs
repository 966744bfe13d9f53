//! What of reports and turns waits for somebody, as short as a list needs it.

use super::Version;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::life::Stage;
use otklik_domain::publication::Item;
use otklik_domain::report::{ReportPeriod, ReportStage};
use uuid::Uuid;

/// Which plans are asked for whose report of a period nobody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// The period.
    pub period: ReportPeriod,
    /// All but these plans.
    pub without: Vec<PlanId>,
}

/// A plan in force whose report of a period was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentReport {
    /// The plan.
    pub plan: PlanId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its title.
    pub title: Option<String>,
    /// The report that was begun, and how far it came.
    pub begun: Option<(Uuid, ReportStage)>,
}

/// Which plans at a stage are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// At this stage, and active.
    pub stage: Stage,
    /// All but these, as long as they are as they were then.
    pub without: Vec<(PlanId, Version)>,
}

/// A plan that waits at a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagedPlan {
    /// The plan.
    pub id: PlanId,
    /// How it stands now.
    pub version: Version,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its title.
    pub title: Option<String>,
}

/// Which reports that were sent are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// In this stage.
    pub stage: ReportStage,
    /// All but these.
    pub without: Vec<Uuid>,
}

/// A report that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedReport {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub organisation: OrganisationId,
    /// What it speaks of.
    pub period: ReportPeriod,
    /// Its number.
    pub number: Option<i64>,
    /// What the founder said.
    pub note: Option<String>,
}

/// The turn of a measure whose term comes again, as it was counted last: it can be counted anew at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureTurn {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// It is asked for fresh proof; else for another time of its work.
    pub is_proof: bool,
    /// The first day on which a desk shows it.
    pub tells_from: Date,
    /// By when it asks.
    pub asks_until: Date,
    /// The turn before, when nobody served it.
    pub missed_on: Option<Date>,
}

/// Which turns are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Those that are shown on this day.
    pub on: Date,
    /// Of fresh proof, or of work.
    pub is_proof: bool,
    /// All but these measures.
    pub without: Vec<MeasureId>,
}

/// A measure that asks for its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedTurn {
    /// The turn.
    pub turn: MeasureTurn,
    /// The measure itself.
    pub text: String,
}

/// What a turn is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnSource {
    /// The measure.
    pub measure: super::Measure,
    /// First day of what its plan covers.
    pub plan_from: Option<Date>,
    /// When its plan was adopted.
    pub plan_at: jiff::Timestamp,
    /// The last day that reports about it count for.
    pub last: Option<Date>,
    /// How often «постоянно» asks, in months, where it was said for this measure.
    pub every_months: Option<i64>,
}

/// Which measures that were sent back to work are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBackQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// All but those that this actor sent back.
    pub not_by: Option<String>,
    /// All but those with these reports.
    pub without: Vec<Uuid>,
}

/// A measure whose last report was sent back and that is in work again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    /// The measure.
    pub measure: MeasureId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its text.
    pub text: String,
    /// The report that was sent back.
    pub report: Uuid,
    /// Why.
    pub words: Option<String>,
    /// Who put the measure back to work.
    pub by: Option<String>,
}

/// What of a published plan is to be placed first, as it was counted last: it can be counted anew at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacingTurn {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The plan.
    pub plan: PlanId,
    /// What nobody has placed yet; the one whose day comes first.
    pub item: Item,
    /// By when.
    pub asks_until: Date,
}

/// Which plans that are not placed are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnplacedQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Those that ask by this day.
    pub by: Date,
    /// All but these, as long as they ask by the same day.
    pub without: Vec<(PlanId, Date)>,
}
