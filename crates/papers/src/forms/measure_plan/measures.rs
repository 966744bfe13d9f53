//! One row of a table, or one item of an outline, to measures.
//!
//! In come the texts of the row's fields and what the sections around it say; out go measures with places
//! and remarks. It refuses to know where in the table the texts were found.

use super::hyphens::Words;
use super::labels::labels;
use super::source::{Source, is_blank, tidy};
use super::{executors, items, pairing, terms};
use crate::pattern::Regex;
use otklik_domain::deadline::{self, Deadline};
use otklik_domain::plan::{Execution, Field, Measure};
use otklik_domain::remark::{Place, Remark, Severity};
use otklik_domain::score::{Criterion, Indicator, Points};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What the sections around a row say.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    pub(super) organisation: Option<String>,
    pub(super) criterion: Option<Criterion>,
    pub(super) indicator: Option<Indicator>,
}

/// Texts of a row by field.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    pub(super) fields: BTreeMap<Field, Source>,
    /// Roubles in one unit of the cost column: 1 or 1000.
    pub(super) cost_unit: i64,
}

impl Cells {
    pub(super) fn raw(&self, field: Field) -> &str {
        self.fields.get(&field).map_or("", |s| s.raw.as_str())
    }
}

/// What was made of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Made {
    pub(super) measures: Vec<Measure>,
    pub(super) remarks: Vec<Remark>,
}

static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(итого\b.{0,40}|всего(\s+по\b.{0,40})?|нет|отсутству\w*|не требу\w+|не выявлен\w*|без замечаний|не предусмотрен\w*|не запланирован\w*|",
        r"мероприяти\w*\s+(нет|отсутству\w+)|(недостат\w+|замечани\w+|нарушени\w+|предложени\w+)\s+(не\s+\w+|нет|отсутству\w+)|",
        r"(проведени\w+\s+)?мероприяти\w*\s+не\s+(требу\w+|предусмотрен\w*|планиру\w+|запланирован\w*))\s*\.?\s*$"
    ))
    .expect("a constant pattern")
});
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(\d{1,3}(?:[ \u{a0}]\d{3})+|\d+)(?:[.,](\d{1,3}))?\s*(тыс|млн|руб|р\.)?")
        .expect("a constant pattern")
});

/// Whether a text says that there is no measure (or no shortcoming) at all.
pub(super) fn is_nothing(text: &str) -> bool {
    is_blank(text) || NOTHING.is_match(text)
}

/// Makes measures; remarks name them by their numbers in the row.
pub(super) fn make(cells: &Cells, context: &Context, term: deadline::Context, words: &Words) -> Made {
    let mut made = Made::default();
    let Some(source) = cells.fields.get(&Field::Text).filter(|s| !is_nothing(&s.raw)) else { return made };
    let n_terms = terms::pieces(cells.raw(Field::Deadline)).len();
    let split = items::split(&source.raw, n_terms);
    let (full, empty): (Vec<_>, Vec<_>) =
        split.items.into_iter().partition(|item| !is_blank(&source.raw[item.range.clone()]));
    for item in empty {
        let marker = item.marker.unwrap_or_default();
        let remark = Remark::new("empty-item", Severity::Problem, format!("Пустой пункт списка «{marker}»"));
        let remark = remark.propose("Допишите мероприятие или удалите номер пункта");
        made.remarks.push(remark.at(Some(source.place(&item.range))));
    }
    let ranges: Vec<Range<usize>> = full.iter().map(|item| item.range.clone()).collect();
    let row = Row { cells, term, words, heights: pairing::heights(&source.raw, &ranges) };
    let number = row.text(Field::Number, &[]).map(|number| as_numbered(&number));
    let under =
        split.preamble.map(|range| source.tidy(&range, words).trim_end_matches([':', ';', ',', ' ']).to_owned());
    for item in &full {
        let marker = item.marker.clone().filter(|_| full.len() > 1 || number.is_none());
        let mut measure = Measure {
            number: marker.or_else(|| number.clone()),
            organisation: context.organisation.clone(),
            criterion: context.criterion.or(context.indicator.map(Indicator::criterion)),
            indicator: context.indicator,
            text: source.tidy(&item.range, words),
            under: under.clone(),
            place: Some(source.place(&item.range)),
            ..Measure::default()
        };
        measure.places.insert(Field::Text, source.place(&item.range));
        measure.recurrence_in_text = deadline::recurrence_in(&measure.text);
        made.measures.push(measure);
    }
    row.fill(&mut made);
    if is_blank(cells.raw(Field::Deadline)) && is_blank(cells.raw(Field::Executors)) {
        row.fill_inside(&mut made, source, &ranges);
    }
    made
}

