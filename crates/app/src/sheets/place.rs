//! Where a survey asks: found by its code, with everything a sheet of paper shows.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::{Book, books, rounds};
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;
use otklik_domain::registry::Organisation;
use otklik_domain::rulebook::Questionnaire;
use otklik_domain::survey::SurveyCode;
use otklik_store::record::{Round, Survey, SurveyQuery};

/// A survey with its place and questions.
#[derive(Debug, Clone)]
pub struct Place {
    /// The survey.
    pub survey: Survey,
    /// Its round.
    pub round: Round,
    /// Whose place it is.
    pub organisation: Organisation,
    /// The rulebook with the questions.
    pub book: Book,
}

impl Place {
    /// What is asked.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.book.questionnaire
    }

    /// Organisation and branch in one line.
    pub fn name(&self) -> String {
        match self.survey.branch.as_str() {
            "" => self.organisation.name.clone(),
            branch => format!("{}, {branch}", self.organisation.name),
        }
    }
}

/// The survey of a code, for somebody who may do this verb there.
pub(crate) async fn place(ctx: &Ctx, code: &str, verb: Verb) -> Result<Place, Refusal> {
    let code = SurveyCode::read(code).ok_or(Refusal::NotFound)?;
    let survey = ctx.store().find_survey_by_code(&code).await?.ok_or(Refusal::NotFound)?.value;
    ctx.demand(verb, Some(survey.organisation))?;
    whole(ctx, survey).await
}

pub(super) async fn whole(ctx: &Ctx, survey: Survey) -> Result<Place, Refusal> {
    let round = ctx.store().find_round(survey.round).await?.ok_or(Refusal::NotFound)?.value;
    let organisation = ctx.store().find_organisation(survey.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let book = books::book(ctx.store(), &round.rulebook.sha256).await?;
    Ok(Place { survey, round, organisation, book })
}

/// Surveys of a round with the names of their organisations, those the actor may see.
#[derive(Debug, Clone)]
pub struct RoundPlaces {
    /// The round.
    pub round: Round,
    /// Surveys by the names of their places.
    pub places: Vec<(Survey, String)>,
}

/// Every place of a round that has a survey.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn round_places(ctx: &Ctx, round: RoundId) -> Result<RoundPlaces, Refusal> {
    ctx.demand_somewhere(Verb::SeePrivate)?;
    let round = rounds::find_round(ctx, round).await?.value;
    let asked = SurveyQuery { round: Some(round.id), organisation: None };
    let mut places = Vec::new();
    let all = ctx.store().list_surveys(&asked).await?;
    for kept in all.into_iter().filter(|kept| ctx.may(Verb::SeePrivate, Some(kept.value.organisation))) {
        let organisation = ctx.store().find_organisation(kept.value.organisation).await?;
        places.extend(organisation.map(|organisation| (kept.value, organisation.value.name)));
    }
    places.sort_by(|(one, name), (other, other_name)| (name, &one.branch).cmp(&(other_name, &other.branch)));
    Ok(RoundPlaces { round, places })
}
