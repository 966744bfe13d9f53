//! Reports in the house: what is due, what a report lacks, its way to the founder, reports put together.
//!
//! In come pages asked for and forms; out go pages that say what is missing and where to fill it in. They refuse to
//! decide what may be sent: the verbs do.

pub(crate) mod consolidated;
pub(crate) mod filed;
pub(crate) mod fill;
pub(crate) mod list;
pub(crate) mod region;
mod rows;
pub(crate) mod today;

use crate::form::{FieldFault, Typed};
use crate::refusal::Refused;
use crate::ui::components::field::Choice;
use jiff::civil::Date;
use otklik_domain::report::{ReportPeriod, ReportRhythm, Summary};
use uuid::Uuid;

fn id_of(text: &str) -> Result<Uuid, Refused> {
    text.parse().map_err(|_| Refused::not_found())
}

/// The period of an address, where it names one.
fn period_of(typed: &Typed) -> Option<ReportPeriod> {
    typed.get("period").parse().ok()
}

/// The period of a form, or the fault of its field.
fn named_period(typed: &Typed, field: &str) -> Result<ReportPeriod, Vec<FieldFault>> {
    let fault =
        || vec![FieldFault { field: field.to_owned(), text: "Выберите период отчёта".to_owned() }];
    period_of(typed).ok_or_else(fault)
}

/// Periods to choose from: the one that goes on and those before it.
fn periods(today: Date, chosen: ReportPeriod) -> Vec<Choice> {
    let mut all = vec![chosen];
    for rhythm in ReportRhythm::ALL {
        let mut period = ReportPeriod::of(today, rhythm);
        for _ in 0..5 {
            all.push(period);
            period = period.before();
        }
    }
    all.sort_by_key(|period| (std::cmp::Reverse(period.span().to), period.rhythm()));
    all.dedup();
    all.into_iter().map(|period| Choice::new(period.to_string(), period.in_words())).collect()
}

/// «всего 11: устранено 3 (27 %), в работе 2, срок не наступил 1, просрочено 5»
fn summary_words(sum: Summary) -> String {
    let percent = sum.percent().map(|n| format!(" ({n} %)")).unwrap_or_default();
    let parts = [
        ("в работе", sum.in_progress),
        ("срок не наступил", sum.not_due),
        ("просрочено", sum.late),
        ("не выполнено", sum.not_done),
    ];
    let told: String = parts.into_iter().filter(|(_, n)| *n > 0).map(|(words, n)| format!(", {words} {n}")).collect();
    format!("Всего мер: {}. Устранено {}{percent}{told}", sum.total, sum.eliminated)
}
