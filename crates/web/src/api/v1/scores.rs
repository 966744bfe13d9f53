//! Published scores and rounds: lists, a sheet, and how each of its figures came about.

use super::answer::{self, Shown};
use super::asked::{Asked, Path, is_id_cursor};
use super::caller::Caller;
use super::id_of;
use crate::api::problem::Problem;

use axum::http::HeaderMap;
use axum::response::Response;
use otklik_app::record::{PageAsked, Round, RoundState, Score, ScoreRow, Version};
use otklik_app::score::{self as scores, Explained, RatingQuery};
use otklik_app::{Ctx, Refusal, directory};
use otklik_domain::ids::{RoundId, ScoreId};
use otklik_domain::registry::Sector;
use otklik_domain::score::explain::{About, Explanation, Reference};
use otklik_domain::score::ledger::{Effect, LedgerLine};
use otklik_domain::score::{Basis, Criterion, Exact, Mark, Policy, Rounding, ScoreSheet, UnitSheet};
use serde_json::{Map, Value, json};

/// `GET /rounds`
pub(super) async fn rounds(Caller(ctx): Caller, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let sector = asked.read("sector", SECTORS, Sector::from_name);
    let page = asked.page(is_id_cursor);
    asked.check()?;
    let all = scores::published_rounds(&ctx, sector).await?;
    let (shown, next) = part(all, &page, |round| round.id.to_string());
    Ok(Shown::list(&ctx, shown.iter().map(round_value).collect(), next).answer(&headers))
}

const SECTORS: &str = "culture, education, health, social-care или medical-social-expertise";

/// The part of a list that a page asks for, and the cursor of the next one.
fn part<T>(all: Vec<T>, page: &PageAsked, id: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    let from = page
        .after
        .as_ref()
        .map_or(0, |after| all.iter().position(|it| id(it) == *after).map_or(all.len(), |at| at + 1));
    let is_more = all.len().saturating_sub(from) > page.limit;
    let shown: Vec<T> = all.into_iter().skip(from).take(page.limit).collect();
    let next = shown.last().filter(|_| is_more).map(id);
    (shown, next)
}

fn round_value(round: &Round) -> Value {
    let mut value = rules(&round.policy);
    value.extend([
        ("id".to_owned(), json!(round.id.to_string())),
        ("title".to_owned(), json!(round.title)),
        ("year".to_owned(), json!(round.year)),
        (
            "rulebook".to_owned(),
            json!({
                "name": round.rulebook.name, "edition": round.rulebook.edition, "sha256": round.rulebook.sha256,
            }),
        ),
        ("small_count".to_owned(), json!(round.small_count)),
        ("starts_on".to_owned(), json!(round.dates.survey.opens_on.map(|day| day.to_string()))),
        ("ends_on".to_owned(), json!(round.dates.survey.closes_on.map(|day| day.to_string()))),
        ("state".to_owned(), json!(if round.state == RoundState::Open { "open" } else { "closed" })),
        ("is_example".to_owned(), json!(round.is_example)),
    ]);
    Value::Object(value)
}

fn rules(policy: &Policy) -> Map<String, Value> {
    let named = [
        ("rounding", policy.rounding.name()),
        ("empty", policy.empty.name()),
        ("branches_rule", policy.branches.name()),
    ];
    named.into_iter().map(|(name, rule)| (name.to_owned(), json!(rule))).collect()
}

/// `GET /scores?round=&organisation=&year=&sector=&kind=&territory=`: of one organisation all its years, else of a round.
pub(super) async fn list(Caller(ctx): Caller, headers: HeaderMap, mut asked: Asked) -> Result<Response, Problem> {
    let round: Option<RoundId> = asked.parsed("round", "Номер оценки из /rounds");
    let query = RatingQuery {
        round,
        year: asked.parsed("year", "Год четырьмя цифрами"),
        sector: asked.read("sector", SECTORS, Sector::from_name),
        kind: asked.text("kind"),
        territory: asked.parsed("territory", "Номер территории из поля territory.id"),
    };
    let page = asked.page(is_id_cursor);
    asked.check()?;
    let rows = match asked.text("organisation") {
        Some(name) => of_organisation(&ctx, &name, &query).await?,
        None => match scores::rating(&ctx, &query).await {
            Ok(rating) => rating.lines.into_iter().map(|line| line.row).collect(),
            Err(Refusal::NotFound) => Vec::new(),
            Err(refusal) => return Err(refusal.into()),
        },
    };
    let (shown, next) = part(rows, &page, |row| row.id.to_string());
    Ok(Shown::list(&ctx, shown.iter().map(|row| row_value(&ctx, row)).collect(), next).answer(&headers))
}

