//! Organisations of a territory by criteria, the weakest first: where to begin.

use super::published::PaperLink;
use super::rating::{Filters, criteria, found, papers};
use crate::download::attachment;
use crate::form::{Asked, query};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::heat::{Heat, HeatRow, Order};
use crate::ui::components::score_card::short_name;
use crate::ui::shell::{Shell, portal_nav};
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::portal;
use otklik_app::score::{self as scores, Heat as Found};
use otklik_domain::ids::RoundId;
use otklik_domain::score::{Criterion, Exact};

/// Below this a figure must be acted on.
const WEAK_BELOW: i64 = 70;

#[derive(Template)]
#[template(path = "portal/heat.html")]
struct HeatPage {
    shell: Shell,
    eyebrow: String,
    finding: String,
    fields: Vec<Field>,
    is_filtered: bool,
    table: Option<Heat>,
    papers: Vec<PaperLink>,
}

/// The round of a year and a sector; the newest where none is said.
async fn round(visit: &Visit, filters: &Filters) -> Result<Option<RoundId>, Refused> {
    let asked = filters.query();
    let rounds = scores::published_rounds(&visit.ctx, asked.sector).await?;
    let wanted = rounds.into_iter().find(|round| asked.year.is_none_or(|year| round.year == year));
    Ok(wanted.map(|round| round.id))
}

/// `GET /scores/heat?territory=&year=&sector=&sort=`
pub(crate) async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let filters = Filters::of(asked);
    let territories = portal::choices(&visit.ctx).await?.territories;
    let shown = match round(&visit, &filters).await? {
        Some(id) => found(scores::heat(&visit.ctx, filters.territory(), Some(id)).await)?,
        None => None,
    };
    let place = territories.iter().find(|t| Some(t.id) == filters.territory()).map(|t| t.name.clone());
    let mut years: Vec<i16> =
        scores::published_rounds(&visit.ctx, None).await?.iter().map(|round| round.year).collect();
    years.dedup();
    let named = territories.iter().map(|t| (t.id, t.name.as_str()));
    let mut fields =
        super::rating::fields(&filters, &years, Vec::new(), named, shown.as_ref().map(|shown| &shown.round));
    fields.retain(|field| ["year", "sector", "territory"].contains(&field.name.as_str()));
    fields.push(sort_field(filters.get("sort")));
    let mut shell = visit.shell("Баллы по критериям", portal_nav("/scores/heat"));
    shell.place.clone_from(&place);
    Ok(page::show(&HeatPage {
        shell,
        eyebrow: eyebrow(shown.as_ref(), place.as_deref()),
        finding: shown.as_ref().map_or_else(|| "Баллы по критериям".to_owned(), finding),
        fields,
        is_filtered: filters.territory().is_some() || !filters.get("year").is_empty(),
        papers: papers(&filters, "/scores/heat/paper"),
        table: shown.filter(|shown| !shown.rows.is_empty()).map(|shown| table(&filters, &shown)),
    }))
}

fn eyebrow(shown: Option<&Found>, place: Option<&str>) -> String {
    let mut parts = vec![shown.map_or_else(
        || "Независимая оценка качества".to_owned(),
        |shown| super::organisation::eyebrow(Some(shown.round.year)),
    )];
    parts.extend(place.map(ToOwned::to_owned));
    parts.extend(shown.map(|shown| words::count(shown.rows.len(), words::ORGANISATIONS)));
    parts.join(" · ")
}

/// The criterion that is weak most often.
fn finding(shown: &Found) -> String {
    let weak = |criterion: Criterion| {
        let figures = shown.rows.iter().filter_map(|row| row.row.figures.criterion(criterion));
        figures.filter(|points| **points < Exact::whole(WEAK_BELOW)).count()
    };
    let worst = Criterion::ALL.into_iter().map(|c| (weak(c), c)).max_by_key(|(n, c)| (*n, std::cmp::Reverse(*c)));
    match worst {
        Some((n, criterion)) if n > 0 => format!(
            "{} ниже {WEAK_BELOW} баллов: {} из {}",
            short_name(criterion),
            words::number(n),
            words::count_of(shown.rows.len(), words::ORGANISATIONS_OF)
        ),
        _ => format!("Ниже {WEAK_BELOW} баллов нет ни у кого ни по одному критерию"),
    }
}

fn sort_field(sort: &str) -> Field {
    let mut choices = vec![Choice::new("", "Сначала слабые")];
    choices.extend(
        Criterion::ALL.map(|c| Choice::new(c.number().to_string(), format!("{}. {}", c.number(), short_name(c)))),
    );
    choices.push(Choice::new("name", "По алфавиту"));
    Field::choice("sort", "Порядок", sort, choices)
}

fn table(filters: &Filters, shown: &Found) -> Heat {
    let by = Criterion::from_name(filters.get("sort"));
    let mut rows: Vec<_> = shown.rows.iter().map(|row| &row.row).collect();
    let is_by_name = filters.get("sort") == "name";
    if is_by_name {
        rows.sort_by(|a, b| a.name.cmp(&b.name));
    } else {
        rows.sort_by_cached_key(|row| {
            let value = by.map_or(row.figures.total.as_ref(), |c| row.figures.criterion(c)).cloned();
            (value.is_none(), value)
        });
    }
    let year = shown.round.year.to_string();
    let row = |row: &&otklik_app::record::ScoreRow| HeatRow {
        place: None,
        name: row.name.clone(),
        href: Some(format!("/o/{}/score{}", row.slug, query(&[("year", &year)]))),
        slug: None,
        sub: row.kind.as_deref().map(words::capital),
        criteria: criteria(&row.figures),
        total: row.figures.total.clone(),
    };
    Heat {
        caption: "Среднее — простое: каждая организация весит одинаково".to_owned(),
        is_tinted: true,
        orders: Vec::new(),
        order: (!is_by_name).then_some(Order { by, is_ascending: true }),
        means: vec![mean(&rows)],
        rows: rows.iter().map(row).collect(),
    }
}

/// The simple mean of what is shown.
fn mean(rows: &[&otklik_app::record::ScoreRow]) -> HeatRow {
    let of = |c: Criterion| Some((c, Exact::mean(rows.iter().filter_map(|row| row.figures.criterion(c)))?));
    HeatRow {
        place: None,
        name: "Среднее".to_owned(),
        href: None,
        slug: None,
        sub: Some(words::count(rows.len(), words::ORGANISATIONS)),
        criteria: Criterion::ALL.into_iter().filter_map(of).collect(),
        total: Exact::mean(rows.iter().filter_map(|row| row.figures.total.as_ref())),
    }
}

/// `GET /scores/heat/paper?format=…`
pub(crate) async fn paper(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let filters = Filters::of(asked);
    let id = round(&visit, &filters).await?.ok_or_else(Refused::not_found)?;
    let shown = scores::heat(&visit.ctx, filters.territory(), Some(id)).await?;
    let out = scores::heat_paper(&visit.ctx, &shown, filters.territory(), filters.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
