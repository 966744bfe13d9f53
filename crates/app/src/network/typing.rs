//! A network measure as people type it: read whole, or refused with every field at fault.

use crate::ctx::Ctx;
use crate::drafts::typed::indicator_typed;
use crate::refusal::{Faults, Refusal};
use otklik_domain::deadline::{self, Deadline, DeadlineKind};
use otklik_domain::score::{Criterion, Indicator};
use otklik_domain::shortcoming::About;
use otklik_domain::typed::year;
use otklik_store::record::NetworkMeasure;

/// A network measure as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkTyped {
    /// The words of the measure.
    pub text: String,
    /// The term.
    pub term: String,
    /// The year in which the term is said.
    pub year: String,
    /// Indicator «3.2», or empty.
    pub indicator: String,
    /// Criterion, or empty.
    pub criterion: String,
    /// What it mends: `item:services.braille`, or empty.
    pub about: String,
    /// What proves it.
    pub proof_words: String,
    /// Why plans that are approved change.
    pub reason: String,
    /// Who agreed to that.
    pub agreed: String,
}

/// What was typed, read.
pub(super) struct Read {
    pub(super) text: String,
    pub(super) term: String,
    pub(super) year: i16,
    pub(super) deadline: Deadline,
    pub(super) criterion: Option<Criterion>,
    pub(super) indicator: Option<Indicator>,
    pub(super) about: Option<About>,
    pub(super) proof_words: Option<String>,
    pub(super) reason: String,
    pub(super) agreed: String,
}

pub(super) fn read(ctx: &Ctx, typed: &NetworkTyped) -> Result<Read, Refusal> {
    let mut faults: Vec<(&'static str, String)> = Vec::new();
    let (text, term) = (typed.text.trim().to_owned(), typed.term.trim().to_owned());
    if text.is_empty() {
        faults.push(("text", "Напишите, что нужно сделать".to_owned()));
    }
    // A term that names its year says it for the plan too.
    let said = deadline::read(&term, deadline::Context { year: None, period: None }).0.to.map(|day| day.year());
    let default = said.unwrap_or_else(|| crate::shortcomings::default_year(ctx.today()));
    let in_year = match typed.year.trim() {
        "" => default,
        said => year(said).unwrap_or_else(|| {
            faults.push(("year", format!("Год — число, например {default}")));
            default
        }),
    };
    let (deadline, _) = deadline::read(&term, deadline::Context { year: Some(in_year), period: None });
    if term.is_empty() || deadline.kind == DeadlineKind::Unread {
        faults.push(("term", "Назовите срок: «до 1 сентября», «II квартал», «постоянно»".to_owned()));
    }
    let indicator = indicator_typed(&typed.indicator).unwrap_or_else(|words| {
        faults.push(("indicator", words));
        None
    });
    let said = Criterion::from_name(typed.criterion.trim());
    let about = typed.about.trim();
    if !about.is_empty() && about.parse::<About>().is_err() {
        faults.push(("about", "Выберите недостаток из списка".to_owned()));
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid(Faults::Fields(faults)));
    }
    Ok(Read {
        criterion: indicator.map(Indicator::criterion).or(said),
        about: about.parse().ok(),
        proof_words: Some(typed.proof_words.trim().to_owned()).filter(|it| !it.is_empty()),
        reason: typed.reason.trim().to_owned(),
        agreed: typed.agreed.trim().to_owned(),
        text,
        term,
        year: in_year,
        deadline,
        indicator,
    })
}

/// A network measure as one would type it.
pub fn typed_of(whole: &NetworkMeasure) -> NetworkTyped {
    NetworkTyped {
        text: whole.text.clone(),
        term: whole.term.clone(),
        year: whole.year.to_string(),
        indicator: whole.indicator.map(|it| it.to_string()).unwrap_or_default(),
        criterion: whole.criterion.map(|it| it.number().to_string()).unwrap_or_default(),
        about: whole.about.as_ref().map(ToString::to_string).unwrap_or_default(),
        proof_words: whole.proof_words.clone().unwrap_or_default(),
        reason: String::new(),
        agreed: String::new(),
    }
}
