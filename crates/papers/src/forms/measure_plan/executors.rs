//! Who answers, as the domain reads it; here only whether a text names people at all.
//!
//! In comes the text of a cell; out go executors and remarks. It refuses to know columns.

use otklik_domain::plan::Executor;
use otklik_domain::remark::Remark;
use regex::Regex;
use std::sync::LazyLock;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]?\.?")
        .expect("a constant pattern")
});

const POSTS: &[&str] = &[
    "директор",
    "заместител",
    "зам.",
    "завед",
    "зав.",
    "руководител",
    "начальник",
    "специалист",
    "методист",
    "врач",
    "медсестра",
    "сестра",
    "учител",
    "педагог",
    "администрац",
    "администратор",
    "библиотекар",
    "инженер",
    "бухгалтер",
    "секретар",
    "юрист",
    "юрисконсульт",
    "отдел",
    "завхоз",
    "ответственн",
    "сотрудник",
    "работник",
    "воспитател",
    "социальн",
    "старший",
    "главн",
];

/// Whether a text names a person or an office.
pub(super) fn names_someone(text: &str) -> bool {
    let lower = text.to_lowercase();
    NAME.is_match(text) || (text.chars().count() < 120 && POSTS.iter().any(|post| lower.trim_start().starts_with(post)))
}

/// Executors of a cell.
pub(super) fn read(text: &str) -> (Vec<Executor>, Vec<Remark>) {
    let found = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let Some(name) = NAME.find(line) else {
                return Executor { name: None, position: Some(line.to_owned()) };
            };
            let rest = line.replace(name.as_str(), "");
            let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '–' | '—' | '-' | ';' | '.'));
            Executor {
                name: Some(name.as_str().trim().to_owned()),
                position: (!rest.is_empty()).then(|| rest.to_lowercase()),
            }
        })
        .collect();
    (found, Vec::new())
}
