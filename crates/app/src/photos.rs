//! Photos of any room: cleaned in the workshop, kept once, shown to those who may see what they belong to.
//!
//! In come a stranger's bytes; out goes a photo without anything a camera adds. It refuses to know what is on it.

use crate::ctx::Ctx;
use crate::fresh;
use crate::inspections;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PhotoUseId};
use otklik_store::record::{NewPhoto, PhotoHash, PhotoUse};

/// The largest file of a photo that is taken.
pub const PHOTO_BYTES_MAX: usize = 24 << 20;
/// Photos of one point, at most.
const PHOTOS_MAX: usize = 6;
/// What photos of proof belong to.
pub(crate) const PROOF: &str = "proof";

/// Makes of a stranger's photo what may be kept.
pub(crate) async fn clean(ctx: &Ctx, bytes: Vec<u8>) -> Result<NewPhoto, Refusal> {
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(Refusal::field("photo", "Снимок больше 24 МБ: уменьшите его"));
    }
    let cleaned = ctx.house.workshop.photo(bytes).await?;
    Ok(NewPhoto { bytes: cleaned.bytes, width: cleaned.width, height: cleaned.height })
}

/// Words for those who cannot see a photo: in one line and not without end.
pub(crate) fn alt_of(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

/// Cleans a photo and keeps it at a thing of an organisation; for any room that shows photos.
pub(crate) async fn keep(
    ctx: &Ctx,
    organisation: OrganisationId,
    subject: (&str, String),
    part: &str,
    alt: &str,
    bytes: Vec<u8>,
) -> Result<PhotoUseId, Refusal> {
    let shown = ctx.store().list_photos(organisation, subject.0, &subject.1).await?;
    if shown.iter().filter(|shown| shown.part == part).count() >= PHOTOS_MAX {
        return Err(Refusal::field("photo", "У пункта уже шесть снимков: уберите лишний"));
    }
    let photo = clean(ctx, bytes).await?;
    let shown = PhotoUse {
        organisation,
        id: PhotoUseId(fresh::uuid(ctx.now())),
        subject_kind: subject.0.to_owned(),
        subject: subject.1,
        part: part.to_owned(),
        photo: PhotoHash([0; 32]),
        alt: alt_of(alt),
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    ctx.store().keep_photo(&ctx.act("add_photo"), &photo, &shown).await?;
    Ok(shown.id)
}

/// The bytes of a photo, for those who may see what it belongs to.
///
/// # Errors
/// `NotFound`, `NotSignedIn`.
pub async fn photo_bytes(ctx: &Ctx, id: PhotoUseId) -> Result<Vec<u8>, Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let shown = ctx.store().find_photo(id).await?.ok_or(Refusal::NotFound)?;
    if shown.subject_kind == PROOF {
        ctx.demand(Verb::SeePrivate, Some(shown.organisation))?;
    } else {
        inspections::demand_photo(ctx, &shown).await?;
    }
    ctx.store().find_photo_bytes(shown.photo).await?.ok_or(Refusal::NotFound)
}
