//! A filled questionnaire in few bytes: two bits a question, then what does not fit into two bits.

use super::{AnswerSheet, Given};
use crate::rulebook::{Answers, Questionnaire};
use std::fmt;

/// The first byte: how the rest is written.
const WAY: u8 = 1;
const EMPTY: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;
const BELOW: u8 = 3;

/// Bytes that are no filled questionnaire of this rulebook («нечитаемая анкета»).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("заполненная анкета не читается: она записана иначе или повреждена")
    }
}

impl std::error::Error for Unreadable {}

impl AnswerSheet {
    /// The sheet in few bytes. Equal sheets have equal bytes.
    pub fn packed(&self) -> Vec<u8> {
        let mut bytes = vec![WAY];
        for four in self.given.chunks(4) {
            let bits = four.iter().enumerate().map(|(at, given)| mark(given.as_ref()) << (2 * at));
            bytes.push(bits.fold(0, |all, bits| all | bits));
        }
        for given in self.given.iter().flatten() {
            match given {
                Given::Yes | Given::No => {}
                Given::Choice(number) | Given::Number(number) => put(&mut bytes, *number),
                Given::Text(text) => {
                    put(&mut bytes, u32::try_from(text.len()).unwrap_or(u32::MAX));
                    bytes.extend(text.as_bytes());
                }
            }
        }
        bytes
    }

    /// The sheet of such bytes, by the questionnaire it was filled by.
    ///
    /// # Errors
    /// [`Unreadable`] when they are of another questionnaire or damaged.
    pub fn unpacked(questionnaire: &Questionnaire, bytes: &[u8]) -> Result<Self, Unreadable> {
        let questions = &questionnaire.questions;
        let (way, rest) = bytes.split_first().ok_or(Unreadable)?;
        let n_bytes = questions.len().div_ceil(4);
        if *way != WAY || rest.len() < n_bytes {
            return Err(Unreadable);
        }
        let (marks, mut below) = rest.split_at(n_bytes);
        let mut given = Vec::with_capacity(questions.len());
        for (at, question) in questions.iter().enumerate() {
            let byte = marks.get(at / 4).copied().unwrap_or_default();
            given.push(one(&question.answers, (byte >> (2 * (at % 4))) & 3, &mut below)?);
        }
        if below.is_empty() { Ok(AnswerSheet { given }) } else { Err(Unreadable) }
    }
}

fn mark(given: Option<&Given>) -> u8 {
    match given {
        None => EMPTY,
        Some(Given::No) => NO,
        Some(Given::Yes) => YES,
        Some(_) => BELOW,
    }
}

fn one(answers: &Answers, mark: u8, below: &mut &[u8]) -> Result<Option<Given>, Unreadable> {
    match (mark, answers) {
        (EMPTY, _) => Ok(None),
        (NO, Answers::YesNo) => Ok(Some(Given::No)),
        (YES, Answers::YesNo) => Ok(Some(Given::Yes)),
        (BELOW, Answers::Choice(_)) => Ok(Some(Given::Choice(take(below)?))),
        (BELOW, Answers::Number(_, _)) => Ok(Some(Given::Number(take(below)?))),
        (BELOW, Answers::Text) => {
            let length = usize::try_from(take(below)?).map_err(|_| Unreadable)?;
            let (text, rest) = below.split_at_checked(length).ok_or(Unreadable)?;
            *below = rest;
            Ok(Some(Given::Text(std::str::from_utf8(text).map_err(|_| Unreadable)?.to_owned())))
        }
        _ => Err(Unreadable),
    }
}

/// Seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(below: &mut &[u8]) -> Result<u32, Unreadable> {
    let mut number = 0_u32;
    for at in 0..5 {
        let (byte, rest) = below.split_first().ok_or(Unreadable)?;
        *below = rest;
        let part = u32::from(byte & 0x7f);
        number |= part.checked_shl(7 * at).filter(|shifted| shifted >> (7 * at) == part).ok_or(Unreadable)?;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(Unreadable)
}
