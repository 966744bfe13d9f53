//! Points against measures: work where nothing is lost, and losses nobody works on.

use super::problem;
use crate::plan::Draft;
use crate::remark::{Remark, Severity};
use crate::score::{ScoreLine, Subject};

/// Code `measure-at-full-points`: said once an indicator or criterion, as a note, for keeping a full score is work too.
pub(super) fn at_full_points(draft: &Draft) -> Vec<Remark> {
    let is_full = |line: &&ScoreLine| line.max.is_some_and(|max| line.value >= max);
    let full = draft.scores.iter().filter(is_full).filter(|line| n_measures(draft, line.subject) > 0);
    full.map(|line| {
        let text = format!("Баллы по {} полные, а мероприятия есть", in_words(line.subject));
        Remark::new("measure-at-full-points", Severity::Note, text)
            .propose("Оставьте, если они удерживают уровень; силы нужнее там, где баллы потеряны")
    })
    .collect()
}

/// Code `lost-points-without-measure`.
pub(super) fn lost_without_measure(draft: &Draft) -> Vec<Remark> {
    // In a paper without criteria nothing can be said about which points a measure is for.
    if draft.measures.is_empty() || draft.measures.iter().all(|m| m.criterion.is_none()) {
        return Vec::new();
    }
    let is_lost = |line: &&ScoreLine| line.max.is_some_and(|max| line.value < max) && line.subject != Subject::Total;
    let lost = draft.scores.iter().filter(is_lost).filter(|line| n_measures(draft, line.subject) == 0);
    lost.map(|line| {
        let max = line.max.map(|m| m.to_string()).unwrap_or_default().replace('.', ",");
        let value = line.value.to_string().replace('.', ",");
        let text = format!("По {} потеряны баллы ({value} из {max}), а мероприятий нет", in_words(line.subject));
        problem("lost-points-without-measure", text).propose("Добавьте мероприятие или объясните, почему его не будет")
    })
    .collect()
}

fn n_measures(draft: &Draft, subject: Subject) -> usize {
    let is_for = |m: &&crate::plan::Measure| match subject {
        // A measure that names only its criterion may be for any of its indicators.
        Subject::Indicator(indicator) => {
            m.indicator == Some(indicator) || (m.indicator.is_none() && m.criterion == Some(indicator.criterion()))
        }
        Subject::Criterion(criterion) => m.criterion == Some(criterion),
        Subject::Total => false,
    };
    draft.measures.iter().filter(is_for).count()
}

fn in_words(subject: Subject) -> String {
    match subject {
        Subject::Indicator(indicator) => format!("показателю {indicator}"),
        Subject::Criterion(criterion) => format!("критерию {} «{}»", criterion.number(), criterion.official_name()),
        Subject::Total => "итогу".to_owned(),
    }
}
