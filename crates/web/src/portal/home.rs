//! The list of organisations: search, filters, totals.

use crate::form::{Asked, query};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::score_card::{short_name, weakest};
use crate::ui::shell::{Shell, portal_nav};
use crate::ui::{figures, page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::portal::{self, OrganisationLine};
use otklik_app::record::{Figures, OrganisationQuery, PageAsked};
use otklik_domain::registry::Sector;
use otklik_domain::score::{Criterion, Derived, Exact};

/// Organisations on a page.
const PER_PAGE: usize = 30;

struct Row {
    href: String,
    name: String,
    kind: String,
    territory: String,
    total: Option<String>,
    plan: Option<String>,
    weakest: Option<String>,
    is_example: bool,
}

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    shell: Shell,
    q: String,
    fields: Vec<Field>,
    is_filtered: bool,
    caption: String,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// `GET /`
pub(crate) async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let (q, territory, sector) = (asked.get("q"), asked.get("territory"), asked.get("sector"));
    let kind = asked.get("kind");
    let query_of = OrganisationQuery {
        search: asked.filled("q").map(ToOwned::to_owned),
        territory: territory.parse().ok(),
        sector: Sector::from_name(sector),
        kind: asked.filled("kind").map(ToOwned::to_owned),
        ..OrganisationQuery::default()
    };
    let after = asked.filled("after").map(ToOwned::to_owned);
    let page_asked = PageAsked { after: after.clone(), limit: PER_PAGE };
    let found = portal::organisations(&visit.ctx, &query_of, &page_asked).await?;
    let territories = portal::choices(&visit.ctx).await?.territories;
    let rows: Vec<Row> = found.lines.iter().map(row).collect();
    let mut places = vec![Choice::new("", "Все")];
    places.extend(territories.iter().map(|t| Choice::new(t.id.to_string(), t.name.clone())));
    let mut sectors = vec![Choice::new("", "Все")];
    sectors.extend(Sector::ALL.map(|s| Choice::new(s.name(), words::capital(sector_words(s)))));
    let address = |after: &str| {
        let filters = [("q", q), ("territory", territory), ("sector", sector), ("kind", kind), ("after", after)];
        format!("/{}", query(&filters))
    };
    Ok(page::show(&HomePage {
        shell: visit.shell("Организации и их оценка", portal_nav("/")),
        fields: vec![
            Field::choice("territory", "Территория", territory, places),
            Field::choice("sector", "Сфера", sector, sectors),
            kind_field(kind, portal::kinds(&visit.ctx).await?),
        ],
        is_filtered: [q, territory, sector, kind].iter().any(|v| !v.is_empty()) || after.is_some(),
        caption: words::capital(&words::count(usize::try_from(found.n_total).unwrap_or(0), words::ORGANISATIONS)),
        first: after.map(|_| address("")),
        next: found.next.as_deref().map(address),
        q: q.to_owned(),
        rows,
    }))
}

/// Kinds to choose from; one that was asked for and is not among them is shown as it was asked.
fn kind_field(asked: &str, kinds: Vec<String>) -> Field {
    let own = kinds.iter().find(|kind| kind.to_lowercase() == asked.to_lowercase()).cloned();
    let chosen = own.unwrap_or_else(|| asked.to_owned());
    let stranger = (!chosen.is_empty() && !kinds.contains(&chosen)).then(|| chosen.clone());
    let named = kinds.into_iter().chain(stranger).map(|kind| Choice::new(kind.clone(), words::capital(&kind)));
    Field::choice("kind", "Вид", chosen, std::iter::once(Choice::new("", "Все")).chain(named).collect())
}

/// A sphere in words.
pub(crate) fn sector_words(sector: Sector) -> &'static str {
    match sector {
        Sector::Culture => "культура",
        Sector::Education => "образование",
        Sector::Health => "охрана здоровья",
        Sector::SocialCare => "социальное обслуживание",
        Sector::MedicalSocialExpertise => "медико-социальная экспертиза",
    }
}

fn row(line: &OrganisationLine) -> Row {
    let organisation = &line.organisation;
    let (total, weakest) = match &line.counted {
        Some(row) => points_of(&row.figures),
        None => line.score.as_ref().map_or((None, None), points_printed),
    };
    Row {
        href: format!("/o/{}", organisation.slug),
        name: organisation.short_name.clone().unwrap_or_else(|| organisation.name.clone()),
        kind: words::capital(organisation.kind.as_deref().unwrap_or_else(|| sector_words(organisation.sector))),
        territory: line.territory.clone().unwrap_or_default(),
        total,
        weakest,
        plan: (line.n_measures > 0).then(|| words::count(line.n_measures, words::MEASURES)),
        is_example: organisation.is_example,
    }
}

fn weakest_words(criterion: Criterion, points: &str) -> String {
    format!("слабее всего {}: {points}", words::uncapital(short_name(criterion)))
}

/// The total and the weakest criterion of a published score.
fn points_of(figures: &Figures) -> (Option<String>, Option<String>) {
    let Some(total) = &figures.total else { return (None, None) };
    let known = Criterion::ALL.into_iter().filter_map(|criterion| Some((criterion, figures.criterion(criterion)?)));
    let weak = known.filter(|(_, points)| **points < Exact::whole(100)).min_by(|one, other| one.1.cmp(other.1));
    (Some(figures::brief(total)), weak.map(|(criterion, points)| weakest_words(criterion, &figures::brief(points))))
}

/// The same of the points that a published plan prints.
fn points_printed(derived: &Derived) -> (Option<String>, Option<String>) {
    let weak =
        weakest(&derived.criteria).map(|(criterion, points)| weakest_words(criterion, &words::points_brief(points)));
    (derived.total.map(words::points_brief), weak)
}
