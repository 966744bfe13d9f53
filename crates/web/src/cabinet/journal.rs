//! The journal of actions, for who answers for the house.

use crate::form::{Asked, query};
use crate::refusal::Refused;
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::journal::{self, Entry};

/// Entries on a page.
const PER_PAGE: usize = 100;

struct Row {
    when: String,
    who: String,
    what: String,
    href: Option<String>,
    note: Option<String>,
}

#[derive(Template)]
#[template(path = "cabinet/journal.html")]
struct JournalPage {
    shell: Shell,
    rows: Vec<Row>,
    next: Option<String>,
}

/// `GET /cabinet/journal?before=…`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let found = journal::journal(&visit.ctx, asked.get("before").parse().ok(), PER_PAGE).await?;
    let address = |before: i64| format!("/cabinet/journal{}", query(&[("before", &before.to_string())]));
    Ok(page::show(&JournalPage {
        shell: visit.staff_shell("Журнал", "journal"),
        rows: found.entries.into_iter().map(|entry| row(&visit, entry)).collect(),
        next: found.next.map(address),
    }))
}

fn row(visit: &Visit, entry: Entry) -> Row {
    let at = entry.at.to_zoned(visit.ctx.house.zone.clone());
    Row {
        when: format!("{}, {}", words::date_brief(at.date()), at.strftime("%H:%M")),
        who: entry.who,
        what: entry.what,
        href: room(&entry.kind).map(|room| format!("/cabinet/{room}/{}", entry.subject)),
        note: entry.note,
    }
}

/// The room of the cabinet where a kind of thing is shown.
fn room(kind: &str) -> Option<&'static str> {
    match kind {
        "organisation" => Some("organisations"),
        "plan" => Some("plans"),
        "measure" => Some("measures"),
        "draft" => Some("drafts"),
        _ => None,
    }
}
