//! «Как посчитано» on paper: every figure with its formula, its numbers, its counts and the paragraph of the act.
//!
//! In come a score and the domain's tree of how it came about; out goes a paper, A4 portrait. It computes nothing.

use super::{Scored, figures, heading, notes, section, single_header};
use crate::write::{Cell, Column, Paper, Row, Sheet, Table};
use otklik_domain::rulebook::{Certainty, Part};
use otklik_domain::score::explain::{About, Explanation};
use otklik_domain::score::{Basis, Exact, Mark};

/// Lays the explanation of a score out.
pub fn compose_explained(scored: &Scored<'_>, tree: &Explanation) -> Paper {
    let title = format!("Как посчитана оценка: {}", scored.organisation);
    Paper {
        title: title.clone(),
        made_on: scored.made_on.map(|day| day.to_string()),
        sheet: Sheet::Portrait,
        approval: Vec::new(),
        heading: heading(scored, "КАК ПОСЧИТАНА ОЦЕНКА"),
        table: Table {
            summary: title,
            columns: vec![Column::words(60), Column::figures(20), Column::words(58), Column::words(42)],
            header: single_header(&["Что и из каких чисел", "Балл из 100", "Формула и расчёт", "Основание"]),
            rows: rows(tree),
        },
        more: Vec::new(),
        notes: notes::notes(scored),
        endings: Vec::new(),
    }
}

fn rows(tree: &Explanation) -> Vec<Row> {
    let mut rows = vec![row(tree)];
    for criterion in &tree.children {
        rows.push(section(name(criterion)));
        below(criterion, &mut rows);
    }
    rows
}

/// A row of the node and of all below it; items of a list and the question stand in the cell of their part.
fn below(node: &Explanation, rows: &mut Vec<Row>) {
    rows.push(row(node));
    for child in &node.children {
        if !matches!(child.about, About::Item(..) | About::Question(_)) {
            below(child, rows);
        }
    }
}

fn row(node: &Explanation) -> Row {
    let points = node.figure.as_ref().map(|figure| &figure.points);
    let shown: fn(Option<&Exact>) -> String = match node.about {
        About::Total | About::Criterion(_) => figures::two,
        _ => figures::brief,
    };
    Row::Cells {
        cells: vec![
            Cell::text(what(node)),
            Cell::text(vec![shown(points)]),
            Cell::text(how(node)),
            Cell::text(where_from(node)),
        ],
    }
}

fn name(node: &Explanation) -> String {
    match &node.about {
        About::Criterion(criterion) => format!("{}. {}", criterion.number(), node.title),
        About::Indicator(indicator) => format!("{indicator}. {}", node.title),
        _ => node.title.clone(),
    }
}

/// The name, the counts, the marked items.
fn what(node: &Explanation) -> Vec<String> {
    let mut lines = vec![match &node.about {
        About::Part(part, basis) => format!("{}: {}", node.title, counts(part, basis)),
        About::Criterion(_) => "Критерий в целом".to_owned(),
        _ => name(node),
    }];
    if let Some((weighted, max)) = node.figure.as_ref().and_then(|figure| figure.weighted.as_ref()) {
        lines.push(format!("С учётом веса: {} из {max}", figures::brief(Some(weighted))));
    }
    let questions = node.children.iter().filter(|child| matches!(child.about, About::Question(_)));
    lines.extend(questions.flat_map(|child| std::iter::once(&child.title).chain(&child.rules)).cloned());
    for (wanted, words) in [(Mark::Present, "Есть"), (Mark::Absent, "Нет"), (Mark::NotApplicable, "Не требуется")]
    {
        let marked = |child: &&Explanation| matches!(&child.about, About::Item(_, Some(mark)) if *mark == wanted);
        let titles: Vec<&str> = node.children.iter().filter(marked).map(|child| child.title.as_str()).collect();
        if !titles.is_empty() {
            lines.push(format!("{words}: {}", titles.join("; ")));
        }
    }
    lines
}

fn counts(part: &Part, basis: &Basis) -> String {
    match (part, basis) {
        (Part::AnswerShare { .. }, Basis::Of { part, whole }) => format!("ответили «да» {part} из {whole}"),
        (_, Basis::Of { part, whole }) => format!("есть {part} из {whole}"),
        (_, Basis::Items(n)) => format!("есть {n}"),
        (_, Basis::Given(_)) => "по шкале".to_owned(),
        (Part::AnswerShare { .. }, Basis::Nothing) => "спросить было некого".to_owned(),
        (_, Basis::Nothing) => "нет итогов осмотра".to_owned(),
    }
}

fn how(node: &Explanation) -> Vec<String> {
    let facts = node.formula.iter().chain(&node.calculation).chain(&node.rules);
    facts.cloned().collect()
}

/// The act, the place in it, and a warning where it is not sure.
fn where_from(node: &Explanation) -> Vec<String> {
    let Some(reference) = &node.reference else { return Vec::new() };
    let place = reference.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let doubt = match reference.certainty {
        Certainty::Seen => String::new(),
        unsure => format!(" ({})", unsure.words()),
    };
    vec![format!("{}{place}{doubt}", reference.act)]
}