/// «1,3» of a workbook that took «1.3» for a quantity: a list number has points.
fn as_numbered(number: &str) -> String {
    let is_quantity = number.contains(',') && number.chars().all(|c| c.is_ascii_digit() || c == ',');
    if is_quantity { number.replace(',', ".") } else { number.to_owned() }
}

struct Row<'a> {
    cells: &'a Cells,
    term: deadline::Context,
    words: &'a Words,
    heights: Vec<usize>,
}

impl Row<'_> {
    fn text(&self, field: Field, ranges: &[Range<usize>]) -> Option<String> {
        let source = self.cells.fields.get(&field)?;
        let range = ranges.first().cloned().unwrap_or_else(|| source.all());
        let text = source.tidy(&range, self.words);
        (!is_blank(&text)).then_some(text)
    }

    fn fill(&self, made: &mut Made) {
        for (field, source) in &self.cells.fields {
            if let Field::Number | Field::Organisation | Field::Indicator = field {
                for measure in &mut made.measures {
                    measure.places.insert(*field, source.place(&source.all()));
                }
                continue;
            }
            if *field == Field::Text || is_blank(&source.raw) {
                continue;
            }
            let is_term = matches!(field, Field::Deadline | Field::Actual);
            let paired = if is_term {
                pairing::terms(&source.raw, &self.heights)
            } else {
                pairing::texts(&source.raw, self.heights.len())
            };
            if paired.is_doubtful {
                made.remarks.push(unaligned(source, made.measures.len(), *field).about(0));
            }
            for (i, range) in paired.ranges.into_iter().enumerate() {
                let (Some(range), Some(measure)) = (range, made.measures.get_mut(i)) else { continue };
                if is_blank(&source.raw[range.clone()]) {
                    continue;
                }
                let place = source.place(&range);
                measure.places.insert(*field, place);
                let remarks = self.set(measure, *field, source, &range);
                made.remarks.extend(remarks.into_iter().map(|r| r.at(Some(place)).about(i)));
            }
        }
    }

    /// Fields inside the measure's own text, where no column holds them: «… Срок: до 1 марта. Ответственный: …».
    fn fill_inside(&self, made: &mut Made, source: &Source, ranges: &[Range<usize>]) {
        for (i, range) in ranges.iter().enumerate() {
            let Some(measure) = made.measures.get_mut(i) else { continue };
            let inner = labels(&source.raw[range.clone()]);
            let Some(end) = inner.first().map(|(_, whole, _)| range.start + whole.start).filter(|e| *e > range.start)
            else {
                continue;
            };
            let text = range.start..end;
            measure.text = source.tidy(&text, self.words).trim_end_matches(['(', ' ', ';', ',', '–', '-']).to_owned();
            measure.place = Some(source.place(&text));
            measure.places.insert(Field::Text, source.place(&text));
            for (field, _, value) in inner {
                let value = range.start + value.start..range.start + value.end;
                let place = source.place(&value);
                measure.places.insert(field, place);
                let remarks = self.set(measure, field, source, &value);
                made.remarks.extend(remarks.into_iter().map(|r| r.at(Some(place)).about(i)));
            }
        }
    }

    fn set(&self, measure: &mut Measure, field: Field, source: &Source, range: &Range<usize>) -> Vec<Remark> {
        let mut text = source.tidy(range, self.words);
        if matches!(field, Field::Deadline | Field::Actual) {
            text.truncate(bare_term(&text));
        }
        let slot = match field {
            Field::Shortcoming => &mut measure.shortcoming,
            Field::Basis => &mut measure.basis,
            Field::ExpectedResult => &mut measure.expected_result,
            Field::ResultIndicator => &mut measure.result_indicator,
            Field::Funding => {
                if measure.cost.is_none() {
                    measure.cost = amount(&text, None);
                }
                &mut measure.funding
            }
            Field::Cost => {
                measure.cost = amount(&text, Some(self.cells.cost_unit.max(1)));
                if measure.cost.is_none() && measure.funding.is_none() {
                    measure.funding = Some(text);
                }
                return Vec::new();
            }
            Field::Deadline => {
                let (deadline, remarks) = deadline::read(&text, self.term);
                measure.deadline = Some(deadline);
                return remarks;
            }
            Field::Executors => {
                let raw = super::hyphens::mend(&source.raw[range.clone()], self.words);
                let (executors, remarks) = executors::read(&raw);
                measure.executors = executors;
                return remarks;
            }
            Field::Done | Field::Actual => return self.execution(measure, field, text),
            Field::Number | Field::Organisation | Field::Indicator | Field::Text => return Vec::new(),
        };
        *slot = Some(trimmed_end(text));
        Vec::new()
    }

    fn execution(&self, measure: &mut Measure, field: Field, text: String) -> Vec<Remark> {
        let execution = measure.execution.get_or_insert_with(Execution::default);
        if field == Field::Actual {
            let (deadline, remarks) = deadline::read(&text, self.term);
            execution.actual = Some(deadline);
            return remarks;
        }
        if execution.actual.is_none() {
            execution.actual = actual_in(&text, self.term);
        }
        execution.done = Some(text);
        Vec::new()
    }
}

