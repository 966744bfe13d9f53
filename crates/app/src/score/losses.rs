//! Where the points of a score went, and what would change if some of it were mended.

use super::books::{self, Book};
use super::rounds::round;
use super::sheets::{by_slug, counted};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId, ScoreId};
use otklik_domain::score::ledger::{Ledger, LedgerKey, LossCause, WhatIf, ledger, what_if};
use otklik_domain::score::sampling::{Change, SmallCount, changes};
use otklik_domain::score::{Assessed, ScoreSheet};
use otklik_store::record::{Score, ScoreQuery, ScoreState};

/// A score with what it was counted from.
struct Whole {
    book: Book,
    assessed: Assessed,
    sheet: ScoreSheet,
}

async fn whole(ctx: &Ctx, score: &Score) -> Result<Whole, Refusal> {
    let book = books::book(ctx.store(), &score.rulebook_sha256).await?;
    let (assessed, sheet) = counted(&score.inputs, "", &book, &score.policy)?;
    Ok(Whole { book, assessed, sheet })
}

/// Where the points of a version went. Everybody may ask of a published one; lines that would tell what too few people
/// answered are left out for strangers, and then the second value is false.
///
/// # Errors
/// `NotFound` when there is none that the actor may see.
pub async fn losses(ctx: &Ctx, id: ScoreId) -> Result<(Ledger, bool), Refusal> {
    let score = ctx.store().find_score(id).await?.ok_or(Refusal::NotFound)?.value;
    let sees_all = ctx.may(Verb::SeePrivate, Some(score.organisation));
    if score.state != ScoreState::Published && !sees_all {
        return Err(Refusal::NotFound);
    }
    let small = SmallCount(round(ctx, score.round).await?.value.small_count);
    let Whole { book, assessed, sheet } = whole(ctx, &score).await?;
    let mut losses = ledger(&book, &assessed, &sheet);
    let n = losses.lines.len();
    if !sees_all {
        losses.lines.retain(|line| !tells_of_few(&book, &assessed, &line.key, small));
    }
    let is_whole = losses.lines.len() == n;
    Ok((losses, is_whole))
}

/// Whether the number of dissatisfied in a line is of so few that it would speak of persons.
fn tells_of_few(book: &Book, assessed: &Assessed, key: &LedgerKey, small: SmallCount) -> bool {
    use otklik_domain::rulebook::Part;
    use otklik_domain::score::Subject;
    let (LossCause::Dissatisfied(_), Subject::Indicator(indicator)) = (&key.cause, key.subject) else { return false };
    let part = book.indicator(indicator).zip(key.part).and_then(|(rule, at)| rule.parts.get(at));
    let Some(Part::AnswerShare { question }) = part else { return false };
    let asked: u64 = match key.place.and_then(|at| assessed.units.get(at)) {
        Some(unit) => unit.tally.among(question).1,
        None => assessed.units.iter().map(|unit| unit.tally.among(question).1).fold(0, u64::saturating_add),
    };
    !small.is_shown(asked)
}

/// The running score of an organisation with these lines of its ledger closed, and the ledger itself.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn try_closing(
    ctx: &Ctx,
    id: RoundId,
    organisation: OrganisationId,
    is_chosen: &(dyn Fn(&LedgerKey) -> bool + Send + Sync),
) -> Result<(Ledger, WhatIf), Refusal> {
    let now = super::sheet(ctx, id, organisation).await?;
    let losses = ledger(&now.book, &now.assessed, &now.sheet);
    let keys: Vec<LedgerKey> = losses.closable().filter(|key| is_chosen(key)).cloned().collect();
    let after = what_if(&now.book, &now.assessed, &now.round.value.policy, &keys);
    Ok((losses, after))
}

/// How the published figures of an organisation moved between two years, with the noise of all answers.
///
/// # Errors
/// `NotFound` when one of them is not published.
pub async fn moved(ctx: &Ctx, slug: &str, before: i16, after: i16) -> Result<Vec<Change>, Refusal> {
    let (then, now) = (published(ctx, slug, Some(before)).await?, published(ctx, slug, Some(after)).await?);
    Ok(changes(&then.sheet, &now.sheet))
}

/// How the published figures of the first organisation differ from those of the second, with the noise of all answers.
///
/// # Errors
/// `NotFound` when one of them is not published.
pub async fn differ(ctx: &Ctx, first: &str, second: &str, year: Option<i16>) -> Result<Vec<Change>, Refusal> {
    let (first, second) = (published(ctx, first, year).await?, published(ctx, second, year).await?);
    Ok(changes(&second.sheet, &first.sheet))
}

async fn published(ctx: &Ctx, slug: &str, year: Option<i16>) -> Result<Whole, Refusal> {
    let organisation = by_slug(ctx, slug).await?;
    let asked = ScoreQuery { organisations: vec![organisation.id], is_published: true, ..ScoreQuery::default() };
    let mut rows = ctx.store().list_scores(&asked).await?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.year, row.organisation == organisation.id)));
    let row = rows.iter().find(|row| year.is_none_or(|year| row.year == year)).ok_or(Refusal::NotFound)?;
    let score = ctx.store().find_score(row.id).await?.ok_or(Refusal::NotFound)?.value;
    whole(ctx, &score).await
}
