//! Up to four organisations side by side: every figure with its bar; a difference is named only beyond the noise.
//!
//! In come scores; out goes a table and sentences. It refuses to rank: that is what a rating is for.

use crate::ui::{figures, words};
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::score::sampling::Change;
use otklik_domain::score::{Criterion, Exact, ScoreSheet, Subject};
use std::collections::BTreeSet;

/// One organisation.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Territory, kind.
    pub(crate) sub: String,
    pub(crate) sheet: ScoreSheet,
    /// The address without it.
    pub(crate) without: Option<String>,
}

/// One figure of one organisation.
#[derive(Debug, Clone)]
struct Cell {
    name: String,
    shown: Option<(String, String)>,
    is_weakest: bool,
}

/// One figure of all.
#[derive(Debug, Clone)]
struct Line {
    title: String,
    is_strong: bool,
    cells: Vec<Cell>,
}

/// The table and what differs.
#[derive(Debug, Clone, Template)]
#[template(path = "ui/components/compare/compare.html")]
pub(crate) struct Comparison {
    sides: Vec<Side>,
    lines: Vec<Line>,
    differences: Vec<String>,
}

impl HtmlSafe for Comparison {}

impl Comparison {
    /// The comparison of these, in this order, with the differences of each two: first, second, changes.
    pub(crate) fn of(sides: Vec<Side>, changes: &[(usize, usize, Vec<Change>)]) -> Self {
        let subjects = subjects(&sides);
        let lines = subjects.iter().map(|subject| line(&sides, changes, *subject)).collect();
        Comparison { differences: differences(&sides, changes), lines, sides }
    }

    /// How many organisations differ noticeably somewhere, in words.
    pub(crate) fn found(&self) -> String {
        if self.differences.is_empty() {
            "Заметных различий нет: всё в пределах случайного разброса ответов".to_owned()
        } else {
            format!("Заметных различий: {}", self.differences.len())
        }
    }
}

/// The total, then each criterion with its indicators, as far as anybody has them.
fn subjects(sides: &[Side]) -> Vec<Subject> {
    let known: BTreeSet<_> = sides.iter().flat_map(|side| side.sheet.indicators.iter().map(|i| i.indicator)).collect();
    let mut subjects = vec![Subject::Total];
    for criterion in Criterion::ALL {
        subjects.push(Subject::Criterion(criterion));
        subjects.extend(known.iter().filter(|i| i.criterion() == criterion).map(|i| Subject::Indicator(*i)));
    }
    subjects
}

fn value(sheet: &ScoreSheet, subject: Subject) -> Option<&Exact> {
    match subject {
        Subject::Total => sheet.total.as_ref(),
        Subject::Criterion(criterion) => sheet.criterion(criterion).filter(|c| c.is_used)?.points.as_ref(),
        Subject::Indicator(indicator) => sheet.indicator(indicator)?.points.as_ref(),
    }
}

fn name_of(subject: Subject) -> String {
    match subject {
        Subject::Total => "Общий балл".to_owned(),
        Subject::Criterion(criterion) => {
            format!("{}. {}", criterion.number(), super::score_card::short_name(criterion))
        }
        Subject::Indicator(indicator) => format!("Показатель {indicator}"),
    }
}

/// The line of a figure; the least is marked only where it is noticeably less than another.
fn line(sides: &[Side], changes: &[(usize, usize, Vec<Change>)], subject: Subject) -> Line {
    let values: Vec<Option<&Exact>> = sides.iter().map(|side| value(&side.sheet, subject)).collect();
    let least = values.iter().flatten().min();
    let cell = |(at, (side, value)): (usize, (&Side, &Option<&Exact>))| Cell {
        name: side.name.clone(),
        shown: value.map(|points| (figures::brief(points), figures::width(points))),
        is_weakest: *value == least.copied() && is_below(changes, subject, at),
    };
    Line {
        title: name_of(subject),
        is_strong: !matches!(subject, Subject::Indicator(_)),
        cells: sides.iter().zip(&values).enumerate().map(cell).collect(),
    }
}

/// Whether one of them is noticeably below another.
fn is_below(changes: &[(usize, usize, Vec<Change>)], subject: Subject, at: usize) -> bool {
    changes.iter().any(|(first, second, all)| {
        let change = all.iter().find(|change| change.subject == subject && change.is_noticeable);
        // A change is the first less the second.
        change.is_some_and(|change| if change.difference.is_negative() { *first == at } else { *second == at })
    })
}

/// Sentences for criteria and totals of each two that differ beyond the noise.
fn differences(sides: &[Side], changes: &[(usize, usize, Vec<Change>)]) -> Vec<String> {
    let mut sentences = Vec::new();
    for (first, second, all) in changes {
        let (Some(first), Some(second)) = (sides.get(*first), sides.get(*second)) else { continue };
        let shown = all.iter().filter(|c| c.is_noticeable && !matches!(c.subject, Subject::Indicator(_)));
        sentences.extend(shown.map(|change| sentence(first, second, change)));
    }
    sentences
}

/// Figures in it are those of the table.
fn sentence(first: &Side, second: &Side, change: &Change) -> String {
    let (higher, lower) = if change.difference.is_negative() { (second, first) } else { (first, second) };
    let shown = |side: &Side| value(&side.sheet, change.subject).map(figures::brief).unwrap_or_default();
    format!(
        "{}: {} выше, чем {}, — {} против {}",
        words::capital(&name_of(change.subject)),
        higher.name,
        lower.name,
        shown(higher),
        shown(lower)
    )
}
