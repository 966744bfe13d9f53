//! Rows of a plan: measure, term as understood and as written, who answers, state. Cards on a phone.

use super::state::State;
use askama::Template;
use askama::filters::HtmlSafe;

/// One measure.
#[derive(Debug, Clone)]
pub(crate) struct MeasureRow {
    pub(crate) number: String,
    pub(crate) href: Option<String>,
    pub(crate) text: String,
    /// Under the text: the organisation, where rows of several stand together.
    pub(crate) under: Option<String>,
    pub(crate) term: Option<String>,
    pub(crate) as_written: Option<String>,
    /// Why the last day is not that of the plan.
    pub(crate) rolled: Option<String>,
    pub(crate) executors: Vec<Person>,
    pub(crate) state: State,
    pub(crate) note: Option<String>,
}

/// Who answers for a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) position: Option<String>,
}

/// Measures of one criterion.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) title: String,
    /// « — 77,5 из 100».
    pub(crate) tail: Option<String>,
    pub(crate) rows: Vec<MeasureRow>,
}

/// The table.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/plan_table/table.html")]
pub(crate) struct PlanTable {
    pub(crate) caption: String,
    pub(crate) groups: Vec<Group>,
}

impl HtmlSafe for PlanTable {}

impl PlanTable {
    /// Whether any row has a number: a column of nothing is not shown.
    fn has_numbers(&self) -> bool {
        self.groups.iter().any(|group| group.rows.iter().any(|row| !row.number.is_empty()))
    }
}
