//! Printed scores: «22,5» of «30», «94 баллов из 100», totals.
//!
//! In come cells and headings; out go lines of scores. It refuses to compute: what follows from them is the domain's.

use crate::pattern::Regex;
use otklik_domain::letters::lower;
use otklik_domain::score::{Points, Scale, ScoreLine, Subject};
use std::sync::LazyLock;

static OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:балл\w*\s*)?\(?(?:из|/)\s*(\d{1,3}(?:[.,]\d{1,2})?)(?:\s*(?:балл\w*|возможных))*")
        .expect("a constant pattern")
});
static POINTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(\d{1,3}(?:[.,]\d{1,3})?)\s*балл\w*").expect("a constant pattern"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:балл\w*|б\.|%)?\s*$").expect("a constant pattern")
});

/// A score: value and maximum.
pub(super) type Found = (Points, Option<Points>);

/// A cell of a column of scores.
pub(super) fn in_cell(value: &str, maximum: Option<&str>) -> Option<Found> {
    if let Some(found) = of_maximum(value) {
        return Some(found);
    }
    let value = number(value)?;
    Some((value, maximum.and_then(number)))
}

fn number(text: &str) -> Option<Points> {
    NUMBER.captures(text)?.get(1)?.as_str().parse().ok()
}

fn of_maximum(text: &str) -> Option<Found> {
    let found = OF.captures(text)?;
    let value: Points = found.get(1)?.as_str().parse().ok()?;
    let max: Points = found.get(2)?.as_str().parse().ok()?;
    (value <= max).then_some((value, Some(max)))
}

/// «94 баллов из 100», «(94 балла)» inside a heading or another cell.
pub(super) fn in_text(text: &str) -> Option<Found> {
    if lower(text).contains("балл") {
        of_maximum(text).or_else(|| Some((POINTS.captures(text)?.get(1)?.as_str().parse().ok()?, None)))
    } else {
        None
    }
}

/// Whether a cell is nothing but a score.
pub(super) fn is_only(text: &str) -> bool {
    in_text(text).is_some() && {
        let rest = POINTS.replace_all(&OF.replace_all(text, ""), "").to_lowercase();
        rest.chars().filter(|c| c.is_alphabetic()).count() < 4
    }
}

/// A line of scores; 100 points or none named is the scale of points.
pub(super) fn line(subject: Subject, (value, max): Found) -> ScoreLine {
    let is_points = max.is_none_or(|m| m == Points::whole(100));
    ScoreLine { subject, value, max, scale: if is_points { Scale::Points } else { Scale::Weighted } }
}

/// «Итого», «Итоговая оценка», «Общий балл».
pub(super) fn is_total(text: &str) -> bool {
    let text = lower(text.trim());
    text.chars().count() < 160
        && (text.starts_with("итог")
            || text.starts_with("всего")
            || text.starts_with("общий балл")
            || text.starts_with("общая оценка")
            || text.starts_with("показатель оценки качества")
            || text.starts_with("интегральн")
            || text.starts_with("общее количество баллов"))
}
