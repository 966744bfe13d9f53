//! Ratings: places within what is asked for, change against the round before, means over territories.

use super::published_rounds;
use super::rounds::round;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::ids::{OrganisationId, RoundId, TerritoryId};
use otklik_domain::registry::{Sector, Territory};
use otklik_domain::score::{
    Criterion, CriterionPoints, Exact, Group, Level, Policy, Rank, Registered, ScoreSheet, groups, ranks,
};
use otklik_store::record::{Figures, Round, RoundQuery, ScoreQuery, ScoreRow};
use std::collections::{BTreeSet, HashMap};

/// What a rating is asked of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RatingQuery {
    /// The round; else the newest one of the year and the sector.
    pub round: Option<RoundId>,
    /// Only of this year.
    pub year: Option<i16>,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only of this territory and those within it.
    pub territory: Option<TerritoryId>,
}

/// One line of a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingLine {
    /// The score.
    pub row: ScoreRow,
    /// Its place within what was asked for; none without a total.
    pub rank: Option<Rank>,
    /// More than in the round before; none when there is none.
    pub change: Option<Exact>,
}

/// A mean over organisations.
pub type Mean = Group;

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The round.
    pub round: Round,
    /// The round before, of the same sector.
    pub before: Option<Round>,
    /// Lines, the best first; those without a total last, by name.
    pub lines: Vec<RatingLine>,
    /// Means over municipalities, the region and so on, of the lines that are shown.
    pub means: Vec<Mean>,
    /// Mean of every line.
    pub mean: Option<Exact>,
    /// Kinds of organisations that the round has, for narrowing.
    pub kinds: Vec<String>,
}

/// The published round that a question is about.
pub(super) async fn asked_round(
    ctx: &Ctx,
    id: Option<RoundId>,
    year: Option<i16>,
    sector: Option<Sector>,
) -> Result<Round, Refusal> {
    if let Some(id) = id {
        let found = round(ctx, id).await?.value;
        let shown = ScoreQuery { round: Some(id), is_published: true, ..ScoreQuery::default() };
        // A round without a published score is nobody's business yet.
        return if ctx.store().list_scores(&shown).await?.is_empty() { Err(Refusal::NotFound) } else { Ok(found) };
    }
    let rounds = published_rounds(ctx, sector).await?;
    rounds.into_iter().find(|round| year.is_none_or(|year| round.year == year)).ok_or(Refusal::NotFound)
}

async fn round_before(ctx: &Ctx, round: &Round) -> Result<Option<Round>, Refusal> {
    let sector = Sector::from_name(&round.rulebook.name);
    let asked = RoundQuery { sector, year: None, is_published: true, is_example: Some(round.is_example) };
    let all = ctx.store().list_rounds(&asked).await?;
    Ok(all.into_iter().map(|kept| kept.value).find(|other| other.year < round.year))
}

async fn totals_of(ctx: &Ctx, round: Option<&Round>) -> Result<HashMap<OrganisationId, Exact>, Refusal> {
    let Some(round) = round else { return Ok(HashMap::new()) };
    let asked = ScoreQuery { round: Some(round.id), is_published: true, ..ScoreQuery::default() };
    let rows = ctx.store().list_scores(&asked).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.organisation, row.figures.total?))).collect())
}

/// The published rating. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn rating(ctx: &Ctx, asked: &RatingQuery) -> Result<Rating, Refusal> {
    let round = asked_round(ctx, asked.round, asked.year, asked.sector).await?;
    let all = ScoreQuery { round: Some(round.id), is_published: true, ..ScoreQuery::default() };
    let narrowed = ScoreQuery { territory: asked.territory, kind: asked.kind.clone(), ..all.clone() };
    let rows = ctx.store().list_scores(&narrowed).await?;
    let kinds: BTreeSet<String> = ctx.store().list_scores(&all).await?.into_iter().filter_map(|row| row.kind).collect();
    let before = round_before(ctx, &round).await?;
    let earlier = totals_of(ctx, before.as_ref()).await?;
    let territories: Vec<Territory> =
        ctx.store().list_territories().await?.into_iter().map(|kept| kept.value).collect();
    let means = means(&rows, &territories, &round.policy);
    let totals: Vec<Option<&Exact>> = rows.iter().map(|row| row.figures.total.as_ref()).collect();
    let mean = Exact::mean(totals.iter().filter_map(|total| *total)).map(|mean| round.policy.rounding.total(&mean));
    let places = ranks(&totals);
    let change = |row: &ScoreRow| Some(row.figures.total.as_ref()? - earlier.get(&row.organisation)?);
    let mut lines: Vec<RatingLine> =
        rows.iter().zip(places).map(|(row, rank)| RatingLine { rank, change: change(row), row: row.clone() }).collect();
    lines.sort_by_key(|line| line.rank.map_or(usize::MAX, |rank| rank.place));
    Ok(Rating { round, before, lines, means, mean, kinds: kinds.into_iter().collect() })
}

/// Where an organisation stands: its own territory is its municipality, the uppermost one its region.
fn registered(row: &ScoreRow, territories: &[Territory]) -> Registered {
    let find = |id: TerritoryId| territories.iter().find(|territory| territory.id == id);
    let own = row.territory.and_then(find);
    let mut top = own;
    // A registry typed by people may hold a circle: eight steps are more than any real one has.
    for _ in 0..8 {
        top = top.and_then(|territory| territory.parent).and_then(find).or(top);
    }
    Registered {
        municipality: own.map(|territory| territory.name.clone()),
        region: top.filter(|top| own.is_some_and(|own| own.id != top.id)).map(|territory| territory.name.clone()),
        sector: Some(row.sector.in_words().to_owned()),
        kind: row.kind.clone(),
    }
}

/// As much of a sheet as means are taken of.
fn outline(figures: &Figures, policy: &Policy) -> ScoreSheet {
    let criterion = |(criterion, points, is_used): &(Criterion, Option<Exact>, bool)| CriterionPoints {
        criterion: *criterion,
        exact: points.clone(),
        points: points.clone(),
        is_used: *is_used,
    };
    ScoreSheet {
        organisation: String::new(),
        kind: None,
        policy: policy.clone(),
        respondents: figures.respondents,
        units: [].into(),
        branches: [].into(),
        indicators: Vec::new(),
        criteria: figures.criteria.iter().map(criterion).collect(),
        exact: figures.total.clone(),
        total: figures.total.clone(),
        remarks: Vec::new(),
    }
}

/// Means of what is shown; the country's only where there are several regions.
fn means(rows: &[ScoreRow], territories: &[Territory], policy: &Policy) -> Vec<Mean> {
    let sheets: Vec<(ScoreSheet, Registered)> =
        rows.iter().map(|row| (outline(&row.figures, policy), registered(row, territories))).collect();
    let borrowed: Vec<(&ScoreSheet, Registered)> = sheets.iter().map(|(sheet, at)| (sheet, at.clone())).collect();
    let all = groups(&borrowed, policy.rounding);
    let n_regions = all.iter().filter(|group| group.level == Level::Region).count();
    let is_told = |group: &Group| match group.level {
        Level::Municipality | Level::Region => true,
        Level::SectorInRegion => false,
        Level::Sector | Level::Country => n_regions > 1,
    };
    all.into_iter().filter(is_told).collect()
}
