use super::{AnswerSheet, FaultKind, Given, Raw, RawAnswers, TEXT_LETTERS_MAX, accept};
use crate::rulebook::{Answers, Certainty, Question, Questionnaire, Source};
use crate::score::Answer;
use proptest::prelude::*;

fn question(code: &str, answers: Answers, after: Option<&str>) -> Question {
    Question {
        code: code.to_owned(),
        number: 1,
        wording: code.to_owned(),
        plain: None,
        short: code.to_owned(),
        answers,
        after: after.map(str::to_owned),
        page: String::new(),
        source: Source { act: String::new(), place: None, certainty: Certainty::Seen, note: None },
    }
}

fn questionnaire() -> Questionnaire {
    let sexes = ["female", "male"].map(|code| (code.to_owned(), code.to_owned()));
    let questions = vec![
        question("used", Answers::YesNo, None),
        question("ok", Answers::YesNo, Some("used")),
        question("words", Answers::Text, None),
        question("sex", Answers::Choice(sexes.to_vec()), None),
        question("age", Answers::Number(10, 120), None),
    ];
    Questionnaire { introduction: String::new(), pages: Vec::new(), questions }
}

fn raw(list: &[(&str, Raw)]) -> RawAnswers {
    list.iter().map(|(code, raw)| ((*code).to_owned(), raw.clone())).collect()
}

fn text(words: &str) -> Raw {
    Raw::Text(words.to_owned())
}

#[test]
fn answers_are_read_in_every_way_they_are_sent() {
    let sent = raw(&[
        ("used", Raw::Flag(true)),
        ("ok", text(" Нет ")),
        ("words", text("Спасибо\u{0}")),
        ("sex", text("male")),
        ("age", text("67")),
    ]);
    let sheet = accept(&questionnaire(), &sent).unwrap();
    let given = [Given::Yes, Given::No, Given::Text("Спасибо".into()), Given::Choice(1), Given::Number(67)];
    assert_eq!(sheet.given, given.map(Some));
    assert_eq!(sheet.counted(&questionnaire()), [Answer::Yes, Answer::No]);
}

#[test]
fn every_fault_is_told_at_once() {
    let long = "я".repeat(TEXT_LETTERS_MAX + 1);
    let sent = raw(&[
        ("used", text("может быть")),
        ("words", text(&long)),
        ("sex", text("other")),
        ("age", Raw::Number(9)),
        ("who", Raw::Flag(true)),
    ]);
    let faults = accept(&questionnaire(), &sent).unwrap_err();
    let told: Vec<_> = faults.into_iter().map(|fault| (fault.question, fault.kind)).collect();
    let expected = [
        ("used", FaultKind::NotYesNo),
        ("words", FaultKind::TooLong),
        ("sex", FaultKind::NotInList),
        ("age", FaultKind::NotBetween(10, 120)),
        ("who", FaultKind::UnknownQuestion),
    ];
    assert_eq!(told, expected.map(|(code, kind)| (code.to_owned(), kind)));
}

#[test]
fn an_empty_questionnaire_is_none() {
    for sent in [raw(&[]), raw(&[("used", text(" ")), ("age", Raw::Nothing)])] {
        assert_eq!(accept(&questionnaire(), &sent).unwrap_err().first().unwrap().kind, FaultKind::NothingAnswered);
    }
}

#[test]
fn an_answer_that_should_have_been_skipped_is_kept_as_given() {
    let sheet = accept(&questionnaire(), &raw(&[("used", Raw::Flag(false)), ("ok", Raw::Flag(true))])).unwrap();
    assert_eq!(sheet.given.get(..2).unwrap(), [Some(Given::No), Some(Given::Yes)]);
}

fn sheets() -> impl Strategy<Value = AnswerSheet> {
    let flag = || prop::option::of(prop_oneof![Just(Given::Yes), Just(Given::No)]);
    let words = prop::option::of(".{0,40}".prop_map(Given::Text));
    let sex = prop::option::of((0_u32..2).prop_map(Given::Choice));
    let age = prop::option::of(any::<u32>().prop_map(Given::Number));
    (flag(), flag(), words, sex, age).prop_map(|(a, b, c, d, e)| AnswerSheet { given: vec![a, b, c, d, e] })
}

proptest! {
    #[test]
    fn a_packed_sheet_comes_back(sheet in sheets()) {
        prop_assert_eq!(AnswerSheet::unpacked(&questionnaire(), &sheet.packed()), Ok(sheet));
    }

    #[test]
    fn any_bytes_are_a_sheet_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(sheet) = AnswerSheet::unpacked(&questionnaire(), &bytes) {
            prop_assert_eq!(sheet.given.len(), 5);
        }
    }
}
