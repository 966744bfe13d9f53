//! The plan of Government decree 457 of 17.04.2018: six columns, sections by criterion, execution empty.
//!
//! In comes a draft; out goes a paper ready to be approved. It refuses columns the form does not have:
//! money, results and numbers of the source paper stay in the record.

use super::official::{
    ACTUAL, Column, DONE, EXECUTION, EXECUTORS, Layout, MEASURE, SHORTCOMING, Source, TERM, Words, header,
};
use crate::write::HeaderCell;
use otklik_domain::score::Criterion;

pub(super) fn layout() -> Layout {
    let columns = [
        (55, Source::Shortcoming),
        (65, Source::Text),
        (32, Source::Term),
        (42, Source::Executors),
        (44, Source::Empty),
        (29, Source::Empty),
    ];
    Layout {
        words: Words {
            name: "ПЛАН",
            subject: "по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
            preposition: "на",
            blank_period: "на 20___ год",
            is_approved: true,
        },
        columns: columns.into_iter().map(|(width_mm, source)| Column { width_mm, source }).collect(),
        header: six_columns(),
        section,
        names_every_criterion: true,
    }
}

/// The header of the form, word for word.
pub(crate) fn six_columns() -> Vec<Vec<HeaderCell>> {
    header(&[(SHORTCOMING, 1), (MEASURE, 1), (TERM, 1), (EXECUTORS, 1), (EXECUTION, 2)], &[(DONE, 4), (ACTUAL, 5)])
}

/// «I. Открытость и доступность информации об организации»
pub(super) fn section(criterion: Criterion) -> String {
    let roman = ["I", "II", "III", "IV", "V"].get(usize::from(criterion.number()) - 1).unwrap_or(&"");
    format!("{roman}. {}", criterion.official_name())
}
