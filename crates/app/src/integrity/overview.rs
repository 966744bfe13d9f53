//! What a person who looks answers over is shown: surveys of a round with numbers, one survey with its flagged answers.

use super::beside::{Beside, beside};
use super::looked::{Looked, look};
use super::thresholds::thresholds;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{book, rounds::round};
use crate::survey::round_surveys;
use jiff::Timestamp;
use otklik_domain::access::Verb;
use otklik_domain::ids::{AnswerId, OrganisationId, RoundId, SurveyId};
use otklik_domain::integrity::{Decision, Reason, Thresholds};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::survey::Channel;
use otklik_store::Store;
use otklik_store::record::{BatchState, Kept, Round, Survey, SurveyQuery};
use std::collections::BTreeMap;

/// Surveys on one page.
const N_SURVEYS: usize = 50;

/// One survey of a round in numbers («проверка ответов опроса»).
#[derive(Debug, Clone)]
pub struct SurveyAnswers {
    /// The survey.
    pub survey: Survey,
    /// Short name of its organisation.
    pub name: String,
    /// Every answer that is kept.
    pub n_answers: usize,
    /// With a reason to look closer.
    pub n_flagged: usize,
    /// With a strong one.
    pub n_grave: usize,
    /// Left out by a person.
    pub n_excluded: usize,
}

/// Surveys of a round that have answers.
#[derive(Debug, Clone)]
pub struct RoundOverview {
    /// The round.
    pub round: Round,
    /// Its thresholds.
    pub thresholds: Thresholds,
    /// Which edition of them this is.
    pub edition: u32,
    /// Surveys on this page.
    pub lines: Vec<SurveyAnswers>,
    /// How many surveys have answers.
    pub n_surveys: usize,
    /// The number of the next page.
    pub next: Option<usize>,
}

/// An answer that is worth a look, or that was decided about.
#[derive(Debug, Clone)]
pub struct FlaggedAnswer {
    /// Its name.
    pub id: AnswerId,
    /// When it came.
    pub at: Timestamp,
    /// How.
    pub channel: Channel,
    /// How long it was filled.
    pub seconds: Option<u32>,
    /// Why it is worth a look, the strongest first.
    pub reasons: Vec<Reason>,
    /// Whether the figure without flagged ones leaves it out.
    pub is_grave: bool,
    /// What was decided.
    pub decision: Decision,
}

/// Answers that one decision left out together and that are still out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: Timestamp,
    /// Who, as the journal writes it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// How many.
    pub n: usize,
}

/// One survey looked over, with figures of its organisation.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The survey, with its version.
    pub survey: Kept<Survey>,
    /// The round.
    pub round: Round,
    /// Short name of its organisation.
    pub name: String,
    /// Its thresholds.
    pub thresholds: Thresholds,
    /// Every answer that is kept.
    pub n_answers: usize,
    /// Left out by a person.
    pub n_excluded: usize,
    /// Flagged or decided about, in the order in which they came.
    pub answers: Vec<FlaggedAnswer>,
    /// How many have each kind of reason: its public name and how many.
    pub by_reason: Vec<(&'static str, usize)>,
    /// Decisions that still leave answers out, the newest first.
    pub decided: Vec<Decided>,
    /// The organisation's score with and without.
    pub beside: Beside,
}

/// Surveys of a round that have answers, a page of them looked over.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_overview(ctx: &Ctx, id: RoundId, page: usize) -> Result<RoundOverview, Refusal> {
    ctx.demand(Verb::SeeAnswers, None)?;
    let round = round(ctx, id).await?.value;
    let book = book(ctx.store(), &round.rulebook.sha256).await?;
    let thresholds = thresholds(ctx.store(), id).await?;
    let out: BTreeMap<SurveyId, u64> =
        ctx.store().count_excluded(id).await?.into_iter().map(|(_, survey, n)| (survey, n)).collect();
    let all = round_surveys(ctx, id).await?;
    let with_answers: Vec<_> =
        all.into_iter().filter(|line| line.n_answers > 0 || out.contains_key(&line.survey.value.id)).collect();
    let n_surveys = with_answers.len();
    let mut lines = Vec::new();
    for line in with_answers.into_iter().skip(page.saturating_mul(N_SURVEYS)).take(N_SURVEYS) {
        let survey = line.survey.value;
        let looked = look(ctx.store(), &book, &survey, &thresholds).await?;
        let (n_flagged, n_grave) = looked.n_flagged();
        let (n_answers, n_excluded) = (looked.traces.len(), looked.n_excluded());
        lines.push(SurveyAnswers { survey, name: line.name, n_answers, n_flagged, n_grave, n_excluded });
    }
    let next = (n_surveys > (page + 1).saturating_mul(N_SURVEYS)).then_some(page + 1);
    let edition = super::edition(ctx.store(), id).await?;
    Ok(RoundOverview { round, thresholds, edition, lines, n_surveys, next })
}

