//! Codes of an inspection and their values.

use crate::answers::mapping::Compared;
use crate::round::long::whole;
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::{Exact, Mark};
use std::collections::HashMap;

/// Mean days of waiting, and the norm that is set for them.
pub(super) const WAITING_DAYS: &str = "waiting_days";
pub(super) const WAITING_NORM: &str = "waiting_norm_days";
/// Points of waiting.
pub(super) const WAITING: &str = "waiting_score";

/// What a column or a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// How many of a list are there.
    Present(String),
    /// How many of a list are required.
    Required(String),
    /// One item of a list.
    Single(String),
    /// Points of waiting.
    Waiting,
    /// Days of waiting, or their norm.
    Days(&'static str),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Count(u64),
    Mark(Mark),
    Points(u32),
    Thousandths(u64),
}

impl Item {
    /// Its code, one for each thing.
    pub(super) fn code(&self) -> String {
        match self {
            Item::Present(list) => format!("{list}_present"),
            Item::Required(list) => format!("{list}_required"),
            Item::Single(code) => code.clone(),
            Item::Waiting => WAITING.to_owned(),
            Item::Days(code) => (*code).to_owned(),
        }
    }
}

/// By the code.
pub(super) fn by_code(rulebook: &Rulebook, code: &str) -> Option<Item> {
    let code = code.trim().to_lowercase();
    let list = |code: &str| rulebook.inspection(code).map(|list| list.code.clone());
    if rulebook.waiting.is_some() {
        match code.as_str() {
            WAITING => return Some(Item::Waiting),
            WAITING_DAYS => return Some(Item::Days(WAITING_DAYS)),
            WAITING_NORM => return Some(Item::Days(WAITING_NORM)),
            _ => {}
        }
    }
    if let Some(list) = list(&code).or_else(|| list(code.strip_suffix("_present")?)) {
        return Some(Item::Present(list));
    }
    if let Some(list) = code.strip_suffix("_required").and_then(list) {
        return Some(Item::Required(list));
    }
    let all = rulebook.inspections.iter().flat_map(|list| &list.items);
    all.map(|item| &item.code).find(|known| **known == code).cloned().map(Item::Single)
}

/// The items of a rulebook by code and by official name, taken apart once for a whole file.
pub(super) struct Known<'a> {
    rulebook: &'a Rulebook,
    titles: Vec<(&'a str, Compared)>,
    told: HashMap<String, Option<Item>>,
}

/// So many texts are remembered with what they are; a file has a hundred.
const TOLD_MAX: usize = 4096;
/// Longer texts are not remembered: strangers' cells must not fill the memory.
const TOLD_BYTES_MAX: usize = 512;

impl<'a> Known<'a> {
    pub(super) fn new(rulebook: &'a Rulebook) -> Self {
        let all = rulebook.inspections.iter().flat_map(|list| &list.items);
        let titles = all.map(|item| (item.code.as_str(), Compared::of(&item.title))).collect();
        Known { rulebook, titles, told: HashMap::new() }
    }

    /// By the code, or by the official name of the item, whole or nearly so.
    pub(super) fn of(&mut self, text: &str) -> Option<Item> {
        if let Some(told) = self.told.get(text) {
            return told.clone();
        }
        let item = by_code(self.rulebook, text).or_else(|| self.by_title(text));
        if self.told.len() < TOLD_MAX && text.len() <= TOLD_BYTES_MAX {
            self.told.insert(text.to_owned(), item.clone());
        }
        item
    }

    fn by_title(&self, text: &str) -> Option<Item> {
        // Most cells of a table are numbers, and no title is one.
        if !text.chars().any(char::is_alphabetic) {
            return None;
        }
        let text = Compared::of(text);
        let item = |code: &str| Some(Item::Single(code.to_owned()));
        let exact: Vec<_> = self.titles.iter().filter(|(_, title)| title.is_same(&text)).collect();
        match exact.as_slice() {
            [(code, _)] => item(code),
            // The same words stand in two lists, on the stands and on the site: nothing is guessed.
            [_, ..] => None,
            [] => {
                let (at, _) = text.closest(self.titles.iter().map(|(_, title)| title))?;
                self.titles.get(at).and_then(|(code, _)| item(code))
            }
        }
    }
}

/// What a cell says about an item; `Ok(None)` when nothing stands there and nothing follows from that.
pub(super) fn value(rulebook: &Rulebook, item: &Item, text: &str) -> Result<Option<Value>, String> {
    let text = text.trim();
    match item {
        Item::Single(_) => mark(text).map(|mark| Some(Value::Mark(mark))),
        _ if text.is_empty() => Ok(None),
        Item::Present(_) | Item::Required(_) => match whole(text) {
            Some(n) => Ok(Some(Value::Count(n))),
            None => Err("не целое неотрицательное число".to_owned()),
        },
        Item::Waiting => points(rulebook, text).map(|points| Some(Value::Points(points))),
        Item::Days(_) => match thousandths(text) {
            Some(n) => Ok(Some(Value::Thousandths(n))),
            None => Err("не число дней".to_owned()),
        },
    }
}

/// Present, absent, or not applicable.
fn mark(text: &str) -> Result<Mark, String> {
    match text.to_lowercase().as_str() {
        "1" | "1,0" | "1.0" | "да" | "есть" | "yes" | "true" | "истина" => Ok(Mark::Present),
        "0" | "0,0" | "0.0" | "нет" | "no" | "false" | "ложь" => Ok(Mark::Absent),
        "" | "н/п" | "не применимо" | "неприменимо" | "не требуется" => {
            Ok(Mark::NotApplicable)
        }
        _ => Err("не 1 (есть), не 0 (нет) и не пусто (не применимо)".to_owned()),
    }
}

/// Points that the ladder can give, and no others.
fn points(rulebook: &Rulebook, text: &str) -> Result<u32, String> {
    let Some(ladder) = &rulebook.waiting else {
        return Err("в этой сфере не оценивается".to_owned());
    };
    let mut steps: Vec<u32> = ladder.saved.iter().copied().chain([ladder.at_half, ladder.over]).collect();
    steps.sort_unstable();
    steps.dedup();
    let given = whole(text).and_then(|n| u32::try_from(n).ok()).filter(|n| steps.contains(n));
    given.ok_or_else(|| {
        let steps: Vec<String> = steps.iter().map(u32::to_string).collect();
        format!("не из шкалы времени ожидания ({})", steps.join(", "))
    })
}

fn thousandths(text: &str) -> Option<u64> {
    let days = Exact::parse(text).filter(|days| !days.is_negative())?;
    u64::try_from((&days * &Exact::whole(1000)).round_half_up(0).floor()?).ok()
}
