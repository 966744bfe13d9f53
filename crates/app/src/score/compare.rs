//! Organisations side by side, and a territory at a glance.

use super::books;
use super::rating::asked_round;
use super::sheets::{PublishedSheet, published_sheet};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::ids::{RoundId, TerritoryId};
use otklik_domain::score::{Criterion, Exact, Indicator};
use otklik_store::record::{Round, ScoreQuery, ScoreRow};

/// As many as fit side by side.
const N_SIDE_BY_SIDE: usize = 4;

/// Organisations side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Their published sheets, in the order that was asked for.
    pub sheets: Vec<PublishedSheet>,
    /// Slugs without a published score of the year.
    pub missing: Vec<String>,
    /// Whether all were counted by one rulebook and the same rules.
    pub is_alike: bool,
}

/// Published scores of several organisations, of a year or the newest of each. Needs no sign-in.
///
/// # Errors
/// `Invalid` for more than four, `NotFound` when none has a score.
pub async fn compare(ctx: &Ctx, slugs: &[String], year: Option<i16>) -> Result<Comparison, Refusal> {
    let mut wanted: Vec<&String> = Vec::new();
    for slug in slugs {
        if !wanted.contains(&slug) {
            wanted.push(slug);
        }
    }
    if wanted.len() > N_SIDE_BY_SIDE {
        return Err(Refusal::field(
            "organisations",
            "Рядом показываются не больше четырёх организаций: уберите лишние",
        ));
    }
    let (mut sheets, mut missing) = (Vec::new(), Vec::new());
    for slug in wanted {
        match published_sheet(ctx, slug, year).await {
            Ok(sheet) => sheets.push(sheet),
            Err(Refusal::NotFound) => missing.push(slug.clone()),
            Err(other) => return Err(other),
        }
    }
    let Some(first) = sheets.first() else { return Err(Refusal::NotFound) };
    let rules = |sheet: &PublishedSheet| (sheet.score.rulebook_sha256.clone(), sheet.score.policy.clone());
    let is_alike = sheets.iter().all(|sheet| rules(sheet) == rules(first) && sheet.round.year == first.round.year);
    Ok(Comparison { sheets, missing, is_alike })
}

/// One organisation in a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// The score.
    pub row: ScoreRow,
    /// Points in the order of the columns; nothing where the indicator is empty.
    pub indicators: Vec<Option<Exact>>,
    /// Points of the five criteria; nothing where one is not used.
    pub criteria: Vec<Option<Exact>>,
}

/// Organisations of a territory by indicators («матрица показателей»).
#[derive(Debug, Clone)]
pub struct Heat {
    /// The round.
    pub round: Round,
    /// Columns: indicators of the rulebook with their names.
    pub indicators: Vec<(Indicator, String)>,
    /// Rows, by name of the organisation.
    pub rows: Vec<HeatRow>,
}

/// The matrix of a territory, of a round or the newest published one. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn heat(ctx: &Ctx, territory: Option<TerritoryId>, round: Option<RoundId>) -> Result<Heat, Refusal> {
    let round = asked_round(ctx, round, None, None).await?;
    let book = books::book(ctx.store(), &round.rulebook.sha256).await?;
    let indicators: Vec<(Indicator, String)> =
        book.indicators.iter().map(|rule| (rule.indicator, rule.title.clone())).collect();
    let asked = ScoreQuery { round: Some(round.id), territory, is_published: true, ..ScoreQuery::default() };
    let rows = ctx.store().list_scores(&asked).await?.into_iter().map(|row| HeatRow {
        indicators: indicators.iter().map(|(indicator, _)| row.figures.indicator(*indicator).cloned()).collect(),
        criteria: Criterion::ALL.iter().map(|criterion| row.figures.criterion(*criterion).cloned()).collect(),
        row,
    });
    Ok(Heat { rows: rows.collect(), round, indicators })
}
