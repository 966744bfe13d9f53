//! What was done, on the page of the published plan: photos before and after, pages, acts that a person chose to show.
//!
//! In comes what was shown to everybody, without names; out goes a block of the page, or one photo.

use crate::refusal::Refused;
use crate::ui::words;
use crate::visit::Visit;
use askama::Template;
use askama::filters::HtmlSafe;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use otklik_app::plans::PublicPlan;
use otklik_app::proof;
use otklik_app::record::PublishedProof;
use otklik_domain::plan::ProofKind;

struct Shown {
    src: String,
    title: String,
    words: String,
    address: Option<String>,
    day: Option<String>,
}

struct Done {
    text: String,
    photos: Vec<Shown>,
    others: Vec<Shown>,
}

/// The block of the page.
#[derive(Template)]
#[template(path = "portal/plan_proof.html")]
pub(super) struct DoneBlock {
    measures: Vec<Done>,
}

impl HtmlSafe for DoneBlock {}

impl DoneBlock {
    /// What was shown of a plan's measures, in the plan's order; nothing when nothing was.
    pub(super) async fn of(visit: &Visit, slug: &str, plan: &PublicPlan) -> Result<Option<Self>, Refused> {
        let all = proof::public_proofs(&visit.ctx, plan.id).await?;
        let done = |(record, measure): (&otklik_app::record::Measure, &otklik_domain::plan::Measure)| {
            let own = all.iter().filter(|proof| proof.measure == record.id).map(|proof| shown(slug, proof));
            let (photos, others): (Vec<Shown>, Vec<Shown>) = own.partition(|one| !one.src.is_empty());
            let is_any = !photos.is_empty() || !others.is_empty();
            is_any.then(|| Done { text: words::capital(&measure.text), photos, others })
        };
        let measures: Vec<Done> = plan.measures.iter().zip(&plan.draft.measures).filter_map(done).collect();
        Ok((!measures.is_empty()).then_some(DoneBlock { measures }))
    }
}

fn shown(slug: &str, proof: &PublishedProof) -> Shown {
    let title = match (proof.kind, proof.moment) {
        (ProofKind::Photo, Some(moment)) => words::capital(moment.in_words()),
        (kind, _) => words::capital(kind.in_words()),
    };
    Shown {
        src: proof.photo.map(|_| format!("/o/{slug}/plan/photos/{}", proof.id)).unwrap_or_default(),
        title,
        words: match &proof.address {
            Some(address) if proof.words.is_empty() => address.clone(),
            _ => proof.words.clone(),
        },
        address: proof.address.clone(),
        day: proof.for_day.map(words::date_brief),
    }
}

/// `GET /o/{slug}/plan/photos/{id}`
pub(crate) async fn photo(visit: Visit, Path((_, id)): Path<(String, String)>) -> Result<Response, Refused> {
    let id = id.parse().map_err(|_| Refused::not_found())?;
    let bytes = proof::public_photo(&visit.ctx, id).await?;
    // What was shown may be hidden again: browsers ask once an hour.
    Ok(([(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "public, max-age=3600")], bytes).into_response())
}
