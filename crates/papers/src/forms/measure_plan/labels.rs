//! Fields that stand inside the text of a measure: «Срок: …», «(ответственный – …)», «(отв. …)», «(до 1 марта)».
//!
//! In comes the text of an item; out go ranges of it by field. It refuses to look into tables.

use super::executors;
use super::source::trimmed;
use super::terms::looks_like_term;
use crate::pattern::Regex;
use otklik_domain::letters::lower;
use otklik_domain::plan::Field;
use std::ops::Range;
use std::sync::LazyLock;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:^|[\s(.;,])(?:",
        r"(?P<term>(?:плановый\s+)?срок(?:и)?(?:\s+(?:исполнения|реализации|выполнения|проведения))?)\s*[:–—-]\s*|",
        r"(?P<who>(?:ответственн[а-яё]+|исполнител[а-яё]+)(?:\s+(?:исполнител[а-яё]+|лиц[оа]|за\s+(?:исполнение|выполнение)))?)\s*[:–—-]\s*|",
        r"(?P<short>отв\.)\s*[:–—-]?\s*|",
        r"(?P<money>источник[а-я]*(?:\s+финансирования)?|финансирование)\s*[:–—-]\s*|",
        r"(?P<result>ожидаемый\s+результат)\s*[:–—-]\s*)"
    ))
    .expect("a constant pattern")
});
/// Marks that may part a term from people; a slash between figures is a date's.
static SEAM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\n|[,;]\s|\s/\s?|/\s").expect("a constant pattern"));
static BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\(([^()]{4,120})\)\s*[.;,]?\s*$").expect("a constant pattern"));

const NAMES: [(&str, Field); 5] = [
    ("term", Field::Deadline),
    ("who", Field::Executors),
    ("short", Field::Executors),
    ("money", Field::Funding),
    ("result", Field::ExpectedResult),
];

/// A field inside a text: the whole with its label, and the value.
pub(super) type Label = (Field, Range<usize>, Range<usize>);

/// The labelled fields of a text, in order; each goes on to the next one.
pub(super) fn labels(raw: &str) -> Vec<Label> {
    let starts: Vec<(Field, usize, usize)> = LABEL
        .captures_iter(raw)
        .filter_map(|m| {
            let (_, field) = NAMES.iter().find(|(name, _)| m.name(name).is_some())?;
            Some((*field, m.get(0)?.start(), m.get(0)?.end()))
        })
        .collect();
    let Some((_, first, _)) = starts.first() else {
        return Some(in_brackets(raw)).filter(|found| !found.is_empty()).unwrap_or_else(|| after_dash(raw, raw.len()));
    };
    let has_term = starts.iter().any(|(field, ..)| *field == Field::Deadline);
    let before = if has_term { Vec::new() } else { after_dash(raw, *first) };
    let ends = starts.iter().skip(1).map(|s| s.1).chain([raw.len()]);
    let labelled = starts
        .iter()
        .zip(ends)
        .map(|((field, start, from), end)| (*field, *start..end, value(raw, *field, *from..end)));
    before.into_iter().chain(labelled).collect()
}

/// «Обновить афиши – до 01.02.2024», «Обновить афиши (до 01.02.2024, отв. …»: a term after the last dash or bracket
/// before `end`, and nothing else there.
fn after_dash(raw: &str, end: usize) -> Vec<Label> {
    let text = raw.get(..end).unwrap_or_default();
    let dash = [" – ", " - ", " — ", " ("].iter().filter_map(|dash| Some((text.rfind(dash)?, dash.len()))).max();
    let Some((start, length)) = dash else { return Vec::new() };
    let inner = trimmed(raw, start + length..end);
    let inner = value(raw, Field::Deadline, inner);
    let is_short = raw[inner.clone()].chars().count() <= 60;
    let opens = text[..start].chars().any(char::is_alphabetic);
    if opens && is_short && is_term(&raw[inner.clone()]) {
        vec![(Field::Deadline, start..end, inner)]
    } else {
        Vec::new()
    }
}

/// «Оформить стенд (до 1 марта)»: a term in brackets at the end, and nothing else in them.
fn in_brackets(raw: &str) -> Vec<Label> {
    let found = BRACKETS.captures(raw).and_then(|m| Some((m.get(0)?.start(), m.get(1)?.range())));
    let Some((start, inner)) = found.filter(|(_, inner)| is_term(&raw[inner.clone()])) else { return Vec::new() };
    let (term, people) = term_and_people(&raw[inner.clone()]);
    let inside = |range: Range<usize>| inner.start + range.start..inner.start + range.end;
    let term = (Field::Deadline, start..raw.len(), inside(term));
    let people = (!people.is_empty()).then(|| (Field::Executors, start..raw.len(), inside(people)));
    [term].into_iter().chain(people).collect()
}

/// «до 1 марта / директор», «март 2024 г., завхоз Тихонов Ю.Ю.»: where the term ends and the people begin, or the other
/// way round; the second is empty where nobody is named.
pub(super) fn term_and_people(raw: &str) -> (Range<usize>, Range<usize>) {
    let cuts = SEAM.find_iter(raw).map(|seam| seam.range()).chain(std::iter::once(raw.len()..raw.len()));
    let mut parts: Vec<(Range<usize>, bool)> = Vec::new();
    let mut from = 0;
    for cut in cuts {
        let part = trimmed(raw, from..cut.start);
        let names = executors::names_someone(&raw[part.clone()]);
        from = cut.end;
        if !part.is_empty() {
            parts.push((part, names));
        }
    }
    let whole = trimmed(raw, 0..raw.len());
    let nobody = whole.end..whole.end;
    let opens_with_people = parts.first().is_some_and(|(_, names)| *names);
    let turn = parts.iter().position(|(part, names)| match opens_with_people {
        true => !names && looks_like_term(&raw[part.clone()]),
        false => *names,
    });
    match (turn.and_then(|at| parts.get(at)), turn.and_then(|at| parts.get(at.checked_sub(1)?))) {
        (Some((next, _)), Some((last, _))) if opens_with_people => (next.start..whole.end, whole.start..last.end),
        (Some((next, _)), Some((last, _))) => (whole.start..last.end, next.start..whole.end),
        _ if opens_with_people && !looks_like_term(raw) => (nobody, whole),
        _ => (whole, nobody),
    }
}

fn is_term(text: &str) -> bool {
    let first = lower(text.split_whitespace().next().unwrap_or_default());
    let opens =
        ["до", "к", "с", "не", "в", "по", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август"];
    let opens_more = ["сентябрь", "октябрь", "ноябрь", "декабрь", "i", "ii", "iii", "iv", "постоянно", "ежегодно"];
    let is_opening = opens.contains(&first.as_str()) || opens_more.contains(&first.as_str());
    let is_dated = first.chars().next().is_some_and(|c| c.is_ascii_digit());
    looks_like_term(text) && (is_opening || is_dated || first.starts_with("еже"))
}

fn value(raw: &str, field: Field, range: Range<usize>) -> Range<usize> {
    let value = trimmed(raw, range);
    let text = &raw[value.clone()];
    // The point of «г.» and of initials belongs to the value.
    let keeps_point = matches!(field, Field::Deadline | Field::Executors);
    let bare = text.trim_end_matches(|c| matches!(c, ';' | ',' | ')' | '(' | ' ') || (c == '.' && !keeps_point));
    value.start..value.start + bare.len()
}
