//! Several measures in one cell: numbered lists, bullets, paragraphs.
//!
//! In comes the text of a cell; out go its items as ranges, without list numbers and closing semicolons.
//! It refuses to cut sentences where nothing shows that there are several.

use super::source::{is_blank, trimmed};
use crate::pattern::Regex;
use otklik_domain::letters::{is_letter, lower};
use std::ops::Range;
use std::sync::LazyLock;

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Item {
    /// The list number as written: «1)», «2.».
    pub(super) marker: Option<String>,
    /// Where its text stands; empty for an empty item.
    pub(super) range: Range<usize>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Split {
    /// A sentence before the list, ending with a colon.
    pub(super) preamble: Option<Range<usize>>,
    /// The items; one where there is no list.
    pub(super) items: Vec<Item>,
}

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<deep>\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)|(?P<number>\d{1,2})(?P<end>[.)])|(?P<letter>[а-я])\)")
        .expect("a constant pattern")
});

/// More items than this in one cell are no list of measures.
const MOST_MARKS: usize = 300;

struct Mark {
    start: usize,
    end: usize,
    family: String,
    ordinal: u32,
}

/// Markers that may open items, with what must stand around them.
fn marks(raw: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    // Most cells have no sign that closes a marker, and a marker may begin with any letter.
    let closes = |pair: &[u8]| matches!(pair, [_, b')'] | [b'0'..=b'9', b'.']);
    if !raw.as_bytes().windows(2).any(closes) {
        return found;
    }
    for m in MARKER.captures_iter(raw) {
        let Some(whole) = m.get(0) else { continue };
        let before = raw[..whole.start()].trim_end_matches([' ', '\t', '\u{a0}']);
        let is_line_start = before.is_empty() || before.ends_with('\n');
        let after = raw[whole.end()..].chars().next();
        let last_before = before.chars().next_back();
        let is_touching = whole.start() > before.len() || is_line_start;
        let is_after_stop = last_before.is_some_and(|c| ";.:,!?»)".contains(c));
        if after.is_some_and(|c| c.is_ascii_digit())
            || !(is_line_start || (is_after_stop && (is_touching || last_before == Some(';'))))
        {
            continue;
        }
        if let Some(mark) = mark_of(&m, whole.start(), whole.end(), is_line_start, after) {
            found.push(mark);
        }
        if found.len() >= MOST_MARKS {
            break;
        }
    }
    found
}

fn mark_of(
    m: &crate::pattern::Captures<'_>,
    start: usize,
    end: usize,
    is_line_start: bool,
    after: Option<char>,
) -> Option<Mark> {
    if let Some(deep) = m.name("deep") {
        let text = deep.as_str().trim_end_matches(['.', ')']);
        let (prefix, last) = text.rsplit_once('.')?;
        // «01.06» is a date; «22.5» before a word is a number only at the start of a line.
        let is_date = text.split('.').any(|part| part.len() > 1 && part.starts_with('0'));
        let is_spaced = after.is_some_and(|c| c.is_whitespace() || c.is_uppercase());
        return (is_line_start && !is_date && is_spaced).then(|| Mark {
            start,
            end,
            family: format!("deep {prefix}"),
            ordinal: last.parse().unwrap_or(0),
        });
    }
    if let Some(letter) = m.name("letter") {
        let ordinal = "абвгдежзиклмнопрст".chars().position(|c| letter.as_str().starts_with(c))?;
        return Some(Mark { start, end, family: "letter".to_owned(), ordinal: u32::try_from(ordinal + 1).ok()? });
    }
    let number = m.name("number")?.as_str();
    let closing = m.name("end")?.as_str();
    let needs_space = closing == "." && !is_line_start;
    if number.starts_with('0') || (needs_space && !after.is_some_and(char::is_whitespace)) {
        return None;
    }
    Some(Mark { start, end, family: closing.to_owned(), ordinal: number.parse().ok()? })
}

