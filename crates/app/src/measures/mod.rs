//! One measure: what the plan says, what happened to it, what was done.
//!
//! In come a measure's id and a person's words; out goes its life, or one more step of it.

mod moves;
mod steps;
mod turns;

pub(crate) use moves::TAKEN_BACK;
pub use steps::{StepTyped, Work, record_execution, record_work};
pub(crate) use steps::{check_stage, no_work, worked};
pub(crate) use turns::{comes_again, day_of, look_again, look_again_at_plan, months_typed, remember};
pub use turns::{proof_months, set_proof_months, turn_of};

use crate::ctx::Ctx;
use crate::drafts::MeasureTyped;
use crate::people;
use crate::plans::rows;
use crate::records::measure_of;
use crate::refusal::Refusal;
use crate::register::lateness;
use crate::source::Document;
use otklik_domain::Date;
use otklik_domain::access::{AdoptPlan, Verb};
use otklik_domain::deadline::{Lateness, Turn};
use otklik_domain::ids::{MeasureId, NetworkId, ProofId, RoundId};
use otklik_domain::plan::Measure;
use otklik_domain::registry::Organisation;
use otklik_store::record::{self, Kept, MeasureEvent, Version};
use std::collections::{BTreeSet, HashMap};

/// A measure as people in the house see it.
#[derive(Debug, Clone)]
pub struct MeasureView {
    /// Its record: state, days, plan.
    pub record: record::Measure,
    /// Version a step must name.
    pub version: Version,
    /// What the plan says.
    pub measure: Measure,
    /// How late it is today.
    pub lateness: Lateness,
    /// By which day a term that comes again and again asks next, while it does.
    pub next_due: Option<Date>,
    /// Where a term that comes again stands; nothing for a term that comes once.
    pub turn: Option<Turn>,
    /// Terms it had before, oldest first; without those that were taken back.
    pub moves: Vec<record::TermMove>,
    /// What shows the work, oldest first.
    pub proofs: Vec<Kept<record::Proof>>,
    /// Those that everybody sees.
    pub shown: BTreeSet<ProofId>,
    /// What was said of the proof it expects.
    pub expected: Option<Kept<record::ExpectedProof>>,
    /// Whose it is.
    pub organisation: Organisation,
    /// Its plan was approved: what it says changes with a reason only.
    pub is_approved: bool,
    /// Title of its plan.
    pub plan_title: Option<String>,
    /// The whole it is a part of, for many organisations.
    pub network: Option<NetworkId>,
    /// Rounds whose shortcomings it mends, with their titles, the newest first.
    pub rounds: Vec<(RoundId, String)>,
    /// Why work on it cannot be marked now: its plan is not in force, or a newer edition took its place.
    pub no_work: Option<String>,
    /// What happened, oldest first.
    pub events: Vec<MeasureEvent>,
    /// Reports about it, oldest first.
    pub executions: Vec<record::Execution>,
    /// Names of the people among `events` and `executions`, by how the journal calls them.
    pub names: HashMap<String, String>,
    /// The document its plan was read from, to show the cell the measure stands in.
    pub source: Option<Document>,
    /// Name of the document's file.
    pub source_name: Option<String>,
    /// The plan's draft, where the original is kept.
    pub made_of: Option<otklik_domain::ids::DraftId>,
}

/// One measure of a plan the actor may see.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn measure(ctx: &Ctx, id: MeasureId) -> Result<MeasureView, Refusal> {
    let kept = find(ctx, id).await?;
    let plan = ctx.store().find_plan(kept.value.plan).await?.ok_or(Refusal::NotFound)?.value;
    let organisation = ctx.store().find_organisation(kept.value.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let (source, source_name) = source_of(ctx, &plan).await?;
    let store = ctx.store();
    let (events, executions, moves, proofs, shown, expected) = tokio::try_join!(
        store.list_events(id),
        store.list_executions(id),
        store.list_moves(id),
        store.list_proofs(id),
        store.list_published_proofs(plan.id),
        store.find_expected_proof(id)
    )?;
    let actors = events.iter().map(|e| e.actor.as_str()).chain(executions.iter().map(|e| e.by.as_str()));
    let actors = actors.chain(proofs.iter().map(|kept| kept.value.by.as_str()));
    let measure = measure_of(&kept.value.body_json)?;
    let months = turns::months_of(ctx, expected.as_ref().map(|kept| &kept.value)).await?;
    let turn = turns::turn(ctx, &plan, &kept.value, &measure, turns::last_of(ctx, &executions), months);
    Ok(MeasureView {
        next_due: turn.and_then(|turn| turn.next),
        turn,
        names: people::names(ctx, actors).await?,
        measure,
        lateness: lateness(kept.value.due_on, kept.value.state, ctx.today()),
        version: kept.version,
        record: kept.value,
        organisation,
        is_approved: plan.stage.is_in_force(),
        network: store.find_network_of(id).await?,
        rounds: rounds_of(ctx, id).await?,
        plan_title: plan.title.clone(),
        no_work: steps::no_work(&plan),
        events,
        executions,
        moves: moves::standing(moves),
        proofs,
        shown: shown.into_iter().map(|shown| shown.id).collect(),
        expected,
        source,
        source_name,
        made_of: plan.draft,
    })
}

/// Rounds in which what a measure mends was found.
async fn rounds_of(ctx: &Ctx, id: MeasureId) -> Result<Vec<(RoundId, String)>, Refusal> {
    let mut rounds = BTreeSet::new();
    for one in ctx.store().list_mended_by(&[id]).await? {
        let found = ctx.store().find_shortcoming(one.shortcoming).await?;
        rounds.extend(found.and_then(|kept| kept.value.round));
    }
    let mut told = Vec::with_capacity(rounds.len());
    for round in rounds.into_iter().rev() {
        told.extend(ctx.store().find_round(round).await?.map(|kept| (round, kept.value.title)));
    }
    Ok(told)
}

async fn source_of(ctx: &Ctx, plan: &record::Plan) -> Result<(Option<Document>, Option<String>), Refusal> {
    let Some(draft) = plan.draft else { return Ok((None, None)) };
    let Some(kept) = ctx.store().find_draft(draft).await? else { return Ok((None, None)) };
    let paper = ctx.store().find_paper(kept.value.paper).await?;
    let document = serde_json::from_str(&kept.value.document_json).map_err(Refusal::unavailable)?;
    Ok((Some(document), paper.map(|p| p.file_name)))
}

pub(crate) async fn find(ctx: &Ctx, id: MeasureId) -> Result<Kept<record::Measure>, Refusal> {
    let kept = ctx.store().find_measure(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}

/// Corrects what an adopted plan says about a measure; the was and the became stay in its history.
///
/// # Errors
/// `Invalid` with every field at fault; `Stale`.
pub async fn edit_measure(ctx: &Ctx, id: MeasureId, expected: Version, typed: &MeasureTyped) -> Result<(), Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    rows::edit_row(ctx, kept, expected, typed).await?;
    look_again(ctx, &[id]).await;
    Ok(())
}
