//! Sheets: begun, filled point by point, handed in, taken back.

use super::filled;
use super::view::{SHEET, SheetView, names};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use crate::score::rulebook_of;
use otklik_domain::Date;
use otklik_domain::access::{Inspect, Verb};
use otklik_domain::ids::{InspectionId, OrganisationId, RoundId, SheetId};
use otklik_domain::inspection::{Ask, Checklist, Fault, Noted, Seen, Sheet, Stage};
use otklik_domain::registry::Organisation;
use otklik_store::record::{
    Inspection, InspectionMark, InspectionSheet, Kept, PhotoUse, Round, RoundState, WholeInspection,
};

/// A sheet as its page shows it.
#[derive(Debug, Clone)]
pub struct SheetPage {
    /// The sheet with its marks.
    pub view: SheetView,
    /// The inspection it belongs to.
    pub inspection: Inspection,
    /// Whose place it is.
    pub organisation: Organisation,
    /// The round.
    pub round: Round,
    /// What is looked at.
    pub list: Checklist,
    /// Photos by point.
    pub photos: Vec<PhotoUse>,
    /// Whether the actor may fill it now: it is the actor's own and not handed in.
    pub is_open: bool,
}

/// What a person typed of one point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Code of the point.
    pub code: String,
    /// The mark's public name, or a number as it was typed; empty when nothing was chosen.
    pub value: String,
    /// The note.
    pub note: String,
    /// Address of the page or place in the building.
    pub address: String,
}

/// Begins the actor's sheet of a place, or finds the one that was begun.
///
/// # Errors
/// `Invalid` when the round is closed, the place is not known or no longer filled; `NotFound`, `NotAllowed`.
pub async fn begin_sheet(
    ctx: &Ctx,
    round: RoundId,
    organisation: OrganisationId,
    branch: &str,
    inspected_on: Date,
) -> Result<SheetId, Refusal> {
    ctx.permit::<Inspect>(Some(organisation))?;
    let (round, _) = rulebook_of(ctx, round).await?;
    if round.state == RoundState::Closed {
        return Err(Refusal::field("round", "Тур закрыт: откройте его снова, чтобы начать осмотр"));
    }
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let branches = ctx.store().list_branches(organisation).await?;
    if !branch.is_empty() && !branches.iter().any(|kept| kept.value.name == branch) {
        return Err(Refusal::NotFound);
    }
    let before = ctx.store().find_inspection_of(round.id, organisation, branch).await?;
    if let Some(kept) = &before {
        let whole = ctx.store().find_inspection(kept.value.id).await?.ok_or(Refusal::NotFound)?;
        if let Some(own) = whole.sheets.iter().find(|sheet| sheet.value.by == ctx.actor_name()) {
            return Ok(own.value.id);
        }
        if kept.value.stage != Stage::Filling {
            return Err(Fault::NotNow(kept.value.stage).into());
        }
    }
    let new = before.is_none().then(|| new_inspection(ctx, round.id, organisation, branch));
    let inspection = before.as_ref().map(|kept| kept.value.id).or(new.as_ref().map(|new| new.id));
    let sheet = InspectionSheet {
        organisation,
        id: SheetId(fresh::uuid(ctx.now())),
        inspection: inspection.ok_or(Refusal::NotFound)?,
        inspected_on,
        is_submitted: false,
        submitted_at: None,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    ctx.store().keep_new_sheet(&ctx.act("begin_sheet"), new.as_ref(), &sheet).await?;
    Ok(sheet.id)
}

fn new_inspection(ctx: &Ctx, round: RoundId, organisation: OrganisationId, branch: &str) -> Inspection {
    Inspection {
        organisation,
        id: InspectionId(fresh::uuid(ctx.now())),
        round,
        branch: branch.to_owned(),
        stage: Stage::Filling,
        shown_at: None,
        answer_until: None,
        answered_by: None,
        answered_at: None,
        is_agreed: false,
        final_by: None,
        final_at: None,
        by: ctx.actor_name(),
        at: ctx.now(),
    }
}

/// A sheet with its marks; colleagues who inspect may look.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn sheet(ctx: &Ctx, id: SheetId) -> Result<SheetPage, Refusal> {
    let (kept, whole) = found(ctx, id).await?;
    let inspection = whole.inspection.value;
    let organisation = ctx.store().find_organisation(inspection.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let (round, book) = rulebook_of(ctx, inspection.round).await?;
    let inspector = names(ctx).await?.get(&kept.value.by).cloned().unwrap_or_else(|| "Отклик".to_owned());
    let marks = whole.marks.into_iter().filter(|mark| mark.sheet == id).map(|mark| (mark.item, mark.noted)).collect();
    let is_open = kept.value.by == ctx.actor_name()
        && !kept.value.is_submitted
        && inspection.stage == Stage::Filling
        && round.state == RoundState::Open;
    let photos = ctx.store().list_photos(organisation.id, SHEET, &id.to_string()).await?;
    let view = SheetView { kept, sheet: Sheet { marks }, inspector };
    Ok(SheetPage { view, inspection, organisation, round, list: Checklist::of(&book), photos, is_open })
}

/// The sheet and its inspection, when the actor may inspect there.
async fn found(ctx: &Ctx, id: SheetId) -> Result<(Kept<InspectionSheet>, WholeInspection), Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let kept = ctx.store().find_sheet(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::Inspect, Some(kept.value.organisation))?;
    let whole = ctx.store().find_inspection(kept.value.inspection).await?.ok_or(Refusal::NotFound)?;
    Ok((kept, whole))
}