/// The longest chain of markers that count up by one from the first that can begin a list.
fn chain(raw: &str, marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut best: Vec<(usize, usize)> = Vec::new();
    for (i, first) in marks.iter().enumerate() {
        let is_first = raw[..first.start].trim().is_empty();
        if !is_first && first.ordinal != 1 {
            continue;
        }
        let mut found = vec![(first.start, first.end)];
        let mut next = first.ordinal + 1;
        for mark in &marks[i + 1..] {
            if mark.family == first.family && mark.ordinal == next {
                found.push((mark.start, mark.end));
                next += 1;
            }
        }
        let opens = is_first || found.len() > 1;
        if opens && found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// The texts of a numbered list, or nothing.
pub(super) fn numbered(raw: &str) -> Vec<Range<usize>> {
    let chain = chain(raw, &marks(raw));
    if chain.first().is_none_or(|(start, _)| !raw[..*start].trim().is_empty()) {
        return Vec::new();
    }
    between(raw, &chain).into_iter().map(|item| item.range).collect()
}

fn between(raw: &str, chain: &[(usize, usize)]) -> Vec<Item> {
    let ends = chain.iter().skip(1).map(|(start, _)| *start).chain([raw.len()]);
    let stops = |range: &Range<usize>| raw[range.clone()].trim_end().ends_with(';');
    let mut items: Vec<Item> = chain
        .iter()
        .zip(ends)
        .map(|((start, text), end)| Item {
            marker: Some(raw[*start..*text].to_owned()),
            range: trimmed(raw, *text..end),
        })
        .collect();
    let is_semicolon_list = items.len() > 1 && items.iter().any(|i| stops(&i.range));
    for item in &mut items {
        item.range = closed(raw, item.range.clone(), is_semicolon_list);
    }
    items
}

/// The range without the mark that ends a list item.
fn closed(raw: &str, range: Range<usize>, is_semicolon_list: bool) -> Range<usize> {
    let text = &raw[range.clone()];
    let mut bare = text.trim_end_matches([';', ',', ' ', '\n', '\t']);
    if is_semicolon_list
        && bare.len() == text.len()
        && !bare.ends_with("т.д.")
        && !bare.ends_with("др.")
        && !bare.ends_with("пр.")
    {
        bare = bare.trim_end_matches('.');
    }
    range.start..range.start + bare.len()
}

static LONELY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n[ \t]*(\d{1,2}[.)])\s*$").expect("a constant pattern"));

/// The items of a cell, an empty last number among them: «Провести опрос.⏎2.».
pub(super) fn split(raw: &str, n_terms: usize) -> Split {
    let Some(lonely) = LONELY.captures(raw).and_then(|m| m.get(1)) else { return split_full(raw, n_terms) };
    let mut split = split_full(&raw[..lonely.start()], n_terms);
    split.items.push(Item { marker: Some(lonely.as_str().to_owned()), range: lonely.end()..lonely.end() });
    split
}

/// The items of a cell. `n_terms` is how many terms stand beside it: bullets and paragraphs are
/// several measures where there are as many terms.
fn split_full(raw: &str, n_terms: usize) -> Split {
    let chain = chain(raw, &marks(raw));
    if let Some((start, _)) = chain.first() {
        let preamble = trimmed(raw, 0..*start);
        let has_preamble = !is_blank(&raw[preamble.clone()]);
        return Split { preamble: has_preamble.then_some(preamble), items: between(raw, &chain) };
    }
    if let Some(split) = bullets(raw, n_terms).or_else(|| paragraphs(raw, n_terms)) {
        return split;
    }
    Split { preamble: None, items: vec![Item { marker: None, range: single(raw) }] }
}

/// One measure: bullets, stray dots and the closing semicolon apart.
fn single(raw: &str) -> Range<usize> {
    let range = trimmed(raw, 0..raw.len());
    let text = &raw[range.clone()];
    let start = text.trim_start_matches(|c: char| is_bullet(c) || matches!(c, '.' | ',' | ';' | ' ' | '\u{a0}' | '\t'));
    let from = range.end - start.len();
    closed(raw, from..range.end, false)
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '−'
            | '•'
            | '·'
            | '▪'
            | '●'
            | '■'
            | '◦'
            | '*'
            | '✓'
            | '➢'
            | '→'
            | '§'
            | '\u{f0b7}'
            | '\u{f0a7}'
            | '\u{f02d}'
    )
}

