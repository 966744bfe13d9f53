//! Photos of sheets and of answers: cleaned in the workshop, shown to those who may see what they belong to.

use super::answering::for_answer;
use super::filling::own;
use super::view::{ANSWER, SHEET, inspection};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{InspectionId, OrganisationId, PhotoUseId, SheetId};
use otklik_domain::inspection::Fault;
use otklik_store::record::{NewPhoto, PhotoHash, PhotoUse};

/// The largest file of a photo that is taken.
pub const PHOTO_BYTES_MAX: usize = 24 << 20;
/// Photos of one point, at most.
const PHOTOS_MAX: usize = 6;

/// Cleans a photo and keeps it at a thing of an organisation; for any room that shows photos.
pub(crate) async fn keep(
    ctx: &Ctx,
    organisation: OrganisationId,
    subject: (&str, String),
    part: &str,
    alt: &str,
    bytes: Vec<u8>,
) -> Result<PhotoUseId, Refusal> {
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(Refusal::field("photo", "Снимок больше 24 МБ: уменьшите его"));
    }
    let shown = ctx.store().list_photos(organisation, subject.0, &subject.1).await?;
    if shown.iter().filter(|shown| shown.part == part).count() >= PHOTOS_MAX {
        return Err(Refusal::field("photo", "У пункта уже шесть снимков: уберите лишний"));
    }
    let alt: String = alt.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect();
    let cleaned = ctx.house.workshop.photo(bytes).await?;
    let shown = PhotoUse {
        organisation,
        id: PhotoUseId(fresh::uuid(ctx.now())),
        subject_kind: subject.0.to_owned(),
        subject: subject.1,
        part: part.to_owned(),
        photo: PhotoHash([0; 32]),
        alt,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let photo = NewPhoto { bytes: cleaned.bytes, width: cleaned.width, height: cleaned.height };
    ctx.store().keep_photo(&ctx.act("add_photo"), &photo, &shown).await?;
    Ok(shown.id)
}

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

/// The bytes of a photo, for those who may see what it belongs to.
///
/// # Errors
/// `NotFound`, `NotSignedIn`.
pub async fn photo_bytes(ctx: &Ctx, id: PhotoUseId) -> Result<Vec<u8>, Refusal> {
    let shown = seen(ctx, id).await?;
    ctx.store().find_photo_bytes(shown.photo).await?.ok_or(Refusal::NotFound)
}

async fn seen(ctx: &Ctx, id: PhotoUseId) -> Result<PhotoUse, Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let shown = ctx.store().find_photo(id).await?.ok_or(Refusal::NotFound)?;
    if ctx.may(Verb::Inspect, Some(shown.organisation)) {
        return Ok(shown);
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
    Ok(shown)
}
