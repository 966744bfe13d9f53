//! An organisation through the years: scores counted here, and results that were published before.

use super::sheets::by_slug;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::score::Exact;
use otklik_store::record::{EarlierScore, ScoreQuery, ScoreRow};

/// One year of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// The year.
    pub year: i16,
    /// The score counted here, where there is one.
    pub score: Option<ScoreRow>,
    /// What was published elsewhere.
    pub earlier: Option<EarlierScore>,
    /// Whether it can be compared with the years of the single order: «из 160» cannot.
    pub is_comparable: bool,
    /// More than in the last comparable year.
    pub change: Option<Exact>,
}

impl YearLine {
    /// The total of the year, as it was counted here or published.
    pub fn total(&self) -> Option<Exact> {
        let here = self.score.as_ref().and_then(|score| score.figures.total.clone());
        here.or_else(|| self.earlier.as_ref().map(|earlier| earlier.score.value().into()))
    }
}

/// The years of an organisation, newest first. Needs no sign-in.
///
/// # Errors
/// `NotFound` when there is no such organisation.
pub async fn years(ctx: &Ctx, slug: &str) -> Result<Vec<YearLine>, Refusal> {
    let organisation = by_slug(ctx, slug).await?;
    let asked = ScoreQuery { organisations: vec![organisation.id], is_published: true, ..ScoreQuery::default() };
    let mut scores = ctx.store().list_scores(&asked).await?;
    scores.sort_by_key(|row| std::cmp::Reverse((row.year, row.organisation == organisation.id)));
    scores.dedup_by_key(|row| row.year);
    let mut lines: Vec<YearLine> = scores.into_iter().map(here).collect();
    for kept in ctx.store().list_earlier_scores(&[organisation.id]).await? {
        let is_comparable = kept.value.score.is_comparable();
        let year = kept.value.score.year();
        match lines.iter_mut().find(|line| line.year == year && line.is_comparable == is_comparable) {
            Some(line) => line.earlier = Some(kept.value),
            None => {
                lines.push(YearLine { year, score: None, earlier: Some(kept.value), is_comparable, change: None });
            }
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.year, line.is_comparable)));
    set_changes(&mut lines);
    Ok(lines)
}

fn here(row: ScoreRow) -> YearLine {
    YearLine { year: row.year, score: Some(row), earlier: None, is_comparable: true, change: None }
}

fn set_changes(lines: &mut [YearLine]) {
    let mut before: Option<Exact> = None;
    for line in lines.iter_mut().rev().filter(|line| line.is_comparable) {
        let total = line.total();
        line.change = total.as_ref().zip(before.as_ref()).map(|(total, before)| total - before);
        before = total.or(before);
    }
}