async fn of_organisation(ctx: &Ctx, name: &str, query: &RatingQuery) -> Result<Vec<ScoreRow>, Problem> {
    let Some(kept) = directory::find_organisation(ctx, name).await? else { return Ok(Vec::new()) };
    let years = scores::years(ctx, kept.value.slug.as_str()).await?;
    let mut rows: Vec<ScoreRow> = years.into_iter().filter_map(|line| line.score).collect();
    rows.retain(|row| query.round.is_none_or(|id| row.round == id) && query.year.is_none_or(|year| row.year == year));
    Ok(rows)
}

fn row_value(ctx: &Ctx, row: &ScoreRow) -> Value {
    let criteria = Criterion::ALL.into_iter();
    let criteria: Map<String, Value> =
        criteria.map(|c| (c.number().to_string(), json!(row.figures.criterion(c).map(two)))).collect();
    let indicators: Map<String, Value> =
        row.figures.indicators.iter().map(|(i, points)| (i.to_string(), json!(points.as_ref().map(plain)))).collect();
    json!({
        "id": row.id.to_string(),
        "round_id": row.round.to_string(),
        "year": row.year,
        "organisation_id": row.organisation.to_string(),
        "organisation": row.name,
        "slug": row.slug,
        "kind": row.kind,
        "sector": row.sector.name(),
        "number": row.number,
        "published_at": row.published_at.map(|at| answer::time(ctx, at)),
        "respondents": row.figures.respondents,
        "indicators": indicators,
        "criteria": criteria,
        "total": row.figures.total.as_ref().map(two),
    })
}

/// Criteria and totals: two decimals.
fn two(points: &Exact) -> String {
    points.to_decimals(2)
}

/// Indicators: as few decimals as needed.
fn plain(points: &Exact) -> String {
    points.to_string()
}

