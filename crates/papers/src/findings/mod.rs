//! What inspectors found, as files bring it: one fact a row, or one row a place.
//!
//! In come rows; out go the findings of a round's places and remarks with lines. Headings are codes or official
//! names of items. It refuses to know how points follow.

mod codes;
mod wide;

#[cfg(test)]
mod tests;

use crate::answers::intake::found;
use crate::answers::mapping::{branch_by_name, organisation_by_name};
use crate::answers::table::{Refused, Row};
use crate::round::{Round, What, long};
use codes::{Item, Known, Value};
use otklik_domain::remark::Severity;
use otklik_domain::rulebook::{Inspection, Part, Rulebook};
use otklik_domain::score::{Exact, Findings};
use std::collections::BTreeMap;

/// Whether a code is of an inspection.
pub(crate) fn is_item(rulebook: &Rulebook, code: &str) -> bool {
    codes::by_code(rulebook, code).is_some()
}

/// The codes of lists that are counted as a whole: `stand_present`, `stand_required`, `comfort`, `waiting_score`.
pub fn counted_codes(rulebook: &Rulebook) -> Vec<String> {
    let is_share = |code: &str| {
        let part = Part::ListShare { list: code.to_owned() };
        rulebook.indicators.iter().any(|rule| rule.parts.contains(&part))
    };
    let of_list = |list: &Inspection| match is_share(&list.code) {
        true => vec![format!("{}_present", list.code), format!("{}_required", list.code)],
        false => vec![list.code.clone()],
    };
    let lists = rulebook.inspections.iter().flat_map(of_list);
    lists.chain(rulebook.waiting.iter().map(|_| codes::WAITING.to_owned())).collect()
}

type Places = BTreeMap<(String, String), long::Values<Value>>;