/// Where a term ends without the marks of a list; the point of «г.» and «гг.» is its own.
fn bare_term(text: &str) -> usize {
    let bare = text.trim_end_matches([';', ',', ' ']);
    let stem = bare.trim_end_matches('.');
    let is_short = ["г", "кв", "мес", "др"].iter().any(|w| stem.ends_with(w));
    if is_short { bare.len() } else { stem.len() }
}

fn trimmed_end(text: String) -> String {
    let bare = text.trim_end_matches([';', ',', ' ']);
    if bare.len() == text.len() { text } else { bare.to_owned() }
}

fn unaligned(source: &Source, n: usize, field: Field) -> Remark {
    let what = if field == Field::Actual { "фактических сроков" } else { "сроков" };
    let found = terms::pieces(&source.raw).len();
    Remark::new(
        "terms-unaligned",
        Severity::Doubt,
        format!("Мероприятий в ячейке {n}, а {what} {found}: соответствие определено по расположению"),
    )
    .propose("Проверьте срок каждого мероприятия этой строки")
    .at(Some(source.place(&source.all())))
}

/// «Выполнено 12.03.2024»: a date that a mark of execution ends with.
fn actual_in(text: &str, term: deadline::Context) -> Option<Deadline> {
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b\d{1,2}\.\d{1,2}\.(?:20)?\d\d\b").expect("a constant pattern"));
    let mut found = DATE.find_iter(text);
    let date = found.next()?;
    let is_mark = text.chars().count() < 60;
    (is_mark && found.next().is_none()).then(|| deadline::read(date.as_str(), term).0)
}

/// Roubles of a cell; in a text about sources only with a unit beside the number.
pub(super) fn amount(text: &str, unit: Option<i64>) -> Option<Points> {
    let found = AMOUNT.captures_iter(text).find(|m| unit.is_some() || m.get(3).is_some())?;
    let whole: String = found.get(1)?.as_str().chars().filter(char::is_ascii_digit).collect();
    let part = found.get(2).map_or("0", |m| m.as_str());
    let value: Points = format!("{whole}.{part}").parse().ok()?;
    let unit = match found.get(3).map(|m| m.as_str().to_lowercase()).as_deref() {
        Some("тыс") => 1000,
        Some("млн") => 1_000_000,
        Some(_) => 1,
        None => unit.unwrap_or(1),
    };
    (*value.0.numer() < i64::MAX / 1_000_000).then(|| Points(value.0 * unit))
}

/// The organisation of a row, the indicator of a row: short texts on one line.
pub(super) fn one_line(raw: &str, words: &Words) -> String {
    tidy(raw, words)
}

/// A remark that the number of an indicator and its section disagree.
pub(super) fn mismatch(indicator: Indicator, criterion: Criterion, place: Place) -> Remark {
    Remark::new(
        "indicator-mismatch",
        Severity::Problem,
        format!(
            "Показатель {indicator} стоит в разделе критерия {} «{}»",
            criterion.number(),
            criterion.official_name()
        ),
    )
    .propose("Проверьте номер показателя или раздел")
    .at(Some(place))
}
