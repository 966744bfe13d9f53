//! The report of a quarter for the founder: numbered rows by criterion, what was done and when, who answers.
//!
//! In comes a draft; out goes a paper. Criteria without measures are left out; the indicator gets a column
//! only where some measure names one.

use super::official::{
    ACTUAL, Column, DONE, EXECUTION, EXECUTORS, Layout, MEASURE, SHORTCOMING, Source, TERM, Words, header,
};
use otklik_domain::plan::Draft;
use otklik_domain::score::Criterion;

pub(super) fn layout(draft: &Draft) -> Layout {
    let names_indicators = draft.measures.iter().any(|m| m.indicator.is_some());
    let columns: Vec<(u32, Source, &str)> = if names_indicators {
        vec![
            (12, Source::Number, "№ п/п"),
            (27, Source::Indicator, "Показатель"),
            (42, Source::Shortcoming, SHORTCOMING),
            (50, Source::Text, MEASURE),
            (30, Source::Term, TERM),
            (41, Source::Done, EXECUTION),
            (29, Source::Actual, ""),
            (36, Source::Executors, EXECUTORS),
        ]
    } else {
        vec![
            (12, Source::Number, "№ п/п"),
            (50, Source::Shortcoming, SHORTCOMING),
            (58, Source::Text, MEASURE),
            (31, Source::Term, TERM),
            (47, Source::Done, EXECUTION),
            (29, Source::Actual, ""),
            (40, Source::Executors, EXECUTORS),
        ]
    };
    let done = columns.iter().position(|c| c.1 == Source::Done).unwrap_or(0);
    let span = |source| if source == Source::Done { 2 } else { 1 };
    let upper: Vec<(&str, usize)> =
        columns.iter().filter(|c| c.1 != Source::Actual).map(|c| (c.2, span(c.1))).collect();
    Layout {
        words: Words {
            name: "ОТЧЁТ",
            subject: "о выполнении плана по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
            preposition: "за",
            blank_period: "за ____ квартал 20___ года",
            is_approved: false,
        },
        header: header(&upper, &[(DONE, done), (ACTUAL, done + 1)]),
        columns: columns.into_iter().map(|(width_mm, source, _)| Column { width_mm, source }).collect(),
        section,
        names_every_criterion: false,
    }
}

/// «1. Критерий «Открытость и доступность информации об организации»»
fn section(criterion: Criterion) -> String {
    format!("{}. Критерий «{}»", criterion.number(), criterion.official_name())
}
