//! Inspections: rounds to inspect and their places for inspectors, what was shown for those who were inspected.

use super::rounds::id_of;
use crate::form::{FieldFault, Signed};
use crate::refusal::{self, Refused, faults_of};
use crate::ui::components::errors::Errors;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use otklik_app::inspections::{self as rooms, Place, RoundPlaces};
use otklik_app::record::RoundState;
use otklik_app::score as scores;
use otklik_domain::access::Verb;
use otklik_domain::ids::RoundId;

/// A line that leads somewhere.
struct Line {
    href: String,
    name: String,
    note: String,
}

#[derive(Template)]
#[template(path = "cabinet/inspections.html")]
struct ListPage {
    shell: Shell,
    is_inspector: bool,
    rounds: Vec<Line>,
    shown: Vec<Line>,
}

struct SheetRow {
    href: String,
    text: String,
}

struct PlaceRow {
    organisation: String,
    name: String,
    branch: String,
    state: String,
    sheets: Vec<SheetRow>,
    /// Address of the whole inspection, once it was begun.
    href: Option<String>,
    may_begin: bool,
}

#[derive(Template)]
#[template(path = "cabinet/inspection_places.html")]
struct PlacesPage {
    shell: Shell,
    errors: Errors,
    id: String,
    title: String,
    finding: String,
    is_open: bool,
    rows: Vec<PlaceRow>,
}

/// `GET /cabinet/inspections`
pub(crate) async fn list(Staff(visit): Staff) -> Result<Response, Refused> {
    let is_inspector = visit.ctx.demand_somewhere(Verb::Inspect).is_ok();
    let mut rounds = Vec::new();
    if is_inspector {
        let open = scores::list_rounds(&visit.ctx).await?;
        let line = |kept: otklik_app::record::Kept<otklik_app::record::Round>| Line {
            href: format!("/cabinet/rounds/{}/inspections", kept.value.id),
            name: kept.value.title,
            note: super::rounds::state_words(kept.value.state).to_owned(),
        };
        rounds = open.into_iter().filter(|kept| kept.value.state == RoundState::Open).map(line).collect();
    }
    let shown = rooms::of_organisation(&visit.ctx).await?;
    let line = |(inspection, name): (otklik_app::record::Inspection, String)| Line {
        href: format!("/cabinet/inspections/{}", inspection.id),
        note: match inspection.answer_until {
            Some(until) if inspection.stage == otklik_domain::inspection::Stage::Shown => {
                format!("ответить можно до {}", words::date(until))
            }
            _ => inspection.stage.in_words().to_owned(),
        },
        name: place_name(&name, &inspection.branch),
    };
    Ok(page::show(&ListPage {
        shell: visit.staff_shell("Осмотр", "inspections"),
        is_inspector,
        rounds,
        shown: shown.into_iter().map(line).collect(),
    }))
}

/// An organisation with its branch.
pub(super) fn place_name(organisation: &str, branch: &str) -> String {
    if branch.is_empty() { organisation.to_owned() } else { format!("{organisation}, {branch}") }
}

/// `GET /cabinet/rounds/{id}/inspections`
pub(crate) async fn places(Staff(visit): Staff, Path(id): Path<String>) -> Result<Response, Refused> {
    places_page(&visit, id_of(&id)?, Vec::new()).await
}

async fn places_page(visit: &Visit, id: RoundId, faults: Vec<FieldFault>) -> Result<Response, Refused> {
    let found = rooms::places(&visit.ctx, id).await?;
    let n_begun = found.places.iter().filter(|place| place.inspection.is_some()).count();
    let title = if faults.is_empty() { "Места осмотра" } else { "Ошибка: места осмотра" };
    Ok(page::show(&PlacesPage {
        shell: visit.staff_shell(title, "inspections"),
        errors: Errors { faults },
        id: id.to_string(),
        title: found.round.title.clone(),
        finding: format!(
            "{}, осмотр начат в {}",
            words::capital(&words::count(found.places.len(), words::PLACES)),
            words::number(n_begun)
        ),
        is_open: found.is_open(),
        rows: found.places.iter().map(|place| place_row(&found, place)).collect(),
    }))
}

fn place_row(found: &RoundPlaces, place: &Place) -> PlaceRow {
    let stage = place.inspection.as_ref().map(|inspection| inspection.stage);
    let is_filling = stage.is_none_or(|stage| stage == otklik_domain::inspection::Stage::Filling);
    let sheet = |sheet: &rooms::SheetBrief| SheetRow {
        href: format!("/cabinet/sheets/{}", sheet.id),
        text: if sheet.is_submitted {
            format!("{}: лист сдан", sheet.inspector)
        } else {
            format!("{}: {} из {} отмечено", sheet.inspector, sheet.n_marked, found.n_points)
        },
    };
    PlaceRow {
        organisation: place.organisation.to_string(),
        name: place.name.clone(),
        branch: place.branch.clone(),
        state: stage.map_or("не начат", |stage| stage.in_words()).to_owned(),
        sheets: place.sheets.iter().map(sheet).collect(),
        href: place.inspection.as_ref().map(|one| format!("/cabinet/inspections/{}", one.id)),
        may_begin: found.is_open() && is_filling && !place.sheets.iter().any(|sheet| sheet.is_own),
    }
}

/// `POST /cabinet/rounds/{id}/inspections`: begins the visitor's sheet of a place.
pub(crate) async fn begin(
    Staff(visit): Staff,
    Path(id): Path<String>,
    Signed(typed): Signed,
) -> Result<Response, Refused> {
    let id = id_of(&id)?;
    let organisation = typed.get("organisation").parse().map_err(|_| Refused::not_found())?;
    let today = visit.ctx.today();
    match rooms::begin_sheet(&visit.ctx, id, organisation, typed.get("branch"), today).await {
        Ok(sheet) => Ok(refusal::see_other(&format!("/cabinet/sheets/{sheet}/0"))),
        Err(refused) => places_page(&visit, id, faults_of(refused)?).await.map(refusal::invalid),
    }
}
