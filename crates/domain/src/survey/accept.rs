//! From what was sent to what is kept.

use super::{AnswerSheet, Given};
use crate::rulebook::{Answers, Question, Questionnaire};
use std::collections::BTreeMap;
use std::fmt;

/// The longest answer in words that is taken, in letters.
pub const TEXT_LETTERS_MAX: usize = 4000;

/// So many questions that are none are named in a refusal; a sender who made up thousands need not hear of each.
const UNKNOWN_NAMED_MAX: usize = 20;

/// One answer as it was sent («ответ как прислан»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text, a code of a choice, or «да» and «нет» in words. Empty is no answer.
    Text(String),
    /// Said to be left empty.
    Nothing,
    /// Something no question takes: a list, a fraction.
    Other,
}

/// Answers as they were sent, by code of question («присланные ответы»).
pub type RawAnswers = BTreeMap<String, Raw>;

/// What is wrong with an answer («ошибка в анкете»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Code of the question; empty is the questionnaire as a whole.
    pub question: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// Kinds of [`Fault`] («вид ошибки в анкете»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The questionnaire has no such question.
    UnknownQuestion,
    /// Neither «да» nor «нет».
    NotYesNo,
    /// Not one of the list.
    NotInList,
    /// Not a whole number between these two.
    NotBetween(u32, u32),
    /// More letters than [`TEXT_LETTERS_MAX`].
    TooLong,
    /// Not a text.
    NotText,
    /// Not one question was answered.
    NothingAnswered,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = &self.question;
        match self.kind {
            FaultKind::UnknownQuestion => write!(f, "вопроса «{code}» в анкете нет"),
            FaultKind::NotYesNo => f.write_str("ответьте «да» или «нет»"),
            FaultKind::NotInList => f.write_str("выберите ответ из списка"),
            FaultKind::NotBetween(least, most) => write!(f, "напишите целое число от {least} до {most}"),
            FaultKind::TooLong => write!(f, "ответ длиннее {TEXT_LETTERS_MAX} знаков: сократите его"),
            FaultKind::NotText => f.write_str("ответ должен быть текстом"),
            FaultKind::NothingAnswered => f.write_str("в анкете нет ни одного ответа"),
        }
    }
}

/// Checks answers against the questionnaire and gives the sheet that is kept.
///
/// An answer to a question that should have been skipped is kept as it was given: [`crate::score::Tally`] counts it as a
/// contradiction and leaves it out of the share. No question must be answered; a sheet without any answer is no sheet.
///
/// # Errors
/// Every [`Fault`] at once, in the order of the questionnaire, unknown codes last.
///
/// # Example
/// `stand_used = true` and `stand_ok = "нет"` are «да» and «нет»; all other questions are empty.
pub fn accept(questionnaire: &Questionnaire, raw: &RawAnswers) -> Result<AnswerSheet, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut given = Vec::with_capacity(questionnaire.questions.len());
    for question in &questionnaire.questions {
        let one = raw.get(&question.code).map_or(Ok(None), |raw| read(question, raw));
        given.push(one.unwrap_or_else(|kind| {
            faults.push(Fault { question: question.code.clone(), kind });
            None
        }));
    }
    let is_known = |code: &String| questionnaire.questions.iter().any(|question| question.code == *code);
    let unknown = raw.keys().filter(|code| !is_known(code));
    faults.extend(
        unknown.take(UNKNOWN_NAMED_MAX).map(|code| Fault { question: code.clone(), kind: FaultKind::UnknownQuestion }),
    );
    let sheet = AnswerSheet { given };
    if faults.is_empty() && sheet.n_given() == 0 {
        faults.push(Fault { question: String::new(), kind: FaultKind::NothingAnswered });
    }
    if faults.is_empty() { Ok(sheet) } else { Err(faults) }
}

fn read(question: &Question, raw: &Raw) -> Result<Option<Given>, FaultKind> {
    let is_empty = matches!(raw, Raw::Nothing) || matches!(raw, Raw::Text(text) if text.trim().is_empty());
    if is_empty {
        return Ok(None);
    }
    match &question.answers {
        Answers::YesNo => yes_no(raw),
        Answers::Choice(list) => choice(list, raw),
        Answers::Number(least, most) => number(*least, *most, raw),
        Answers::Text => text(raw),
    }
    .map(Some)
}

fn yes_no(raw: &Raw) -> Result<Given, FaultKind> {
    let word = match raw {
        Raw::Flag(is_yes) => return Ok(if *is_yes { Given::Yes } else { Given::No }),
        Raw::Number(number) => number.to_string(),
        Raw::Text(text) => text.trim().to_lowercase(),
        Raw::Nothing | Raw::Other => String::new(),
    };
    match word.as_str() {
        "да" | "yes" | "1" | "true" => Ok(Given::Yes),
        "нет" | "no" | "0" | "false" => Ok(Given::No),
        _ => Err(FaultKind::NotYesNo),
    }
}

fn choice(list: &[(String, String)], raw: &Raw) -> Result<Given, FaultKind> {
    let Raw::Text(text) = raw else { return Err(FaultKind::NotInList) };
    let place = list.iter().position(|(code, words)| code == text.trim() || words == text.trim());
    place.and_then(|place| u32::try_from(place).ok()).map(Given::Choice).ok_or(FaultKind::NotInList)
}

fn number(least: u32, most: u32, raw: &Raw) -> Result<Given, FaultKind> {
    let number = match raw {
        Raw::Number(number) => u32::try_from(*number).ok(),
        Raw::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let within = number.filter(|number| (least..=most).contains(number));
    within.map(Given::Number).ok_or(FaultKind::NotBetween(least, most))
}

fn text(raw: &Raw) -> Result<Given, FaultKind> {
    let Raw::Text(text) = raw else { return Err(FaultKind::NotText) };
    let text = text.trim();
    // Control letters have no place in words: a line break and a tab are all that a form can send.
    let clean: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if clean.chars().count() > TEXT_LETTERS_MAX {
        return Err(FaultKind::TooLong);
    }
    Ok(Given::Text(clean))
}
