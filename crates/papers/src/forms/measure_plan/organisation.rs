//! Names of organisations: found in titles, labels and rows, taken out of their legal forms and quotes.
//!
//! In comes a text; out go the name and the whole as written. It refuses to know registers.

use super::lexicon::cyrillic;
use crate::pattern::Regex;
use std::sync::LazyLock;

/// A name found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Without legal form and outer quotes.
    pub(super) name: String,
    /// The whole, form and place included.
    pub(super) as_written: String,
}

static SHORT_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:СПб\s+)?\b(?:",
        r"[МГФОКРНАЧСЛТВ]{0,4}[БАКГМ]?У(?:К|З|СО|СОН|ДО|СЗН|ЗСО|СПО)?|[МГФОКРНА]{1,4}[БАКН]?(?:Д|П|О|Н|К|Ш)*ОУ(?:\s+ДО)?|",
        r"АНО|НКО|ЧДОУ|ЧОУ|ООО|ОАО|ЗАО|АО|ИП)\b"
    ))
    .expect("a constant pattern")
});
static LONG_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:санкт-петербургск\w+\s+)?(?:федеральн|государственн|муниципальн|областн|краев|республиканск|частн|бюджетн|автономн|казенн|казённ)\w*",
        r"(?:\s+[а-яё-]+){0,6}?\s+(?:учреждени(?:е|я|ю|ем|и)|организаци(?:я|и|ю|ей)|предприяти(?:е|я|ю|ем|и))\b"
    ))
    .expect("a constant pattern")
});
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:полное\s+)?(?:наименование|название)\s+(?:[а-яё]+\s+){0,3}?(?:учреждени|организаци)[а-яё]*(?:\s+[а-яё]+){0,3}\s*[:–—-]\s*(.+)$|^(?:учреждение|организация)\s*[:–—-]\s*(.+)$")
        .expect("a constant pattern")
});
/// Where a name without quotes ends.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s+(?:по итогам|по результатам|в 20\d\d|на 20\d\d|за 20\d\d|за \d|на период|проведенн\w+|по устранению|по улучшению)\b.*$|[;].*$|,\s.*$")
        .expect("a constant pattern")
});

/// Whether a line begins with a legal form, or is a name in quotes.
pub(super) fn opens_name(line: &str) -> bool {
    let line = line.trim_start();
    let at_start = |found: Option<crate::pattern::Match<'_>>| found.is_some_and(|m| m.start() == 0);
    at_start(SHORT_FORM.find(line)) || at_start(LONG_FORM.find(line)) || LABEL.is_match(line)
}

/// The organisation a label names: «Наименование учреждения: …».
pub(super) fn labelled(text: &str) -> Option<Name> {
    let found = LABEL.captures(text)?;
    let rest = found.get(1).or(found.get(2))?.as_str();
    in_text(rest).or_else(|| Some(bare(rest)))
}

/// The first organisation with a legal form in a text.
pub(super) fn in_text(text: &str) -> Option<Name> {
    let text = &cyrillic(text);
    let short = SHORT_FORM.find(text).filter(|m| m.as_str().chars().count() > 1);
    let form = [short, LONG_FORM.find(text)].into_iter().flatten().min_by_key(crate::pattern::Match::start)?;
    let rest = &text[form.end()..];
    let (from, to) = match quoted(rest) {
        Some(found) if found.0 < 160 => found,
        _ => return without_quotes(text, form.start(), rest),
    };
    let name = cleaned(&rest[from..to]);
    if name.is_empty() {
        return None;
    }
    let tail = rest[to..].trim_start_matches(['»', '"', '”', '“']);
    let tail = AFTER.replace(tail, "");
    let tail = if tail.chars().count() < 80 { tail.trim_end_matches(['.', ' ']) } else { "" };
    let end = rest.len() - rest[to..].trim_start_matches(['»', '"', '”', '“']).len();
    let as_written = format!("{}{}", &text[form.start()..form.end() + end], tail);
    Some(Name { name, as_written: balanced(as_written.trim()).to_owned() })
}

/// Without a bracket that was opened before the name.
fn balanced(text: &str) -> &str {
    if text.contains('(') { text } else { text.trim_end_matches([')', ' ']) }
}

/// A whole line that is a name in quotes, or what a label says without any form.
pub(super) fn bare(text: &str) -> Name {
    let text = text.trim();
    let name = match quoted(text) {
        Some((from, to)) => cleaned(&text[from..to]),
        None => cleaned(text),
    };
    Name { name, as_written: text.to_owned() }
}

/// A short row that names an organisation and nothing else.
pub(super) fn as_row(text: &str) -> Option<Name> {
    let text = text.trim();
    if text.chars().count() > 260 || text.contains('\n') && text.lines().count() > 4 {
        return None;
    }
    let bare_text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    if opens_name(bare_text) {
        return labelled(bare_text)
            .or_else(|| in_text(bare_text))
            .map(|n| Name { as_written: bare_text.to_owned(), ..n });
    }
    None
}

fn without_quotes(text: &str, start: usize, rest: &str) -> Option<Name> {
    let rest = AFTER.replace(rest, "");
    let mut name = rest.trim().trim_matches(['.', ',', ':', ';', '-', '–', ' ']);
    // «учреждение здравоохранения Городская больница № 3»: the sphere belongs to the form.
    for sphere in
        ["культуры", "здравоохранения", "образования", "социального обслуживания", "дополнительного образования"]
    {
        name = name.strip_prefix(sphere).unwrap_or(name).trim_start();
    }
    let n_chars = name.chars().count();
    let opens_capital = name.chars().next().is_some_and(|c| c.is_uppercase() || c == '№' || c.is_ascii_digit());
    if !(3..=160).contains(&n_chars) || !opens_capital {
        return None;
    }
    let form_end = text.len() - text[start..].len();
    let as_written = AFTER.replace(&text[form_end..], "").trim().to_owned();
    Some(Name { name: cleaned(name), as_written })
}

/// The outermost quoted stretch, as bytes inside the quotes. A missing closing quote is borne.
fn quoted(text: &str) -> Option<(usize, usize)> {
    let (start, open) = text.char_indices().find(|(_, c)| matches!(c, '«' | '"' | '“' | '„' | '”'))?;
    let from = start + open.len_utf8();
    let mut depth = 1;
    let mut last_close = None;
    for (at, c) in text[from..].char_indices() {
        match c {
            '«' | '„' if open != '"' => depth += 1,
            '»' if open == '«' => {
                depth -= 1;
                last_close = Some(from + at);
            }
            '"' | '”' | '“' if open != '«' => {
                // A straight quote opens after a blank and closes before one.
                let before = text[..from + at].chars().next_back();
                if at > 0 && before.is_none_or(char::is_whitespace) {
                    depth += 1;
                } else {
                    depth -= 1;
                    last_close = Some(from + at);
                }
            }
            _ => {}
        }
        if depth == 0 {
            return last_close.map(|to| (from, to));
        }
    }
    last_close.map(|to| (from, to)).or(Some((from, text.len())))
}

fn cleaned(name: &str) -> String {
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name = name.trim_matches([',', ';', ':', '.']).to_owned();
    let (opened, closed) = (name.matches('«').count(), name.matches('»').count());
    if opened > closed {
        name.push_str(&"»".repeat(opened - closed));
    }
    name
}