impl Round<'_> {
    /// Takes the rows of a file of findings, in long or in wide form.
    ///
    /// # Errors
    /// [`Refused`] when rows cannot be read, or when no row looks like headings.
    pub fn findings(&mut self, file: &str, rows: impl Iterator<Item = Result<Row, Refused>>) -> Result<(), Refused> {
        let rulebook = self.rulebook;
        let is_long = |row: &Row| long::Columns::of(row, organisation_by_name, branch_by_name).is_long();
        let mut known = Known::new(rulebook);
        let weight = |row: &Row| if is_long(row) { usize::MAX } else { wide::weight(&mut known, row) };
        let (above, headings, rows) = found(rows, weight)?.ok_or(Refused::NoHeadings("кодами осмотра"))?;
        for row in above.iter().filter(|row| !row.is_blank()) {
            let what = What { file, line: Some(row.line), ..What::of("rows-above-headings", Severity::Note) };
            self.notes.say(&what, || "строки над заголовками не прочитаны".to_owned());
        }
        let mut places = Places::new();
        if is_long(&headings) {
            self.long(file, &headings, rows, &mut known, &mut places)?;
        } else {
            wide::take(self, file, &headings, rows, &mut known, &mut places)?;
        }
        for ((organisation, branch), values) in places.into_iter().filter(|(_, values)| !values.is_empty()) {
            self.keep(file, &organisation, &branch, values, &mut known)?;
        }
        Ok(())
    }

    fn long(
        &mut self,
        file: &str,
        headings: &Row,
        rows: impl Iterator<Item = Result<Row, Refused>>,
        known: &mut Known<'_>,
        places: &mut Places,
    ) -> Result<(), Refused> {
        let columns = long::Columns::of(headings, organisation_by_name, branch_by_name);
        for row in rows {
            let Some(entry) = columns.entry(self, file, &row?) else { continue };
            match known.of(&entry.item) {
                Some(item) => {
                    let values = places.entry((entry.organisation.clone(), entry.branch.clone())).or_default();
                    self.entry(file, &entry, &item, values);
                }
                None => entry.say(self, file, "unknown-code", Severity::Doubt, || {
                    format!("пункта «{}» в своде правил нет; не учтено. Коды печатает otklik score --items", entry.item)
                }),
            }
        }
        Ok(())
    }

    /// Takes one fact about one place.
    fn entry(&mut self, file: &str, entry: &long::Entry, item: &Item, values: &mut long::Values<Value>) {
        match codes::value(self.rulebook, item, &entry.value) {
            Ok(Some(value)) => long::put(self, file, entry, values, item.code(), value),
            Ok(None) => {}
            Err(why) => entry.say(self, file, "wrong-value", Severity::Problem, || {
                format!("«{}»: «{}» {why}; не учтено", entry.item, entry.value)
            }),
        }
    }

    /// Puts the values of a place into its findings.
    fn keep(
        &mut self,
        file: &str,
        organisation: &str,
        branch: &str,
        values: long::Values<Value>,
        known: &mut Known<'_>,
    ) -> Result<(), Refused> {
        self.say_over(file, organisation, branch, &values);
        let rulebook = self.rulebook;
        let mut findings = std::mem::take(&mut self.place(organisation, branch)?.findings);
        let points = waiting_points(rulebook, &values);
        for (code, (value, line)) in &values {
            let (Some(value), Some(item)) = (value, known.of(code)) else { continue };
            if !set(&mut findings, &item, value) {
                let what = What {
                    file,
                    organisation: Some(organisation),
                    about: code,
                    line: Some(*line),
                    ..What::of("item-differs", Severity::Problem)
                };
                self.notes
                    .say(&what, || format!("«{code}» уже дано другим файлом с другим значением; осталось прежнее"));
            }
        }
        if let Some(points) = points.filter(|_| findings.waiting().is_none()) {
            findings.set_waiting(points);
        }
        self.place(organisation, branch)?.findings = findings;
        Ok(())
    }

    /// Says where more is present than required.
    fn say_over(&mut self, file: &str, organisation: &str, branch: &str, values: &long::Values<Value>) {
        let count = |code: String| match values.get(&code) {
            Some((Some(Value::Count(n)), line)) => Some((*n, *line)),
            _ => None,
        };
        for list in &self.rulebook.inspections {
            let present = count(list.code.clone()).or_else(|| count(format!("{}_present", list.code)));
            let required = count(format!("{}_required", list.code));
            let (Some((present, line)), Some((required, _))) = (present, required) else { continue };
            if present > required {
                let what = What {
                    file,
                    organisation: Some(organisation),
                    about: &format!("{branch} {}", list.code),
                    line: Some(line),
                    ..What::of("present-over-required", Severity::Doubt)
                };
                self.notes.say(&what, || format!("{}: есть {present}, а требуется {required}", list.title));
            }
        }
    }
}

/// Puts one value; `false` when another stands there already.
fn set(findings: &mut Findings, item: &Item, value: &Value) -> bool {
    match (item, value) {
        (Item::Present(list), Value::Count(n)) => {
            let before = findings.counted(list).and_then(|count| count.present);
            before.is_none().then(|| findings.set_present(list, *n)).is_some() || before == Some(*n)
        }
        (Item::Required(list), Value::Count(n)) => {
            let before = findings.counted(list).and_then(|count| count.required);
            before.is_none().then(|| findings.set_required(list, *n)).is_some() || before == Some(*n)
        }
        (Item::Single(code), Value::Mark(mark)) => {
            let before = findings.item(code);
            before.is_none().then(|| findings.set_item(code, *mark)).is_some() || before == Some(*mark)
        }
        (Item::Waiting, Value::Points(points)) => {
            let points = Exact::whole(*points);
            let is_free = findings.waiting().is_none_or(|before| *before == points);
            if is_free {
                findings.set_waiting(points);
            }
            is_free
        }
        _ => true,
    }
}

/// Points of waiting from days and their norm.
fn waiting_points(rulebook: &Rulebook, values: &long::Values<Value>) -> Option<Exact> {
    let thousandths = |code: &str| match values.get(code) {
        Some((Some(Value::Thousandths(n)), _)) => Some(*n),
        _ => None,
    };
    let ladder = rulebook.waiting.as_ref()?;
    let (wait, norm) = (thousandths(codes::WAITING_DAYS)?, thousandths(codes::WAITING_NORM)?);
    Some(Exact::whole(ladder.points(wait, norm)))
}
