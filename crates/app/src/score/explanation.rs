//! How each figure of a score came about.

use super::access::{public_explanation, public_sheet};
use super::books::{self, Book};
use super::rounds::round;
use super::sheets::counted;
use crate::ctx::Ctx;
use crate::integrity::MethodNote;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::ScoreId;
use otklik_domain::registry::Organisation;
use otklik_domain::score::ScoreSheet;
use otklik_domain::score::explain::{self, Explanation};
use otklik_domain::score::sampling::{Estimate, SmallCount, estimates};
use otklik_store::record::{Round, Score, ScoreState};

/// A score opened down to its counts.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The round.
    pub round: Round,
    /// Its rulebook.
    pub book: Book,
    /// The organisation.
    pub organisation: Organisation,
    /// The version.
    pub score: Score,
    /// Its sheet.
    pub sheet: ScoreSheet,
    /// How it came about.
    pub explanation: Explanation,
    /// How far each share can be trusted.
    pub estimates: Vec<Estimate>,
    /// How answers were looked over before it was counted; nothing where nobody was asked through a survey.
    pub method: Option<MethodNote>,
    /// Whether counts of few people are left out.
    pub is_public: bool,
}

/// Opens a version of a score. Everybody may open a published one; counts of few people are left out for strangers.
///
/// # Errors
/// `NotFound` when there is none that the actor may see.
pub async fn explain(ctx: &Ctx, id: ScoreId) -> Result<Explained, Refusal> {
    let score = ctx.store().find_score(id).await?.ok_or(Refusal::NotFound)?.value;
    let sees_all = ctx.may(Verb::SeePrivate, Some(score.organisation));
    if score.state != ScoreState::Published && !sees_all {
        return Err(Refusal::NotFound);
    }
    let round = round(ctx, score.round).await?.value;
    let organisation = ctx.store().find_organisation(score.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let book = books::book(ctx.store(), &score.rulebook_sha256).await?;
    let (assessed, mut sheet) = counted(&score.inputs, &organisation.name, &book, &score.policy)?;
    let mut explanation = explain::explain(&book, &assessed, &sheet);
    let estimates = estimates(&sheet);
    if !sees_all {
        let small = SmallCount(round.small_count);
        public_explanation(&mut explanation, small);
        sheet = public_sheet(sheet, small);
    }
    let method = score.method.as_deref().and_then(MethodNote::read);
    Ok(Explained { round, book, organisation, score, sheet, explanation, estimates, method, is_public: !sees_all })
}
