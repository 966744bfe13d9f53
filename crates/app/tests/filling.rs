//! How a test fills what a report lacks: a figure, a day, a fact, a reason; nothing that is not asked for.
//!
//! In comes a row with its gaps; out goes what a person would type. Both programs of tests of this crate use it.

use otklik_app::reports::Filled;
use otklik_domain::report::{Gap, ReportRow};

/// What was done, when it is asked for.
const DONE: &str = "Опрошено 40 посетителей";

/// Answers only what the report may not be signed without; the day is `20.03.2026`.
pub(crate) fn answer_to(row: &ReportRow, day: &str) -> Filled {
    let mut filled = Filled { measure: row.measure.to_string(), ..Filled::default() };
    for lack in row.lacks.iter().filter(|lack| lack.is_required) {
        match lack.gap {
            Gap::Number => filled.number = "4".to_owned(),
            Gap::When => day.clone_into(&mut filled.when),
            Gap::Fact => (filled.done, filled.when) = (DONE.to_owned(), day.to_owned()),
            Gap::Reason | Gap::Proof => filled.reason = "Идёт закупка".to_owned(),
        }
    }
    filled
}
