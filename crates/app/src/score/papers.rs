//! Scores go out as office papers: the sheet of an organisation, how it was counted, ratings.

use super::compare::Heat;
use super::explanation::Explained;
use super::rating::Rating;
use crate::ctx::Ctx;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by, safe};
use crate::refusal::Refusal;
use otklik_domain::ids::{ScoreId, TerritoryId};
use otklik_domain::score::{Criterion, Exact, Findings, Rank};
use otklik_papers::forms::rating::{self, RatingLine, RatingMean};
use otklik_papers::forms::score_sheet::{self, Scored};
use otklik_papers::template::{TemplateForm, explained_values, rating_values, score_values};
use otklik_store::record::{Round, ScoreRow};
use std::collections::HashMap;

/// The sheet of a version as a paper: `score-sheet`, or `score-explained` with every formula.
///
/// # Errors
/// `NotFound` when there is none that the actor may see; `Invalid` when the form or format is unknown.
pub async fn score_paper(ctx: &Ctx, id: ScoreId, form: &str, format: &str) -> Result<PaperOut, Refusal> {
    let format = format_of(format)?;
    let is_explained = match form {
        "score-sheet" => false,
        "score-explained" => true,
        _ => return Err(Refusal::field("form", "Форма: score-sheet или score-explained")),
    };
    let shown = super::explain(ctx, id).await?;
    let name = if is_explained { "Как посчитана оценка" } else { "Оценка" };
    let file_name = format!("{name} {} {}", shown.round.year, safe(&shown.organisation.name));
    let parts = Parts::of(shown)?;
    let scored = parts.scored(ctx);
    if is_explained {
        let tree = &parts.shown.explanation;
        let by = ByTemplate::own(ctx, TemplateForm::Explained, || explained_values(&scored, tree)).await?;
        return made_by(ctx, by, || score_sheet::compose_explained(&scored, tree), file_name, format).await;
    }
    let by = ByTemplate::own(ctx, TemplateForm::Score, || score_values(&scored)).await?;
    made_by(ctx, by, || score_sheet::compose(&scored), file_name, format).await
}

/// What a score on paper is made of.
struct Parts {
    shown: Explained,
    findings: Vec<(Option<String>, Findings)>,
    round: String,
}

impl Parts {
    fn of(shown: Explained) -> Result<Self, Refusal> {
        let set = shown.book.question_set();
        let assessed = shown.score.inputs.assessed(&shown.organisation.name, &set).map_err(Refusal::unavailable)?;
        let findings = assessed.units.into_iter().map(|unit| (unit.branch, unit.findings)).collect();
        Ok(Parts { round: round_words(&shown.round), findings, shown })
    }

    fn scored(&self, ctx: &Ctx) -> Scored<'_> {
        let shown = &self.shown;
        Scored {
            rulebook: &shown.book,
            sheet: &shown.sheet,
            findings: &self.findings,
            organisation: &shown.organisation.name,
            round: &self.round,
            notes: notes(ctx, shown),
            made_on: Some(ctx.today()),
        }
    }
}

/// «Независимая оценка 2026 года. Культура, 2026».
fn round_words(round: &Round) -> String {
    format!("Независимая оценка {} года. {}", round.year, round.title)
}

/// The version, and how answers were looked over.
fn notes(ctx: &Ctx, shown: &Explained) -> Vec<String> {
    let mut notes = vec![version_words(ctx, shown)];
    if let Some(method) = &shown.method {
        notes.extend(method.sentences());
        let line = |(words, value): (&str, u32)| format!("{}: {value}", words.to_lowercase());
        let thresholds: Vec<String> = method.thresholds_in_words().into_iter().map(line).collect();
        notes.push(format!("Пороги проверки анкет. {}.", thresholds.join("; ")));
    }
    notes
}

