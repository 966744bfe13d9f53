//! Photos of sheets and of answers: cleaned in the workshop, shown to those who may see what they belong to.

use super::answering::for_answer;
use super::filling::own;
use super::view::{ANSWER, SHEET, inspection};
use crate::ctx::Ctx;
use crate::photos::keep;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{InspectionId, PhotoUseId, SheetId};
use otklik_domain::inspection::Fault;
use otklik_store::record::PhotoUse;

/// Adds a photo to a point of the actor's own sheet.
///
/// # Errors
/// `Invalid` when it is no photo or too large, or the sheet was handed in; `NotFound`, `NotAllowed`.
pub async fn add_photo(ctx: &Ctx, id: SheetId, code: &str, alt: &str, bytes: Vec<u8>) -> Result<PhotoUseId, Refusal> {
    let page = own(ctx, id).await?;
    if !page.is_open {
        return Err(Refusal::Stale);
    }
    let point = page.list.point(code).ok_or_else(|| Fault::NoSuchPoint(code.to_owned()))?;
    let alt = super::filled(alt).unwrap_or_else(|| point.title.clone());
    keep(ctx, page.organisation.id, (SHEET, id.to_string()), code, &alt, bytes).await
}

/// Adds a photo to the organisation's answer about a point.
///
/// # Errors
/// As [`add_photo`]; `Invalid` after the term.
pub async fn add_answer_photo(
    ctx: &Ctx,
    id: InspectionId,
    code: &str,
    alt: &str,
    bytes: Vec<u8>,
) -> Result<PhotoUseId, Refusal> {
    let view = for_answer(ctx, id).await?;
    let point = view.list.point(code).ok_or_else(|| Fault::NoSuchPoint(code.to_owned()))?;
    let alt = super::filled(alt).unwrap_or_else(|| point.title.clone());
    keep(ctx, view.organisation.id, (ANSWER, id.to_string()), code, &alt, bytes).await
}

/// Takes a photo away: of the actor's own sheet while it is filled, or of the organisation's answer while it may answer.
///
/// # Errors
/// `Invalid` when it is too late, `Stale`, `NotFound`, `NotAllowed`.
pub async fn remove_photo(ctx: &Ctx, id: PhotoUseId) -> Result<PhotoUse, Refusal> {
    let shown = seen(ctx, id).await?;
    match shown.subject_kind.as_str() {
        SHEET => {
            let sheet = shown.subject.parse().map_err(|_| Refusal::NotFound)?;
            if !own(ctx, sheet).await?.is_open {
                return Err(Refusal::Stale);
            }
        }
        ANSWER => {
            for_answer(ctx, shown.subject.parse().map_err(|_| Refusal::NotFound)?).await?;
        }
        _ => return Err(Refusal::NotFound),
    }
    ctx.store().remove_photo(&ctx.act("remove_photo"), &shown).await?;
    Ok(shown)
}

async fn seen(ctx: &Ctx, id: PhotoUseId) -> Result<PhotoUse, Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let shown = ctx.store().find_photo(id).await?.ok_or(Refusal::NotFound)?;
    demand_photo(ctx, &shown).await?;
    Ok(shown)
}

/// Asks whether the actor may see a photo of an inspection.
pub(crate) async fn demand_photo(ctx: &Ctx, shown: &PhotoUse) -> Result<(), Refusal> {
    if ctx.may(Verb::Inspect, Some(shown.organisation)) && [SHEET, ANSWER].contains(&shown.subject_kind.as_str()) {
        return Ok(());
    }
    // The organisation sees photos of what was shown to it, and no others.
    let of: InspectionId = match shown.subject_kind.as_str() {
        SHEET => {
            let sheet = shown.subject.parse().map_err(|_| Refusal::NotFound)?;
            ctx.store().find_sheet(sheet).await?.ok_or(Refusal::NotFound)?.value.inspection
        }
        ANSWER => shown.subject.parse().map_err(|_| Refusal::NotFound)?,
        _ => return Err(Refusal::NotFound),
    };
    inspection(ctx, of).await?;
    Ok(())
}
