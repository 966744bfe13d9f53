//! What everybody may see: organisations, their published plans and what follows from their points.
//!
//! In come addresses and filters; out go frozen versions only. It refuses to show anything that is not published.

use crate::ctx::Ctx;
use crate::lists;
use crate::plans::{self, PublicPlan};
use crate::refusal::Refusal;
use otklik_domain::ids::OrganisationId;
use otklik_domain::registry::{Branch, Founder, Organisation, OrganisationState, Territory};
use otklik_domain::score::{Derived, derive};
use otklik_store::record::{Kept, OrganisationQuery, PageAsked, Publication, ScoreQuery, ScoreRow};
use std::collections::{BTreeSet, HashMap};

/// How many organisations are asked for with one question.
pub(crate) const ASKED_AT_ONCE: usize = 500;

/// An organisation as a list shows it.
#[derive(Debug, Clone)]
pub struct OrganisationLine {
    /// The organisation.
    pub organisation: Organisation,
    /// Name of its founder.
    pub founder: Option<String>,
    /// Name of its territory.
    pub territory: Option<String>,
    /// Its newest published score.
    pub counted: Option<ScoreRow>,
    /// What follows from the points of its newest published plan: what is known of a round led elsewhere.
    pub score: Option<Derived>,
    /// Measures of its newest published plan.
    pub n_measures: usize,
}

/// A page of organisations.
#[derive(Debug, Clone)]
pub struct OrganisationsPage {
    /// Lines by name.
    pub lines: Vec<OrganisationLine>,
    /// What to ask for to go on.
    pub next: Option<String>,
    /// How many there are in all, examples not counted beside what is real.
    pub n_total: i64,
}

/// An organisation's own page.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// The organisation.
    pub organisation: Organisation,
    /// Its founder.
    pub founder: Option<Founder>,
    /// Its territory and those it is part of, nearest first.
    pub territories: Vec<Territory>,
    /// Its branches.
    pub branches: Vec<Branch>,
    /// Published plans, newest first.
    pub plans: Vec<PublicPlan>,
    /// What follows from the points of the newest plan that has any, and the year they are of.
    pub score: Option<(Option<i16>, Derived)>,
}

/// Where an address leads.
#[derive(Debug, Clone)]
pub enum Found {
    /// Here.
    Here(Box<OrganisationPage>),
    /// The organisation was joined to the one with this slug.
    MovedTo(String),
}

/// What a list can be narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Founders by name.
    pub founders: Vec<Founder>,
    /// Territories by name.
    pub territories: Vec<Territory>,
}

/// A page of organisations. Needs no sign-in: the registry is public.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn organisations(
    ctx: &Ctx,
    asked: &OrganisationQuery,
    page: &PageAsked,
) -> Result<OrganisationsPage, Refusal> {
    let (listed, n_total) = tokio::try_join!(ctx.store().list_organisations(asked, page), count(ctx, asked))?;
    let ids: Vec<OrganisationId> = listed.items.iter().map(|k| k.value.id).collect();
    let newest = newest_publications(ctx, &ids).await?;
    let mut counted = newest_scores(ctx, &ids).await?;
    let choices = choices(ctx).await?;
    let line = |kept: Kept<Organisation>| {
        let counted = counted.remove(&kept.value.id);
        line(kept.value, counted, &newest, &choices)
    };
    Ok(OrganisationsPage {
        lines: listed.items.into_iter().map(line).collect::<Result<_, _>>()?,
        next: listed.next,
        n_total,
    })
}

/// How many there are: examples are never added to what is real, they are counted where there is nothing else.
async fn count(ctx: &Ctx, asked: &OrganisationQuery) -> Result<i64, otklik_store::Fault> {
    let real = OrganisationQuery { is_example: Some(false), ..asked.clone() };
    match ctx.store().count_organisations(&real).await? {
        0 => ctx.store().count_organisations(asked).await,
        n => Ok(n),
    }
}

/// Founders and territories to narrow a list by.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn choices(ctx: &Ctx) -> Result<Choices, Refusal> {
    let (founders, territories) = tokio::try_join!(ctx.store().list_founders(), ctx.store().list_territories())?;
    Ok(Choices {
        founders: founders.into_iter().map(|k| k.value).collect(),
        territories: territories.into_iter().map(|k| k.value).collect(),
    })
}

/// Kinds of organisations to narrow a list by, each in one spelling.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn kinds(ctx: &Ctx) -> Result<Vec<String>, Refusal> {
    Ok(ctx.store().list_kinds().await?)
}

/// Short names of organisations, for lists of what belongs to them.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn names(ctx: &Ctx, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, String>, Refusal> {
    let found = named(ctx, ids).await?.into_iter();
    Ok(found.map(|(id, organisation)| (id, organisation.short_name.unwrap_or(organisation.name))).collect())
}

