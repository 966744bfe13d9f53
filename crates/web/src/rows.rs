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
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::deadline::{self, Deadline, DeadlineKind, Lateness};
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
    Some(format!("в плане: {} из 100", words::points_brief(*points)))
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
        rolled: None,
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

/// The day off on which a term ends by the plan, where its last day was moved to a working one for that alone.
pub(crate) fn day_off(
    deadline: Option<&Deadline>,
    due_on: Option<Date>,
    calendar: &ProductionCalendar,
) -> Option<Date> {
    let deadline = deadline.filter(|it| deadline::last_day(it, calendar) == due_on)?;
    deadline.to.filter(|to| due_on.is_some_and(|due_on| *to < due_on))
}

fn people(executors: &str) -> Vec<Person> {
    let one = |text: &str| {
        let (name, position) = text.split_once(", ").map_or((text, None), |(n, p)| (n, Some(p.to_owned())));
        Person { name: name.to_owned(), position }
    };
    executors.split("; ").filter(|t| !t.trim().is_empty()).map(one).collect()
}

/// The day by which a term is drawn: «IV квартал» stays in the fourth quarter though its last day, a day off, moves to January.
pub(crate) fn drawn_on(
    due_on: Option<Date>,
    deadline: Option<&Deadline>,
    calendar: &ProductionCalendar,
) -> Option<Date> {
    day_off(deadline, due_on, calendar).or(due_on)
}

/// Marks of the strip: measures that have a last day.
pub(crate) fn dated(rows: &[(RegisterRow, Lateness)]) -> Vec<(Date, Mark)> {
    rows.iter()
        .filter_map(|(line, lateness)| {
            Some((line.due_on?, standing::standing(line.state, *lateness, line.deadline_kind).mark))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_domain::deadline::{Context, read};

    #[test]
    fn a_day_off_is_named_only_where_it_alone_moved_the_last_day() {
        let calendar = ProductionCalendar::federal();
        let day = |text: &str| text.parse::<Date>().ok();
        for (term, due_on, off, drawn) in [
            ("IV квартал 2026 г.", "2027-01-11", "2026-12-31", "2026-12-31"),
            ("до 01.08.2026", "2026-08-03", "2026-08-01", "2026-08-01"),
            ("до 1 сентября 2026", "2026-09-01", "", "2026-09-01"),
            // A term that somebody moved is drawn where it stands now.
            ("до 01.08.2026", "2026-11-02", "", "2026-11-02"),
            ("постоянно", "", "", ""),
        ] {
            let (deadline, _) = read(term, Context::default());
            assert_eq!(day_off(Some(&deadline), day(due_on), &calendar), day(off), "{term} {due_on}");
            assert_eq!(drawn_on(day(due_on), Some(&deadline), &calendar), day(drawn), "{term} {due_on}");
        }
    }
}
