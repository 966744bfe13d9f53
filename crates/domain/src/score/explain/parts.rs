//! Parts of indicators: counts, the items of a list, the question that was asked.

use super::node::{About, Explanation, Figure, Reference};
use super::terms;
use crate::rulebook::{Part, Rulebook};
use crate::score::{Assessed, Basis, Mark, PartValue, Unit, name_of_part};

/// A part at one place (`Some`) or of all places added up.
pub(super) fn part(
    rulebook: &Rulebook,
    assessed: &Assessed,
    value: &PartValue,
    place: Option<usize>,
    is_alone: bool,
) -> Explanation {
    let mut node =
        Explanation::new(About::Part(value.part.clone(), value.basis.clone()), name_of_part(rulebook, &value.part));
    node.figure = value.points.as_ref().map(Figure::plain);
    if let Some(points) = value.points.as_ref().filter(|_| !is_alone) {
        node.calculation = Some(terms::equation(terms::of_part(value), points, points));
    }
    node.reference = reference(rulebook, &value.part);
    node.children = match place {
        Some(at) => assessed.units.get(at).map(|unit| below(rulebook, &value.part, unit)).unwrap_or_default(),
        None => places(rulebook, assessed, &value.part),
    };
    node
}

fn reference(rulebook: &Rulebook, part: &Part) -> Option<Reference> {
    let source = match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => &rulebook.inspection(list)?.source,
        Part::AnswerShare { question } => &rulebook.question(question)?.source,
        Part::Waiting => &rulebook.waiting.as_ref()?.source,
    };
    Some(Reference::new(rulebook, source))
}

/// What each place brought to counts that were added up.
fn places(rulebook: &Rulebook, assessed: &Assessed, part: &Part) -> Vec<Explanation> {
    let of = |(at, unit): (usize, &Unit)| {
        let mut node = Explanation::new(About::Place(at), place_name(at, unit));
        let mut own = Explanation::new(About::Part(part.clone(), basis(part, unit)), name_of_part(rulebook, part));
        own.children = below(rulebook, part, unit);
        node.children.push(own);
        node
    };
    assessed.units.iter().enumerate().map(of).collect()
}

/// The name of a place, or its number where it has none.
pub(super) fn place_name(at: usize, unit: &Unit) -> String {
    unit.branch.as_ref().map_or_else(|| format!("Место оценки {}", at + 1), |branch| format!("Место оценки «{branch}»"))
}

/// The counts of one place as it was given.
fn basis(part: &Part, unit: &Unit) -> Basis {
    let of = |part: u64, whole: u64| if whole == 0 { Basis::Nothing } else { Basis::Of { part, whole } };
    match part {
        Part::ListShare { list } => {
            let count = unit.findings.list(list);
            of(count.present.unwrap_or(0), count.required.unwrap_or(0))
        }
        Part::ListPoints { list, .. } => unit.findings.list(list).present.map_or(Basis::Nothing, Basis::Items),
        Part::AnswerShare { question } => {
            let (yes, asked) = unit.tally.among(question);
            of(yes, asked)
        }
        Part::Waiting => unit.findings.waiting().cloned().map_or(Basis::Nothing, Basis::Given),
    }
}

/// Items of a list, or the question.
fn below(rulebook: &Rulebook, part: &Part, unit: &Unit) -> Vec<Explanation> {
    match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => items(rulebook, list, unit),
        Part::AnswerShare { question } => asked(rulebook, question).into_iter().collect(),
        Part::Waiting => Vec::new(),
    }
}

/// The items of the list when any of them was marked; those the rulebook does not know come last by their codes.
fn items(rulebook: &Rulebook, list: &str, unit: &Unit) -> Vec<Explanation> {
    let is_of_list = |code: &str| code.strip_prefix(list).is_some_and(|rest| rest.starts_with('.'));
    let marked: Vec<(&str, Mark)> = unit.findings.items().filter(|(code, _)| is_of_list(code)).collect();
    if marked.is_empty() {
        return Vec::new();
    }
    let known = rulebook.inspection(list).map_or(&[][..], |list| list.items.as_slice());
    let item = |item: &crate::rulebook::Item| {
        let mark = unit.findings.item(&item.code);
        let mut node = Explanation::new(About::Item(item.code.clone(), mark), item.title.clone());
        node.reference = Some(Reference::new(rulebook, &item.source));
        node
    };
    let is_unknown = |code: &str| known.iter().all(|item| item.code != code);
    let others = marked.iter().filter(|(code, _)| is_unknown(code));
    let other = |(code, mark): &(&str, Mark)| {
        Explanation::new(About::Item((*code).to_owned(), Some(*mark)), format!("пункт {code}"))
    };
    known.iter().map(item).chain(others.map(other)).collect()
}

fn asked(rulebook: &Rulebook, code: &str) -> Option<Explanation> {
    let question = rulebook.question(code)?;
    let title = format!("Вопрос {} анкеты: «{}»", question.number, question.wording);
    let mut node = Explanation::new(About::Question(code.to_owned()), title);
    node.reference = Some(Reference::new(rulebook, &question.source));
    let gate = question.after.as_deref().and_then(|after| rulebook.question(after));
    node.rules = match gate {
        Some(gate) => vec![format!("учтены те, кто ответил «да» на вопрос {}", gate.number)],
        None => vec!["учтены все, кто ответил на этот вопрос".to_owned()],
    };
    Some(node)
}
