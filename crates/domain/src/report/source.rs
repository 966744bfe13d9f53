//! What a report is made of.

use crate::Date;
use crate::plan::{MeasureState, TrackedMeasure};

/// What was said to be done («сведение об исполнении»), with its proofs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportedFact {
    /// What was done.
    pub done: String,
    /// When, as it was written.
    pub when: Option<String>,
    /// The day it counts from.
    pub day: Option<Date>,
    /// What proves it, in words: a file, an address, an act.
    pub proofs: Vec<String>,
}

/// A measure with all that is known of it («мероприятие под отчёт»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The measure and where it is on its way.
    pub tracked: TrackedMeasure,
    /// Effective last day of its term.
    pub due_on: Option<Date>,
    /// Who answers, in words.
    pub executors: String,
    /// What was said of it and was not sent back, oldest first.
    pub facts: Vec<ReportedFact>,
    /// The figure that was reached, as typed.
    pub number: Option<String>,
}

impl Followed {
    /// A measure of which nothing but the plan is known.
    pub fn bare(tracked: TrackedMeasure, due_on: Option<Date>) -> Self {
        Followed { tracked, due_on, executors: String::new(), facts: Vec::new(), number: None }
    }

    /// Whether somebody says that it is done.
    pub(super) fn is_said_done(&self) -> bool {
        matches!(self.tracked.state, MeasureState::Reported | MeasureState::Confirmed | MeasureState::Partly)
    }

    /// What the plan promised in figures, where it did.
    pub(super) fn wanted(&self) -> Option<String> {
        let measure = &self.tracked.measure;
        let own = measure.result_indicator.as_deref().or(measure.expected_result.as_deref());
        own.map(str::trim).filter(|words| !super::figures(words).is_empty()).map(str::to_owned)
    }

    /// The newest fact on or before a day and not before another; what the paper itself says counts too.
    pub(super) fn fact_within(&self, from: Option<Date>, to: Date) -> Option<ReportedFact> {
        let inside = |day: Date| day <= to && from.is_none_or(|from| from <= day);
        let newest = self.facts.iter().rev().find(|fact| fact.day.is_none_or(inside));
        newest.cloned().or_else(|| self.printed().filter(|fact| fact.day.is_none_or(inside)))
    }

    /// What the paper says in its columns of execution.
    fn printed(&self) -> Option<ReportedFact> {
        let execution = self.tracked.measure.execution.as_ref()?;
        let done = execution.done.as_deref().map(str::trim).filter(|done| !done.is_empty())?;
        let actual = execution.actual.as_ref();
        Some(ReportedFact {
            done: done.to_owned(),
            when: actual.map(|it| it.as_written.clone()).filter(|it| !it.trim().is_empty()),
            day: actual.and_then(|it| it.to),
            proofs: Vec::new(),
        })
    }
}
