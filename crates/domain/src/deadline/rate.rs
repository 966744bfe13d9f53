//! Arithmetic of recurrences: so many times in so long, in the largest whole unit.
//! In come counts and measures of time, out goes a recurrence and whether it was rounded. It refuses to know words.

use super::often::Often;
use super::token::Measure;
use super::{Every, Unit};

pub(super) const ROUNDED: &str = "Периодичность посчитана равными частями и округлена до целых дней";
const TERM: &str = "Учебная четверть принята за три месяца: школа назначает её границы сама";

/// So many times in so many measures, in the largest whole unit.
pub(super) fn per(times: u32, many: u32, measure: Measure) -> Option<Often> {
    let (size, unit) = match measure {
        Measure::Day => (1, Unit::Day),
        Measure::Decade => (10, Unit::Day),
        Measure::Week => (1, Unit::Week),
        Measure::Month => (1, Unit::Month),
        Measure::Quarter | Measure::Term | Measure::Season => (3, Unit::Month),
        Measure::Half => (6, Unit::Month),
        Measure::Year => (1, Unit::Year),
        Measure::FiveYears => (5, Unit::Year),
        Measure::Period => return None,
    };
    let total = many.checked_mul(size).filter(|n| (1..=1000).contains(n))?;
    let (every, exact) = divided(total, unit, times)?;
    let guess = if !exact {
        Some(ROUNDED)
    } else if measure == Measure::Term {
        Some(TERM)
    } else {
        None
    };
    Some(Often { every, within: None, guess })
}

/// `total` units cut into equal parts; whether nothing was rounded.
pub(super) fn divided(total: u32, unit: Unit, parts: u32) -> Option<(Every, bool)> {
    if parts == 0 {
        return None;
    }
    if total.is_multiple_of(parts) {
        return Some((largest(total / parts, unit)?, true));
    }
    let (days, in_months) = match unit {
        Unit::Day => (total, None),
        Unit::Week => (total * 7, None),
        Unit::Month => (total * 30, Some(total)),
        Unit::Year => (total * 365, Some(total * 12)),
    };
    if let Some(months) = in_months.filter(|months| months % parts == 0) {
        return Some((largest(months / parts, Unit::Month)?, true));
    }
    let exact = days % parts == 0;
    Some((largest((days / parts).max(1), Unit::Day)?, exact))
}

pub(super) fn largest(count: u32, unit: Unit) -> Option<Every> {
    let (count, unit) = match unit {
        Unit::Day if count.is_multiple_of(7) => (count / 7, Unit::Week),
        Unit::Month if count.is_multiple_of(12) => (count / 12, Unit::Year),
        unit => (count, unit),
    };
    Some(Every::new(u16::try_from(count).ok()?, unit))
}
