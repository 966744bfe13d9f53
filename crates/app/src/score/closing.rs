//! From answers to a score: what is done of a round's last steps, what each lacks, what may not be skipped.
//!
//! In comes a round; out go facts and steps. The rules are the domain's; it refuses to take a step itself.

use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use otklik_domain::access::Verb;
use otklik_domain::closing::{Facts, Missing, Step};
use otklik_domain::ids::{OrganisationId, RoundId};
use otklik_domain::inspection::Stage as InspectionStage;
use otklik_domain::survey::Stage;
use otklik_store::record::{Inputs, Kept, Round, RoundState, Score, ScoreState, SurveyQuery};
use std::collections::{BTreeMap, BTreeSet};

/// A step of a round with what it lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// The step.
    pub step: Step,
    /// It is done.
    pub is_done: bool,
    /// What it lacks.
    pub missing: Vec<Missing>,
    /// What before it forbids it.
    pub forbidden: Vec<Missing>,
}

/// The end of a round («итоги оценки»).
#[derive(Debug, Clone)]
pub struct Closing {
    /// The round.
    pub round: Kept<Round>,
    /// What is known.
    pub facts: Facts,
    /// Steps in their order.
    pub steps: Vec<StepLine>,
    /// Number of the newest publication.
    pub published: Option<i64>,
}

/// A round on its way, with what its scores were counted from and what is known now.
pub(super) struct Known {
    pub(super) facts: Facts,
    /// The newest version of every score.
    pub(super) scores: Vec<Kept<Score>>,
    /// What is known of each organisation now.
    pub(super) inputs: BTreeMap<OrganisationId, Inputs>,
}

/// The steps of a round.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn closing(ctx: &Ctx, id: RoundId) -> Result<Closing, Refusal> {
    ctx.demand(Verb::SeePrivate, None)?;
    let round = round(ctx, id).await?;
    let facts = known(ctx, &round.value).await?.facts;
    let line = |step: Step| StepLine {
        step,
        is_done: step.is_done(&facts),
        missing: step.missing(&facts),
        forbidden: step.forbidden(&facts),
    };
    let published = ctx.store().find_round_publication(id, None).await?.map(|it| it.number);
    Ok(Closing { round, facts, steps: Step::ALL.map(line).into(), published })
}

/// Whether a score is what would be counted now.
pub(super) fn is_up_to_date(score: &Score, round: &Round, inputs: &Inputs) -> bool {
    score.inputs == *inputs && score.policy == round.policy && score.rulebook_sha256 == round.rulebook.sha256
}

/// What is known of a round: a fixed number of questions, however many organisations it has.
pub(super) async fn known(ctx: &Ctx, round: &Round) -> Result<Known, Refusal> {
    let (store, today) = (ctx.store(), ctx.today());
    let surveys = store.list_surveys(&SurveyQuery { round: Some(round.id), organisation: None }).await?;
    let is_running = |is_closed: bool, stage: Stage| !is_closed && stage != Stage::Over;
    let n_running = surveys.iter().filter(|it| is_running(it.value.is_closed, it.value.term.stage(today))).count();
    let names: BTreeSet<String> =
        store.list_waiting(round.id).await?.iter().map(|it| otklik_store::key::of(&it.name)).collect();
    let inspections = store.list_inspections(round.id).await?;
    let inputs: BTreeMap<OrganisationId, Inputs> =
        store.list_inputs(round.id).await?.into_iter().filter(|(_, inputs)| !inputs.is_empty()).collect();
    let scores = store.list_newest_scores(round.id).await?;
    let counted: BTreeMap<OrganisationId, &Score> =
        scores.iter().map(|kept| (kept.value.organisation, &kept.value)).collect();
    let is_counted =
        |id: &OrganisationId, inputs: &Inputs| counted.get(id).is_some_and(|score| is_up_to_date(score, round, inputs));
    let of = |state: ScoreState| scores.iter().filter(move |kept| kept.value.state == state);
    // Examples come with the program, and nobody relies on them.
    let is_strict = ctx.actor.person.is_some() && !round.is_example;
    let own = |kept: &&Kept<Score>| is_strict && kept.value.made.0 == ctx.actor_name();
    let facts = Facts {
        is_closed: round.state == RoundState::Closed,
        n_surveys: surveys.len(),
        n_running,
        n_answers: inputs.values().flat_map(|it| it.places.values()).map(|it| it.counts.respondents).sum(),
        n_waiting: names.len(),
        n_inspections: inspections.len(),
        n_inspections_open: inspections.iter().filter(|it| it.value.stage != InspectionStage::Final).count(),
        n_known: inputs.len(),
        n_uncounted: inputs.iter().filter(|(id, inputs)| !is_counted(id, inputs)).count(),
        n_draft: of(ScoreState::Draft).count(),
        n_draft_own: of(ScoreState::Draft).filter(own).count(),
        n_approved: of(ScoreState::Approved).count(),
        n_published: of(ScoreState::Published).count(),
    };
    Ok(Known { facts, scores, inputs })
}

/// Refuses a step that the rules forbid, with everything that is missing.
pub(super) fn permitted(step: Step, facts: &Facts) -> Result<(), Refusal> {
    let missing = step.forbidden(facts);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::Invalid(Faults::Fields(missing.into_iter().map(|it| ("steps", missing_words(it))).collect())))
}

/// What is missing, in words that say what to do.
pub fn missing_words(missing: Missing) -> String {
    match missing {
        Missing::RoundOpen => "Тур ещё открыт и принимает ответы: закройте его".to_owned(),
        Missing::SurveysRunning(n) => format!("Опросов ещё идёт: {n}. Они закроются вместе с туром"),
        Missing::NoAnswers => "Анкет ещё нет".to_owned(),
        Missing::NamesWaiting(n) => {
            format!(
                "Названий из файлов, которых нет в реестре: {n}. Их анкеты не учтены: скажите, что это за организации"
            )
        }
        Missing::InspectionsOpen(n) => format!("Осмотров без утверждённого итога: {n}"),
        Missing::Uncounted(n) => {
            format!("Организаций, у которых посчитано не всё, что известно: {n}. Посчитайте заново")
        }
        Missing::Unapproved(n) => format!("Оценок ждут утверждения: {n}"),
        Missing::CountedByYou(n) => {
            format!("Из них вы считали сами: {n}. Утвердить их должен другой человек")
        }
        Missing::Unpublished(n) => format!("Утверждено и не опубликовано: {n}"),
    }
}
