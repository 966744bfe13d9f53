//! Who approved: the «УТВЕРЖДАЮ» block, or the act of which the plan is an annex.
//!
//! In come the lines before the title; out go position, name, date and act. It refuses to guess a year.

use super::preamble::Line;
use crate::pattern::Regex;
use otklik_domain::Date;
use otklik_domain::letters::lower;
use otklik_domain::plan::Approval;
use std::sync::LazyLock;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<i1>[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?)\s?(?P<s1>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)|(?P<s2>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+(?P<i2>[А-ЯЁ]\.\s?[А-ЯЁ]\.)")
        .expect("a constant pattern")
});
static WORD_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[«\x22“]?\s*(\d{1,2})\s*[»\x22”]?\s+(янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\s+(20\d\d)")
        .expect("a constant pattern")
});
static POINT_DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)\b").expect("a constant pattern"));
static ACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(приказ|постановлени|распоряжени|решени|протокол|положени)[а-яё]*\b")
        .expect("a constant pattern")
});

/// The block of approval among the lines before the title.
pub(super) fn find(lines: &[Line]) -> Option<Approval> {
    let approval = lines.iter().position(|l| lower(l).trim_start_matches(['«', '"']).starts_with("утвержд"));
    match approval {
        Some(at) => Some(block(&lines[at..])).filter(|found| *found != Approval::default()),
        None => {
            let at = lines.iter().position(|l| lower(l).starts_with("приложение"))?;
            let text = group(&lines[at..]).join(" ");
            let act = ACT.find(&text)?;
            Some(Approval {
                date: date(&text[act.start()..]),
                basis: Some(text[act.start()..].trim().to_owned()),
                ..Approval::default()
            })
        }
    }
}

/// Whether a line belongs to such a block: no part of a title or of a name.
pub(super) fn is_part(line: &str) -> bool {
    let lower = lower(line);
    lower.starts_with("утвержд")
        || lower.starts_with("согласован")
        || lower.starts_with("приложение")
        || line.contains("___")
}

fn group(lines: &[Line]) -> Vec<&str> {
    let mut found = Vec::new();
    for line in lines.iter().take(12) {
        let lower = lower(line);
        if !found.is_empty() && (lower.starts_with("согласован") || line.is_empty()) {
            break;
        }
        if !line.is_empty() {
            found.push(line.as_str());
        }
    }
    found
}

fn block(lines: &[Line]) -> Approval {
    // The block may have blank lines inside; it ends with a name or a date.
    let mut found: Vec<&str> = Vec::new();
    for line in lines.iter().take(10).map(String::as_str) {
        let lower = lower(line);
        let is_over = lower.starts_with("согласован") || lower.starts_with("план") || lower.starts_with("отч");
        if !found.is_empty() && is_over {
            break;
        }
        // «(наименование должности)» under a line to fill in says what belongs there, not what stands there.
        if !(line.starts_with('(') && line.ends_with(')')) {
            found.push(line);
        }
    }
    let text = found.join("\n");
    let basis = ACT.find(&text).map(|act| {
        let rest = text[act.start()..].split("\n\n").next().unwrap_or_default();
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let name = NAME.captures(&text);
    // «УТВЕРЖДЕНО приказом …» names an act; «УТВЕРЖДАЮ» names a person even where an act stands below.
    let is_by_act = basis.is_some() && !text.to_lowercase().trim_start_matches(['«', '"']).starts_with("утверждаю");
    Approval {
        position: if is_by_act { None } else { position(&found) },
        name: if is_by_act { None } else { name.and_then(|n| surname_first(&n)) },
        date: date(&text),
        basis,
    }
}

fn surname_first(found: &crate::pattern::Captures<'_>) -> Option<String> {
    let (surname, initials) = match (found.name("s1"), found.name("i1"), found.name("s2"), found.name("i2")) {
        (Some(s), Some(i), ..) | (_, _, Some(s), Some(i)) => (s, i),
        _ => return None,
    };
    Some(format!("{} {}", surname.as_str(), initials.as_str().replace(' ', "")))
}

/// The words between «УТВЕРЖДАЮ» and the name.
fn position(lines: &[&str]) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let mut line = (*line).to_owned();
        if i == 0 {
            line = line.split_once([':', ' ']).map_or(String::new(), |(_, rest)| rest.to_owned());
        }
        let is_date =
            WORD_DATE.is_match(&line) || POINT_DATE.is_match(&line) || line.trim_start().starts_with(['«', '"']);
        let name = NAME.find(&line).map(|m| m.start());
        let part = line.get(..name.unwrap_or(line.len())).unwrap_or_default();
        let part = part.split("__").next().unwrap_or_default().trim().trim_end_matches([',', '/', ' ']);
        if is_date && name.is_none() {
            break;
        }
        if !part.is_empty() {
            words.push(part.to_owned());
        }
        if name.is_some() {
            break;
        }
    }
    let text = words.join(" ");
    (!text.is_empty() && text.chars().count() < 240).then_some(text)
}

fn date(text: &str) -> Option<Date> {
    if let Some(found) = WORD_DATE.captures(text) {
        const MONTHS: [&str; 12] = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
        let stem = found.get(2)?.as_str().to_lowercase();
        let month = match MONTHS.iter().position(|m| stem == *m) {
            Some(i) => i + 1,
            None => 5,
        };
        return day(found.get(3)?.as_str(), i8::try_from(month).ok()?, found.get(1)?.as_str());
    }
    let found = POINT_DATE.captures(text)?;
    let year = found.get(3)?.as_str();
    let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
    day(&year, found.get(2)?.as_str().parse().ok()?, found.get(1)?.as_str())
}

fn day(year: &str, month: i8, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()
}
