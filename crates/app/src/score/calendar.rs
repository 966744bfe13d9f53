//! The calendar of a round and the round after it.
//!
//! In come days that people set; out go days proposed by the terms of this installation, lines with what is late, and a
//! card for the next round. It refuses to set a day that somebody else already set.

use super::rounds::{RoundCard, open_round, round};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::{RunRounds, Verb};
use otklik_domain::ids::RoundId;
use otklik_domain::registry::OrganisationState;
use otklik_domain::round::{Dates, Done, Line, Terms};
use otklik_store::record::{Round, RoundState, ScoreQuery};

/// Setting with other terms than those that ship with the program, in the same lines.
const TERMS: &str = "round.terms";

async fn terms(ctx: &Ctx) -> Result<Terms, Refusal> {
    let kept = ctx.store().find_setting(TERMS).await?;
    Ok(kept.map_or_else(Terms::default, |text| Terms::from_text(&text).0))
}

/// Days with those proposed that nobody set.
pub(super) async fn proposed(ctx: &Ctx, dates: &Dates) -> Result<Dates, Refusal> {
    Ok(dates.proposed(&terms(ctx).await?, &ctx.house.calendar))
}

/// The calendar of a round today: what is done and what is late.
///
/// # Errors
/// `NotAllowed`, `Unavailable`.
pub async fn round_calendar(ctx: &Ctx, round: &Round) -> Result<Vec<Line>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let asked = ScoreQuery { round: Some(round.id), is_published: true, ..ScoreQuery::default() };
    let is_published = !ctx.store().list_scores(&asked).await?.is_empty();
    let done = Done { is_published, is_closed: round.state == RoundState::Closed };
    Ok(round.dates.lines(done, ctx.today()))
}

/// The card of a round, to fill it anew or to change it.
pub fn card_of(round: &Round) -> RoundCard {
    RoundCard {
        title: round.title.clone(),
        edition: Some(round.rulebook.edition.clone()),
        policy: round.policy.clone(),
        small_count: round.small_count,
        dates: round.dates.clone(),
        parties: round.parties.clone(),
        is_example: round.is_example,
        ..RoundCard::new(round.rulebook.name.clone(), round.year)
    }
}

/// A card for the round after this one: everything but days and papers, in the newest edition of its rulebook.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn next_card(ctx: &Ctx, before: RoundId) -> Result<RoundCard, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let round = round(ctx, before).await?.value;
    let editions = super::rulebooks().iter().filter(|book| book.name == round.rulebook.name);
    let newest = editions.map(|book| book.edition.clone()).max().unwrap_or(round.rulebook.edition.clone());
    let mut card = RoundCard { title: String::new(), edition: Some(newest), is_example: false, ..card_of(&round) };
    card.year = round.year.saturating_add(1);
    card.dates = Dates::default();
    for party in [&mut card.parties.operator, &mut card.parties.council] {
        (party.paper, party.paper_on) = (String::new(), None);
    }
    Ok(card)
}

/// Opens the round after another one; the list of organisations comes along, but those that are closed.
///
/// # Errors
/// `Invalid` with every fault of the card, `NotFound`, `NotAllowed`.
pub async fn open_next_round(ctx: &Ctx, before: RoundId, card: &RoundCard) -> Result<RoundId, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    round(ctx, before).await?;
    let listed = super::round_organisations(ctx, before).await?;
    let id = open_round(ctx, card).await?;
    let open: Vec<_> = listed.iter().filter(|it| it.state == OrganisationState::Open).map(|it| it.id).collect();
    if !open.is_empty() {
        ctx.store().keep_round_organisations(&ctx.act("carry_over_round"), id, &open, &[]).await?;
    }
    Ok(id)
}
