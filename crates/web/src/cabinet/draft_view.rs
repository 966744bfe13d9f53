//! A draft beside its original, ready to be shown: sections by the row a measure was read from, doubts numbered.
//!
//! In comes a draft with its document and remarks; out go sections. It refuses to change anything.

use super::measure_fields::{fields, typed_of};
use crate::form::FieldFault;
use crate::ui::components::edition::Edition;
use crate::ui::components::field::Field;
use crate::ui::components::source::{Numbered, Quote};
use crate::ui::words;
use otklik_app::drafts::{DraftView, MeasureTyped, place_of};
use otklik_app::record::Version;
use otklik_domain::plan::Measure;
use otklik_domain::remark::{Remark, Severity};

/// A doubt as shown.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    pub(super) number: usize,
    pub(super) text: String,
    pub(super) proposal: Option<String>,
    pub(super) measure: Option<usize>,
}

/// A measure as understood.
#[derive(Debug, Clone)]
pub(super) struct MeasureShown {
    pub(super) n: usize,
    pub(super) text: String,
    pub(super) term: Option<String>,
    pub(super) term_is_doubtful: bool,
    pub(super) as_written: Option<String>,
    pub(super) executors: Option<String>,
    pub(super) lines: Vec<String>,
    pub(super) fields: Vec<Field>,
    pub(super) is_open: bool,
    pub(super) edition: Edition,
    /// Number in the reading, when it differs from what was read.
    pub(super) was: Option<usize>,
}

/// A measure that was read and then taken out.
#[derive(Debug, Clone)]
pub(super) struct Removed {
    pub(super) n: usize,
    pub(super) text: String,
}

/// Measures that were taken out: to be put back.
pub(super) fn removed(view: &DraftView) -> Vec<Removed> {
    let (read, now) = (&view.as_read.measures, &view.corrected.measures);
    let gone = read.iter().enumerate().filter(|(n, m)| m.place.is_some() && place_of(read, now, *n).is_err());
    gone.map(|(n, m)| Removed { n, text: m.text.clone() }).collect()
}

fn was(view: &DraftView, at: usize) -> Option<usize> {
    let (read, now) = (&view.as_read.measures, &view.corrected.measures);
    let own = (0..read.len()).find(|n| place_of(read, now, *n) == Ok(at))?;
    (read.get(own) != now.get(at)).then_some(own)
}

/// What was read from one row.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) start: usize,
    pub(super) quote: Option<Quote>,
    pub(super) measures: Vec<MeasureShown>,
    pub(super) doubts: Vec<Doubt>,
}

/// What a person typed last and what was wrong with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Attempt {
    pub(super) measure: Option<usize>,
    pub(super) typed: MeasureTyped,
    pub(super) faults: Vec<FieldFault>,
    /// The version that was tried in vain.
    pub(super) stale: Option<Version>,
}

/// Remarks that a person should look at, numbered from 1 in the order of the measures; then the others' words.
pub(super) fn doubts(remarks: &[Remark]) -> (Vec<(usize, &Remark)>, Vec<String>) {
    let mut serious: Vec<&Remark> = remarks.iter().filter(|r| r.severity != Severity::Note).collect();
    serious.sort_by_key(|r| (r.measure.is_some(), r.measure));
    let notes = remarks.iter().filter(|r| r.severity == Severity::Note).map(|r| r.text.clone()).collect();
    ((1..).zip(serious).collect(), notes)
}

/// The doubts that are about no measure.
pub(super) fn general(numbered: &[(usize, &Remark)]) -> Vec<Doubt> {
    numbered.iter().filter(|(_, r)| r.measure.is_none()).map(|(n, r)| doubt(*n, r)).collect()
}

fn doubt(number: usize, remark: &Remark) -> Doubt {
    Doubt { number, text: remark.text.clone(), proposal: remark.proposal.clone(), measure: remark.measure }
}

