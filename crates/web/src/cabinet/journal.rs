//! The journal of actions, for who answers for the house or for some of its organisations.
//!
//! In come filters; out goes a page of entries with what was and what became, or the same as a file with the chain of
//! hashes.

use crate::download::attachment;
use crate::form::{Asked, Typed, query};
use crate::refusal::Refused;
use crate::ui::components::field::{Choice, Field};
use crate::ui::shell::Shell;
use crate::ui::{page, words};
use crate::visit::{Staff, Visit};
use askama::Template;
use axum::response::Response;
use otklik_app::journal::{self, Change, Entry, JournalAsked, export};
use otklik_domain::Date;

/// Entries on a page.
const PER_PAGE: usize = 100;

struct Row {
    number: i64,
    when: String,
    who: String,
    what: String,
    about: String,
    href: Option<String>,
    note: Option<String>,
    changes: Vec<Change>,
    /// The same thing's whole history.
    same: Option<String>,
    hash: String,
}

#[derive(Template)]
#[template(path = "cabinet/journal.html")]
struct JournalPage {
    shell: Shell,
    rows: Vec<Row>,
    next: Option<String>,
    verb: Field,
    since: Field,
    until: Field,
    subject: String,
    is_filtered: bool,
    files: Vec<(&'static str, String)>,
}

/// `GET /cabinet/journal?before=…&verb=…&since=…&until=…&subject=…`
pub(crate) async fn show(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let wanted = read(&asked);
    let found = journal::journal(&visit.ctx, &wanted, PER_PAGE).await?;
    let mut verbs = vec![Choice::new("", "любое")];
    verbs.extend(journal::verbs().into_iter().map(|(name, words)| Choice::new(name, words)));
    let kept = |more: (&str, &str), path: &str| {
        let fields = ["verb", "since", "until", "subject"].map(|name| (name, asked.get(name)));
        let fields: Vec<(&str, &str)> = fields.into_iter().chain([more]).collect();
        format!("{path}{}", query(&fields))
    };
    let file = |format: &'static str| (format, kept(("format", format), "/cabinet/journal/paper"));
    Ok(page::show(&JournalPage {
        shell: visit.staff_shell("Журнал", "journal"),
        rows: found.entries.into_iter().map(|entry| row(&visit, entry)).collect(),
        next: found.next.map(|before| kept(("before", &before.to_string()), "/cabinet/journal")),
        verb: Field::choice("verb", "Действие", asked.get("verb"), verbs),
        since: Field::line("since", "С какого дня", asked.get("since")).hint("Например: 01.02.2026"),
        until: Field::line("until", "По какой день", asked.get("until")),
        subject: asked.get("subject").to_owned(),
        is_filtered: wanted != JournalAsked { before: wanted.before, ..JournalAsked::default() },
        files: ["csv", "json", "xlsx"].map(file).into(),
    }))
}

/// `GET /cabinet/journal/paper?format=…`: the same entries as a file.
pub(crate) async fn paper(Staff(visit): Staff, Asked(asked): Asked) -> Result<Response, Refused> {
    let out = export::paper(&visit.ctx, &read(&asked), asked.get("format")).await?;
    Ok(attachment(&out.file_name, out.media_type, out.bytes))
}

fn read(asked: &Typed) -> JournalAsked {
    let subject = asked.get("subject").split_once('/').map(|(kind, id)| (kind.to_owned(), id.to_owned()));
    JournalAsked {
        before: asked.get("before").parse().ok(),
        subject,
        actor: None,
        verb: asked.filled("verb").map(ToOwned::to_owned),
        since: day(asked.get("since")),
        until: day(asked.get("until")),
    }
}

/// «01.02.2026», or the same as addresses of before carry it: «2026-02-01».
fn day(text: &str) -> Option<Date> {
    let written = text.split('.').collect::<Vec<_>>();
    match written.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => text.parse().ok(),
    }
}

fn row(visit: &Visit, entry: Entry) -> Row {
    let at = entry.at.to_zoned(visit.ctx.house.zone.clone());
    let subject = format!("{}/{}", entry.kind, entry.subject);
    Row {
        number: entry.number,
        when: format!("{}, {}", words::date_brief(at.date()), at.strftime("%H:%M")),
        who: entry.who,
        what: entry.what,
        about: entry.about,
        href: room(&entry.kind).map(|room| format!("/cabinet/{room}/{}", entry.subject)),
        same: (!entry.subject.is_empty()).then(|| format!("/cabinet/journal{}", query(&[("subject", &subject)]))),
        note: entry.note,
        changes: entry.changes,
        hash: entry.hash,
    }
}

/// The room of the cabinet where a kind of thing is shown.
fn room(kind: &str) -> Option<&'static str> {
    match kind {
        "organisation" => Some("organisations"),
        "plan" => Some("plans"),
        "measure" => Some("measures"),
        "draft" => Some("drafts"),
        "round" => Some("rounds"),
        "person" => Some("people"),
        "shortcoming" => Some("shortcomings"),
        "network_measure" => Some("network"),
        "report" => Some("reports"),
        "inspection" => Some("inspections"),
        _ => None,
    }
}
