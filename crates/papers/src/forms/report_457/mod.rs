//! The report on a plan of decree 457: the same six columns with execution filled.
//!
//! In comes a draft; out goes a paper. It refuses to say «не выполнено» by itself: an empty cell is a person's to fill.

use super::official::{Column, Layout, Source, Words};
use super::plan_457::{section, six_columns};

pub(super) fn layout() -> Layout {
    let columns = [
        (48, Source::Shortcoming),
        (58, Source::Text),
        (31, Source::Term),
        (41, Source::Executors),
        (60, Source::Done),
        (29, Source::Actual),
    ];
    Layout {
        words: Words {
            name: "ОТЧЁТ",
            subject: "о выполнении плана по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
            preposition: "на",
            blank_period: "на 20___ год",
            is_approved: false,
        },
        columns: columns.into_iter().map(|(width_mm, source)| Column { width_mm, source }).collect(),
        header: six_columns(),
        section,
        names_every_criterion: true,
    }
}
