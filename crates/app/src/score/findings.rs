//! Findings of an inspection as a person fills them in, one by one.

use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::{ImportScores, Verb};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_store::record::{Found, ItemFinding, Kept, RoundState, Version};

/// One finding as a person changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingEdit {
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// Code of the list or of the item.
    pub item: String,
    /// What was found.
    pub found: Found,
    /// The inspector's note.
    pub note: Option<String>,
    /// The version it was changed from; nothing for a new one.
    pub expected: Option<Version>,
    /// Whether it is taken out instead.
    pub is_removed: bool,
}

/// Findings of an organisation in a round with the versions a change must name.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn findings(ctx: &Ctx, id: RoundId, organisation: OrganisationId) -> Result<Vec<Kept<ItemFinding>>, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(organisation))?;
    round(ctx, id).await?;
    Ok(ctx.store().list_findings(id, organisation).await?)
}

/// Says, changes or takes out findings of an organisation. Changes are kept all or none; what is taken out, one by one.
///
/// # Errors
/// `Invalid` when the round is closed, `Stale`, `NotFound`, `NotAllowed`.
pub async fn edit_finding(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    edits: &[FindingEdit],
) -> Result<(), Refusal> {
    ctx.permit::<ImportScores>(Some(organisation))?;
    if round(ctx, id).await?.value.state == RoundState::Closed {
        return Err(Refusal::field("round", "Тур закрыт: откройте его снова, чтобы исправить итоги осмотра"));
    }
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let act = ctx.act("edit_findings");
    let record = |edit: &FindingEdit| ItemFinding {
        organisation,
        round: id,
        branch: edit.branch.clone(),
        item: edit.item.clone(),
        found: edit.found.clone(),
        note: edit.note.clone(),
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let changes: Vec<_> =
        edits.iter().filter(|edit| !edit.is_removed).map(|edit| (record(edit), edit.expected)).collect();
    if !changes.is_empty() {
        ctx.store().keep_findings(&act, &changes).await?;
    }
    for edit in edits.iter().filter(|edit| edit.is_removed) {
        let expected = edit.expected.ok_or(Refusal::Stale)?;
        ctx.store().remove_finding(&act, &record(edit), expected).await?;
    }
    Ok(())
}