fn lines(raw: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in raw.split('\n') {
        found.push(trimmed(raw, at..at + line.len()));
        at += line.len() + 1;
    }
    found
}

fn bullets(raw: &str, n_terms: usize) -> Option<Split> {
    let lines: Vec<_> = lines(raw).into_iter().filter(|l| !l.is_empty()).collect();
    let opens = |l: &Range<usize>| raw[l.clone()].chars().next().is_some_and(is_bullet);
    let starts: Vec<usize> = lines.iter().filter(|l| opens(l)).map(|l| l.start).collect();
    let first = *starts.first()?;
    let preamble = trimmed(raw, 0..first);
    if starts.len() < 2 || (!preamble.is_empty() && starts.len() != n_terms) {
        return None;
    }
    let chain: Vec<(usize, usize)> = starts
        .iter()
        .map(|start| {
            let mark: usize = raw[*start..].chars().take_while(|c| is_bullet(*c)).map(char::len_utf8).sum();
            (*start, *start + mark)
        })
        .collect();
    let mut items = between(raw, &chain);
    for item in &mut items {
        item.marker = None;
    }
    Some(Split { preamble: (!preamble.is_empty()).then_some(preamble), items })
}

/// Paragraphs without marks: several measures where each is closed, or where there are as many terms.
fn paragraphs(raw: &str, n_terms: usize) -> Option<Split> {
    let groups = groups(raw);
    let by_blank: Vec<_> = groups.clone();
    let lines: Vec<_> = lines(raw).into_iter().filter(|l| !l.is_empty()).collect();
    let chosen = [by_blank, lines].into_iter().find(|found| found.len() > 1 && are_measures(raw, found, n_terms))?;
    let is_list = chosen.iter().any(|r| raw[r.clone()].ends_with(';'));
    let items = chosen.into_iter().map(|r| Item { marker: None, range: closed(raw, r, is_list) }).collect();
    Some(Split { preamble: None, items })
}

fn are_measures(raw: &str, ranges: &[Range<usize>], n_terms: usize) -> bool {
    let texts = || ranges.iter().map(|r| &raw[r.clone()]);
    let (_, but_last) = ranges.split_last().unwrap_or((&(0..0), &[]));
    let all_but_last = |mark: char| but_last.iter().all(|r| raw[r.clone()].ends_with(mark));
    let all_long = texts().all(|t| t.chars().count() >= 8);
    let all_open = texts().all(opens_measure);
    let all_capital = texts().all(|t| t.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase));
    if !all_long || raw[ranges[0].clone()].ends_with(':') {
        return false;
    }
    (n_terms == ranges.len() && (all_open || all_capital))
        || all_but_last(';')
        || (all_open && all_capital && but_last.iter().all(|r| !raw[r.clone()].ends_with([',', ':', '-', '–'])))
}

/// Stretches of lines apart by blank lines.
pub(super) fn groups(raw: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_new = true;
    for line in lines(raw) {
        if line.is_empty() {
            is_new = true;
            continue;
        }
        match found.last_mut() {
            Some(last) if !is_new => last.end = line.end,
            _ => found.push(line),
        }
        is_new = false;
    }
    found
}

/// Whether a text begins as measures do: an infinitive, or a noun of an action.
pub(super) fn opens_measure(text: &str) -> bool {
    let text = text.trim_start_matches(|c| !is_letter(c));
    let end = text.find(|c| !is_letter(c) && c != '-').unwrap_or(text.len());
    let first = lower(&text[..end]);
    if first.chars().count() < 4 {
        return false;
    }
    let ends = |list: &[&str]| list.iter().any(|e| first.ends_with(e));
    (ends(&["ть", "ти", "ться", "чь", "тись"]) && !first.ends_with("ость"))
        || ends(&[
            "ание",
            "ение",
            "яние",
            "ление",
            "ация",
            "иция",
            "екция",
            "овка",
            "ация",
            "нтаж",
            "учение",
            "тие",
            "монт",
            "зация",
            "куп",
            "купка",
            "троль",
            "верка",
            "работка",
            "писание",
            "упка",
            "ирование",
            "нование",
        ])
}
