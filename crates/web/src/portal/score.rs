//! How the points came together, as plans print them: what is shown where no round has published a score.

use super::organisation::{eyebrow, finding, name};
use crate::ui::components::score_card::{ScoreCard, short_name};
use crate::ui::components::score_parts::{Part, ScoreParts};
use crate::ui::shell::{Shell, organisation_nav};
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use otklik_app::portal::OrganisationPage as Shown;
use otklik_domain::score::{Criterion, Derived, Points, Scale, ScoreLine, Subject};

struct Line {
    subject: String,
    printed: String,
    points: String,
}

struct CriterionSection {
    number: u8,
    name: &'static str,
    points: String,
    parts: Option<ScoreParts>,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "portal/score.html")]
struct ScorePage {
    shell: Shell,
    slug: String,
    organisation: String,
    eyebrow: String,
    finding: String,
    total: Option<String>,
    sum: String,
    n: usize,
    card: ScoreCard,
    criteria: Vec<CriterionSection>,
}

#[derive(Template)]
#[template(path = "portal/no_score.html")]
struct NoScorePage {
    shell: Shell,
    slug: String,
    organisation: String,
}

/// The scores of the newest plan that has any.
pub(super) fn printed(visit: &Visit, slug: String, shown: &Shown) -> Response {
    let printed = shown.plans.iter().map(|p| &p.draft.scores).find(|s| !s.is_empty());
    let mut shell = visit.shell(format!("Оценка: {}", name(&shown.organisation)), organisation_nav(&slug, "/score"));
    shell.place = shown.territories.first().map(|t| t.name.clone());
    let (Some((year, derived)), Some(printed)) = (shown.score.as_ref(), printed) else {
        return page::show(&NoScorePage { shell, organisation: name(&shown.organisation).to_owned(), slug });
    };
    page::show(&ScorePage {
        shell,
        organisation: name(&shown.organisation).to_owned(),
        eyebrow: eyebrow(*year),
        finding: finding(derived),
        total: derived.total.map(words::points_brief),
        sum: derived.criteria.iter().map(|(_, p)| words::points_brief(*p)).collect::<Vec<_>>().join(" + "),
        n: derived.criteria.len(),
        card: ScoreCard::new(&derived.criteria, *year, |c| Some(format!("#c{}", c.number()))),
        criteria: derived.criteria.iter().map(|(c, p)| section(*c, *p, derived, printed)).collect(),
        slug,
    })
}

fn section(criterion: Criterion, points: Points, derived: &Derived, printed: &[ScoreLine]) -> CriterionSection {
    let parts: Vec<Part> = derived
        .indicators
        .iter()
        .filter(|s| s.indicator.criterion() == criterion)
        .map(|s| Part { indicator: s.indicator, weight: s.weight, points: s.points, weighted: s.weighted })
        .collect();
    let lines = parts
        .iter()
        .map(|part| Line {
            subject: part.indicator.to_string(),
            printed: printed_words(printed.iter().find(|l| l.subject == Subject::Indicator(part.indicator))),
            points: words::points_brief(part.points),
        })
        .collect();
    CriterionSection {
        number: criterion.number(),
        name: short_name(criterion),
        points: words::points_brief(points),
        parts: derived.computed.contains(&criterion).then_some(ScoreParts { parts, sum: points }),
        lines,
    }
}

fn printed_words(line: Option<&ScoreLine>) -> String {
    let Some(line) = line else { return String::new() };
    match (line.scale, line.max) {
        (Scale::Weighted, Some(max)) => format!("{} из {}", words::points(line.value), words::points(max)),
        _ => format!("{} из 100", words::points(line.value)),
    }
}
