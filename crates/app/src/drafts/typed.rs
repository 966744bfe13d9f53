//! What a person typed, read as the domain's values: a measure, a span of days, a day.
//!
//! In come texts of a form; out go values with the remarks their reading earned, or every field at fault at once.
//! It refuses to know which draft or plan they are for.

use super::{HeadTyped, MeasureTyped};
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::deadline;
use otklik_domain::plan::{self, Execution, Measure, Span};
use otklik_domain::remark::Remark;
use otklik_domain::score::{Criterion, Indicator};
use otklik_domain::typed;

/// A measure of what a person typed over an old one; remarks come from the term and the executors.
pub(crate) fn typed_measure(
    typed: &MeasureTyped,
    old: &Measure,
    context: deadline::Context,
) -> Result<(Measure, Vec<Remark>), Refusal> {
    let mut faults: Vec<(&'static str, String)> = Vec::new();
    if typed.text.trim().is_empty() {
        faults.push(("text", "Напишите, что нужно сделать".to_owned()));
    }
    let criterion = match typed.criterion.trim() {
        "" => None,
        number => {
            let criterion = Criterion::from_name(number);
            if criterion.is_none() {
                faults.push(("criterion", "Критерий — число от 1 до 5".to_owned()));
            }
            criterion
        }
    };
    let indicator = indicator_typed(&typed.indicator).unwrap_or_else(|words| {
        faults.push(("indicator", words));
        None
    });
    if !faults.is_empty() {
        return Err(Refusal::Invalid(Faults::Fields(faults)));
    }
    let mut remarks = Vec::new();
    let mut term = |text: &str| {
        kept_text(text).map(|phrase| {
            let (deadline, said) = deadline::read(&phrase, context);
            remarks.extend(said);
            deadline
        })
    };
    let (deadline, actual) = (term(&typed.term), term(&typed.actual));
    let (executors, said) = plan::executors_of(&typed.executors);
    remarks.extend(said);
    let done = kept_text(&typed.done);
    let measure = Measure {
        text: typed.text.trim().to_owned(),
        criterion: criterion.or_else(|| indicator.map(Indicator::criterion)),
        indicator,
        shortcoming: kept_text(&typed.shortcoming),
        deadline,
        executors,
        funding: kept_text(&typed.funding),
        expected_result: kept_text(&typed.expected_result),
        execution: (done.is_some() || actual.is_some()).then_some(Execution { done, actual }),
        ..old.clone()
    };
    Ok((measure, remarks))
}

/// An indicator as typed; empty is none.
pub(crate) fn indicator_typed(text: &str) -> Result<Option<Indicator>, String> {
    match text.trim().trim_end_matches('.') {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|()| "Показатель — от 1.1 до 5.3".to_owned()),
    }
}

pub(crate) fn kept_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(crate) fn span_typed(typed: &HeadTyped) -> Result<Option<Span>, Refusal> {
    let (from, to) = (typed.from.trim(), typed.to.trim());
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let from =
        day_typed(from, 1, 1).ok_or_else(|| Refusal::field("from", "Начало — год или день: 2024 или 01.02.2024"))?;
    let to = day_typed(if to.is_empty() { typed.from.trim() } else { to }, 12, 31)
        .ok_or_else(|| Refusal::field("to", "Конец — год или день: 2024 или 30.11.2024"))?;
    if to < from {
        return Err(Refusal::field("to", "Конец раньше начала: поменяйте их местами"));
    }
    Ok(Some(Span { from, to }))
}

/// A day as typed: «2024» (then the month and day given here), «01.02.2024», «2024-02-01».
pub(crate) fn day_typed(text: &str, month: i8, day: i8) -> Option<Date> {
    let text = text.trim();
    if let Some(year) = typed::year(text) {
        return Date::new(year, month, day).ok();
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Date::new(typed::year(year)?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A day as people write it: «05.09.2018».
pub(crate) fn day_in_words(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}
