//! What the days of one phrase say about each other: a shared year, a wider word for the same days.
//! In come days as named, out they go with their years filled and the wider ones dropped. It refuses to make a term.

use super::Context;
use super::lead::{Lead, When};
use super::stretch::Grain;

/// A year said once serves its neighbours: «март, сентябрь 2023», «2024 год: I, III кварталы».
pub(super) fn share_years(whens: &mut Vec<When>) {
    let exact =
        |when: &When| !matches!(when.stretch.grain, Grain::Year | Grain::ThisYear | Grain::ThisPeriod | Grain::Length);
    // «2024 г. (2 квартал), 2025 г. (1 квартал)»
    let year_leads = whens.first().is_some_and(|when| when.stretch.grain == Grain::Year);
    let yearless = whens.iter().any(|when| exact(when) && when.stretch.yearless());
    let years: Vec<Option<i16>> = whens.iter().map(|when| when.stretch.to.year.filter(|_| lends(when))).collect();
    for (index, when) in whens.iter_mut().enumerate() {
        let later = years.iter().skip(index).flatten().next();
        let earlier = years.iter().take(index).rev().flatten().next();
        let year = if year_leads { earlier.or(later) } else { later.or(earlier) };
        if let Some(year) = year.filter(|_| exact(when)) {
            when.stretch.fill_year(*year);
        }
    }
    if yearless && years.iter().flatten().next().is_some() {
        whens.retain(|when| {
            !(when.stretch.grain == Grain::Year
                && when.lead != Lead::Until
                && when.stretch.from.year == when.stretch.to.year)
        });
    }
    // «сентябрь (в течение года)»: the narrower says more.
    if whens.iter().any(exact) || whens.iter().any(|when| when.stretch.grain == Grain::Year) {
        whens.retain(|when| {
            let plain = when.stretch.part.is_none() && when.lead != Lead::Until;
            match when.stretch.grain {
                Grain::ThisPeriod | Grain::Length => false,
                Grain::ThisYear => !plain,
                _ => true,
            }
        });
    }
}

/// Whether a year may serve the neighbours: «IV кв. до 2026 года» bounds, it does not name.
fn lends(when: &When) -> bool {
    let bounds = when.lead == Lead::Until && when.stretch.grain == Grain::Year;
    when.stretch.from.year == when.stretch.to.year && !bounds
}

/// Whether one term only says the other more widely: «2 квартал (30.06.2024)», «июнь-август (летний период)».
pub(super) fn explains(wide: &When, narrow: &When) -> bool {
    let reference = Context { year: Some(2024), period: None };
    let days = |when: &When| match when.stretch.dates(reference) {
        Ok((Some(from), Some(to))) if when.lead != Lead::Since && when.lead != Lead::Through => Some((from, to)),
        _ => None,
    };
    days(wide).zip(days(narrow)).is_some_and(|(wide, narrow)| wide.0 <= narrow.0 && narrow.1 <= wide.1)
}
