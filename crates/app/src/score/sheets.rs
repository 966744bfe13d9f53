//! Sheets: of running sums for those who work on them, of what was frozen for everybody.

use super::access::public_sheet;
use super::books::{self, Book};
use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::registry::{Organisation, OrganisationState};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::sampling::SmallCount;
use otklik_domain::score::{Assessed, Policy, ScoreSheet, score};
use otklik_store::record::{Inputs, Kept, Round, Score, ScoreQuery};

/// A score as it counts now, with everything it follows from.
#[derive(Debug, Clone)]
pub struct Counted {
    /// The round.
    pub round: Kept<Round>,
    /// Its rulebook.
    pub book: Book,
    /// The organisation.
    pub organisation: Organisation,
    /// What is known of it.
    pub assessed: Assessed,
    /// What follows.
    pub sheet: ScoreSheet,
    /// The newest version kept, with the version a decision must name.
    pub kept: Option<Kept<Score>>,
    /// Whether what is kept is what counts now.
    pub is_up_to_date: bool,
}

/// A published score as everybody sees it: counts of few people are left out.
#[derive(Debug, Clone)]
pub struct PublishedSheet {
    /// The round.
    pub round: Round,
    /// Its rulebook.
    pub book: Book,
    /// The organisation.
    pub organisation: Organisation,
    /// The frozen version.
    pub score: Score,
    /// The sheet.
    pub sheet: ScoreSheet,
    /// Shares of fewer people are not shown.
    pub small: SmallCount,
    /// Every published year of the organisation, newest first, for choosing another.
    pub years: Vec<i16>,
}

/// What an organisation is and what follows, from kept inputs.
pub(crate) fn counted(
    inputs: &Inputs,
    name: &str,
    book: &Rulebook,
    policy: &Policy,
) -> Result<(Assessed, ScoreSheet), Refusal> {
    let assessed = inputs.assessed(name, &book.question_set()).map_err(Refusal::unavailable)?;
    let sheet = score(book, &assessed, policy);
    Ok((assessed, sheet))
}

/// The sheet of an organisation as it counts now, from the running sums.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn sheet(ctx: &Ctx, id: RoundId, organisation: OrganisationId) -> Result<Counted, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(organisation))?;
    let round = round(ctx, id).await?;
    let organisation = ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?.value;
    let book = books::book(ctx.store(), &round.value.rulebook.sha256).await?;
    let inputs = ctx.store().find_inputs(id, organisation.id).await?;
    let (assessed, sheet) = counted(&inputs, &organisation.name, &book, &round.value.policy)?;
    let kept = ctx.store().find_newest_score(id, organisation.id, false).await?;
    let is_same = |score: &Score| score.inputs == inputs && score.policy == round.value.policy;
    let is_up_to_date = kept.as_ref().is_some_and(|kept| is_same(&kept.value));
    Ok(Counted { round, book, organisation, assessed, sheet, kept, is_up_to_date })
}

/// The published score of an organisation: of a year, else the newest. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn published_sheet(ctx: &Ctx, slug: &str, year: Option<i16>) -> Result<PublishedSheet, Refusal> {
    let organisation = by_slug(ctx, slug).await?;
    let asked = ScoreQuery { organisations: vec![organisation.id], is_published: true, ..ScoreQuery::default() };
    let mut rows = ctx.store().list_scores(&asked).await?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.year, row.organisation == organisation.id)));
    let mut years: Vec<i16> = rows.iter().map(|row| row.year).collect();
    years.dedup();
    let row = rows.iter().find(|row| year.is_none_or(|year| row.year == year)).ok_or(Refusal::NotFound)?;
    let score = ctx.store().find_score(row.id).await?.ok_or(Refusal::NotFound)?.value;
    let round = round(ctx, score.round).await?.value;
    let book = books::book(ctx.store(), &score.rulebook_sha256).await?;
    let (_, sheet) = counted(&score.inputs, &organisation.name, &book, &score.policy)?;
    let small = SmallCount(round.small_count);
    Ok(PublishedSheet { sheet: public_sheet(sheet, small), round, book, organisation, score, small, years })
}

/// An organisation by its address name, where it went when it was merged.
pub(super) async fn by_slug(ctx: &Ctx, slug: &str) -> Result<Organisation, Refusal> {
    let found = ctx.store().find_organisation_by_slug(slug).await?.ok_or(Refusal::NotFound)?.value;
    match found.state {
        OrganisationState::Merged { into } => {
            Ok(ctx.store().find_organisation(into).await?.ok_or(Refusal::NotFound)?.value)
        }
        _ => Ok(found),
    }
}
