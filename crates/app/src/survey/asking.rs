//! A survey as citizens meet it: by its code, with its questionnaire and its stage.

use super::opening::stage;
use crate::answers;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{Book, books};
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::Organisation;
use otklik_domain::survey::{Stage, SurveyCode};
use otklik_store::record::{Round, Survey, SurveyQuery};

/// A survey with everything that its questionnaire shows («опрос для граждан»).
#[derive(Debug, Clone)]
pub struct Asking {
    /// The survey.
    pub survey: Survey,
    /// Its round.
    pub round: Round,
    /// Whose place it is.
    pub organisation: Organisation,
    /// The rulebook with the questions.
    pub book: Book,
    /// Where it is today.
    pub stage: Stage,
}

/// The survey of a code as a person typed it. Needs no sign-in.
///
/// # Errors
/// `NotFound` when no survey has this code, `Unavailable`.
pub async fn find_asking(ctx: &Ctx, code: &str) -> Result<Asking, Refusal> {
    let code = SurveyCode::read(code).ok_or(Refusal::NotFound)?;
    let survey = ctx.store().find_survey_by_code(&code).await?.ok_or(Refusal::NotFound)?.value;
    asking(ctx, survey).await
}

/// The same for the door of a questionnaire, which stays open while the data base is away for a while: what was read a
/// moment ago is shown then.
///
/// # Errors
/// `NotFound` when no survey has this code, `Unavailable` when it was never read and cannot be.
pub async fn find_door(ctx: &Ctx, code: &str) -> Result<Asking, Refusal> {
    let asked = answers::survey(&ctx.house, code).await?;
    Ok(Asking {
        stage: stage(&asked.survey, &asked.round, ctx),
        survey: asked.survey.clone(),
        round: asked.round.clone(),
        organisation: asked.organisation.clone(),
        book: asked.book.clone(),
    })
}

/// The same of a survey that was found otherwise.
pub(super) async fn asking(ctx: &Ctx, survey: Survey) -> Result<Asking, Refusal> {
    let round = ctx.store().find_round(survey.round).await?.ok_or(Refusal::NotFound)?.value;
    let organisation = ctx.store().find_organisation(survey.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let book = books::book(ctx.store(), &round.rulebook.sha256).await?;
    Ok(Asking { stage: stage(&survey, &round, ctx), survey, round, organisation, book })
}

/// Running surveys of an organisation, its own place first. Needs no sign-in.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn running_places(ctx: &Ctx, organisation: OrganisationId) -> Result<Vec<Survey>, Refusal> {
    let asked = SurveyQuery { round: None, organisation: Some(organisation) };
    let mut running = Vec::new();
    for kept in ctx.store().list_surveys(&asked).await? {
        let Some(round) = ctx.store().find_round(kept.value.round).await? else { continue };
        if stage(&kept.value, &round.value, ctx) == Stage::Running {
            running.push(kept.value);
        }
    }
    Ok(running)
}
