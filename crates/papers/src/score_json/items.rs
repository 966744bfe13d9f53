//! The codes of a rulebook as JSON.

use super::whole::Book;
use otklik_domain::rulebook::{Answers, Rulebook};
use serde::Serialize;

#[derive(Serialize)]
struct Items<'a> {
    rulebook: Book<'a>,
    questions: Vec<QuestionOut<'a>>,
    counted: Vec<String>,
    items: Vec<ItemOut<'a>>,
}

#[derive(Serialize)]
struct QuestionOut<'a> {
    code: &'a str,
    number: u32,
    wording: &'a str,
    short: &'a str,
    after: Option<&'a str>,
    is_counted: bool,
}

#[derive(Serialize)]
struct ItemOut<'a> {
    code: &'a str,
    list: &'a str,
    title: &'a str,
}

/// The codes of a rulebook as JSON: questions of answers, counted and single items of findings.
///
/// # Errors
/// What the library of JSON says; it has no reason to.
pub fn items_json(rulebook: &Rulebook) -> Result<String, serde_json::Error> {
    let questions = rulebook.questionnaire.questions.iter().map(|it| QuestionOut {
        code: &it.code,
        number: it.number,
        wording: &it.wording,
        short: &it.short,
        after: it.after.as_deref(),
        is_counted: it.answers == Answers::YesNo,
    });
    let items = rulebook.inspections.iter().flat_map(|list| {
        list.items.iter().map(|item| ItemOut { code: &item.code, list: &list.code, title: &item.title })
    });
    serde_json::to_string_pretty(&Items {
        rulebook: Book::of(rulebook),
        questions: questions.collect(),
        counted: crate::findings::counted_codes(rulebook),
        items: items.collect(),
    })
}