/// `GET /scores/{id}`
pub(super) async fn show(Caller(ctx): Caller, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Problem> {
    let shown = explained(&ctx, &id).await?;
    Ok(Shown::new(&ctx, score_value(&ctx, &shown), Version(shown.score.number)).answer(&headers))
}

async fn explained(ctx: &Ctx, id: &str) -> Result<Explained, Problem> {
    let id: ScoreId = id_of(id)?;
    Ok(scores::explain(ctx, id).await?)
}

fn score_value(ctx: &Ctx, shown: &Explained) -> Value {
    let (score, sheet) = (&shown.score, &shown.sheet);
    let mut value = sheet_value(sheet);
    value.extend(rules(&sheet.policy));
    value.extend(version_value(ctx, score));
    value.insert("year".to_owned(), json!(shown.round.year));
    value.insert("organisation".to_owned(), json!(shown.organisation.name));
    value.insert("slug".to_owned(), json!(shown.organisation.slug.as_str()));
    let book = &shown.book;
    let named = json!({ "name": book.name, "edition": book.edition, "sha256": book.sha256 });
    value.insert("rulebook".to_owned(), named);
    Value::Object(value)
}

fn version_value(ctx: &Ctx, score: &Score) -> Map<String, Value> {
    let fields = [
        ("id", json!(score.id.to_string())),
        ("round_id", json!(score.round.to_string())),
        ("organisation_id", json!(score.organisation.to_string())),
        ("number", json!(score.number)),
        ("state", json!(score.state.name())),
        ("supersedes", json!(score.supersedes.map(|id| id.to_string()))),
        ("sha256", json!(score.sha256)),
        ("published_at", json!(score.published.as_ref().map(|(_, at)| answer::time(ctx, *at)))),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn sheet_value(sheet: &ScoreSheet) -> Map<String, Value> {
    let is_exact = sheet.policy.rounding == Rounding::None;
    let indicators: Map<String, Value> =
        sheet.indicators.iter().map(|i| (i.indicator.to_string(), json!(i.points.as_ref().map(plain)))).collect();
    let used = sheet.criteria.iter().filter(|c| c.is_used);
    let criteria: Map<String, Value> =
        used.map(|c| (c.criterion.number().to_string(), json!(c.points.as_ref().map(two)))).collect();
    let remark = |remark: &otklik_domain::remark::Remark| json!({ "code": remark.code, "text": remark.text });
    let fields = [
        ("kind", json!(sheet.kind)),
        ("respondents", json!(sheet.respondents)),
        ("branches", json!(sheet.branches.iter().map(unit_value).collect::<Vec<_>>())),
        ("indicators", Value::Object(indicators)),
        ("criteria", Value::Object(criteria)),
        ("total", json!(sheet.total.as_ref().map(two))),
        ("exact", json!(sheet.exact.as_ref().filter(|_| is_exact).map(Exact::to_ratio))),
        ("remarks", json!(sheet.remarks.iter().map(remark).collect::<Vec<_>>())),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn unit_value(unit: &UnitSheet) -> Value {
    let indicators: Map<String, Value> =
        unit.indicators.iter().map(|i| (i.indicator.to_string(), json!(i.points.as_ref().map(plain)))).collect();
    json!({ "branch": unit.branch, "respondents": unit.respondents, "indicators": indicators })
}

/// `GET /scores/{id}/explanation`
pub(super) async fn explanation(
    Caller(ctx): Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = explained(&ctx, &id).await?;
    let (losses, is_whole) = scores::losses(&ctx, shown.score.id).await?;
    let value = json!({
        "id": shown.score.id.to_string(),
        "explanation": node_value(&shown.explanation),
        "losses": losses.lines.iter().map(loss_value).collect::<Vec<_>>(),
        "is_whole": is_whole,
    });
    Ok(Shown::new(&ctx, value, Version(shown.score.number)).answer(&headers))
}

fn node_value(node: &Explanation) -> Value {
    let weighted = node.figure.as_ref().and_then(|figure| figure.weighted.as_ref());
    json!({
        "about": about(node),
        "title": node.title,
        "points": node.figure.as_ref().map(|figure| plain(&figure.points)),
        "exact": node.figure.as_ref().map(|figure| figure.exact.to_ratio()),
        "weighted": weighted.map(|(value, _)| plain(value)),
        "weight": weighted.map(|(_, weight)| weight),
        "part": counts(node).map(|(part, _)| part),
        "whole": counts(node).and_then(|(_, whole)| whole),
        "mark": mark(node),
        "formula": node.formula,
        "calculation": node.calculation,
        "rules": node.rules,
        "reference": node.reference.as_ref().map(reference),
        "children": node.children.iter().map(node_value).collect::<Vec<_>>(),
    })
}

fn about(node: &Explanation) -> String {
    match &node.about {
        About::Total => "total".to_owned(),
        About::Criterion(criterion) => format!("criterion {}", criterion.number()),
        About::Indicator(indicator) => format!("indicator {indicator}"),
        About::Place(at) => format!("place {at}"),
        About::Part(..) => "part".to_owned(),
        About::Item(code, _) => format!("item {code}"),
        About::Question(code) => format!("question {code}"),
    }
}

fn counts(node: &Explanation) -> Option<(u64, Option<u64>)> {
    match &node.about {
        About::Part(_, Basis::Of { part, whole }) => Some((*part, Some(*whole))),
        About::Part(_, Basis::Items(n)) => Some((*n, None)),
        _ => None,
    }
}

fn mark(node: &Explanation) -> Option<&'static str> {
    match &node.about {
        About::Item(_, Some(Mark::Present)) => Some("present"),
        About::Item(_, Some(Mark::Absent)) => Some("absent"),
        About::Item(_, Some(Mark::NotApplicable)) => Some("not-applicable"),
        _ => None,
    }
}

fn reference(reference: &Reference) -> Value {
    json!({
        "act": reference.act,
        "place": reference.place,
        "certainty": reference.certainty.name(),
        "note": reference.note,
    })
}

fn loss_value(line: &LedgerLine) -> Value {
    let effect = |effect: &Effect| {
        json!({
            "indicator": effect.indicator.to_ratio(),
            "criterion": effect.criterion.to_ratio(),
            "total": effect.total.to_ratio(),
        })
    };
    json!({
        "code": crate::ui::components::ledger::code(&line.key),
        "title": line.title,
        "branch": line.branch,
        "loss": effect(&line.loss),
        "alone": line.alone.as_ref().map(effect),
    })
}
