//! Rows of cells: one measure a row, a shortcoming of several measures in one cell over their rows.
//!
//! In come columns and measures; out go rows. It refuses to know sections.

use super::{executor, full_text, term, tidy, unlisted};
use crate::write::{Cell, Row};
use otklik_domain::plan::Measure;

/// A column of a form: its width and what stands in it.
pub(in crate::forms) struct Column {
    pub(in crate::forms) width_mm: u32,
    pub(in crate::forms) source: Source,
}

/// What of a measure stands in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::forms) enum Source {
    /// A running number.
    Number,
    Indicator,
    Shortcoming,
    Text,
    Term,
    Executors,
    Done,
    Actual,
    /// Left empty for the hand.
    Empty,
}

pub(super) fn rows(columns: &[Column], measures: &[&Measure], n_rows: &mut usize) -> Vec<Row> {
    let spans = shortcoming_spans(measures);
    let first_named = measures.iter().position(|m| m.shortcoming.is_some()).unwrap_or(measures.len());
    let mut out: Vec<Row> = Vec::with_capacity(measures.len());
    for (measure, span) in measures.iter().zip(spans) {
        *n_rows += 1;
        let cells = columns
            .iter()
            .map(|column| match (column.source, span) {
                (Source::Shortcoming, 0) => Cell::Covered,
                (Source::Shortcoming, row_span) => {
                    let mut paragraphs = words(Source::Shortcoming, measure, *n_rows);
                    // An empty cell under a filled one would be taken for its continuation.
                    if paragraphs.is_empty() && out.len() > first_named {
                        paragraphs.push("–".to_owned());
                    }
                    Cell::Text { paragraphs, row_span }
                }
                (source, _) => Cell::text(words(source, measure, *n_rows)),
            })
            .collect();
        out.push(Row::Cells { cells });
    }
    out
}

/// How many rows the shortcoming of each measure covers; 0 where it stands in the cell above.
fn shortcoming_spans(measures: &[&Measure]) -> Vec<usize> {
    let mut spans = vec![1; measures.len()];
    let mut first = 0;
    for (index, pair) in measures.windows(2).enumerate() {
        let [above, below] = pair else { continue };
        if above.shortcoming.is_some() && above.shortcoming == below.shortcoming {
            if let Some(span) = spans.get_mut(first) {
                *span += 1;
            }
            if let Some(span) = spans.get_mut(index + 1) {
                *span = 0;
            }
        } else {
            first = index + 1;
        }
    }
    spans
}

fn words(source: Source, measure: &Measure, number: usize) -> Vec<String> {
    let execution = measure.execution.as_ref();
    let one = match source {
        Source::Executors => return executors(measure),
        Source::Empty => None,
        Source::Number => Some(number.to_string()),
        Source::Indicator => Some(measure.indicator.map_or_else(|| "–".to_owned(), |i| i.to_string())),
        Source::Shortcoming => measure.shortcoming.as_deref().map(unlisted),
        Source::Text => Some(full_text(measure)),
        Source::Term => measure.deadline.as_ref().map(term),
        Source::Done => execution.and_then(|e| e.done.as_deref()).map(tidy),
        Source::Actual => execution.and_then(|e| e.actual.as_ref()).map(term),
    };
    one.into_iter().filter(|text| !text.is_empty()).collect()
}

/// A paragraph each, with a semicolon between: a post alone must not be taken for that of the person above it.
fn executors(measure: &Measure) -> Vec<String> {
    let mut said: Vec<String> = measure.executors.iter().map(executor).filter(|e| !e.is_empty()).collect();
    let n_closed = said.len().saturating_sub(1);
    said.iter_mut().take(n_closed).for_each(|e| e.push(';'));
    said
}

#[cfg(test)]
mod tests {
    use super::shortcoming_spans;
    use otklik_domain::plan::Measure;

    #[test]
    fn one_shortcoming_of_several_measures_is_one_cell() {
        let of = |s: Option<&str>| Measure { shortcoming: s.map(str::to_owned), ..Measure::default() };
        for (shortcomings, spans) in [
            (vec![Some("а"), Some("а"), Some("б")], vec![2, 0, 1]),
            (vec![Some("а"), None, Some("а")], vec![1, 1, 1]),
            (vec![None, None], vec![1, 1]),
            (vec![Some("а"), Some("б"), Some("б"), Some("б")], vec![1, 3, 0, 0]),
            (vec![], vec![]),
        ] {
            let measures: Vec<Measure> = shortcomings.into_iter().map(of).collect();
            assert_eq!(shortcoming_spans(&measures.iter().collect::<Vec<_>>()), spans);
        }
    }
}
