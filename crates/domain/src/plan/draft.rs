//! A paper as it was understood: everything it says, nothing it does not.

use super::Measure;
use crate::Date;
use crate::remark::Remark;
use crate::score::ScoreLine;

/// What a paper turned out to be («вид документа»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftKind {
    /// Measures to be done.
    Plan,
    /// The title says «отчёт», or an execution cell is filled.
    Report,
    /// Scores without measures.
    Results,
    /// None of these.
    Other,
}

impl DraftKind {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            DraftKind::Plan => "plan",
            DraftKind::Report => "report",
            DraftKind::Results => "results",
            DraftKind::Other => "other",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [DraftKind::Plan, DraftKind::Report, DraftKind::Results, DraftKind::Other]
            .into_iter()
            .find(|k| k.name() == name)
    }
}

/// First and last day, both inclusive («период»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
}

/// The «УТВЕРЖДАЮ» block or the act that approves («гриф утверждения»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approval {
    /// Position of who approves.
    pub position: Option<String>,
    /// Name of who approves.
    pub name: Option<String>,
    /// Date of approval.
    pub date: Option<Date>,
    /// The act, such as «постановление от 12.02.2019 № 21-па».
    pub basis: Option<String>,
}

/// A paper as it was understood («проект плана»). Only a person turns it into a plan.
///
/// Everything a paper lacks stays empty here and becomes a remark, never an invention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What the paper is.
    pub kind: DraftKind,
    /// Title as written, hyphenation mended.
    pub title: Option<String>,
    /// Name without legal form and outer quotes.
    pub organisation: Option<String>,
    /// The whole name as written.
    pub organisation_as_written: Option<String>,
    /// What the document covers.
    pub period: Option<Span>,
    /// Year of the assessment the plan answers.
    pub assessed_year: Option<i16>,
    /// Approval block.
    pub approval: Option<Approval>,
    /// Scores printed in the paper.
    pub scores: Vec<ScoreLine>,
    /// One record a measure, also where several share a table cell.
    pub measures: Vec<Measure>,
    /// What a person should look at.
    pub remarks: Vec<Remark>,
}

impl Draft {
    /// A draft with nothing in it.
    pub fn empty(kind: DraftKind) -> Self {
        Draft {
            kind,
            title: None,
            organisation: None,
            organisation_as_written: None,
            period: None,
            assessed_year: None,
            approval: None,
            scores: Vec::new(),
            measures: Vec::new(),
            remarks: Vec::new(),
        }
    }
}
