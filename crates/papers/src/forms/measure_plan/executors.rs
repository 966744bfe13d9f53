//! Who answers: the domain reads names and posts; here only whether a text names people at all.
//!
//! In comes the text of a cell; out go executors and remarks. It refuses to know columns.

use super::lexicon::cyrillic;
use crate::pattern::Regex;
use otklik_domain::letters::lower;
use otklik_domain::plan::{Executor, executors_of};
use otklik_domain::remark::Remark;
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
    NAME.is_match(text) || (text.chars().count() < 120 && opens_with_post(&lower(text)))
}

fn opens_with_post(lower: &str) -> bool {
    POSTS.iter().any(|post| lower.trim_start().starts_with(post))
}

static BROKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[\n,;]\s*)([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)[ \t]*\n\s*([А-ЯЁ]\.)").expect("a constant pattern")
});

/// Executors of a cell; a name broken over two lines is one name.
pub(super) fn read(text: &str) -> (Vec<Executor>, Vec<Remark>) {
    executors_of(&BROKEN.replace_all(&cyrillic(text), "$1$2 $3"))
}
