//! Opening surveys, changing their terms.

use crate::ctx::Ctx;
use crate::fresh;
use crate::portal;
use crate::refusal::Refusal;
use crate::scopes::OwnBranches;
use crate::score::rounds::round;
use otklik_domain::Date;
use otklik_domain::access::{RunSurveys, Verb};
use otklik_domain::ids::{BatchId, OrganisationId, RoundId, SurveyId};
use otklik_domain::registry::OrganisationState;
use otklik_domain::survey::{Stage, SurveyCode, Term};
use otklik_store::record::{Batch, BatchKind, BatchState, Kept, Round, RoundState, Survey, SurveyQuery, Version};
use std::collections::{BTreeSet, HashMap};

/// A survey as lists show it.
#[derive(Debug, Clone)]
pub struct SurveyLine {
    /// The survey, with the version a change must name.
    pub survey: Kept<Survey>,
    /// Short name of its organisation.
    pub name: String,
    /// Address name of its organisation.
    pub slug: String,
    /// Answers that count.
    pub n_answers: u64,
    /// Where it is today.
    pub stage: Stage,
}

/// Where a survey is today: closed by a person or with its round, it is over.
pub(super) fn stage(survey: &Survey, round: &Round, ctx: &Ctx) -> Stage {
    stage_of(survey.is_closed, survey.term, round, ctx.today())
}

/// The same of what is known of a survey in brief.
pub(super) fn stage_of(is_closed: bool, term: Term, round: &Round, today: Date) -> Stage {
    let is_over = is_closed || round.state == RoundState::Closed;
    if is_over { Stage::Over } else { term.stage(today) }
}

/// Opens a survey for every organisation of a round and each of its open branches that have none yet, in one step;
/// answers how many were opened. Codes are made by chance.
///
/// # Errors
/// `Invalid` when the round lists no organisation, `Stale` when it is closed, `NotFound`, `NotAllowed`.
pub async fn open_surveys(ctx: &Ctx, id: RoundId) -> Result<usize, Refusal> {
    ctx.permit::<RunSurveys>(None)?;
    let round = round(ctx, id).await?.value;
    let listed = ctx.store().list_round_organisations(id).await?;
    if listed.is_empty() {
        return Err(Refusal::field("organisations", "Сначала выберите организации тура: опросы откроются для них"));
    }
    let known = ctx.store().list_surveys(&SurveyQuery { round: Some(id), organisation: None }).await?;
    let known: BTreeSet<_> = known.into_iter().map(|kept| (kept.value.organisation, kept.value.branch)).collect();
    let (mut new, places) = (Vec::new(), places(ctx, &listed).await?);
    for (organisation, branches) in places {
        for branch in branches {
            if !known.contains(&(organisation, branch.clone())) {
                new.push(survey(ctx, &round, organisation, branch)?);
            }
        }
    }
    if !new.is_empty() {
        ctx.store().open_surveys(&ctx.act("open_surveys"), &new).await?;
    }
    Ok(new.len())
}

/// Each organisation's own place and its open branches; nothing of an organisation that is gone.
async fn places(ctx: &Ctx, listed: &[OrganisationId]) -> Result<Vec<(OrganisationId, Vec<String>)>, Refusal> {
    let organisations = portal::named(ctx, listed).await?;
    let mut branches = portal::open_branches(ctx, listed).await?;
    let is_open = |id: &&OrganisationId| organisations.get(id).is_some_and(|o| o.state == OrganisationState::Open);
    let mut of = |id: &OrganisationId| {
        let own = branches.remove(id).unwrap_or_default();
        (*id, std::iter::once(String::new()).chain(own.into_iter().map(|branch| branch.name)).collect())
    };
    Ok(listed.iter().filter(is_open).map(&mut of).collect())
}

