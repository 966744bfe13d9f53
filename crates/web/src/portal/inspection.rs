//! Final inspections of an organisation for everybody: what was looked at, what is there and what is not, where inspectors
//! differed, whether the organisation objected.
//!
//! In come inspections that are final; out goes a page without names, words and photos of people, and the same on paper.

use super::organisation::{find, name};
use crate::download::attachment;
use crate::form::Asked;
use crate::refusal::{self, Refused};
use crate::ui::shell::{Shell, organisation_nav};
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::inspections::{self as rooms, View};
use otklik_domain::inspection::{Block, Point, ReplyKind, Seen};
use otklik_domain::score::Mark;

struct Row {
    title: String,
    seen: String,
}

struct List {
    title: String,
    rows: Vec<Row>,
}

struct Inspected {
    id: String,
    heading: String,
    about: String,
    figures: String,
    differences: Option<String>,
    replies: Option<String>,
    absent: Vec<String>,
    lists: Vec<List>,
}

#[derive(Template)]
#[template(path = "portal/inspection.html")]
struct InspectionsPage {
    shell: Shell,
    slug: String,
    organisation: String,
    is_example: bool,
    inspections: Vec<Inspected>,
}

/// `GET /o/{slug}/inspection`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/inspection").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let views = rooms::final_inspections(&visit.ctx, shown.organisation.id).await?;
    let organisation = name(&shown.organisation).to_owned();
    let mut shell = visit.shell(format!("Осмотр: {organisation}"), organisation_nav(&slug, "/inspection"));
    shell.place = shown.territories.first().map(|t| t.name.clone());
    Ok(page::show(&InspectionsPage {
        shell,
        is_example: shown.organisation.is_example,
        inspections: views.iter().map(|view| inspected(&visit, view)).collect(),
        organisation,
        slug,
    }))
}

/// `GET /o/{slug}/inspection/paper?id=&format=`
pub(crate) async fn paper(visit: Visit, Path(slug): Path<String>, Asked(asked): Asked) -> Result<Response, Refused> {
    let shown = match find(&visit, &slug, "/inspection").await? {
        Ok(shown) => shown,
        Err(moved) => return Ok(moved),
    };
    let Some(id) = asked.filled("id") else {
        return Ok(refusal::see_other(&format!("/o/{}/inspection", shown.organisation.slug)));
    };
    let owner = shown.organisation.id;
    let out = rooms::public_protocol_paper(&visit.ctx, owner, id, asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

fn inspected(visit: &Visit, view: &View) -> Inspected {
    let inspection = &view.kept.value;
    let n = |mark: Mark| {
        let is_it =
            |(_, settled): &&(String, _)| otklik_domain::inspection::Settled::seen(settled) == Some(Seen::Mark(mark));
        view.outcome.points.iter().filter(is_it).count()
    };
    let (n_there, n_absent, n_beside) = (n(Mark::Present), n(Mark::Absent), n(Mark::NotApplicable));
    let days: Vec<String> = view.sheets.iter().map(|sheet| words::date(sheet.kept.value.inspected_on)).collect();
    let final_on = inspection.final_at.map(|at| words::date(visit.ctx.house.zone.to_datetime(at).date()));
    let comparison = view.comparison();
    let of_kind = |kind| view.replies.values().filter(|kept| kept.value.reply.kind == kind).count();
    let (n_objections, n_explanations) = (of_kind(ReplyKind::Objection), of_kind(ReplyKind::Explanation));
    let absent: Vec<&str> = view.outcome.absent().collect();
    let is_absent = |point: &&Point| absent.contains(&point.code.as_str());
    let shortcoming = |point: &Point| point.shortcoming.clone().unwrap_or_else(|| words::capital(&point.title));
    Inspected {
        id: inspection.id.to_string(),
        heading: match inspection.branch.as_str() {
            "" => format!("Осмотр {} года", view.round.year),
            branch => format!("Осмотр {} года: {branch}", view.round.year),
        },
        about: format!(
            "Осматривали: {}.{}",
            days.join(", "),
            final_on.map(|day| format!(" Итог утверждён {day}.")).unwrap_or_default()
        ),
        figures: format!("Есть: {n_there}, нет: {n_absent}, не применимо: {n_beside}."),
        differences: (view.sheets.len() > 1).then(|| {
            let agreement = comparison.agreement;
            format!("Листы инспекторов совпали в {} пунктах из {}.", agreement.n_same, agreement.n_all)
        }),
        replies: (!view.replies.is_empty())
            .then(|| format!("Организация ответила: возражений {n_objections}, пояснений {n_explanations}.")),
        absent: view.list.points().filter(is_absent).map(shortcoming).collect(),
        lists: view.list.blocks.iter().map(|block| list(view, block)).collect(),
    }
}

fn list(view: &View, block: &Block) -> List {
    let row = |point: &Point| Row {
        title: words::capital(&point.title),
        seen: view.outcome.seen(&point.code).map_or("не решено".to_owned(), |seen| seen.in_words()),
    };
    List { title: block.title.clone(), rows: block.points.iter().map(row).collect() }
}
