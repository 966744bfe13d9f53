//! The way of one plan as a page shows it: stage, who does what next, comments, history, first words and terms.
//!
//! In comes a plan the actor may see; out goes what happened to it. It decides nothing and keeps nothing.

use super::{PlanView, find, life};
use crate::ctx::Ctx;
use crate::people;
use crate::records::measure_of;
use crate::refusal::Refusal;
use jiff::Timestamp;
use otklik_domain::ids::{MeasureId, PlanId};
use otklik_domain::plan::life::{Lack, Stage};
use otklik_domain::plan::review::review;
use otklik_domain::plan::{Approval, Draft};
use otklik_domain::remark::Remark;
use otklik_store::record::{
    Kept, MeasureEvent, Page, PageAsked, PlanAmendment, PlanApproval, PlanComment, PlanQuery, PlanStep,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// What a row said first: its words and its term, where they are no longer those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct First {
    /// The words at approval.
    pub text: Option<String>,
    /// The term at approval.
    pub term: Option<String>,
}

/// First words of rows that changed after approval.
pub type FirstWords = BTreeMap<MeasureId, First>;

/// The way of a plan.
#[derive(Debug, Clone)]
pub struct PlanWay {
    /// Steps, oldest first.
    pub steps: Vec<PlanStep>,
    /// Comments, oldest first.
    pub comments: Vec<Kept<PlanComment>>,
    /// Approvals, oldest first.
    pub approvals: Vec<PlanApproval>,
    /// The block that the paper of the plan had when it was adopted: «утверждён до Отклика».
    pub before: Option<Approval>,
    /// Rows changed after approval, oldest first.
    pub amendments: Vec<PlanAmendment>,
    /// What the form requires and the plan lacks, while it may be sent.
    pub lacks: Vec<Lack>,
    /// What a careful reviewer would say.
    pub remarks: Vec<Remark>,
    /// What rows said first.
    pub first: FirstWords,
    /// Measures in no final state.
    pub n_unfinished: usize,
    /// The same person may send and approve.
    pub may_approve_own: bool,
    /// Names of the people of the way.
    pub names: HashMap<String, String>,
}

/// The way of a plan the actor may see.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn way(ctx: &Ctx, view: &PlanView) -> Result<PlanWay, Refusal> {
    find(ctx, view.id).await?;
    let store = ctx.store();
    let (steps, comments) = (store.list_plan_steps(view.id).await?, store.list_plan_comments(view.id).await?);
    let (approvals, amendments) =
        (store.list_plan_approvals(view.id).await?, store.list_plan_amendments(view.id).await?);
    let lacks = if view.stage.is_editable() { life::gaps(ctx, view).await? } else { Vec::new() };
    let actors = steps.iter().map(|s| s.by.as_str()).chain(comments.iter().map(|c| c.value.by.as_str()));
    let answered = comments.iter().filter_map(|c| c.value.answer.as_ref().map(|(_, by, _)| by.as_str()));
    let actors = actors.chain(answered).chain(amendments.iter().map(|a| a.by.as_str()));
    Ok(PlanWay {
        names: people::names(ctx, actors).await?,
        before: view.draft.approval.clone().filter(|_| approvals.is_empty() && view.stage.is_in_force()),
        lacks,
        remarks: if view.stage.is_editable() || view.stage == Stage::Sent { review(&view.draft) } else { Vec::new() },
        first: first_words(ctx, view.id).await?,
        n_unfinished: view.measures.iter().filter(|m| !m.state.is_final()).count(),
        may_approve_own: life::may_approve_own(ctx).await?,
        steps,
        comments,
        approvals,
        amendments,
    })
}

/// Plans that wait for the founder, of those the actor may see.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn waiting_plans(ctx: &Ctx, page: &PageAsked) -> Result<Page<Kept<otklik_store::record::Plan>>, Refusal> {
    let asked = PlanQuery { stage: Some(Stage::Sent), ..PlanQuery::default() };
    super::list_plans(ctx, &asked, page).await
}

/// When a plan was sent last.
///
/// # Errors
/// `NotFound` when the actor may not see it.
pub async fn sent_at(ctx: &Ctx, id: PlanId) -> Result<Option<Timestamp>, Refusal> {
    find(ctx, id).await?;
    Ok(ctx.store().list_plan_steps(id).await?.iter().rfind(|step| step.stage == Stage::Sent).map(|step| step.at))
}

/// What rows of a plan said when it was approved, where they say something else now.
///
/// The first change after the first approval tells it, whoever made the change: a row that was amended, a term that moved.
pub(crate) async fn first_words(ctx: &Ctx, id: PlanId) -> Result<FirstWords, Refusal> {
    let steps = ctx.store().list_plan_steps(id).await?;
    let Some(since) = steps.iter().find(|step| step.stage.is_in_force()).map(|step| step.at) else {
        // Plans of earlier programs have no steps: they were in force from the beginning, and drafts were never approved.
        let plan = ctx.store().find_plan(id).await?.ok_or(Refusal::NotFound)?.value;
        let is_old = steps.is_empty() && !plan.stage.is_editable() && plan.stage != Stage::Sent;
        return if is_old { told(ctx, id, plan.at).await } else { Ok(FirstWords::new()) };
    };
    told(ctx, id, since).await
}

async fn told(ctx: &Ctx, id: PlanId, since: Timestamp) -> Result<FirstWords, Refusal> {
    let mut first = FirstWords::new();
    for event in ctx.store().list_plan_events(id).await?.iter().filter(|event| event.at >= since) {
        let was = |column: &str| said(event, column);
        let row = first.entry(event.measure).or_default();
        row.text = row.text.take().or_else(|| was("text"));
        row.term = row.term.take().or_else(|| was("deadline_as_written"));
    }
    // A row that says again what it said first has no other words.
    for kept in ctx.store().list_measures(id).await? {
        if let Some(row) = first.get_mut(&kept.value.id) {
            row.text = row.text.take().filter(|text| *text != kept.value.text);
            row.term = row.term.take().filter(|term| Some(term) != kept.value.deadline_as_written.as_ref());
        }
    }
    first.retain(|_, row| *row != First::default());
    Ok(first)
}

/// What a column said before a change.
fn said(event: &MeasureEvent, column: &str) -> Option<String> {
    let was: Value = serde_json::from_str(event.was.as_deref()?).ok()?;
    was.get(column)?.as_str().map(ToOwned::to_owned)
}

/// What would become public: shown before the second press of the button.
///
/// # Errors
/// `NotFound` when there is no such plan.
pub async fn before_publishing(ctx: &Ctx, view: &PlanView, with_names: bool) -> Result<Draft, Refusal> {
    find(ctx, view.id).await?;
    Ok(super::to_be_public(view, &first_words(ctx, view.id).await?, with_names))
}

/// The plan as papers and the public page print it: beside a term that moved stands the first one.
pub fn printed(view: &PlanView, first: &FirstWords) -> Draft {
    let mut draft = view.draft.clone();
    for (record, measure) in view.measures.iter().zip(&mut draft.measures) {
        let term = first.get(&record.id).and_then(|row| row.term.as_ref());
        if let (Some(term), Some(deadline)) = (term, measure.deadline.as_mut()) {
            deadline.as_written = format!("{} (первоначальный срок: {term})", deadline.as_written);
        }
    }
    draft
}

/// A row as it was or became, for a page.
///
/// # Errors
/// `Unavailable` when what was kept does not read.
pub fn row_of(json: Option<&str>) -> Result<Option<otklik_domain::plan::Measure>, Refusal> {
    json.map(measure_of).transpose()
}
