//! The score of one organisation on paper («оценка организации»): total, criteria, indicators in both scales, counts,
//! what inspectors marked, the rules and the acts.
//!
//! In comes a score with its rulebook; out goes a paper, A4 portrait. It refuses to count anything anew.

mod counts;
mod explained;
mod marks;
mod notes;

pub(crate) use counts::of as counts_of;
pub use explained::compose_explained;
pub(crate) use explained::{ExplainedLine, explained_lines};

use super::figures;
use crate::write::{Cell, Column, HeaderCell, Line, LineStyle, Paper, Row, Sheet, Table};
use jiff::civil::Date;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Criterion, Findings, IndicatorPoints, ScoreSheet};

/// A score with what stands around it on paper («оценка для печати»).
#[derive(Debug, Clone)]
pub struct Scored<'a> {
    /// The rules it was counted by.
    pub rulebook: &'a Rulebook,
    /// The score.
    pub sheet: &'a ScoreSheet,
    /// What inspectors found at each place, by the name of the branch.
    pub findings: &'a [(Option<String>, Findings)],
    /// Full name of the organisation.
    pub organisation: &'a str,
    /// Which round: «Независимая оценка 2026 года».
    pub round: &'a str,
    /// What else is to be said under the table: the version, the day of publication.
    pub notes: Vec<String>,
    /// The day the paper is made, for the properties of the file.
    pub made_on: Option<Date>,
}

/// Lays the score sheet out.
pub fn compose(scored: &Scored<'_>) -> Paper {
    let title = format!("Оценка организации: {}", scored.organisation);
    Paper {
        title: title.clone(),
        made_on: scored.made_on.map(|day| day.to_string()),
        sheet: Sheet::Portrait,
        approval: Vec::new(),
        heading: heading(scored, "ОЦЕНКА ОРГАНИЗАЦИИ"),
        table: Table { summary: title, columns: columns(), header: header(), rows: rows(scored) },
        more: marks::table(scored).into_iter().collect(),
        notes: notes::notes(scored),
        endings: Vec::new(),
    }
}

/// Name of the paper, round, organisation.
pub(super) fn heading(scored: &Scored<'_>, name: &str) -> Vec<Line> {
    vec![
        Line::new(LineStyle::Title, name),
        Line::new(LineStyle::Plain, scored.round),
        Line::new(LineStyle::Strong, scored.organisation),
    ]
}

fn columns() -> Vec<Column> {
    vec![Column::words(12), Column::words(76), Column::figures(20), Column::words(26), Column::words(46)]
}

fn header() -> Vec<Vec<HeaderCell>> {
    single_header(&["№", "Показатель", "Балл из 100", "С учётом веса", "Исходные числа"])
}

/// A header of one row.
pub(super) fn single_header(words: &[&str]) -> Vec<Vec<HeaderCell>> {
    let cell =
        |(column, text): (usize, &&str)| HeaderCell { text: (*text).to_owned(), column, column_span: 1, row_span: 1 };
    vec![words.iter().enumerate().map(cell).collect()]
}

/// A row of one paragraph a cell, with a dash where there is nothing to say.
pub(super) fn full_line<const N: usize>(cells: [String; N]) -> Row {
    line(cells.map(|text| if text.is_empty() { figures::NONE.to_owned() } else { text }))
}

/// A row of one paragraph a cell; an empty one is left for the hand.
pub(super) fn line<const N: usize>(cells: [String; N]) -> Row {
    let cell = |text: String| Cell::text(if text.is_empty() { vec![] } else { vec![text] });
    Row::Cells { cells: cells.into_iter().map(cell).collect() }
}

pub(super) fn section(text: impl Into<String>) -> Row {
    Row::Section { level: 2, text: text.into() }
}

fn rows(scored: &Scored<'_>) -> Vec<Row> {
    let mut rows = summary(scored);
    for criterion in Criterion::ALL {
        let own: Vec<&IndicatorPoints> =
            scored.sheet.indicators.iter().filter(|i| i.indicator.criterion() == criterion).collect();
        if !own.is_empty() {
            rows.push(section(format!("{}. {}", criterion.number(), scored.rulebook.criterion_title(criterion))));
            rows.extend(own.iter().map(|points| indicator(scored, points)));
        }
    }
    rows
}

/// Total and criteria.
fn summary(scored: &Scored<'_>) -> Vec<Row> {
    let sheet = scored.sheet;
    let asked = format!("заполнено анкет: {}", sheet.respondents);
    let total = figures::two(sheet.total.as_ref());
    let mut rows = vec![
        section("Итог и критерии"),
        full_line([String::new(), "Итоговый балл".to_owned(), total, String::new(), asked]),
    ];
    for points in &sheet.criteria {
        let unused = if points.is_used { String::new() } else { "в итог не входит".to_owned() };
        rows.push(full_line([
            points.criterion.number().to_string(),
            scored.rulebook.criterion_title(points.criterion).to_owned(),
            figures::two(points.points.as_ref()),
            String::new(),
            unused,
        ]));
    }
    rows
}

fn indicator(scored: &Scored<'_>, points: &IndicatorPoints) -> Row {
    let title = scored.rulebook.indicator(points.indicator).map_or("", |rule| rule.title.as_str());
    let words = |text: String| Cell::text(vec![text]);
    Row::Cells {
        cells: vec![
            words(points.indicator.to_string()),
            words(title.to_owned()),
            words(figures::brief(points.points.as_ref())),
            words(figures::weighted(points)),
            Cell::text(counts::of(scored, points.indicator)),
        ],
    }
}
