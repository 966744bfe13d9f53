//! What pages of personal links show: lines of workers, their measures, a link that was just made.

use crate::refusal::Refused;
use crate::standing;
use crate::ui::components::errors::Errors;
use crate::ui::components::field::{Choice, Field};
use crate::ui::components::state::{Mark, State};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::Visit;
use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use otklik_app::links::{self, Handing, Worker};
use otklik_app::people;
use otklik_app::record::{PersonalLink, RegisterRow};
use otklik_app::register::lateness;
use otklik_domain::ids::{OrganisationId, PersonId};
use std::collections::HashMap;

/// More organisations than these are not a list to choose from.
const CHOICES_MAX: usize = 200;

/// A worker with the link.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) state: State,
    pub(super) note: String,
    pub(super) has_link: bool,
}

/// A measure that can be handed.
pub(super) struct Measure {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) note: String,
    pub(super) state: State,
    pub(super) is_named: bool,
    pub(super) is_handed: bool,
}

#[derive(Template)]
#[template(path = "cabinet/links.html")]
pub(super) struct ListPage {
    pub(super) shell: Shell,
    pub(super) errors: Errors,
    pub(super) rows: Vec<Row>,
    pub(super) fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "cabinet/link.html")]
pub(super) struct WorkerPage {
    pub(super) shell: Shell,
    pub(super) errors: Errors,
    pub(super) row: Row,
    pub(super) measures: Vec<Measure>,
}

/// A link that is shown this once.
#[derive(Template)]
#[template(path = "cabinet/link_made.html")]
pub(super) struct Made {
    shell: Shell,
    id: PersonId,
    name: String,
    link: String,
    picture: Option<String>,
}

impl Made {
    pub(super) fn page(visit: &Visit, id: PersonId, name: &str, secret: &str) -> Response {
        let link = format!("{}/m/{secret}", visit.site());
        page::show(&Made {
            shell: visit.staff_shell("Личная ссылка", "links"),
            id,
            name: name.to_owned(),
            picture: people::qr(&link),
            link,
        })
    }
}

/// A worker as lists show them.
pub(super) fn row(visit: &Visit, worker: &Worker, names: &HashMap<OrganisationId, String>) -> Row {
    let places = worker.organisations.iter().filter_map(|id| names.get(id).cloned());
    let (state, note) = worker.link.as_ref().map_or_else(
        || (State::new(Mark::Idle, "Ссылки нет"), "забрана или ещё не сделана".to_owned()),
        |link| standing_of(visit, link),
    );
    Row {
        id: worker.id.to_string(),
        name: worker.name.clone(),
        place: places.collect::<Vec<_>>().join("; "),
        state,
        note,
        has_link: worker.link.is_some(),
    }
}

fn standing_of(visit: &Visit, link: &PersonalLink) -> (State, String) {
    let zone = &visit.ctx.house.zone;
    let day = |at: Timestamp| words::date_brief(at.to_zoned(zone.clone()).date());
    match (link.rests_until.filter(|until| *until > visit.ctx.now()), &link.code_hash, link.seen_at) {
        (Some(until), ..) => {
            let until = words::clock(until, zone);
            (State::new(Mark::Soon, "Отдыхает"), format!("пять неверных кодов подряд; откроется сама в {until}"))
        }
        (None, None, _) => (State::new(Mark::Idle, "Ещё не открывали"), format!("сделана {}", day(link.at))),
        (None, Some(_), seen) => {
            let seen = seen.map(|at| format!("последний вход {}", day(at))).unwrap_or_default();
            (State::new(Mark::Ok, "Работает"), seen)
        }
    }
}

/// A measure with where it stands.
pub(super) fn handing(visit: &Visit, one: &Handing) -> Measure {
    Measure { is_named: one.is_named, is_handed: one.is_handed, ..measure(visit, &one.row) }
}

/// A measure nobody was chosen for yet.
pub(super) fn measure(visit: &Visit, row: &RegisterRow) -> Measure {
    let late = lateness(row.due_on, row.state, visit.ctx.today());
    let term = row.due_on.map(|day| format!("до {}", words::date_brief(day)));
    let parts = [row.number.clone(), term, Some(row.executors.clone()).filter(|text| !text.is_empty())];
    Measure {
        id: row.id.to_string(),
        text: words::capital(&row.text),
        note: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        state: standing::standing(row.state, late, row.deadline_kind),
        is_named: false,
        is_handed: false,
    }
}

/// Where a worker works: a list to choose from, or a line where the list would be too long.
pub(super) async fn places(visit: &Visit, typed: &str) -> Result<Field, Refused> {
    let found = links::places(&visit.ctx, "", CHOICES_MAX + 1).await?;
    let label = "Где работает";
    if found.len() > CHOICES_MAX {
        return Ok(Field::line("organisation", label, typed).hint("ИНН или название, как в реестре"));
    }
    let mut choices: Vec<Choice> =
        found.into_iter().map(|one| Choice::new(one.id.to_string(), one.short_name.unwrap_or(one.name))).collect();
    if choices.len() != 1 {
        choices.insert(0, Choice::new("", "выберите организацию"));
    }
    Ok(Field::choice("organisation", label, typed, choices))
}
