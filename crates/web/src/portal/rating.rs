//! The rating: organisations of a round by their points, narrowed and sorted by the address.

use super::published::PaperLink;
use crate::download::attachment;
use crate::form::{Asked, Typed, query};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::heat::{Heat, HeatRow, Order};
use crate::ui::components::pages::Pages;
use crate::ui::shell::{Shell, portal_nav};
use crate::ui::{figures, page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::record::Round;
use otklik_app::score::{self as scores, Mean, Rating, RatingLine, RatingQuery};
use otklik_app::{Refusal, portal};
use otklik_domain::ids::TerritoryId;
use otklik_domain::registry::Sector;
use otklik_domain::score::{Criterion, Exact};
use std::collections::HashMap;

/// Organisations on a page.
const PER_PAGE: usize = 50;

#[derive(Template)]
#[template(path = "portal/rating.html")]
struct RatingPage {
    shell: Shell,
    eyebrow: String,
    finding: String,
    q: String,
    fields: Vec<Field>,
    is_filtered: bool,
    table: Option<Heat>,
    pages: Pages,
    papers: Vec<PaperLink>,
    /// Where programs read the same.
    json: String,
    heat: String,
}

/// What the address asks for.
pub(super) struct Filters {
    asked: Typed,
}

/// Names of filters in an address.
const NAMES: [&str; 6] = ["year", "sector", "kind", "territory", "sort", "q"];

impl Filters {
    pub(super) fn of(asked: Typed) -> Self {
        Filters { asked }
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.asked.get(name)
    }

    pub(super) fn query(&self) -> RatingQuery {
        RatingQuery {
            round: None,
            year: self.get("year").parse().ok(),
            sector: Sector::from_name(self.get("sector")),
            kind: self.asked.filled("kind").map(ToOwned::to_owned),
            territory: self.territory(),
        }
    }

    pub(super) fn territory(&self) -> Option<TerritoryId> {
        self.get("territory").parse().ok()
    }

    /// The address of the same choice with some fields set anew.
    pub(super) fn with(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let kept = NAMES.into_iter().filter(|name| fields.iter().all(|(n, _)| n != name));
        let all: Vec<(&str, &str)> =
            kept.map(|name| (name, self.get(name))).chain(fields.iter().map(|(n, v)| (*n, *v))).collect();
        format!("{path}{}", query(&all))
    }

    fn is_set(&self) -> bool {
        NAMES.iter().any(|name| !self.get(name).is_empty())
    }
}

/// `GET /scores?year=&sector=&kind=&territory=&sort=&q=&page=`
pub(crate) async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let filters = Filters::of(asked);
    let rating = found(scores::rating(&visit.ctx, &filters.query()).await)?;
    let territories = portal::choices(&visit.ctx).await?.territories;
    let names: HashMap<TerritoryId, String> = territories.iter().map(|t| (t.id, t.name.clone())).collect();
    let rounds = scores::published_rounds(&visit.ctx, None).await?;
    let wanted = filters.get("q").to_lowercase();
    let mut lines: Vec<RatingLine> = rating.iter().flat_map(|rating| rating.lines.clone()).collect();
    lines.retain(|line| line.row.name.to_lowercase().contains(&wanted));
    let order = sort(&mut lines, filters.get("sort"));
    let number: usize = filters.asked.get("page").parse().unwrap_or(1);
    let number = number.clamp(1, lines.len().div_ceil(PER_PAGE).max(1));
    let total = lines.len();
    let shown: Vec<RatingLine> = lines.into_iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).collect();
    let mut years: Vec<i16> = rounds.iter().map(|round| round.year).collect();
    years.dedup();
    let kinds = rating.as_ref().map(|rating| rating.kinds.clone()).unwrap_or_default();
    Ok(page::show(&RatingPage {
        shell: visit.shell("Рейтинг организаций", portal_nav("/scores")),
        eyebrow: rating.as_ref().map_or_else(
            || "Независимая оценка качества".to_owned(),
            |rating| format!("{} · {}", super::organisation::eyebrow(Some(rating.round.year)), rating.round.title),
        ),
        finding: finding(rating.as_ref(), total),
        q: filters.get("q").to_owned(),
        fields: fields(
            &filters,
            &years,
            kinds,
            territories.iter().map(|t| (t.id, t.name.as_str())),
            rating.as_ref().map(|rating| &rating.round),
        ),
        is_filtered: filters.is_set(),
        table: rating
            .as_ref()
            .filter(|_| !shown.is_empty())
            .map(|rating| table(&filters, rating, &shown, total, order, &names)),
        pages: Pages::of("Страницы рейтинга", number, PER_PAGE, total, |n| {
            filters.with("/scores", &[("page", &n.to_string())])
        }),
        papers: papers(&filters, "/scores/paper"),
        json: filters.with("/api/v1/scores", &[("sort", ""), ("q", ""), ("limit", "200")]),
        heat: filters.with("/scores/heat", &[("sort", ""), ("q", "")]),
    }))
}

/// What is not there is an empty page, not a refusal.
pub(super) fn found<T>(answer: Result<T, Refusal>) -> Result<Option<T>, Refused> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// The mean first: it is what a reader measures every line by.
fn finding(rating: Option<&Rating>, n: usize) -> String {
    match rating.and_then(|rating| rating.mean.as_ref()) {
        Some(mean) => format!("{}, в среднем {} из 100", words::count(n, words::ORGANISATIONS), figures::brief(mean)),
        None => "Рейтинг организаций".to_owned(),
    }
}

