//! Letters without a title: «сообщаем, что запланировано: 1. Обновить сайт до 01.02.2024, ответственный – …».
//!
//! In come the lines of a paper; out goes which of them are its list of measures, and terms and people that stand inside
//! a sentence. It refuses to read a list in which nothing is to be done.

use super::labels::Label;
use super::source::trimmed;
use super::{executors, items};
use crate::pattern::Regex;
use otklik_domain::deadline::{self, DeadlineKind};
use otklik_domain::plan::Field;
use std::ops::Range;
use std::sync::LazyLock;

/// A longer tail is no term.
const TERM_MAX: usize = 60;
/// A longer line is no item of a list.
const ITEM_MAX: usize = 1_500;

static FAREWELL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:с уважением|приложени[ея]|исп(?:олнитель|\.)?\s*[:.]|тел\.)").expect("a constant pattern")
});
/// Where a term may begin inside a sentence.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[\s,](?P<at>(?:в срок |сроком |срок )?(?:до|к|не позднее|не позже|по|с)\s+\d|(?:в срок )?до (?:конца|[а-я]+я)\b|",
        r"в течение\s|во?\s+(?:[IVX]+|\d)[\s-]|во?\s+(?:январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр|20\d\d)|",
        r"(?:ежегодно|ежеквартально|ежемесячно|еженедельно|постоянно|по мере)\b)"
    ))
    .expect("a constant pattern")
});
static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(([^()]{4,160})\)\s*[.;,]?\s*$").expect("a constant pattern"));

/// The lines of the list, where most of its items say what is to be done and one of them when or who.
pub(super) fn list(lines: &[&str], is_marked: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let first = lines.iter().position(|line| is_marked(line))?;
    let end = lines.iter().skip(first).position(|line| FAREWELL.is_match(line)).map_or(lines.len(), |n| first + n);
    let lines = lines.get(first..end)?;
    let last = lines.iter().rposition(|line| is_marked(line))?;
    let items: Vec<&str> = lines.iter().copied().filter(|line| is_marked(line) && line.len() < ITEM_MAX).collect();
    let n_telling = items.iter().filter(|item| is_measure(item)).count();
    let is_told = items.iter().any(|item| !fields(item, item.len()).is_empty());
    // What stands beneath the last item belongs to it only as «Срок: …» does.
    let n_labelled = lines.iter().skip(last + 1).take_while(|line| opens_with_label(line)).count();
    (is_told && items.len() >= 2 && n_telling * 2 >= items.len()).then(|| first..first + last + 1 + n_labelled)
}

fn is_measure(item: &str) -> bool {
    let text = item.trim_start_matches(|c: char| !c.is_alphabetic());
    items::opens_measure(text) || !fields(item, item.len()).is_empty()
}

fn opens_with_label(line: &str) -> bool {
    super::labels::labels(line).first().is_some_and(|(_, whole, _)| whole.start == 0)
}

/// The people and the term at the end of a sentence that ends at `end`.
pub(super) fn fields(raw: &str, end: usize) -> Vec<Label> {
    let mut found = Vec::new();
    let mut end = end;
    if let Some(people) = people(raw, end) {
        end = people.1.start;
        found.push(people);
    }
    found.extend(term(raw, end));
    found
}

/// «… (завхоз Шилов В.В.).»
fn people(raw: &str, end: usize) -> Option<Label> {
    let text = raw.get(..end)?;
    let found = BRACKET.captures(text)?;
    let inner = found.get(1)?.range();
    executors::names_someone(&raw[inner.clone()])
        .then(|| (Field::Executors, found.get(0).map_or(inner.start, |all| all.start())..end, inner))
}

/// «… в срок до 30.08.2024.»: the longest tail that reads as a term and nothing else.
fn term(raw: &str, end: usize) -> Option<Label> {
    let text = raw.get(..end)?;
    let tail_from = text.char_indices().rev().nth(TERM_MAX + 4).map_or(0, |(at, _)| at);
    let tail = text.get(tail_from..)?;
    OPENING.captures_iter(tail).find_map(|found| {
        let start = tail_from + found.name("at")?.start();
        let inner = trimmed(raw, start..end);
        let bare = raw[inner.clone()].trim_end_matches([',', ';', '(', ' ']);
        let inner = inner.start..inner.start + bare.len();
        let (read, remarks) = deadline::read(bare.trim_end_matches('.'), deadline::Context::default());
        let is_whole = !remarks.iter().any(|remark| remark.text.starts_with("Не все слова"));
        (read.kind != DeadlineKind::Unread && is_whole).then_some((Field::Deadline, start..end, inner))
    })
}