/// Organisations by id, gone ones too, many with one question.
pub(crate) async fn named(ctx: &Ctx, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, Organisation>, Refusal> {
    let ids: Vec<OrganisationId> = ids.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for organisations in ids.chunks(ASKED_AT_ONCE) {
        let asked = OrganisationQuery {
            organisations: organisations.to_vec(),
            with_gone: true,
            ..OrganisationQuery::default()
        };
        let page = ctx.store().list_organisations(&asked, &PageAsked::first(organisations.len())).await?;
        found.extend(page.items.into_iter().map(|kept| (kept.value.id, kept.value)));
    }
    Ok(found)
}

/// Open branches of organisations by name, many with one question.
pub(crate) async fn open_branches(
    ctx: &Ctx,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Vec<Branch>>, Refusal> {
    let mut found: HashMap<OrganisationId, Vec<Branch>> = HashMap::new();
    for organisations in ids.chunks(ASKED_AT_ONCE) {
        for branch in ctx.store().list_branches_of(organisations).await?.into_iter().map(|kept| kept.value) {
            if branch.closed_on.is_none() {
                found.entry(branch.organisation).or_default().push(branch);
            }
        }
    }
    Ok(found)
}

/// Branches of an organisation, open ones first.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn branches(ctx: &Ctx, id: OrganisationId) -> Result<Vec<Branch>, Refusal> {
    Ok(ctx.store().list_branches(id).await?.into_iter().map(|k| k.value).collect())
}

async fn newest_publications(
    ctx: &Ctx,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Publication>, Refusal> {
    let mut newest = HashMap::new();
    if !ids.is_empty() {
        for publication in lists::publications(ctx.store(), ids).await? {
            newest.entry(publication.organisation).or_insert(publication);
        }
    }
    Ok(newest)
}

/// The newest published score of each, one's own before that of who was joined to it, as on its own page.
async fn newest_scores(ctx: &Ctx, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, ScoreRow>, Refusal> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let asked = ScoreQuery { organisations: ids.to_vec(), is_published: true, ..ScoreQuery::default() };
    let mut rows = ctx.store().list_scores(&asked).await?;
    let joined: Vec<OrganisationId> = rows.iter().map(|row| row.organisation).filter(|id| !ids.contains(id)).collect();
    let joined = named(ctx, &joined).await?;
    let owner = |row: &ScoreRow| match joined.get(&row.organisation).map(|it| it.state) {
        Some(OrganisationState::Merged { into }) => into,
        _ => row.organisation,
    };
    rows.sort_by_key(|row| std::cmp::Reverse((row.year, owner(row) == row.organisation)));
    let mut newest = HashMap::new();
    for row in rows {
        newest.entry(owner(&row)).or_insert(row);
    }
    Ok(newest)
}

fn line(
    organisation: Organisation,
    counted: Option<ScoreRow>,
    newest: &HashMap<OrganisationId, Publication>,
    choices: &Choices,
) -> Result<OrganisationLine, Refusal> {
    let draft = newest.get(&organisation.id).map(|p| crate::drafts::parse(&p.body_json)).transpose()?;
    let founder = choices.founders.iter().find(|f| Some(f.id) == organisation.founder).map(|f| f.name.clone());
    let territory = choices.territories.iter().find(|t| Some(t.id) == organisation.territory).map(|t| t.name.clone());
    Ok(OrganisationLine {
        founder,
        territory,
        counted,
        score: draft.as_ref().filter(|d| !d.scores.is_empty()).map(|d| derive(&d.scores)),
        n_measures: draft.map_or(0, |d| d.measures.len()),
        organisation,
    })
}

/// The page of an organisation by the name in its address.
///
/// # Errors
/// `NotFound` when no organisation ever had this name.
pub async fn organisation(ctx: &Ctx, slug: &str) -> Result<Found, Refusal> {
    let organisation = ctx.store().find_organisation_by_slug(slug).await?.ok_or(Refusal::NotFound)?.value;
    if let OrganisationState::Merged { into } = organisation.state {
        let goes_on = ctx.store().find_organisation(into).await?.ok_or(Refusal::NotFound)?.value;
        return Ok(Found::MovedTo(goes_on.slug.to_string()));
    }
    let page = ctx.store().list_publications(&[organisation.id], &PageAsked::first(50)).await?;
    let mut published = Vec::new();
    for publication in page.items {
        published.push(plans::opened(ctx, publication).await?);
    }
    let founder = match organisation.founder {
        Some(id) => ctx.store().find_founder(id).await?.map(|k| k.value),
        None => None,
    };
    Ok(Found::Here(Box::new(OrganisationPage {
        territories: territories_up(ctx, &organisation).await?,
        branches: ctx.store().list_branches(organisation.id).await?.into_iter().map(|k| k.value).collect(),
        score: newest_score(&published),
        plans: published,
        founder,
        organisation,
    })))
}

fn newest_score(published: &[PublicPlan]) -> Option<(Option<i16>, Derived)> {
    let scored = published.iter().find(|p| !p.draft.scores.is_empty())?;
    Some((scored.draft.assessed_year, derive(&scored.draft.scores)))
}

async fn territories_up(ctx: &Ctx, organisation: &Organisation) -> Result<Vec<Territory>, Refusal> {
    let mut up = Vec::new();
    let mut next = organisation.territory;
    // A registry typed by people may hold a circle: eight steps are more than any real one has.
    while let Some(id) = next.filter(|_| up.len() < 8) {
        let Some(kept) = ctx.store().find_territory(id).await? else { break };
        next = kept.value.parent;
        up.push(kept.value);
    }
    Ok(up)
}
