//! The published score of an organisation: every figure opens, the points that went, the years side by side.

use super::organisation::{eyebrow, find, name};
use super::score;
use crate::download::attachment;
use crate::form::{Asked, query};
use crate::refusal::Refused;
use crate::ui::components::sheet::{Scored, Sheet, finding};
use crate::ui::components::years::{YearRow, Years};
use crate::ui::shell::{Shell, organisation_nav};
use crate::ui::{figures, page, words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::integrity::MethodNote;
use otklik_app::score::{self as scores, PublishedSheet, RatingQuery, YearLine};
use otklik_app::{Refusal, record};
use otklik_domain::ids::ScoreId;
use otklik_domain::score::sampling::Change;
use otklik_domain::score::{Criterion, Exact, Subject};

/// A file of a score.
pub(crate) struct PaperLink {
    pub(crate) href: String,
    pub(crate) text: &'static str,
}

#[derive(Template)]
#[template(path = "portal/published.html")]
struct PublishedPage {
    shell: Shell,
    slug: String,
    organisation: String,
    eyebrow: String,
    is_example: bool,
    finding: String,
    place: Option<String>,
    sheet: Sheet,
    years: Option<Years>,
    papers: Vec<PaperLink>,
    /// How answers were looked over before the score was counted.
    method: Option<MethodNote>,
    /// Where programs read the same.
    json: String,
    version: String,
    /// Where the whole round is told with its method and answers.
    results: Option<String>,
}

/// `GET /o/{slug}/score?year=`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/score").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let year = asked.get("year").parse().ok();
    let published = match scores::published_sheet(&visit.ctx, &slug, year).await {
        Ok(published) => published,
        Err(Refusal::NotFound) if year.is_none() => return Ok(score::printed(&visit, slug, &shown)),
        Err(refusal) => return Err(refusal.into()),
    };
    let (sheet, is_whole) = sheet_view(&visit, published.score.id, published.round.year).await?;
    let mut shell = visit.shell(format!("Оценка: {}", name(&shown.organisation)), organisation_nav(&slug, "/score"));
    shell.place = shown.territories.first().map(|t| t.name.clone());
    Ok(page::show(&PublishedPage {
        shell,
        organisation: name(&shown.organisation).to_owned(),
        eyebrow: format!("{} · {}", eyebrow(Some(published.round.year)), published.book.title),
        is_example: shown.organisation.is_example,
        finding: finding(&published.sheet),
        place: place(&visit, &published).await?,
        years: years(&visit, &slug).await?,
        papers: papers(&slug, published.round.year),
        method: published.score.method.as_deref().and_then(MethodNote::read),
        json: format!("/api/v1/scores/{}/explanation", published.score.id),
        version: version(&visit, &published, is_whole),
        results: super::rating::found(scores::round_results(&visit.ctx, published.round.id, None).await)?
            .map(|_| format!("/rounds/{}", published.round.id)),
        sheet,
        slug,
    }))
}

/// The view of a version; the second value tells whether nothing was left out.
pub(crate) async fn sheet_view(visit: &Visit, id: ScoreId, year: i16) -> Result<(Sheet, bool), Refused> {
    let explained = scores::explain(&visit.ctx, id).await?;
    let (losses, is_whole) = scores::losses(&visit.ctx, id).await?;
    let scored = Scored {
        rulebook: &explained.book,
        sheet: &explained.sheet,
        tree: &explained.explanation,
        losses: &losses,
        year: Some(year),
    };
    Ok((Sheet::of(scored), is_whole))
}

/// «2–3 место из 14 организаций».
async fn place(visit: &Visit, published: &PublishedSheet) -> Result<Option<String>, Refused> {
    let asked = RatingQuery { round: Some(published.round.id), ..RatingQuery::default() };
    let rating = scores::rating(&visit.ctx, &asked).await?;
    let line = rating.lines.iter().find(|line| line.row.id == published.score.id);
    Ok(line.and_then(|line| line.rank).filter(|rank| rank.of > 1).map(|rank| {
        let all = words::count_of(rank.of, words::ORGANISATIONS_OF);
        format!("{} место из {all} в рейтинге этой оценки", scores::place_words(rank))
    }))
}