fn version_words(ctx: &Ctx, shown: &Explained) -> String {
    let day = |at: jiff::Timestamp| at.to_zoned(ctx.house.zone.clone()).date();
    match &shown.score.published {
        Some((_, at)) => format!("Версия {}, опубликована {}.", shown.score.number, russian(day(*at))),
        None => format!("Версия {}, не опубликована: проект.", shown.score.number),
    }
}

/// «22.11.2026»
fn russian(day: otklik_domain::Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// A rating as a paper: the lines as they are given.
///
/// # Errors
/// `Invalid` when the format is unknown.
pub async fn rating_paper(ctx: &Ctx, shown: &Rating, format: &str) -> Result<PaperOut, Refusal> {
    let format = format_of(format)?;
    let territories = territories(ctx).await?;
    let lines = shown.lines.iter().map(|line| rating_line(&line.row, line.rank, &territories)).collect();
    let mean = |mean: &super::Mean| RatingMean {
        name: format!("{}, организаций: {}", mean.name, mean.n),
        criteria: mean.criteria.clone(),
        total: mean.total.clone(),
    };
    let of = rating::Rating {
        name: "РЕЙТИНГ ОРГАНИЗАЦИЙ".to_owned(),
        about: vec![round_words(&shown.round)],
        lines,
        means: shown.means.iter().map(mean).collect(),
        notes: vec!["Равные баллы делят место. Кто не получил общего балла, места не имеет.".to_owned()],
        made_on: Some(ctx.today()),
    };
    let by = ByTemplate::own(ctx, TemplateForm::Rating, || rating_values(&of)).await?;
    made_by(ctx, by, || rating::compose(&of), format!("Рейтинг {}", shown.round.year), format).await
}

/// The table of a territory as a paper, the weakest first.
///
/// # Errors
/// `Invalid` when the format is unknown.
pub async fn heat_paper(
    ctx: &Ctx,
    shown: &Heat,
    territory: Option<TerritoryId>,
    format: &str,
) -> Result<PaperOut, Refusal> {
    let format = format_of(format)?;
    let territories = territories(ctx).await?;
    let mut rows: Vec<&ScoreRow> = shown.rows.iter().map(|row| &row.row).collect();
    rows.sort_by_key(|row| (row.figures.total.is_none(), row.figures.total.clone()));
    let name = territory.and_then(|id| territories.get(&id)).cloned();
    let of = rating::Rating {
        name: "БАЛЛЫ ОРГАНИЗАЦИЙ ПО КРИТЕРИЯМ".to_owned(),
        about: std::iter::once(round_words(&shown.round)).chain(name).collect(),
        lines: rows.into_iter().map(|row| rating_line(row, None, &territories)).collect(),
        notes: vec!["Сначала самые слабые.".to_owned()],
        made_on: Some(ctx.today()),
        ..rating::Rating::default()
    };
    let by = ByTemplate::own(ctx, TemplateForm::Heat, || rating_values(&of)).await?;
    made_by(ctx, by, || rating::compose(&of), format!("Баллы по критериям {}", shown.round.year), format).await
}

async fn territories(ctx: &Ctx) -> Result<HashMap<TerritoryId, String>, Refusal> {
    let all = ctx.store().list_territories().await?;
    Ok(all.into_iter().map(|kept| (kept.value.id, kept.value.name)).collect())
}

fn rating_line(row: &ScoreRow, rank: Option<Rank>, territories: &HashMap<TerritoryId, String>) -> RatingLine {
    let criteria: Vec<(Criterion, Exact)> =
        Criterion::ALL.into_iter().filter_map(|c| Some((c, row.figures.criterion(c)?.clone()))).collect();
    RatingLine {
        place: rank.map(place_words).unwrap_or_default(),
        organisation: row.name.clone(),
        territory: row.territory.and_then(|id| territories.get(&id)).cloned(),
        criteria,
        total: row.figures.total.clone(),
    }
}

/// «2», or «2–4» when the place is shared.
pub fn place_words(rank: Rank) -> String {
    match rank.shared_with {
        0 => rank.place.to_string(),
        n => format!("{}–{}", rank.place, rank.place + n),
    }
}
