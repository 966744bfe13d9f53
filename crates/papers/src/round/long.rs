//! Long form of counts and findings: `organisation,branch,item,value`, one fact a row.

use super::names::collapsed;
use super::{Round, What};
use crate::answers::table::Row;
use otklik_domain::remark::Severity;
use std::collections::BTreeMap;

/// Where in a row everything stands.
pub(crate) struct Columns {
    organisation: Option<usize>,
    branch: Option<usize>,
    item: Option<usize>,
    value: Option<usize>,
}

/// One fact about one place.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) organisation: String,
    pub(crate) branch: String,
    pub(crate) item: String,
    pub(crate) value: String,
    pub(crate) line: u64,
}

const ITEM: &[&str] = &["item", "показатель", "пункт", "код"];
const VALUE: &[&str] = &["value", "значение", "количество", "число"];

impl Columns {
    pub(crate) fn of(headings: &Row, organisation: fn(&str) -> bool, branch: fn(&str) -> bool) -> Columns {
        let named = |names: &[&str], cell: &str| names.contains(&cell.trim().to_lowercase().as_str());
        let place = |is: &dyn Fn(&str) -> bool| headings.cells.iter().position(|cell| is(cell));
        Columns {
            organisation: place(&organisation),
            branch: place(&branch),
            item: place(&|cell| named(ITEM, cell)),
            value: place(&|cell| named(VALUE, cell)),
        }
    }

    /// Whether headings are of the long form.
    pub(crate) fn is_long(&self) -> bool {
        self.organisation.is_some() && self.item.is_some() && self.value.is_some()
    }

    /// The fact of a row; a row without an organisation or an item is said and left out.
    pub(crate) fn entry(&self, round: &mut Round<'_>, file: &str, row: &Row) -> Option<Entry> {
        if row.is_blank() {
            return None;
        }
        let cell = |at: Option<usize>| at.map(|at| collapsed(row.cell(at))).unwrap_or_default();
        let entry = Entry {
            organisation: cell(self.organisation),
            branch: cell(self.branch),
            item: cell(self.item),
            value: cell(self.value),
            line: row.line,
        };
        let code = match () {
            () if row.is_open => "unclosed-quote",
            () if entry.organisation.is_empty() => "no-organisation",
            () if entry.item.is_empty() => "no-item",
            () => return Some(entry),
        };
        let words = match code {
            "unclosed-quote" => "кавычка не закрыта: строка не учтена",
            "no-organisation" => "организация не названа: строка не учтена",
            _ => "не назван код (item): строка не учтена",
        };
        let what = What { file, line: Some(row.line), ..What::of(code, Severity::Problem) };
        round.notes.say(&what, || words.to_owned());
        None
    }
}

impl Entry {
    pub(crate) fn say(
        &self,
        round: &mut Round<'_>,
        file: &str,
        code: &'static str,
        severity: Severity,
        text: impl FnOnce() -> String,
    ) {
        let about = format!("{} {}", self.branch, self.item);
        let organisation = Some(self.organisation.as_str());
        let what = What { file, organisation, about: &about, line: Some(self.line), ..What::of(code, severity) };
        let branch = &self.branch;
        round.notes.say(&what, || if branch.is_empty() { text() } else { format!("«{branch}»: {}", text()) });
    }
}

/// Values by their code with their lines; nothing where two rows contradict each other.
pub(crate) type Values<T> = BTreeMap<String, (Option<T>, u64)>;

/// Remembers a value under its code; where another stands already, neither is taken.
pub(crate) fn put<T: PartialEq>(
    round: &mut Round<'_>,
    file: &str,
    entry: &Entry,
    values: &mut Values<T>,
    code: String,
    value: T,
) {
    match values.get_mut(&code) {
        None => drop(values.insert(code, (Some(value), entry.line))),
        Some((Some(before), _)) if *before == value => entry.say(round, file, "repeated-item", Severity::Note, || {
            format!("«{}» стоит дважды с одним значением; учтено один раз", entry.item)
        }),
        Some((before, first)) => {
            *before = None;
            let first = *first;
            entry.say(round, file, "item-differs", Severity::Problem, || {
                format!("«{}» стоит дважды с разными значениями (ещё в строке {first}); не учтено ни одно", entry.item)
            });
        }
    }
}

/// A whole number as tables write it: `17`, `17,0`, `1 200`.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let is_digits = !whole.is_empty() && whole.len() <= 15 && whole.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && part.bytes().all(|byte| byte == b'0') { whole.parse().ok() } else { None }
}
