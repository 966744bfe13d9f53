//! The questions of a questionnaire as somebody reads them from paper or aloud, and what was typed to them.

use crate::form::Typed;
use askama::Template;
use askama::filters::HtmlSafe;
use otklik_domain::rulebook::{Answers, Question, Questionnaire};
use otklik_domain::survey::{AnswerSheet, Given, Raw, RawAnswers};

/// One of the answers that may be chosen.
pub(crate) struct Offer {
    pub(crate) value: String,
    pub(crate) words: String,
    pub(crate) key: String,
    pub(crate) is_chosen: bool,
}

/// A question with what was typed.
pub(crate) struct QuestionView {
    pub(crate) code: String,
    pub(crate) number: u32,
    pub(crate) wording: String,
    /// The question it is asked after, when the answer there was «да».
    pub(crate) after: Option<u32>,
    /// `choice`, `number` or `text`.
    pub(crate) kind: &'static str,
    pub(crate) options: Vec<Offer>,
    pub(crate) typed: String,
}

/// All questions of a form.
#[derive(Template)]
#[template(path = "cabinet/sheets/questions.html")]
pub(crate) struct Questions {
    pub(crate) rows: Vec<QuestionView>,
}

impl HtmlSafe for Questions {}

impl Questions {
    /// Questions with what was typed; for the keyboard `keys` names the key of each answer.
    pub(crate) fn of(questionnaire: &Questionnaire, typed: &Typed) -> Self {
        let number = |code: &Option<String>| {
            let code = code.as_ref()?;
            questionnaire.questions.iter().find(|question| question.code == *code).map(|question| question.number)
        };
        let row = |question: &Question| QuestionView {
            code: question.code.clone(),
            number: question.number,
            wording: question.wording.clone(),
            after: number(&question.after),
            kind: match question.answers {
                Answers::YesNo | Answers::Choice(_) => "choice",
                Answers::Number(_, _) => "number",
                Answers::Text => "text",
            },
            options: options(&question.answers, typed.get(&question.code)),
            typed: typed.get(&question.code).to_owned(),
        };
        Questions { rows: questionnaire.questions.iter().map(row).collect() }
    }
}

fn options(answers: &Answers, typed: &str) -> Vec<Offer> {
    let one = |value: &str, words: &str, key: String| Offer {
        value: value.to_owned(),
        words: words.to_owned(),
        key,
        is_chosen: value == typed,
    };
    let mut options = match answers {
        Answers::YesNo => vec![one("yes", "да", "1".to_owned()), one("no", "нет", "2".to_owned())],
        Answers::Choice(list) => {
            list.iter().enumerate().map(|(at, (code, words))| one(code, words, (at + 1).to_string())).collect()
        }
        Answers::Number(_, _) | Answers::Text => return Vec::new(),
    };
    options.push(one("", "нет ответа", "0".to_owned()));
    options
}

/// What was typed, ready to be judged.
pub(crate) fn raw(questionnaire: &Questionnaire, typed: &Typed) -> RawAnswers {
    let given = questionnaire.questions.iter().filter_map(|question| {
        let text = typed.filled(&question.code)?;
        Some((question.code.clone(), Raw::Text(text.to_owned())))
    });
    given.collect()
}

/// An answer in words.
pub(crate) fn in_words(question: &Question, sheet: &AnswerSheet, at: usize) -> String {
    match (sheet.given.get(at).and_then(Option::as_ref), &question.answers) {
        (None, _) => "нет ответа".to_owned(),
        (Some(Given::Yes), _) => "да".to_owned(),
        (Some(Given::No), _) => "нет".to_owned(),
        (Some(Given::Number(number)), _) => number.to_string(),
        (Some(Given::Text(text)), _) => text.clone(),
        (Some(Given::Choice(place)), Answers::Choice(list)) => {
            let place = usize::try_from(*place).unwrap_or(usize::MAX);
            list.get(place).map(|(_, words)| words.clone()).unwrap_or_default()
        }
        (Some(Given::Choice(_)), _) => String::new(),
    }
}