/// The actor's own sheet while it may be changed.
pub(super) async fn own(ctx: &Ctx, id: SheetId) -> Result<SheetPage, Refusal> {
    let page = sheet(ctx, id).await?;
    if page.view.kept.value.by != ctx.actor_name() {
        return Err(Refusal::NotAllowed);
    }
    if page.inspection.stage != Stage::Filling {
        return Err(Fault::NotNow(page.inspection.stage).into());
    }
    Ok(page)
}

/// Puts down what was chosen; points of which nothing was chosen are left as they are.
///
/// # Errors
/// `Invalid` with every fault, none kept then; `Stale` when it was handed in; `NotFound`, `NotAllowed`.
pub async fn mark_items(ctx: &Ctx, id: SheetId, entries: &[Entry]) -> Result<(), Refusal> {
    let mut page = own(ctx, id).await?;
    let (mut marks, mut faults) = (Vec::new(), Vec::new());
    for entry in entries {
        match read(&page.list, entry) {
            Ok(None) => {}
            Ok(Some(noted)) => match page.view.sheet.mark(&page.list, &entry.code, noted.clone()) {
                Ok(()) => marks.push(InspectionMark {
                    organisation: page.organisation.id,
                    sheet: id,
                    item: entry.code.clone(),
                    noted,
                    at: ctx.now(),
                }),
                Err(fault) => faults.push(fault),
            },
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    if marks.is_empty() {
        return Ok(());
    }
    Ok(ctx.store().keep_marks(&ctx.act("mark_items"), id, &marks).await?)
}

fn read(list: &Checklist, entry: &Entry) -> Result<Option<Noted>, Fault> {
    let point = list.point(&entry.code).ok_or_else(|| Fault::NoSuchPoint(entry.code.clone()))?;
    let value = entry.value.trim();
    if value.is_empty() {
        // Words without a mark would be lost: the mark is asked for.
        let has_words = filled(&entry.note).or(filled(&entry.address)).is_some();
        return if has_words { Err(Fault::WrongValue(point.title.clone())) } else { Ok(None) };
    }
    let seen = match point.ask {
        Ask::Mark => Seen::from_name(value),
        Ask::Count => Seen::count(value),
        Ask::Days => Seen::days(value),
    };
    let seen = seen.ok_or_else(|| Fault::WrongValue(point.title.clone()))?;
    Ok(Some(Noted { seen, note: filled(&entry.note), address: filled(&entry.address) }))
}

/// Hands a sheet in.
///
/// # Errors
/// `Invalid` when something is not marked, `Stale`, `NotFound`, `NotAllowed`.
pub async fn submit_sheet(ctx: &Ctx, id: SheetId) -> Result<(), Refusal> {
    let page = own(ctx, id).await?;
    if page.view.kept.value.is_submitted {
        return Ok(());
    }
    page.view.sheet.check(&page.list)?;
    let kept = page.view.kept;
    let handed = InspectionSheet { is_submitted: true, submitted_at: Some(ctx.now()), ..kept.value };
    ctx.store().keep_sheet(&ctx.act("submit_sheet"), &handed, kept.version).await?;
    Ok(())
}

/// Takes a sheet back that was handed in, until the result is shown to the organisation.
///
/// # Errors
/// `Invalid` when it was shown, `Stale`, `NotFound`, `NotAllowed`.
pub async fn reopen_sheet(ctx: &Ctx, id: SheetId) -> Result<(), Refusal> {
    let page = own(ctx, id).await?;
    let kept = page.view.kept;
    let open = InspectionSheet { is_submitted: false, submitted_at: None, ..kept.value };
    ctx.store().keep_sheet(&ctx.act("reopen_sheet"), &open, kept.version).await?;
    Ok(())
}
