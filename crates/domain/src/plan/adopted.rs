//! A plan that a person adopted, its measures and their way, and what each decision needs.

use super::{Approval, Draft, DraftKind, Fault, Measure, MeasureState, Span};
use crate::access::{AdoptPlan, Can};
use crate::ids::{MeasureId, OrganisationId, PlanId};
use crate::score::ScoreLine;

/// A measure of an adopted plan («мероприятие плана»): the words of the plan and where it is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackedMeasure {
    /// Its id.
    pub id: MeasureId,
    /// Place in the plan, from zero.
    pub position: usize,
    /// What the plan says.
    pub measure: Measure,
    /// Where it is on its way.
    pub state: MeasureState,
    /// Why it was not done or was moved.
    pub reason: Option<String>,
}

/// A plan a person adopted («план по устранению недостатков»). Private until it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Whose plan it is.
    pub organisation: OrganisationId,
    /// Plan or report, as the paper was.
    pub kind: DraftKind,
    /// Title.
    pub title: Option<String>,
    /// The organisation's name as the paper has it.
    pub organisation_as_written: Option<String>,
    /// What it covers.
    pub period: Option<Span>,
    /// Year of the assessment it answers.
    pub assessed_year: Option<i16>,
    /// Approval block.
    pub approval: Option<Approval>,
    /// Scores printed in the paper.
    pub scores: Vec<ScoreLine>,
    /// Measures in the order of the plan.
    pub measures: Vec<TrackedMeasure>,
}

/// Turns a draft into a plan of an organisation: a person's decision, hence the proof.
///
/// What the paper lacks (term, executor) stays lacking; it is demanded only when the plan is sent for approval.
///
/// # Errors
/// `NoMeasures` and `NoScores` together when there is nothing to track; `EmptyMeasure` for each measure without words.
pub fn adopt(
    draft: &Draft,
    organisation: OrganisationId,
    id: PlanId,
    mut next_id: impl FnMut() -> MeasureId,
    _can: Can<AdoptPlan>,
) -> Result<Plan, Vec<Fault>> {
    let mut faults: Vec<Fault> = Vec::new();
    if draft.measures.is_empty() && draft.scores.is_empty() {
        faults.push(Fault::NothingToTrack);
    }
    let is_wordless = |m: &Measure| m.text.trim().is_empty();
    faults
        .extend(draft.measures.iter().enumerate().filter(|(_, m)| is_wordless(m)).map(|(n, _)| Fault::EmptyMeasure(n)));
    if !faults.is_empty() {
        return Err(faults);
    }
    let tracked = |(position, measure): (usize, &Measure)| TrackedMeasure {
        id: next_id(),
        position,
        state: MeasureState::at_adoption(measure),
        measure: measure.clone(),
        reason: None,
    };
    Ok(Plan {
        id,
        organisation,
        kind: draft.kind,
        title: draft.title.clone(),
        organisation_as_written: draft.organisation_as_written.clone(),
        period: draft.period,
        assessed_year: draft.assessed_year,
        approval: draft.approval.clone(),
        scores: draft.scores.clone(),
        measures: draft.measures.iter().enumerate().map(tracked).collect(),
    })
}

impl Plan {
    /// The plan as a draft again, to be written as a paper or shown as plan JSON.
    pub fn as_draft(&self) -> Draft {
        Draft {
            title: self.title.clone(),
            organisation: self.organisation_as_written.clone(),
            organisation_as_written: self.organisation_as_written.clone(),
            period: self.period,
            assessed_year: self.assessed_year,
            approval: self.approval.clone(),
            scores: self.scores.clone(),
            measures: self.measures.iter().map(|m| m.measure.clone()).collect(),
            ..Draft::empty(self.kind)
        }
    }
}
