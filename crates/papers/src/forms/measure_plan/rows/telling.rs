//! What the words of a lone cell tell: a number of an indicator, an ordinal, the start of another section, a signature.
//!
//! In comes a text; out goes what it is. It refuses to know where the text stands.

use crate::forms::measure_plan::lexicon::plain;
use crate::forms::measure_plan::{executors, items};
use crate::pattern::Regex;
use otklik_domain::letters::lower;
use otklik_domain::score::Indicator;
use std::sync::LazyLock;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:показатель\s*)?(?:№\s*)?([1-5])\.([1-3])(?:[.):]*\s|[.):]*$|[.):]+)")
        .expect("a constant pattern")
});

/// A cell that is a quantity to a workbook: «1.1» became «1,1».
static CODE_AS_QUANTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*([1-5]),([1-3])\s*$").expect("a constant pattern"));

/// «1.1» of a cell.
pub(super) fn code(text: &str) -> Option<Indicator> {
    let found = CODE.captures(text).or_else(|| CODE_AS_QUANTITY.captures(text))?;
    Indicator::new(found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?)
}

/// «1.», «IV», «2.3)»: a number and nothing else.
pub(super) fn is_ordinal(text: &str) -> bool {
    let text = plain(text);
    !text.is_empty()
        && text.chars().count() < 10
        && text.split(' ').all(|w| w.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x')))
}

/// «VI. Иные мероприятия», «Раздел 6»: a section that names none of the five criteria.
pub(super) fn opens_other_section(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    let is_numeral = !first.is_empty() && first.chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    is_numeral || lower(text).starts_with("раздел") || lower(text).starts_with("ины")
}

/// «Мероприятия без указания критерия»: what our own papers say above measures of no criterion.
pub(super) fn leaves_criteria(text: &str) -> bool {
    lower(text).starts_with("мероприятия без указания критери")
}

pub(super) fn is_signature(text: &str) -> bool {
    text.contains("____")
        || (executors::names_someone(text) && !items::opens_measure(text) && text.chars().count() < 140)
}
