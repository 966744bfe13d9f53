//! Rounds of assessment: opened, changed, closed; results that were published before.

use super::{books, calendar};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::{RunRounds, Verb};
use otklik_domain::ids::RoundId;
use otklik_domain::registry::Sector;
use otklik_domain::round::{Dates, Parties, Step};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::Policy;
use otklik_papers::rulebooks;
use otklik_store::record::{
    Batch, BatchKind, BatchState, EarlierScore, Kept, Round, RoundQuery, RoundState, RulebookName, Version,
};

/// A round as people fill it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundCard {
    /// Its name for people; empty makes one of the sector and the year.
    pub title: String,
    /// The year that is assessed.
    pub year: i16,
    /// Name of the rulebook: the sector's.
    pub rulebook: String,
    /// Its edition; the one in force at the end of the year where none is said, else the latest.
    pub edition: Option<String>,
    /// The rules that the order leaves open.
    pub policy: Policy,
    /// Answers of fewer people than this are not shown to everybody.
    pub small_count: u64,
    /// Its calendar; days that nobody set are proposed by the terms of the order.
    pub dates: Dates,
    /// Who does what in it.
    pub parties: Parties,
    /// An example that ships with the program.
    pub is_example: bool,
}

impl RoundCard {
    /// A card with the usual rules.
    pub fn new(rulebook: impl Into<String>, year: i16) -> Self {
        RoundCard {
            title: String::new(),
            year,
            rulebook: rulebook.into(),
            edition: None,
            policy: Policy::default(),
            small_count: 5,
            dates: Dates::default(),
            parties: Parties::default(),
            is_example: false,
        }
    }

    fn book(&self) -> Result<&'static Rulebook, Refusal> {
        let wrong = |why: rulebooks::Missing| Refusal::field("rulebook", why.to_string());
        if let Some(edition) = &self.edition {
            return rulebooks::named(&self.rulebook, Some(edition)).map_err(wrong);
        }
        let end = Date::new(self.year, 12, 31).map_err(|_| Refusal::field("year", "Укажите год четырьмя цифрами"))?;
        rulebooks::in_force(&self.rulebook, end).or_else(|_| rulebooks::named(&self.rulebook, None)).map_err(wrong)
    }

    fn faults(&self, book: &Rulebook) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        if !(2014..=2100).contains(&self.year) {
            faults.push(("year", "Укажите год с 2014 по 2100".to_owned()));
        }
        faults.extend(self.dates.faults().into_iter().map(|(step, words)| (field_of(step), words.to_owned())));
        for (kind, criteria) in &self.policy.kind_criteria {
            if !book.kinds.iter().any(|rule| rule.code == *kind) {
                faults.push(("kind_criteria", format!("Вида организаций «{kind}» нет в своде правил")));
            } else if criteria.is_empty() {
                faults.push(("kind_criteria", format!("Для вида «{kind}» выберите хотя бы один критерий")));
            }
        }
        faults
    }

    fn checked(&self) -> Result<(&'static Rulebook, String), Refusal> {
        let book = self.book()?;
        let faults = self.faults(book);
        if !faults.is_empty() {
            return Err(Refusal::Invalid(Faults::Fields(faults)));
        }
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok((book, if title.is_empty() { format!("{}, {}", book.title, self.year) } else { title }))
    }
}

/// The field of a form in which the last day of a step stands.
fn field_of(step: Step) -> &'static str {
    match step {
        Step::Survey => "ends_on",
        Step::Inspection => "inspection_to",
        Step::Report => "report_due_on",
        Step::Decision => "decision_due_on",
        Step::Handover => "handover_due_on",
        Step::Results => "results_due_on",
    }
}

fn name_of(book: &Rulebook) -> RulebookName {
    RulebookName { name: book.name.clone(), edition: book.edition.clone(), sha256: book.sha256.clone() }
}

/// Every round with the version a change must name, the newest year first.
///
/// # Errors
/// `NotAllowed` for who may not see what is not published.
pub async fn list_rounds(ctx: &Ctx) -> Result<Vec<Kept<Round>>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    Ok(ctx.store().list_rounds(&RoundQuery::default()).await?)
}

/// One round.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn find_round(ctx: &Ctx, id: RoundId) -> Result<Kept<Round>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    round(ctx, id).await
}

/// A round, whoever asks.
pub(crate) async fn round(ctx: &Ctx, id: RoundId) -> Result<Kept<Round>, Refusal> {
    ctx.store().find_round(id).await?.ok_or(Refusal::NotFound)
}

/// Rounds that have published scores, the newest year first; examples only where there is nothing else.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn published_rounds(ctx: &Ctx, sector: Option<Sector>) -> Result<Vec<Round>, Refusal> {
    let asked = RoundQuery { sector, is_published: true, ..RoundQuery::default() };
    let real = RoundQuery { is_example: Some(false), ..asked.clone() };
    let mut found = ctx.store().list_rounds(&real).await?;
    if found.is_empty() {
        found = ctx.store().list_rounds(&asked).await?;
    }
    Ok(found.into_iter().map(|kept| kept.value).collect())
}

