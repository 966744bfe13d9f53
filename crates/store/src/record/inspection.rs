//! Inspections of places, cell for column.

use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{InspectionId, OrganisationId, RoundId, SheetId};
use otklik_domain::inspection::{Decision, Noted, Reply, Stage};

/// The inspection of one place in a round («осмотр места»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: InspectionId,
    /// The round.
    pub round: RoundId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Where it is on its way.
    pub stage: Stage,
    /// When it was shown to the organisation.
    pub shown_at: Option<Timestamp>,
    /// The last day to answer.
    pub answer_until: Option<Date>,
    /// Who said that the organisation has answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// Whether the organisation agrees with all.
    pub is_agreed: bool,
    /// Who made it final.
    pub final_by: Option<String>,
    /// When.
    pub final_at: Option<Timestamp>,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The sheet of one inspector («лист осмотра»); its marks are kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionSheet {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: SheetId,
    /// The inspection.
    pub inspection: InspectionId,
    /// The day of the inspection.
    pub inspected_on: Date,
    /// Whether it was handed in.
    pub is_submitted: bool,
    /// When.
    pub submitted_at: Option<Timestamp>,
    /// The inspector.
    pub by: String,
    /// When the sheet was begun.
    pub at: Timestamp,
}

/// A mark of a sheet («отметка листа осмотра»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionMark {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The sheet.
    pub sheet: SheetId,
    /// Code of the point.
    pub item: String,
    /// What was seen, with words.
    pub noted: Noted,
    /// When.
    pub at: Timestamp,
}

/// A decision about a point, with who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionDecision {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The inspection.
    pub inspection: InspectionId,
    /// Code of the point.
    pub item: String,
    /// The decision.
    pub decision: Decision,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What the organisation says of a point, with who said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionReply {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The inspection.
    pub inspection: InspectionId,
    /// Code of the point.
    pub item: String,
    /// The words, and what was decided about them.
    pub reply: Reply,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// An inspection with everything that belongs to it, seen at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeInspection {
    /// The inspection.
    pub inspection: super::Kept<Inspection>,
    /// Its sheets, the oldest first.
    pub sheets: Vec<super::Kept<InspectionSheet>>,
    /// Marks of all its sheets, by sheet and point.
    pub marks: Vec<InspectionMark>,
    /// Decisions by point.
    pub decisions: Vec<super::Kept<InspectionDecision>>,
    /// Answers by point.
    pub replies: Vec<super::Kept<InspectionReply>>,
}

/// A sheet in a list: where it is and how many points are marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetProgress {
    /// The inspection.
    pub inspection: InspectionId,
    /// The sheet.
    pub sheet: SheetId,
    /// The inspector.
    pub by: String,
    /// Whether it was handed in.
    pub is_submitted: bool,
    /// How many points are marked.
    pub n_marked: u64,
}
