//! Lines of the register become rows of a table, by criterion.
//!
//! In come lines with their lateness; out go groups. It refuses to ask the store.

use crate::standing;
use crate::ui::components::plan_table::{Group, MeasureRow, Person};
use crate::ui::components::score_card::short_name;
use crate::ui::components::state::Mark;
use crate::ui::words;
use jiff::civil::Date;
use otklik_app::record::RegisterRow;
use otklik_domain::deadline::Lateness;
use otklik_domain::deadline::{Deadline, DeadlineKind};
use otklik_domain::score::{Criterion, Points};

/// Rows by criterion, the order within kept; measures without one come last.
pub(crate) fn by_criterion(rows: Vec<(Option<Criterion>, MeasureRow)>, scores: &[(Criterion, Points)]) -> Vec<Group> {
    let mut groups: Vec<(Option<Criterion>, Group)> = Vec::new();
    for (criterion, row) in rows {
        match groups.iter_mut().find(|(c, _)| *c == criterion) {
            Some((_, group)) => group.rows.push(row),
            None => groups
                .push((criterion, Group { title: title(criterion), tail: tail(criterion, scores), rows: vec![row] })),
        }
    }
    groups.sort_by_key(|(criterion, _)| criterion.map_or(99, Criterion::number));
    groups.into_iter().map(|(_, group)| group).collect()
}

fn title(criterion: Option<Criterion>) -> String {
    criterion.map_or_else(|| "Без критерия".to_owned(), |c| format!("{}. {}", c.number(), short_name(c)))
}

fn tail(criterion: Option<Criterion>, scores: &[(Criterion, Points)]) -> Option<String> {
    let (_, points) = scores.iter().find(|(c, _)| Some(*c) == criterion)?;
    Some(format!("{} из 100", words::points_brief(*points)))
}

/// One line of the register.
pub(crate) fn row(line: &RegisterRow, lateness: Lateness, href: Option<String>, under: Option<String>) -> MeasureRow {
    MeasureRow {
        number: bare_number(line.number.as_deref()),
        href,
        text: words::capital(&line.text),
        under,
        term: term(line),
        as_written: line.deadline_as_written.clone(),
        executors: people(&line.executors),
        state: standing::standing(line.state, lateness, line.deadline_kind),
        note: standing::note(line.state, lateness),
    }
}

/// A list number without what closes it: «1)» is «1».
pub(crate) fn bare_number(number: Option<&str>) -> String {
    number.unwrap_or_default().trim_end_matches(['.', ')']).to_owned()
}

/// The term in words: a rolled or moved last day is what counts.
fn term(line: &RegisterRow) -> Option<String> {
    let kind = line.deadline_kind?;
    let written = line.deadline_as_written.clone().unwrap_or_default();
    match (kind, line.due_on) {
        (DeadlineKind::Unread, _) => None,
        (_, Some(due_on)) => Some(format!("до {}", words::date_brief(due_on))),
        (DeadlineKind::Recurring, None) => Some(written.to_lowercase()),
        (_, None) => words::term(&Deadline::bare(written, kind)),
    }
}

fn people(executors: &str) -> Vec<Person> {
    let one = |text: &str| {
        let (name, position) = text.split_once(", ").map_or((text, None), |(n, p)| (n, Some(p.to_owned())));
        Person { name: name.to_owned(), position }
    };
    executors.split("; ").filter(|t| !t.trim().is_empty()).map(one).collect()
}

/// Marks of the strip: measures that have a last day.
pub(crate) fn dated(rows: &[(RegisterRow, Lateness)]) -> Vec<(Date, Mark)> {
    rows.iter()
        .filter_map(|(line, lateness)| {
            Some((line.due_on?, standing::standing(line.state, *lateness, line.deadline_kind).mark))
        })
        .collect()
}