fn papers(slug: &str, year: i16) -> Vec<PaperLink> {
    let year = year.to_string();
    let link = |(form, format, text): (&str, &str, &'static str)| PaperLink {
        href: format!("/o/{slug}/score/paper{}", query(&[("form", form), ("format", format), ("year", &year)])),
        text,
    };
    [
        ("score-sheet", "docx", "Оценка, Word"),
        ("score-sheet", "pdf", "Оценка, PDF"),
        ("score-sheet", "xlsx", "Оценка, Excel"),
        ("score-sheet", "csv", "Данные, CSV"),
        ("score-explained", "docx", "Как посчитано, Word"),
        ("score-explained", "xlsx", "Как посчитано, Excel"),
    ]
    .map(link)
    .into()
}

fn version(visit: &Visit, published: &PublishedSheet, is_whole: bool) -> String {
    let zone = visit.ctx.house.zone.clone();
    let day = published.score.published.as_ref().map(|(_, at)| words::date(at.to_zoned(zone).date()));
    let day = day.map(|day| format!(", опубликована {day}")).unwrap_or_default();
    let hidden =
        if is_whole { String::new() } else { format!(" Часть потерь {}.", published.small.words()) };
    format!("Версия {}{day}.{hidden}", published.score.number)
}

async fn years(visit: &Visit, slug: &str) -> Result<Option<Years>, Refused> {
    let lines = scores::years(&visit.ctx, slug).await?;
    if lines.len() < 2 {
        return Ok(None);
    }
    let counted: Vec<i16> = lines.iter().filter(|line| line.score.is_some()).map(|line| line.year).collect();
    let mut rows = Vec::with_capacity(lines.len());
    for line in &lines {
        let before = counted.iter().copied().find(|year| *year < line.year).filter(|_| line.score.is_some());
        let change = match before {
            Some(before) => change_words(before, &scores::moved(&visit.ctx, slug, before, line.year).await?),
            None => line.change.as_ref().map(|change| format!("{}, погрешность не известна", figures::signed(change))),
        };
        rows.push(year_row(slug, line, change));
    }
    Ok(Some(Years { rows }))
}

fn year_row(slug: &str, line: &YearLine, change: Option<String>) -> YearRow {
    let own = line.score.as_ref();
    let of = |c: Criterion| own.and_then(|row| Some((c, row.figures.criterion(c)?.clone())));
    let earlier = line.earlier.as_ref().filter(|_| own.is_none());
    YearRow {
        year: line.year,
        scale: if line.is_comparable { 100 } else { 160 },
        total: line.total(),
        criteria: Criterion::ALL.into_iter().filter_map(of).collect(),
        change,
        source: earlier.map(|it: &record::EarlierScore| it.source.clone()),
        href: own.map(|_| format!("/o/{slug}/score{}", query(&[("year", &line.year.to_string())]))),
    }
}

/// What moved beyond the noise, in words.
fn change_words(before: i16, changes: &[Change]) -> Option<String> {
    let total = changes.iter().find(|change| change.subject == Subject::Total)?;
    let difference = figures::signed(&total.difference.round_half_up(2));
    let mut said = format!("{}: {difference} к {before} году", total.words());
    let moved: Vec<String> = changes
        .iter()
        .filter(|change| change.is_noticeable)
        .filter_map(|change| match change.subject {
            Subject::Criterion(c) => Some(format!("критерий {} {}", c.number(), direction(&change.difference))),
            _ => None,
        })
        .collect();
    if !moved.is_empty() {
        said = format!("{said}; {}", moved.join(", "));
    }
    Some(words::capital(&said))
}

fn direction(difference: &Exact) -> &'static str {
    if difference.is_negative() { "заметно ниже" } else { "заметно выше" }
}

/// `GET /o/{slug}/score/paper?form=&format=&year=`
pub(crate) async fn paper(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let published = scores::published_sheet(&visit.ctx, &slug, asked.get("year").parse().ok()).await?;
    let form = asked.filled("form").unwrap_or("score-sheet");
    let out = scores::score_paper(&visit.ctx, published.score.id, form, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
