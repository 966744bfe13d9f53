//! The section «НОК» of an organisation's own site: a page with its files in one zip, and the same words for a frame.
//!
//! In comes a published plan; out goes what everybody may read. It refuses working words and names nobody agreed to.

use super::{public, russian};
use crate::ctx::Ctx;
use crate::paper_out::{PaperOut, format_of, made, safe, signers};
use crate::refusal::Refusal;
use crate::score::PublishedSheet;
use otklik_domain::ids::PlanId;
use otklik_domain::plan::Measure;
use otklik_domain::score::Criterion;
use otklik_papers::bundle::bundle;
use otklik_papers::forms::{Form, compose};
use otklik_papers::site_section::{SiteSection, page};

/// What the section of a published plan says. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn section(ctx: &Ctx, id: PlanId, source: &str) -> Result<SiteSection, Refusal> {
    let (plan, organisation) = public(ctx, id).await?;
    let score = super::package::score_of(ctx, organisation.id).await?;
    let day = ctx.house.zone.to_datetime(plan.publication.at).date();
    let period = plan.draft.period.map(|it| match (it.from.year(), it.to.year()) {
        (from, to) if from == to => format!("План на {from} год"),
        (from, to) => format!("План на {from}–{to} годы"),
    });
    let words = period.unwrap_or_else(|| "План".to_owned());
    Ok(SiteSection {
        organisation: organisation.name.clone(),
        score: score
            .as_ref()
            .and_then(|it| Some((format!("Независимая оценка {} года", it.round.year), total(it)?.replace('.', ",")))),
        criteria: score.as_ref().map(criteria).unwrap_or_default(),
        plan: format!("{words}. Версия {}, опубликована {}", plan.publication.number, russian(day)),
        rows: plan.draft.measures.iter().map(row).collect(),
        files: Vec::new(),
        rating: organisation.rating_link(),
        source: source.to_owned(),
    })
}

/// The section as a zip: one page and the files it names. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published.
pub async fn site_zip(ctx: &Ctx, id: PlanId, source: &str) -> Result<PaperOut, Refusal> {
    let mut section = section(ctx, id, source).await?;
    let (plan, organisation) = public(ctx, id).await?;
    let signers = signers(ctx, &plan.draft, organisation.id).await?;
    let mut files = Vec::new();
    for (file, words, form) in
        [("plan", "План", Form::Plan457), ("execution", "Сведения о ходе реализации", Form::Report457)]
    {
        let paper = compose(form, &plan.draft, &signers);
        for (format, of) in [("docx", "Word"), ("csv", "таблица CSV")] {
            let out = made(ctx, &paper, file.to_owned(), format_of(format)?).await?;
            section.files.push((out.file_name.clone(), format!("{words}, {of}")));
            files.push((out.file_name, out.bytes));
        }
    }
    files.insert(0, ("index.html".to_owned(), page(&section).into_bytes()));
    let file_name = format!("Раздел НОК {}.zip", safe(&organisation.name));
    Ok(PaperOut { file_name, media_type: "application/zip", bytes: bundle(&files).map_err(Refusal::unavailable)? })
}

pub(super) fn total(score: &PublishedSheet) -> Option<String> {
    score.score.figures.total.as_ref().map(|it| it.round_half_up(2).to_string())
}

fn criteria(score: &PublishedSheet) -> Vec<(String, String)> {
    let line = |criterion: Criterion| {
        let points = score.score.figures.criterion(criterion)?.round_half_up(2).to_string().replace('.', ",");
        Some((format!("{}. {}", criterion.number(), criterion.official_name()), points))
    };
    Criterion::ALL.into_iter().filter_map(line).collect()
}

pub(super) fn who(row: &Measure) -> String {
    let one = |it: &otklik_domain::plan::Executor| {
        [it.name.as_deref(), it.position.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    row.executors.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn row(row: &Measure) -> [String; 5] {
    let done = row.execution.as_ref().and_then(|it| it.done.clone()).unwrap_or_default();
    let term = row.deadline.as_ref().map(|it| it.as_written.clone()).unwrap_or_default();
    [row.shortcoming.clone().unwrap_or_default(), row.text.clone(), term, who(row), done]
}
