//! Decisions about answers: one by one, many together after a look at what that does, and back again.

use super::beside::{Beside, beside};
use super::looked::Looked;
use super::overview::looked_surveys;
use super::thresholds::thresholds;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{Book, book, rounds::round};
use jiff::Timestamp;
use otklik_domain::access::ReviewAnswers;
use otklik_domain::ids::{AnswerId, OrganisationId, SurveyId};
use otklik_domain::integrity::{Decision, Flagged, Trace, decide};
use otklik_store::record::{AnswerReview, Inputs, ReviewChange, Round, Survey, Version};

/// Which answers a decision is about («отобранные анкеты»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Those with this kind of reason, by its public name.
    Reason(String),
    /// Those that are gravely flagged.
    Grave,
}

impl Pick {
    /// Whether a flagged answer is one of them.
    pub fn is_one(&self, flagged: &Flagged) -> bool {
        match self {
            Pick::Reason(name) => flagged.reasons.iter().any(|reason| reason.name() == name),
            Pick::Grave => flagged.is_grave(),
        }
    }
}

/// What leaving answers out would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// How many would be left out; what is out already does not count.
    pub n: usize,
    /// The score as it counts now, and as it would count: under `without_flagged`.
    pub beside: Beside,
}

/// A survey with everything a decision about its answers needs.
struct Desk {
    survey: Survey,
    round: Round,
    book: Book,
    looked: Looked,
}

async fn desk(ctx: &Ctx, organisation: OrganisationId, id: SurveyId) -> Result<Desk, Refusal> {
    let survey = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    let round = round(ctx, survey.round).await?.value;
    let book = book(ctx.store(), &round.rulebook.sha256).await?;
    let thresholds = thresholds(ctx.store(), round.id).await?;
    let looked = super::looked::look(ctx.store(), &book, &survey, &thresholds).await?;
    Ok(Desk { survey, round, book, looked })
}

impl Desk {
    fn change(&self, ctx: &Ctx, trace: &Trace, decision: Decision, expected: Option<Version>) -> ReviewChange {
        let review = AnswerReview {
            organisation: self.survey.organisation,
            survey: self.survey.id,
            answer: trace.id,
            decision,
            by: ctx.actor_name(),
            at: ctx.now(),
        };
        let counted = trace.sheet.counted(&self.book.questionnaire);
        ReviewChange { review, expected, set: self.book.question_set(), counted }
    }

    /// Flagged answers of a pick that still count.
    fn picked<'a>(&'a self, pick: &'a Pick) -> impl Iterator<Item = &'a Trace> {
        self.looked.traces.iter().filter(|trace| {
            let is_one = self.looked.flagged.get(&trace.id).is_some_and(|flagged| pick.is_one(flagged));
            is_one && !self.looked.is_out(trace.id)
        })
    }

    fn version(&self, id: AnswerId) -> Option<Version> {
        self.looked.reviews.get(&id).map(|kept| kept.version)
    }
}

/// Leaves one answer out with a reason, or counts it again.
///
/// # Errors
/// `Invalid` without a reason, `Stale` when it was decided about meanwhile or the round is closed, `NotFound`,
/// `NotAllowed`.
pub async fn decide_one(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    answer: AnswerId,
    expected: Option<Version>,
    (is_excluded, reason): (bool, &str),
) -> Result<(), Refusal> {
    ctx.permit::<ReviewAnswers>(Some(organisation))?;
    let decision = decide(is_excluded, reason).map_err(|fault| Refusal::field("reason", fault.to_string()))?;
    let desk = desk(ctx, organisation, id).await?;
    let trace = desk.looked.traces.iter().find(|trace| trace.id == answer).ok_or(Refusal::NotFound)?;
    let act =
        if is_excluded { ctx.act("exclude_answers").because(reason.trim()) } else { ctx.act("count_answers_again") };
    let change = desk.change(ctx, trace, decision, expected);
    Ok(ctx.store().keep_reviews(&act, &[change]).await?)
}

/// What leaving a pick out would do to the organisation's score.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn preview(ctx: &Ctx, organisation: OrganisationId, id: SurveyId, pick: &Pick) -> Result<Preview, Refusal> {
    ctx.permit::<ReviewAnswers>(Some(organisation))?;
    let desk = desk(ctx, organisation, id).await?;
    let picked: Vec<AnswerId> = desk.picked(pick).map(|trace| trace.id).collect();
    let inputs = ctx.store().find_inputs(desk.round.id, organisation).await?;
    let out = desk.looked.sum(&desk.book, |trace| picked.contains(&trace.id));
    let mut after: Inputs = inputs.clone();
    let never = || Refusal::unavailable("sums of answers are not what the answers give");
    let place = after.places.entry(desk.survey.branch.clone()).or_default();
    place.counts = place.counts.minus(&out).ok_or_else(never)?;
    let thresholds = thresholds(ctx.store(), desk.round.id).await?;
    let all = looked_surveys(ctx.store(), &desk.book, desk.round.id, organisation, &thresholds).await?;
    let now = beside(&inputs, &all, &desk.book, &desk.round.policy)?;
    let then = beside(&after, &[], &desk.book, &desk.round.policy)?;
    Ok(Preview { n: picked.len(), beside: Beside { without_flagged: then.counted, ..now } })
}

/// Leaves a pick out, all or none, for one reason. `n_seen` is how many the preview showed.
///
/// # Errors
/// `Invalid` without a reason or when by now they are another number, `Stale`, `NotFound`, `NotAllowed`.
pub async fn exclude_many(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    pick: &Pick,
    (n_seen, reason): (usize, &str),
) -> Result<usize, Refusal> {
    ctx.permit::<ReviewAnswers>(Some(organisation))?;
    let decision = decide(true, reason).map_err(|fault| Refusal::field("reason", fault.to_string()))?;
    let desk = desk(ctx, organisation, id).await?;
    let changes: Vec<ReviewChange> =
        desk.picked(pick).map(|trace| desk.change(ctx, trace, decision.clone(), desk.version(trace.id))).collect();
    if changes.len() != n_seen {
        let words = format!("Пока вы смотрели, анкет стало {}: посмотрите ещё раз и подтвердите", changes.len());
        return Err(Refusal::field("n", words));
    }
    if !changes.is_empty() {
        ctx.store().keep_reviews(&ctx.act("exclude_answers").because(reason.trim()), &changes).await?;
    }
    Ok(changes.len())
}

/// Counts again what one decision left out together and what is still out.
///
/// # Errors
/// `Stale` when the round is closed or nothing of that decision is out any more, `NotFound`, `NotAllowed`.
pub async fn undo(ctx: &Ctx, organisation: OrganisationId, id: SurveyId, at: Timestamp) -> Result<usize, Refusal> {
    ctx.permit::<ReviewAnswers>(Some(organisation))?;
    let desk = desk(ctx, organisation, id).await?;
    let is_of = |trace: &&Trace| {
        desk.looked.is_out(trace.id) && desk.looked.reviews.get(&trace.id).is_some_and(|kept| kept.value.at == at)
    };
    let changes: Vec<ReviewChange> = (desk.looked.traces.iter().filter(is_of))
        .map(|trace| desk.change(ctx, trace, Decision::Counted, desk.version(trace.id)))
        .collect();
    if changes.is_empty() {
        return Err(Refusal::Stale);
    }
    ctx.store().keep_reviews(&ctx.act("count_answers_again"), &changes).await?;
    Ok(changes.len())
}
