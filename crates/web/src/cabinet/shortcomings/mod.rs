//! From score to plan: registers of shortcomings, what mends them, the catalogue of typical measures.
//!
//! In come rounds, ticks and words of people; out go registers, drafted plans and the catalogue. It refuses to decide
//! what is wanting: the score and people do.

pub(crate) mod catalogue;
pub(crate) mod measure;
pub(crate) mod one;
pub(crate) mod register;
pub(crate) mod round;

use crate::form::Typed;
use crate::refusal::Refused;
use crate::ui::components::state::{Mark, State};
use crate::ui::{figures, words};
use otklik_app::record::KeptShortcoming;
use otklik_domain::ids::{OrganisationId, ShortcomingId};
use otklik_domain::score::Exact;
use otklik_domain::shortcoming::{CostRange, Shortcoming, Standing};
use std::str::FromStr;

fn organisation_of(id: &str) -> Result<OrganisationId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

fn shortcoming_of(id: &str) -> Result<ShortcomingId, Refused> {
    id.parse().map_err(|_| Refused::not_found())
}

/// Every value of a name that can be read; what cannot is nobody's.
pub(in crate::cabinet) fn ticked<T: FromStr>(typed: &Typed, name: &str) -> Vec<T> {
    typed.0.iter().filter(|(n, _)| n == name).filter_map(|(_, value)| value.parse().ok()).collect()
}

/// «1,2 балла» or nothing known.
fn points(loss: Option<&Exact>) -> String {
    loss.map_or_else(|| figures::NONE.to_owned(), figures::brief)
}

/// «2.1» or «критерий 2».
fn belongs(one: &Shortcoming) -> String {
    match (one.indicator, one.criterion) {
        (Some(indicator), _) => indicator.to_string(),
        (None, Some(criterion)) => format!("критерий {}", criterion.number()),
        (None, None) => "без критерия".to_owned(),
    }
}

/// «повторно: был в 2023, 2021».
fn again(one: &KeptShortcoming) -> Option<String> {
    let years: Vec<String> = one.earlier_years.iter().map(ToString::to_string).collect();
    (!years.is_empty()).then(|| format!("повторно: был в {}", years.join(", ")))
}

fn state(standing: Standing, has_measures: bool) -> State {
    match (standing, has_measures) {
        (Standing::Open, false) => State::new(Mark::Idle, "Нет меры"),
        (Standing::Open, true) => State::new(Mark::Work, "Есть мера"),
        (Standing::Aside, _) => State::new(Mark::Moved, "Отложен"),
        (Standing::Gone, _) => State::new(Mark::Ok, "Больше не находится"),
    }
}

/// «8 000–90 000 ₽».
fn roubles(cost: CostRange) -> String {
    let n = |n: u64| words::number(usize::try_from(n).unwrap_or(usize::MAX));
    match (cost.from, cost.to) {
        (from, to) if from == to => format!("около {} ₽", n(to)),
        (0, to) => format!("до {} ₽", n(to)),
        (from, to) => format!("{}–{} ₽", n(from), n(to)),
    }
}
