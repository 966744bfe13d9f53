//! Up to four organisations side by side, chosen by the address: `/compare?o=a&o=b`.

use super::organisation::name;
use crate::form::{Asked, Typed, query};
use crate::refusal::Refused;
use crate::ui::components::compare::{Comparison, Side};
use crate::ui::page;
use crate::ui::shell::{Shell, portal_nav};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::score::{self as scores, PublishedSheet};
use otklik_app::{Faults, Refusal};
use otklik_domain::score::sampling::Change;

#[derive(Template)]
#[template(path = "portal/compare.html")]
struct ComparePage {
    shell: Shell,
    eyebrow: String,
    finding: String,
    notes: Vec<String>,
    comparison: Option<Comparison>,
}

/// `GET /compare?o=&o=&year=`
pub(crate) async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, Refused> {
    let slugs = chosen(&asked);
    let year: Option<i16> = asked.get("year").parse().ok();
    let found = if slugs.is_empty() { Err(Refusal::NotFound) } else { scores::compare(&visit.ctx, &slugs, year).await };
    let mut notes = Vec::new();
    let comparison = match found {
        Ok(found) => {
            notes.extend(
                found.missing.iter().map(|slug| format!("Опубликованной оценки «{slug}» нет: её не с чем сравнить.")),
            );
            if !found.is_alike {
                notes.push("Оценки разных лет или посчитаны по разным правилам: сравнивайте осторожно.".to_owned());
            }
            if found.sheets.len() == 1 {
                notes.push("Выбрана одна организация. Отметьте в рейтинге ещё от одной до трёх.".to_owned());
            }
            let differences = differences(&visit, &found.sheets, year).await?;
            Some(Comparison::of(sides(&slugs, found.sheets, asked.get("year")), &differences))
        }
        Err(Refusal::NotFound) if slugs.is_empty() => {
            notes
                .push("Отметьте в рейтинге от двух до четырёх организаций и нажмите «Сравнить отмеченные».".to_owned());
            None
        }
        Err(Refusal::NotFound) => {
            notes.push("Ни у одной из выбранных организаций нет опубликованной оценки.".to_owned());
            None
        }
        Err(Refusal::Invalid(faults @ Faults::Fields(_))) => {
            notes.extend(faults.sentences());
            None
        }
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(page::show(&ComparePage {
        shell: visit.shell("Сравнение организаций", portal_nav("/scores")),
        eyebrow: super::organisation::eyebrow(year),
        finding: comparison.as_ref().map_or_else(|| "Сравнить организации".to_owned(), Comparison::found),
        notes,
        comparison,
    }))
}

/// Address names in their order, each once.
fn chosen(asked: &Typed) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for (_, slug) in asked.0.iter().filter(|(name, slug)| name == "o" && !slug.trim().is_empty()) {
        let slug = slug.trim().to_owned();
        if !slugs.contains(&slug) && !slug.contains('\0') {
            slugs.push(slug);
        }
    }
    slugs
}

fn sides(slugs: &[String], sheets: Vec<PublishedSheet>, year: &str) -> Vec<Side> {
    let n = sheets.len();
    let side = |published: PublishedSheet| {
        let own = published.organisation.slug.to_string();
        let others = slugs.iter().filter(|slug| **slug != own).map(|slug| ("o", slug.as_str()));
        let fields: Vec<(&str, &str)> = others.chain([("year", year)]).collect();
        Side {
            name: name(&published.organisation).to_owned(),
            href: format!("/o/{own}/score{}", query(&[("year", &published.round.year.to_string())])),
            sub: format!("оценка {} года", published.round.year),
            without: (n > 2).then(|| format!("/compare{}", query(&fields))),
            sheet: published.sheet,
        }
    };
    sheets.into_iter().map(side).collect()
}

/// How each two differ, with the noise of all answers: first, second, changes.
async fn differences(
    visit: &Visit,
    sheets: &[PublishedSheet],
    year: Option<i16>,
) -> Result<Vec<(usize, usize, Vec<Change>)>, Refused> {
    let mut all = Vec::new();
    for (a, first) in sheets.iter().enumerate() {
        for (b, second) in sheets.iter().enumerate().skip(a + 1) {
            let (one, two) = (first.organisation.slug.to_string(), second.organisation.slug.to_string());
            all.push((a, b, scores::differ(&visit.ctx, &one, &two, year).await?));
        }
    }
    Ok(all)
}
