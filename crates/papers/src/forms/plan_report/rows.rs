//! Rows of a report by criterion: plan against fact.

use super::super::figures::NONE;
use crate::write::{Cell, Row};
use otklik_domain::report::{Change, Gap, Report, ReportRow};
use otklik_domain::score::Criterion;

/// Adds the rows of a report, in the order of the law, numbered through as they stand in the plan.
pub(in crate::forms) fn push(out: &mut Vec<Row>, report: &Report) {
    let numbered: Vec<(usize, &ReportRow)> = (1..).zip(&report.rows).collect();
    let knows_criteria = report.rows.iter().any(|row| row.criterion.is_some());
    for criterion in Criterion::ALL.into_iter().map(Some).chain([None]) {
        let own: Vec<_> = numbered.iter().filter(|(_, row)| row.criterion == criterion).collect();
        if own.is_empty() {
            continue;
        }
        if knows_criteria {
            out.push(Row::Section { level: 2, text: name(criterion) });
        }
        out.extend(own.into_iter().map(|(number, it)| row(*number, it)));
    }
    if report.rows.is_empty() {
        out.push(Row::Remark { text: "Мероприятий нет".to_owned() });
    }
}

/// «I. Открытость и доступность информации об организации»
pub(in crate::forms) fn name(criterion: Option<Criterion>) -> String {
    criterion.map_or_else(|| "Мероприятия без указания критерия".to_owned(), super::super::plan_457::section)
}

/// A cell of which nothing is known says so, but for one in which something is missing: that one waits for a person.
fn row(number: usize, it: &ReportRow) -> Row {
    let cell = |paragraphs: Vec<String>, gaps: &[Gap]| {
        let said: Vec<String> = paragraphs.into_iter().filter(|text| !text.is_empty()).collect();
        let is_awaited = gaps.iter().any(|gap| it.has(*gap));
        Cell::text(if said.is_empty() && !is_awaited { vec![NONE.to_owned()] } else { said })
    };
    let one = |text: String| cell(vec![text], &[]);
    Row::Cells {
        cells: vec![
            one(number.to_string()),
            one(it.shortcoming.clone().unwrap_or_default()),
            cell(vec![it.text.clone(), executors(it)], &[]),
            one(it.term.clone().unwrap_or_default()),
            cell(vec![fact(it)], &[Gap::Fact, Gap::When]),
            cell(vec![figure(it)], &[Gap::Number]),
            cell(it.proofs.clone(), &[Gap::Proof]),
            one(standing(it)),
            cell(it.changes.iter().map(Change::in_words).collect(), &[]),
        ],
    }
}

/// «Исполнитель: Ветрова А.П., директор»
fn executors(it: &ReportRow) -> String {
    let said = it.executors.trim();
    if said.is_empty() { String::new() } else { format!("Исполнитель: {said}") }
}

fn fact(it: &ReportRow) -> String {
    match (&it.done, &it.done_when) {
        (Some(done), Some(when)) => format!("{} ({when})", done.trim_end_matches(['.', ' '])),
        (done, _) => done.clone().unwrap_or_default(),
    }
}

/// «план: 3 стенда; факт: 2 стенда»
fn figure(it: &ReportRow) -> String {
    match (&it.wanted, &it.number) {
        (Some(wanted), Some(number)) => format!("план: {wanted}; факт: {number}"),
        (Some(wanted), None) => format!("план: {wanted}"),
        (None, number) => number.clone().unwrap_or_default(),
    }
}

fn standing(it: &ReportRow) -> String {
    match &it.reason {
        Some(reason) => format!("{}: {reason}", it.standing.in_words()),
        None => it.standing.in_words(),
    }
}
