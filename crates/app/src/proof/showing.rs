//! Proof that everybody sees: chosen one by one by a person, without names of people; and files for those of the house.
//!
//! In comes a decision; out go frozen words, an address, a photo. Public pages read nothing else. It refuses to show files:
//! nobody looked into them.

use super::find;
use crate::consent::Hidden;
use crate::ctx::Ctx;
use crate::measures;
use crate::plans;
use crate::refusal::Refusal;
use otklik_domain::access::PublishPlan;
use otklik_domain::ids::{MeasureId, PlanId, ProofId};
use otklik_domain::plan::ProofKind;
use otklik_store::record::{Proof, PublishedProof};

/// Shows a proof to everybody, beside its measure on the page of the published plan.
///
/// # Errors
/// `Invalid` for a file and while the plan is not published; `NotFound`, `NotAllowed`.
pub async fn show_proof(ctx: &Ctx, id: ProofId) -> Result<MeasureId, Refusal> {
    let proof = find(ctx, id).await?.value;
    ctx.permit::<PublishPlan>(Some(proof.organisation))?;
    if proof.kind == ProofKind::File {
        return Err(Refusal::field(
            "proof",
            "Файлы всем не показываем: в них могут быть имена. Приложите снимок или ссылку",
        ));
    }
    let measure = measures::find(ctx, proof.measure).await?.value;
    if ctx.store().find_publication(measure.plan).await?.is_none() {
        return Err(Refusal::field("proof", "Сначала опубликуйте план: подтверждения стоят на его странице"));
    }
    let shown = PublishedProof {
        organisation: proof.organisation,
        id,
        measure: proof.measure,
        plan: measure.plan,
        kind: proof.kind,
        moment: proof.moment,
        for_day: proof.for_day,
        words: public_words(ctx, &proof, measure.plan).await?,
        address: proof.address.clone(),
        photo: match proof.photo {
            Some(photo) => ctx.store().find_photo(photo).await?.map(|shown| shown.photo),
            None => None,
        },
        at: ctx.now(),
    };
    ctx.store().keep_published_proof(&ctx.act("show_proof"), &shown).await?;
    Ok(proof.measure)
}

/// Words of a proof without the names of the plan's executors and of who brought it.
async fn public_words(ctx: &Ctx, proof: &Proof, plan: PlanId) -> Result<String, Refusal> {
    let plan = plans::plan(ctx, plan).await?;
    let names = crate::people::names(ctx, [proof.by.as_str()].into_iter()).await?;
    let hidden = Hidden::of(&plan.draft).and(names.values().map(String::as_str));
    let words = match (&proof.number, proof.signed_on) {
        (Some(number), Some(day)) => {
            format!("{} № {number} от {}", proof.words, crate::drafts::typed::day_in_words(day))
        }
        _ => proof.words.clone(),
    };
    Ok(hidden.cover(&words))
}

/// Shows a proof to everybody no more.
///
/// # Errors
/// `Stale` when it is not shown; `NotFound`, `NotAllowed`.
pub async fn hide_proof(ctx: &Ctx, id: ProofId) -> Result<MeasureId, Refusal> {
    let proof = find(ctx, id).await?.value;
    ctx.permit::<PublishPlan>(Some(proof.organisation))?;
    let shown = ctx.store().find_published_proof(id).await?.ok_or(Refusal::Stale)?;
    ctx.store().remove_published_proof(&ctx.act("hide_proof"), &shown).await?;
    Ok(proof.measure)
}

/// Name and bytes of a file, or of the snapshot of a page.
///
/// # Errors
/// `NotFound`, `NotSignedIn`.
pub async fn proof_file(ctx: &Ctx, id: ProofId) -> Result<(String, Vec<u8>), Refusal> {
    let proof = find(ctx, id).await?.value;
    let paper = proof.paper.ok_or(Refusal::NotFound)?;
    let (about, bytes) = tokio::try_join!(ctx.store().find_paper(paper), ctx.store().find_paper_bytes(paper))?;
    let (about, bytes) = about.zip(bytes).ok_or(Refusal::NotFound)?;
    // The same bytes are kept under the name they first came with; here they have the name of this proof.
    let is_file = proof.kind == ProofKind::File && proof.words.contains('.');
    Ok((if is_file { proof.words } else { about.file_name }, bytes))
}

/// Proof of a published plan that everybody sees, oldest first. Needs no sign-in.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn public_proofs(ctx: &Ctx, plan: PlanId) -> Result<Vec<PublishedProof>, Refusal> {
    Ok(ctx.store().list_published_proofs(plan).await?)
}

/// The bytes of a photo that everybody sees.
///
/// # Errors
/// `NotFound` when it is not shown.
pub async fn public_photo(ctx: &Ctx, id: ProofId) -> Result<Vec<u8>, Refusal> {
    let shown = ctx.store().find_published_proof(id).await?.ok_or(Refusal::NotFound)?;
    let photo = shown.photo.ok_or(Refusal::NotFound)?;
    ctx.store().find_photo_bytes(photo).await?.ok_or(Refusal::NotFound)
}