fn survey(ctx: &Ctx, round: &Round, organisation: OrganisationId, branch: String) -> Result<(Survey, Batch), Refusal> {
    let mut chance = [0_u8; 8];
    getrandom::fill(&mut chance).map_err(|e| Refusal::unavailable(e.to_string()))?;
    let code = SurveyCode::from_chance(chance);
    let (id, batch) = (SurveyId(fresh::uuid(ctx.now())), BatchId(fresh::uuid(ctx.now())));
    let batch = Batch {
        id: batch,
        round: round.id,
        kind: BatchKind::Survey,
        paper: None,
        title: format!("Опрос {}", code.in_groups()),
        mapping_json: None,
        n_rows: 0,
        sha256: String::new(),
        state: BatchState::Kept,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let survey = Survey {
        organisation,
        id,
        round: round.id,
        batch: batch.id,
        branch,
        code,
        term: round.dates.survey,
        is_closed: false,
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example: round.is_example,
        asks_ticket: false,
    };
    Ok((survey, batch))
}

/// Surveys of a round within the actor's scope, by name of the organisation and branch.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_surveys(ctx: &Ctx, id: RoundId) -> Result<Vec<SurveyLine>, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let round = round(ctx, id).await?.value;
    let batches = ctx.store().list_batches(id).await?;
    let n_answers: HashMap<BatchId, u64> = batches.into_iter().map(|kept| (kept.value.id, kept.value.n_rows)).collect();
    let own = OwnBranches::of(ctx).await?;
    let mut surveys = ctx.store().list_surveys(&SurveyQuery { round: Some(id), organisation: None }).await?;
    surveys.retain(|kept| ctx.may(Verb::SeePrivate, own.place(kept.value.organisation, &kept.value.branch)));
    let owners: Vec<OrganisationId> = surveys.iter().map(|kept| kept.value.organisation).collect();
    let names = portal::named(ctx, &owners).await?;
    let mut lines = Vec::with_capacity(surveys.len());
    for kept in surveys {
        let owner = kept.value.organisation;
        let Some(organisation) = names.get(&owner) else { continue };
        lines.push(SurveyLine {
            name: organisation.short_name.clone().unwrap_or_else(|| organisation.name.clone()),
            slug: organisation.slug.to_string(),
            n_answers: n_answers.get(&kept.value.batch).copied().unwrap_or_default(),
            stage: stage(&kept.value, &round, ctx),
            survey: kept,
        });
    }
    lines.sort_by(|a, b| (&a.name, &a.survey.value.branch).cmp(&(&b.name, &b.survey.value.branch)));
    Ok(lines)
}

/// One survey of a round, for its own page.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn find_survey(ctx: &Ctx, organisation: OrganisationId, id: SurveyId) -> Result<Kept<Survey>, Refusal> {
    if ctx.actor.person.is_none() {
        return Err(Refusal::NotSignedIn);
    }
    let kept = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?;
    let place = OwnBranches::of(ctx).await?.place(organisation, &kept.value.branch);
    ctx.demand(Verb::SeePrivate, place)?;
    Ok(kept)
}

/// Changes the term of a survey: prolongs it, or lets it begin on another day.
///
/// # Errors
/// `Invalid` when the last day is before the first, `Stale`, `NotFound`, `NotAllowed`.
pub async fn change_term(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    expected: Version,
    term: Term,
) -> Result<Version, Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    if term.opens_on.zip(term.closes_on).is_some_and(|(from, to)| to < from) {
        return Err(Refusal::field("closes_on", "Последний день раньше первого: исправьте один из них"));
    }
    let kept = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    let changed = Survey { term, ..kept };
    Ok(ctx.store().keep_survey(&ctx.act("change_survey"), &changed, expected).await?)
}

/// Closes a survey before its term, with the reason in the journal.
///
/// # Errors
/// `Invalid` without a reason, `Stale`, `NotFound`, `NotAllowed`.
pub async fn close_survey(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    expected: Version,
    reason: &str,
) -> Result<Version, Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::field("reason", "Напишите, почему опрос закрывают раньше срока"));
    }
    let kept = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    let act = ctx.act("close_survey").because(reason);
    Ok(ctx.store().keep_survey(&act, &Survey { is_closed: true, ..kept }, expected).await?)
}

/// Opens a survey again that was closed before its term.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn reopen_survey(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    expected: Version,
) -> Result<Version, Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    let kept = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    Ok(ctx.store().keep_survey(&ctx.act("reopen_survey"), &Survey { is_closed: false, ..kept }, expected).await?)
}