/// Measures by the row they were read from, in the order of the draft: ranges of their numbers.
pub(super) fn ranges(measures: &[Measure]) -> Vec<std::ops::Range<usize>> {
    let row = |m: &Measure| m.place.map(|p| (p.block, p.row));
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (n, measure) in measures.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if n > 0 && row(measure).is_some() && measures.get(n - 1).map(row) == Some(row(measure)) => {
                last.end = n + 1;
            }
            _ => ranges.push(n..n + 1),
        }
    }
    ranges
}

/// One section.
pub(super) fn section(
    view: &DraftView,
    range: std::ops::Range<usize>,
    numbered: &[(usize, &Remark)],
    attempt: &Attempt,
) -> Section {
    let measures: Vec<(usize, &Measure)> =
        range.clone().filter_map(|n| Some((n, view.corrected.measures.get(n)?))).collect();
    let here: Vec<(usize, &Remark)> =
        numbered.iter().filter(|(_, r)| r.measure.is_some_and(|m| range.contains(&m))).copied().collect();
    Section {
        title: title(measures.first().map(|(_, m)| *m), range.start),
        start: range.start + 1,
        quote: quote(view, &measures, &here),
        measures: measures.iter().map(|(n, m)| shown(view, *n, m, &here, attempt)).collect(),
        doubts: here.iter().map(|(n, r)| doubt(*n, r)).collect(),
    }
}

fn title(measure: Option<&Measure>, n: usize) -> String {
    let Some(measure) = measure else { return String::new() };
    match (measure.indicator, measure.criterion, &measure.number) {
        (Some(indicator), _, _) => format!("Показатель {indicator}"),
        (None, Some(criterion), Some(number)) => {
            format!("Критерий {}, пункт {}", criterion.number(), number.trim_end_matches(['.', ')']))
        }
        (None, None, Some(number)) => format!("Пункт {}", number.trim_end_matches(['.', ')'])),
        (None, Some(criterion), None) => format!("Критерий {}, мера {}", criterion.number(), n + 1),
        (None, None, None) => format!("Мера {}", n + 1),
    }
}

fn quote(view: &DraftView, measures: &[(usize, &Measure)], here: &[(usize, &Remark)]) -> Option<Quote> {
    let place = measures.first()?.1.place?;
    let mut rows: Vec<usize> = measures.iter().filter_map(|(_, m)| m.place?.row).collect();
    rows.dedup();
    let marks: Vec<Numbered> =
        here.iter().filter_map(|(number, r)| Some(Numbered { number: *number, place: r.place? })).collect();
    Quote::of(&view.document, place.block, &rows, &marks, {
        let n = measures.first().map_or(0, |(n, _)| n + 1);
        format!("Место меры {} в документе", words::number(n))
    })
}

fn shown(view: &DraftView, n: usize, measure: &Measure, here: &[(usize, &Remark)], attempt: &Attempt) -> MeasureShown {
    let is_open = attempt.measure == Some(n);
    let typed = if is_open { attempt.typed.clone() } else { typed_of(measure) };
    let faults: &[FieldFault] = if is_open { &attempt.faults } else { &[] };
    let term = measure.deadline.as_ref().and_then(words::term);
    let executors: Vec<String> = typed_of(measure).executors.lines().map(ToOwned::to_owned).collect();
    MeasureShown {
        n,
        text: measure.text.clone(),
        term_is_doubtful: here.iter().any(|(_, r)| r.measure == Some(n) && r.code.contains("deadline")),
        as_written: measure.deadline.as_ref().map(|d| d.as_written.clone()),
        term,
        executors: (!executors.is_empty()).then(|| executors.join("; ")),
        lines: lines(measure),
        fields: fields(&typed, &n.to_string(), faults),
        is_open,
        edition: Edition::of(n.to_string(), view.version, attempt.stale.filter(|_| is_open)),
        was: was(view, n),
    }
}

fn lines(measure: &Measure) -> Vec<String> {
    let execution = measure.execution.as_ref();
    let parts = [
        ("Недостаток", measure.shortcoming.as_deref()),
        ("Деньги", measure.funding.as_deref()),
        ("Результат", measure.expected_result.as_deref()),
        ("Сделано", execution.and_then(|e| e.done.as_deref())),
    ];
    parts.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", text?))).collect()
}
