//! Rows of a report for the eye.

use crate::ui::components::state::{Mark, State};
use otklik_domain::report::{Change, ReportRow, Standing};

/// A row as a page shows it.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) href: String,
    pub(super) text: String,
    pub(super) term: String,
    pub(super) state: State,
    pub(super) reason: String,
    pub(super) fact: String,
    pub(super) figure: String,
    pub(super) proofs: String,
    pub(super) changes: String,
    pub(super) lacks: Vec<(&'static str, bool)>,
}

pub(super) fn mark(standing: Standing) -> State {
    let mark = match standing {
        Standing::Eliminated => Mark::Ok,
        Standing::InProgress => Mark::Work,
        Standing::NotDue => Mark::Idle,
        Standing::Late(_) => Mark::Late,
        Standing::NotDone => Mark::Failed,
    };
    State::new(mark, standing.in_words())
}

pub(super) fn rows<'a>(rows: impl IntoIterator<Item = &'a ReportRow>) -> Vec<Row> {
    rows.into_iter().zip(1..).map(|(it, number)| row(number, it)).collect()
}

pub(super) fn row(number: usize, it: &ReportRow) -> Row {
    let fact = match (&it.done, &it.done_when) {
        (Some(done), Some(when)) => format!("{done} ({when})"),
        (done, _) => done.clone().unwrap_or_default(),
    };
    let figure = match (&it.wanted, &it.number) {
        (Some(wanted), number) => format!("план: {wanted}; факт: {}", number.as_deref().unwrap_or("не назван")),
        (None, number) => number.clone().unwrap_or_default(),
    };
    Row {
        number,
        href: format!("/cabinet/measures/{}", it.measure),
        text: crate::ui::words::capital(&it.text),
        term: it.term.clone().unwrap_or_default(),
        state: mark(it.standing),
        reason: it.reason.clone().unwrap_or_default(),
        fact,
        figure,
        proofs: it.proofs.join("; "),
        changes: it.changes.iter().map(Change::in_words).collect::<Vec<_>>().join("; "),
        lacks: it.lacks.iter().map(|lack| (lack.gap.in_words(), lack.is_required)).collect(),
    }
}
