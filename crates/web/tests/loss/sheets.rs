//! Questionnaires that are sent: each is made of its number alone, so that what was sent is known without being kept.

use super::chance::Chance;
use otklik_app::score::rulebooks;
use otklik_domain::rulebook::{Answers, Question, Questionnaire};
use otklik_domain::survey::{Raw, RawAnswers, accept};
use serde_json::{Map, Value, json};
use std::time::Duration;
use uuid::Uuid;

const SECTOR: &str = "culture";

pub(crate) fn questionnaire() -> &'static Questionnaire {
    &rulebooks().iter().find(|book| book.name == SECTOR).expect("the rulebook of culture").questionnaire
}

fn edition() -> &'static str {
    &rulebooks().iter().find(|book| book.name == SECTOR).expect("the rulebook of culture").edition
}

/// The name of a questionnaire: grows with its number, as names made of time do.
pub(crate) fn name(n: u64) -> Uuid {
    let millis = Duration::from_secs(1_790_000_000).as_millis() as u64 + n;
    let mut rest = [7; 10];
    rest[..8].copy_from_slice(&n.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}

fn answer(question: &Question, n: u64, chance: &mut Chance) -> Option<Raw> {
    let one = match &question.answers {
        Answers::YesNo => Raw::Flag(chance.one_in(2)),
        Answers::Choice(list) => Raw::Text(list[chance.next() as usize % list.len()].0.clone()),
        Answers::Number(least, most) => Raw::Number(chance.between(u64::from(*least), u64::from(*most)) as i64),
        Answers::Text => Raw::Text(format!("Отзыв {n}: {}", "спасибо, ".repeat(chance.between(0, 30) as usize))),
    };
    (!chance.one_in(5)).then_some(one)
}

fn raw(n: u64) -> RawAnswers {
    let (mut chance, questions) = (Chance::of(n), &questionnaire().questions);
    let mut raw: RawAnswers =
        questions.iter().filter_map(|it| Some((it.code.clone(), answer(it, n, &mut chance)?))).collect();
    if raw.is_empty() {
        raw.extend(questions.first().map(|it| (it.code.clone(), Raw::Flag(true))));
    }
    raw
}

/// What is sent.
pub(crate) fn body(n: u64) -> String {
    let value = |raw: &Raw| match raw {
        Raw::Flag(flag) => json!(flag),
        Raw::Number(number) => json!(number),
        Raw::Text(text) => json!(text),
        Raw::Nothing | Raw::Other => Value::Null,
    };
    let answers: Map<String, Value> = raw(n).iter().map(|(code, raw)| (code.clone(), value(raw))).collect();
    json!({ "edition": edition(), "answers": answers, "channel": "web" }).to_string()
}

/// What must be kept of it.
pub(crate) fn packed(n: u64) -> Vec<u8> {
    accept(questionnaire(), &raw(n)).expect("a sheet that is taken").packed()
}
