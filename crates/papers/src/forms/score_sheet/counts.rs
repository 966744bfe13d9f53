//! From which counts an indicator follows, in words: «информация на стендах: 14 из 17».

use super::Scored;
use otklik_domain::rulebook::{Part, Rulebook};
use otklik_domain::score::{Basis, Indicator, PartValue};

/// More places than this are not named one by one.
const PLACES_MAX: usize = 6;

/// Paragraphs of the cell: a line a part, a place before its lines where there are several.
pub(crate) fn of(scored: &Scored<'_>, indicator: Indicator) -> Vec<String> {
    let units = &scored.sheet.units;
    if units.len() > PLACES_MAX {
        return vec![format!("среднее по местам оценки: {}", units.len())];
    }
    let mut lines = Vec::new();
    for unit in units.iter() {
        let own = unit.indicators.iter().find(|i| i.indicator == indicator);
        let parts: Vec<String> =
            own.iter().flat_map(|i| &i.parts).map(|part| self::part(scored.rulebook, part)).collect();
        match &unit.branch {
            Some(branch) if units.len() > 1 => lines.push(format!("{branch}: {}", parts.join("; "))),
            _ => lines.extend(parts),
        }
    }
    lines
}

fn part(rulebook: &Rulebook, value: &PartValue) -> String {
    format!("{}: {}", name(rulebook, &value.part), basis(value))
}

/// How people call a part.
fn name(rulebook: &Rulebook, part: &Part) -> String {
    match part {
        Part::ListShare { list } | Part::ListPoints { list, .. } => {
            rulebook.inspection(list).map_or_else(|| list.clone(), |list| lower_first(&list.title))
        }
        Part::AnswerShare { question } => {
            rulebook.question(question).map_or_else(|| question.clone(), |question| question.short.clone())
        }
        Part::Waiting => "время ожидания".to_owned(),
    }
}

fn basis(value: &PartValue) -> String {
    match (&value.basis, &value.part) {
        (Basis::Of { part, whole }, _) => format!("{part} из {whole}"),
        (Basis::Items(n), Part::ListPoints { each, .. }) => format!("{n}, за каждое {each} баллов"),
        (Basis::Items(n), _) => n.to_string(),
        (Basis::Given(points), _) => format!("{} баллов", super::figures::brief(Some(points))),
        (Basis::Nothing, Part::AnswerShare { .. }) => "спросить было некого".to_owned(),
        (Basis::Nothing, _) => "нет итогов осмотра".to_owned(),
    }
}

/// «Информация на стендах» inside a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