/// Opens a round; the texts of its rulebook are kept with it.
///
/// # Errors
/// `Invalid` with every fault of the card, `NotAllowed`.
pub async fn open_round(ctx: &Ctx, card: &RoundCard) -> Result<RoundId, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let (book, title) = card.checked()?;
    books::keep_texts(ctx, &book.sha256).await?;
    let round = Round {
        id: RoundId(fresh::uuid(ctx.now())),
        title,
        year: card.year,
        rulebook: name_of(book),
        policy: card.policy.clone(),
        small_count: card.small_count,
        dates: calendar::proposed(ctx, &card.dates).await?,
        parties: card.parties.clone(),
        state: RoundState::Open,
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example: card.is_example,
    };
    ctx.store().keep_round(&ctx.act("open_round"), &round, None).await?;
    Ok(round.id)
}

/// Changes a round. Its rulebook stays when anything was brought into it.
///
/// # Errors
/// `Invalid` with every fault of the card, `Stale`, `NotFound`, `NotAllowed`.
pub async fn edit_round(ctx: &Ctx, id: RoundId, expected: Version, card: &RoundCard) -> Result<Version, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let kept = round(ctx, id).await?.value;
    let (book, title) = card.checked()?;
    let rulebook = name_of(book);
    if card.policy != kept.policy && has_answers(ctx, id).await? {
        return Err(Refusal::field(
            "rounding",
            "Правила подсчёта не меняют, когда в тур уже пришли ответы: верните, как было, или откройте новый тур",
        ));
    }
    if rulebook != kept.rulebook && !ctx.store().list_batches(id).await?.is_empty() {
        return Err(Refusal::field(
            "rulebook",
            "Свод правил не меняют, когда в тур уже загружены анкеты: откройте новый тур",
        ));
    }
    books::keep_texts(ctx, &rulebook.sha256).await?;
    let (policy, small_count) = (card.policy.clone(), card.small_count);
    let (dates, parties, year) = (calendar::proposed(ctx, &card.dates).await?, card.parties.clone(), card.year);
    let changed = Round { title, year, rulebook, policy, small_count, dates, parties, ..kept };
    Ok(ctx.store().keep_round(&ctx.act("edit_round"), &changed, Some(expected)).await?)
}

/// Whether answers of people came into a round: from then on what they were asked and how they count stays.
pub(crate) async fn has_answers(ctx: &Ctx, id: RoundId) -> Result<bool, Refusal> {
    let batches = ctx.store().list_batches(id).await?;
    let is_of_people = |kind: BatchKind| kind != BatchKind::Findings;
    let counts = |batch: &Batch| batch.state == BatchState::Kept && batch.n_rows > 0 && is_of_people(batch.kind);
    Ok(batches.iter().any(|kept| counts(&kept.value)))
}

/// Closes a round: nothing more comes in.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn close_round(ctx: &Ctx, id: RoundId, expected: Version) -> Result<Version, Refusal> {
    set_state(ctx, id, expected, RoundState::Closed, "close_round").await
}

/// Opens a closed round again, for a correction.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn reopen_round(ctx: &Ctx, id: RoundId, expected: Version) -> Result<Version, Refusal> {
    set_state(ctx, id, expected, RoundState::Open, "reopen_round").await
}

async fn set_state(
    ctx: &Ctx,
    id: RoundId,
    expected: Version,
    state: RoundState,
    verb: &'static str,
) -> Result<Version, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let kept = round(ctx, id).await?.value;
    let changed = Round { state, ..kept };
    let version = ctx.store().keep_round(&ctx.act(verb), &changed, Some(expected)).await?;
    if state == RoundState::Closed {
        // Numbers to call are kept for the round and no longer.
        ctx.store().erase_calls_of_round(&ctx.act("erase_calls"), id).await?;
    }
    Ok(version)
}

/// Keeps results of earlier rounds as they were published elsewhere.
///
/// # Errors
/// `NotAllowed`, `Unavailable`.
pub async fn keep_earlier_scores(ctx: &Ctx, scores: &[EarlierScore]) -> Result<(), Refusal> {
    ctx.permit::<otklik_domain::access::ImportScores>(None)?;
    Ok(ctx.store().keep_earlier_scores(&ctx.act("keep_earlier_scores"), scores).await?)
}

/// A round with its rulebook, whoever asks: for other rooms of the house.
pub(crate) async fn rulebook_of(ctx: &Ctx, id: RoundId) -> Result<(Round, books::Book), Refusal> {
    let round = round(ctx, id).await?.value;
    let book = books::book(ctx.store(), &round.rulebook.sha256).await?;
    Ok((round, book))
}
