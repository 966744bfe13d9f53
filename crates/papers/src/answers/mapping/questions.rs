//! A heading as a question of the rulebook: by its code, by its wording, by its meaning.

use super::Meaning;
use super::lexicon::{Asks, SATISFIED, SIGNS, Sign, USED};
use super::words::{Compared, Words};
use otklik_domain::rulebook::{Question, Rulebook};

type Told = (Meaning, u8, String);

fn question(code: &str, score: u8, ground: &str) -> Option<Told> {
    Some((Meaning::Question(code.to_owned()), score, ground.to_owned()))
}

/// `stand_ok`, in any case.
pub(super) fn by_code(heading: &str, rulebook: &Rulebook) -> Option<Told> {
    let code = heading.trim().to_lowercase().replace([' ', '-'], "_");
    rulebook.question(&code).and_then(|it| question(&it.code, 100, "код вопроса"))
}

/// The wording of the questionnaire, the plain one or the short one.
pub(super) fn by_wording(heading: &str, rulebook: &Rulebook) -> Option<Told> {
    let words = Words::of(heading);
    let is_it = |it: &&Question| {
        let wordings = [Some(&it.wording), it.plain.as_ref(), Some(&it.short)];
        wordings.into_iter().flatten().any(|wording| Words::of(wording) == words)
    };
    let all: Vec<&Question> = rulebook.questionnaire.questions.iter().filter(is_it).collect();
    match all.as_slice() {
        [one] => question(&one.code, 99, "формулировка анкеты"),
        _ => None,
    }
}

/// The meaning: what is asked and about what.
pub(super) fn by_meaning(heading: &str, rulebook: &Rulebook) -> Option<Told> {
    let words = Words::of(heading);
    if words.is("пол") || words.is("ваш пол") {
        return rulebook.question("sex").and_then(|it| question(&it.code, 90, "по смыслу: пол"));
    }
    let asks = asks(&words);
    if let Some(merged) = merged(&words, asks, rulebook) {
        return Some(merged);
    }
    let mut fitting: Vec<(&Sign, String)> = SIGNS
        .iter()
        .filter(|sign| rulebook.question(sign.code).is_some())
        .filter_map(|sign| Some((sign, fits(sign, &words, asks)?)))
        .collect();
    fitting.sort_by_key(|(sign, _)| sign.code);
    match fitting.as_slice() {
        [] => by_likeness(heading, rulebook),
        [(sign, ground)] => question(sign.code, score(heading, sign.code, rulebook), &format!("по смыслу: {ground}")),
        several => {
            let codes = several.iter().map(|(sign, _)| sign.code.to_owned()).collect();
            Some((Meaning::Doubt(codes), 50, "подходит к нескольким вопросам".to_owned()))
        }
    }
}

fn asks(words: &Words) -> Asks {
    if words.first_of(SATISFIED).is_some() {
        Asks::Satisfied
    } else if words.first_of(USED).is_some() {
        Asks::Used
    } else {
        Asks::Other
    }
}

/// The phrases by which a sign fits, or nothing.
fn fits(sign: &Sign, words: &Words, asks: Asks) -> Option<String> {
    let is_asked = sign.asks == Asks::Other || asks == Asks::Other || sign.asks == asks;
    if !is_asked || words.first_of(sign.none).is_some() {
        return None;
    }
    let found: Option<Vec<&str>> = sign.all.iter().map(|group| words.first_of(group)).collect();
    found.map(|found| found.join(", "))
}

/// One question about the stands and the site together: an answer to it is an answer to neither.
fn merged(words: &Words, asks: Asks, rulebook: &Rulebook) -> Option<Told> {
    let is_merged = words.has("стенд") && words.has("сайт") && !words.has("комфорт") && !words.has("дистанц");
    let codes = match asks {
        Asks::Used => ["stand_used", "site_used"],
        Asks::Satisfied | Asks::Other => ["stand_ok", "site_ok"],
    };
    let has_both = codes.iter().all(|code| rulebook.question(code).is_some());
    (is_merged && has_both)
        .then(|| (Meaning::Doubt(codes.map(str::to_owned).to_vec()), 50, "стенды и сайт в одном вопросе".to_owned()))
}

/// Between 60 and 95: the liker the wording, the surer.
fn score(heading: &str, code: &str, rulebook: &Rulebook) -> u8 {
    let wording = rulebook.question(code).map(|it| it.wording.as_str()).unwrap_or_default();
    let likeness = Compared::of(heading).likeness(&Compared::of(wording));
    u8::try_from(60 + likeness * 35 / 100).unwrap_or(95)
}

/// For questions that the lexicon does not know: very like one wording and not nearly as like any other.
fn by_likeness(heading: &str, rulebook: &Rulebook) -> Option<Told> {
    let questions = &rulebook.questionnaire.questions;
    let wordings: Vec<Compared> = questions.iter().map(|it| Compared::of(&it.wording)).collect();
    let (at, likeness) = Compared::of(heading).closest(wordings.iter())?;
    let code = &questions.get(at)?.code;
    question(code, u8::try_from(likeness.min(95)).unwrap_or(95), "похоже на формулировку анкеты")
}
