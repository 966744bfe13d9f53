//! The registry and the plans as programs read them: whole cards, lists of plans, one published measure.
//!
//! In come an id or an address name and pages asked for; out go values with the version a change must name.
//! It refuses to show a stranger anything that is not published.

use crate::ctx::Ctx;
use crate::drafts;
use crate::plans;
use crate::portal;
use crate::records::measure_of;
use crate::refusal::Refusal;
use crate::register::lateness;
use otklik_domain::access::Verb;
use otklik_domain::deadline::Lateness;
use otklik_domain::ids::{MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::{Measure, Span};
use otklik_domain::registry::{Branch, Founder, Organisation, Territory};
use otklik_store::record::{
    self, Kept, OrganisationQuery, Page, PageAsked, PlanQuery, PlanState, Publication, Version,
};

/// An organisation with everything that is named beside it.
#[derive(Debug, Clone)]
pub struct OrganisationCard {
    /// The organisation.
    pub organisation: Organisation,
    /// Version a change must name.
    pub version: Version,
    /// Its founder.
    pub founder: Option<Founder>,
    /// Its territory.
    pub territory: Option<Territory>,
    /// Its branches, open ones first.
    pub branches: Vec<Branch>,
}

/// A plan as a list shows it: as it is now, or as it was published.
#[derive(Debug, Clone)]
pub struct PlanLine {
    /// Its id.
    pub id: PlanId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Whether it is followed.
    pub state: PlanState,
    /// Version a decision must name; of a published plan the number of what was published.
    pub version: i64,
    /// Title.
    pub title: Option<String>,
    /// What it covers.
    pub period: Option<Span>,
    /// Year of the assessment it answers.
    pub assessed_year: Option<i16>,
    /// How many measures.
    pub n_measures: i64,
    /// When it was adopted, or published.
    pub at: jiff::Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// One organisation by its id or address name. Needs no sign-in: the registry is public.
///
/// # Errors
/// `NotFound` when there never was such a one.
pub async fn card(ctx: &Ctx, name: &str) -> Result<OrganisationCard, Refusal> {
    let kept = find_organisation(ctx, name).await?.ok_or(Refusal::NotFound)?;
    let choices = portal::choices(ctx).await?;
    card_of(ctx, kept, &choices).await
}

/// The organisation that an id or an address name means.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn find_organisation(ctx: &Ctx, name: &str) -> Result<Option<Kept<Organisation>>, Refusal> {
    Ok(match name.parse::<OrganisationId>() {
        Ok(id) => ctx.store().find_organisation(id).await?,
        Err(_) => ctx.store().find_organisation_by_slug(name).await?,
    })
}

/// A page of cards by name.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn cards(ctx: &Ctx, asked: &OrganisationQuery, page: &PageAsked) -> Result<Page<OrganisationCard>, Refusal> {
    let listed = ctx.store().list_organisations(asked, page).await?;
    let choices = portal::choices(ctx).await?;
    let mut items = Vec::with_capacity(listed.items.len());
    for kept in listed.items {
        items.push(card_of(ctx, kept, &choices).await?);
    }
    Ok(Page { items, next: listed.next })
}

async fn card_of(ctx: &Ctx, kept: Kept<Organisation>, choices: &portal::Choices) -> Result<OrganisationCard, Refusal> {
    let organisation = kept.value;
    Ok(OrganisationCard {
        version: kept.version,
        founder: choices.founders.iter().find(|f| Some(f.id) == organisation.founder).cloned(),
        territory: choices.territories.iter().find(|t| Some(t.id) == organisation.territory).cloned(),
        branches: ctx.store().list_branches(organisation.id).await?.into_iter().map(|k| k.value).collect(),
        organisation,
    })
}

/// A page of plans, newest first: people of the house see all within their scope, everybody else what is published.
///
/// Who asks for an organisation outside the scope sees it as everybody does.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn plan_lines(ctx: &Ctx, asked: &PlanQuery, page: &PageAsked) -> Result<Page<PlanLine>, Refusal> {
    if sees_private(ctx, &asked.organisations) {
        let listed = plans::list_plans(ctx, asked, page).await?;
        return Ok(Page { items: listed.items.into_iter().map(line_of).collect(), next: listed.next });
    }
    let listed = ctx.store().list_publications(&asked.organisations, page).await?;
    let mut items = Vec::with_capacity(listed.items.len());
    for publication in listed.items {
        items.push(public_line(ctx, publication).await?);
    }
    items.retain(|line| asked.state.is_none_or(|state| line.state == state));
    Ok(Page { items, next: listed.next })
}

/// Whether a list over these organisations may show what is not published.
pub fn sees_private(ctx: &Ctx, organisations: &[OrganisationId]) -> bool {
    let sees = |place: &OrganisationId| ctx.may(Verb::SeePrivate, Some(*place));
    ctx.actor.person.is_some() && organisations.iter().all(sees)
}

fn line_of(kept: Kept<record::Plan>) -> PlanLine {
    let plan = kept.value;
    PlanLine {
        id: plan.id,
        organisation: plan.organisation,
        state: plan.state,
        version: kept.version.0,
        title: plan.title,
        period: plan.from.zip(plan.to).map(|(from, to)| Span { from, to }),
        assessed_year: plan.assessed_year,
        n_measures: plan.n_measures,
        at: plan.at,
        is_example: plan.is_example,
    }
}

async fn public_line(ctx: &Ctx, publication: Publication) -> Result<PlanLine, Refusal> {
    let draft = drafts::parse(&publication.body_json)?;
    Ok(PlanLine {
        id: publication.plan,
        organisation: publication.organisation,
        state: state_of(ctx, publication.plan).await?,
        version: publication.number,
        title: draft.title,
        period: draft.period,
        assessed_year: draft.assessed_year,
        n_measures: crate::intake::count(draft.measures.len()),
        at: publication.at,
        is_example: publication.is_example,
    })
}

/// Whether a plan is followed; said of published plans too.
///
/// # Errors
/// `NotFound` when there is no such plan.
pub async fn state_of(ctx: &Ctx, id: PlanId) -> Result<PlanState, Refusal> {
    Ok(ctx.store().find_plan(id).await?.ok_or(Refusal::NotFound)?.value.state)
}

/// A measure as it stands in the newest published version of its plan. Needs no sign-in.
///
/// # Errors
/// `NotFound` when it is not published.
pub async fn public_measure(ctx: &Ctx, id: MeasureId) -> Result<(record::Measure, Measure), Refusal> {
    let record = ctx.store().find_published_measure(id).await?.ok_or(Refusal::NotFound)?;
    let measure = measure_of(&record.body_json)?;
    Ok((record, measure))
}

/// By how many calendar days a measure is late today; nought when it is not.
pub fn late_days(ctx: &Ctx, record: &record::Measure) -> i32 {
    late_days_on(record.due_on, record.state, ctx.today())
}

/// By how many calendar days something with this last day is late on a day.
pub fn late_days_on(
    due_on: Option<otklik_domain::Date>,
    state: otklik_domain::plan::MeasureState,
    today: otklik_domain::Date,
) -> i32 {
    match lateness(due_on, state, today) {
        Lateness::Late(days) => days,
        Lateness::Soon(_) | Lateness::OnTime | Lateness::NoTerm => 0,
    }
}
