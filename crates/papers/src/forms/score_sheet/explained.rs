//! «Как посчитано» on paper: every figure with its formula, its numbers, its counts and the paragraph of the act.
//!
//! In come a score and the domain's tree of how it came about; out goes a paper, A4 landscape. It computes nothing.

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
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading: heading(scored, "КАК ПОСЧИТАНА ОЦЕНКА"),
        table: Table {
            summary: title,
            columns: vec![Column::words(112), Column::figures(22), Column::words(78), Column::words(55)],
            header: single_header(&["Что и из каких чисел", "Балл из 100", "Формула и расчёт", "Основание"]),
            rows: rows(tree),
        },
        more: Vec::new(),
        notes: notes::notes(scored),
        endings: Vec::new(),
    }
}

/// One figure with how it came about («строка расчёта»).
#[derive(Debug, Clone, Default)]
pub(crate) struct ExplainedLine {
    /// The criterion it belongs to; none of the total.
    pub(crate) criterion: String,
    /// What it is: the name, the counts, the marked items.
    pub(crate) what: Vec<String>,
    /// Points out of a hundred.
    pub(crate) points: String,
    /// The formula, the calculation, the rules.
    pub(crate) how: Vec<String>,
    /// The act and the place in it.
    pub(crate) place: String,
}

/// Every figure, the total first; items of a list and the question stand in the line of their part.
pub(crate) fn explained_lines(tree: &Explanation) -> Vec<ExplainedLine> {
    let mut lines = vec![explained(tree, "")];
    for criterion in &tree.children {
        below(criterion, &name(criterion), &mut lines);
    }
    lines
}

fn below(node: &Explanation, criterion: &str, lines: &mut Vec<ExplainedLine>) {
    lines.push(explained(node, criterion));
    for child in &node.children {
        if !matches!(child.about, About::Item(..) | About::Question(_)) {
            below(child, criterion, lines);
        }
    }
}

fn explained(node: &Explanation, criterion: &str) -> ExplainedLine {
    let points = node.figure.as_ref().map(|figure| &figure.points);
    let shown: fn(Option<&Exact>) -> String = match node.about {
        About::Total | About::Criterion(_) => figures::two,
        _ => figures::brief,
    };
    ExplainedLine {
        criterion: criterion.to_owned(),
        what: what(node),
        points: shown(points),
        how: how(node),
        place: where_from(node),
    }
}

/// A section a criterion, a row a figure.
fn rows(tree: &Explanation) -> Vec<Row> {
    let (mut rows, mut above) = (Vec::new(), String::new());
    for line in explained_lines(tree) {
        if line.criterion != above {
            rows.push(section(&line.criterion));
            above.clone_from(&line.criterion);
        }
        let place = if line.place.is_empty() { figures::NONE.to_owned() } else { line.place };
        let how = if line.how.is_empty() { vec![figures::NONE.to_owned()] } else { line.how };
        let cells = [line.what, vec![line.points], how, vec![place]];
        rows.push(Row::Cells { cells: cells.into_iter().map(Cell::text).collect() });
    }
    rows
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
fn where_from(node: &Explanation) -> String {
    let Some(reference) = &node.reference else { return String::new() };
    let place = reference.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let doubt = match reference.certainty {
        Certainty::Seen => String::new(),
        unsure => format!(" ({})", unsure.words()),
    };
    format!("{}{place}{doubt}", reference.act)
}