/// Sorts by a criterion, by name, or leaves the places.
fn sort(lines: &mut [RatingLine], by: &str) -> Option<Order> {
    if by == "name" {
        lines.sort_by(|a, b| a.row.name.cmp(&b.row.name));
        return None;
    }
    let Some(criterion) = Criterion::from_name(by) else {
        return Some(Order { by: None, is_ascending: false });
    };
    lines.sort_by(|a, b| b.row.figures.criterion(criterion).cmp(&a.row.figures.criterion(criterion)));
    Some(Order { by: Some(criterion), is_ascending: false })
}

pub(super) fn fields<'a>(
    filters: &Filters,
    years: &[i16],
    kinds: Vec<String>,
    territories: impl Iterator<Item = (TerritoryId, &'a str)>,
    shown: Option<&Round>,
) -> Vec<Field> {
    let all = |text: &str| vec![Choice::new("", text)];
    let mut year = all("Последний");
    year.extend(years.iter().map(|y| Choice::new(y.to_string(), y.to_string())));
    // A rating is of one round, so of one sector: the field says which, asked for or not.
    let of_round = shown.and_then(|round| Sector::from_name(&round.rulebook.name)).map_or("", Sector::name);
    let mut sector = if of_round.is_empty() { all("Любая") } else { Vec::new() };
    sector.extend(Sector::ALL.map(|s| Choice::new(s.name(), words::capital(super::home::sector_words(s)))));
    let mut kind = all("Все");
    kind.extend(kinds.into_iter().map(|k| Choice::new(k.clone(), words::capital(&k))));
    let mut territory = all("Все");
    territory.extend(territories.map(|(id, name)| Choice::new(id.to_string(), name)));
    let mut sort = all("Общий балл");
    sort.extend(Criterion::ALL.map(|c| {
        let name = crate::ui::components::score_card::short_name(c);
        Choice::new(c.number().to_string(), format!("{}. {name}", c.number()))
    }));
    sort.push(Choice::new("name", "По алфавиту"));
    vec![
        Field::choice("year", "Год", filters.get("year"), year),
        Field::choice("sector", "Сфера", filters.asked.filled("sector").unwrap_or(of_round), sector),
        Field::choice("kind", "Вид", filters.get("kind"), kind),
        Field::choice("territory", "Территория", filters.get("territory"), territory),
        Field::choice("sort", "Порядок", filters.get("sort"), sort),
    ]
}

fn table(
    filters: &Filters,
    rating: &Rating,
    shown: &[RatingLine],
    total: usize,
    order: Option<Order>,
    territories: &HashMap<TerritoryId, String>,
) -> Heat {
    let year = rating.round.year.to_string();
    let mut means: Vec<HeatRow> = rating.means.iter().map(mean_row).collect();
    if filters.get("q").is_empty()
        && let Some(mean) = &rating.mean
        && means.is_empty()
    {
        means.push(mean_of_all(mean, rating.lines.len()));
    }
    Heat {
        caption: format!(
            "Показано {} из {}. Равные баллы делят место; место — среди выбранных организаций",
            words::number(shown.len()),
            words::number(total)
        ),
        is_tinted: false,
        orders: Vec::new(),
        order,
        rows: shown.iter().map(|line| row(line, &year, territories)).collect(),
        means,
    }
}

fn row(line: &RatingLine, year: &str, territories: &HashMap<TerritoryId, String>) -> HeatRow {
    let about: Vec<String> = line
        .row
        .kind
        .iter()
        .map(|kind| words::capital(kind))
        .chain(line.row.territory.and_then(|id| territories.get(&id)).cloned())
        .chain(line.change.as_ref().map(|change| format!("к прошлой оценке {}", figures::signed(change))))
        .collect();
    HeatRow {
        place: Some(line.rank.map_or_else(|| figures::NONE.to_owned(), scores::place_words)),
        name: line.row.name.clone(),
        href: Some(format!("/o/{}/score{}", line.row.slug, query(&[("year", year)]))),
        slug: Some(line.row.slug.clone()),
        sub: Some(about.join(", ")).filter(|text| !text.is_empty()),
        criteria: criteria(&line.row.figures),
        total: line.row.figures.total.clone(),
    }
}

/// Criteria that count.
pub(super) fn criteria(figures: &otklik_app::record::Figures) -> Vec<(Criterion, Exact)> {
    Criterion::ALL.into_iter().filter_map(|c| Some((c, figures.criterion(c)?.clone()))).collect()
}

fn mean_row(mean: &Mean) -> HeatRow {
    let n = usize::try_from(mean.n).unwrap_or(usize::MAX);
    HeatRow {
        place: None,
        name: format!("Среднее: {}", mean.name),
        href: None,
        slug: None,
        sub: Some(words::count(n, words::ORGANISATIONS)),
        criteria: mean.criteria.clone(),
        total: mean.total.clone(),
    }
}

fn mean_of_all(mean: &Exact, n: usize) -> HeatRow {
    HeatRow {
        place: None,
        name: "Среднее".to_owned(),
        href: None,
        slug: None,
        sub: Some(words::count(n, words::ORGANISATIONS)),
        criteria: Vec::new(),
        total: Some(mean.clone()),
    }
}

pub(super) fn papers(filters: &Filters, path: &str) -> Vec<PaperLink> {
    [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"), ("csv", "CSV")]
        .map(|(format, text)| PaperLink { href: filters.with(path, &[("format", format), ("q", "")]), text })
        .into()
}

/// `GET /scores/paper?format=…` with the filters of the rating.
pub(crate) async fn paper(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let filters = Filters::of(asked);
    let mut rating = scores::rating(&visit.ctx, &filters.query()).await?;
    sort(&mut rating.lines, filters.get("sort"));
    let out = scores::rating_paper(&visit.ctx, &rating, filters.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}