/// Surveys of an organisation in a round whose answers count, looked over.
pub(super) async fn looked_surveys(
    store: &dyn Store,
    book: &Rulebook,
    round: RoundId,
    organisation: OrganisationId,
    thresholds: &Thresholds,
) -> Result<Vec<(Survey, Looked)>, Refusal> {
    let asked = SurveyQuery { round: Some(round), organisation: Some(organisation) };
    let mut all = Vec::new();
    for kept in store.list_surveys(&asked).await? {
        let survey = kept.value;
        let batch = store.find_batch(survey.batch).await?;
        if batch.is_some_and(|batch| batch.value.state == BatchState::Kept) {
            let looked = look(store, book, &survey, thresholds).await?;
            all.push((survey, looked));
        }
    }
    Ok(all)
}

/// One survey looked over.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn overview(ctx: &Ctx, organisation: OrganisationId, id: SurveyId) -> Result<Overview, Refusal> {
    ctx.demand(Verb::SeeAnswers, Some(organisation))?;
    let store = ctx.store();
    let survey = store.find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?;
    let round = round(ctx, survey.value.round).await?.value;
    let book = book(store, &round.rulebook.sha256).await?;
    let thresholds = thresholds(store, round.id).await?;
    let owner = store.find_organisation(organisation).await?.ok_or(Refusal::NotFound)?.value;
    let looked = looked_surveys(store, &book, round.id, organisation, &thresholds).await?;
    let inputs = store.find_inputs(round.id, organisation).await?;
    // Answers of a joined organisation count for the other one: its own figures are empty then.
    let beside = beside(&inputs, &looked, &book, &round.policy).unwrap_or_default();
    let own = match looked.into_iter().find(|(survey, _)| survey.id == id) {
        Some((_, looked)) => looked,
        None => look(store, &book, &survey.value, &thresholds).await?,
    };
    Ok(Overview {
        n_answers: own.traces.len(),
        n_excluded: own.n_excluded(),
        by_reason: by_reason(&own),
        decided: decided(&own),
        answers: answers(&own),
        name: owner.short_name.unwrap_or(owner.name),
        survey,
        round,
        thresholds,
        beside,
    })
}

fn by_reason(looked: &Looked) -> Vec<(&'static str, usize)> {
    let mut found: BTreeMap<&'static str, usize> = BTreeMap::new();
    for reason in looked.flagged.values().flat_map(|flagged| &flagged.reasons) {
        *found.entry(reason.name()).or_default() += 1;
    }
    found.into_iter().collect()
}

fn decided(looked: &Looked) -> Vec<Decided> {
    let mut all: BTreeMap<(Timestamp, String, String), usize> = BTreeMap::new();
    for kept in looked.reviews.values() {
        if let Decision::Excluded(reason) = &kept.value.decision {
            *all.entry((kept.value.at, kept.value.by.clone(), reason.clone())).or_default() += 1;
        }
    }
    all.into_iter().rev().map(|((at, by, reason), n)| Decided { at, by, reason, n }).collect()
}

fn answers(looked: &Looked) -> Vec<FlaggedAnswer> {
    let mut all: Vec<FlaggedAnswer> = Vec::new();
    for trace in &looked.traces {
        let (flagged, review) = (looked.flagged.get(&trace.id), looked.reviews.get(&trace.id));
        if flagged.is_none() && review.is_none() {
            continue;
        }
        all.push(FlaggedAnswer {
            id: trace.id,
            at: trace.at,
            channel: trace.channel,
            seconds: trace.seconds,
            reasons: flagged.map(|flagged| flagged.reasons.clone()).unwrap_or_default(),
            is_grave: flagged.is_some_and(otklik_domain::integrity::Flagged::is_grave),
            decision: review.map_or(Decision::Counted, |kept| kept.value.decision.clone()),
        });
    }
    all.sort_by_key(|answer| (answer.at, answer.id));
    all
}
