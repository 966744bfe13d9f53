//! Tables of inspections, by a small rulebook of culture with two lists.

use super::*;
use crate::Date;
use crate::calendar::ProductionCalendar;
use crate::rulebook::{Inspection, Item, Rulebook, WaitingLadder, sample};
use crate::score::{Exact, Mark};
use std::collections::BTreeMap;

const PRESENT: Seen = Seen::Mark(Mark::Present);
const ABSENT: Seen = Seen::Mark(Mark::Absent);
const NONE: Seen = Seen::Mark(Mark::NotApplicable);

/// Three conditions of comfort, a stand without items, services without a share, and waiting.
fn book() -> Rulebook {
    let mut book = sample::culture();
    let source = book.indicators[0].source.clone();
    let item = |code: &str| Item {
        code: format!("comfort.{code}"),
        title: format!("условие {code}"),
        shortcoming: None,
        source: source.clone(),
    };
    let list =
        |code: &str, items| Inspection { code: code.to_owned(), title: code.to_owned(), items, source: source.clone() };
    let items = vec![item("water"), item("rest"), item("clean")];
    book.inspections = vec![list("stand", vec![]), list("comfort", items), list("services", vec![])];
    book.waiting = Some(WaitingLadder { saved: vec![10, 20, 40, 60], at_half: 100, over: 0, source });
    book
}

fn sheet(marks: &[(&str, Seen)]) -> Sheet {
    let list = Checklist::of(&book());
    let mut sheet = Sheet::default();
    for (code, seen) in marks {
        sheet.mark(&list, code, Noted::bare(*seen)).unwrap();
    }
    sheet
}

const WHOLE: &[(&str, Seen)] = &[
    ("stand_present", Seen::Count(14)),
    ("stand_required", Seen::Count(17)),
    ("comfort.water", ABSENT),
    ("comfort.rest", PRESENT),
    ("comfort.clean", NONE),
    ("services", Seen::Count(3)),
    ("waiting_norm_days", Seen::Days(14_000)),
    ("waiting_days", Seen::Days(12_000)),
];

#[test]
fn lists_become_points_and_counts_where_there_are_no_items() {
    let list = Checklist::of(&book());
    let codes: Vec<&str> = list.points().map(|point| point.code.as_str()).collect();
    let expected: Vec<&str> = WHOLE.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, expected);
    assert_eq!(list.blocks.last().unwrap().title, "Время ожидания услуги");
}

#[test]
fn values_read_back() {
    for seen in [PRESENT, ABSENT, NONE, Seen::Count(17), Seen::Days(13_500)] {
        assert_eq!(Seen::from_name(&seen.name()), Some(seen), "{seen:?}");
    }
    for (typed, read) in [("17", Some(17)), (" 3 ", Some(3)), ("-1", None), ("", None), ("100001", None)] {
        assert_eq!(Seen::count(typed), read.map(Seen::Count), "{typed}");
    }
    for (typed, read) in [("13,5", Some(13_500)), ("13.5", Some(13_500)), ("-2", None), ("скоро", None)] {
        assert_eq!(Seen::days(typed), read.map(Seen::Days), "{typed}");
    }
    assert_eq!(Seen::Days(13_500).in_words(), "13,5");
    assert_eq!(Seen::from_name("maybe"), None);
}

#[test]
fn a_mark_must_be_of_a_point_and_of_its_kind() {
    let list = Checklist::of(&book());
    let long = Noted { note: Some("а".repeat(4001)), ..Noted::bare(ABSENT) };
    for (code, noted, fault) in [
        ("comfort.sauna", Noted::bare(PRESENT), Fault::NoSuchPoint("comfort.sauna".into())),
        ("comfort.water", Noted::bare(Seen::Count(1)), Fault::WrongValue("условие water".into())),
        ("services", Noted::bare(PRESENT), Fault::WrongValue("сколько пунктов перечня есть".into())),
        ("comfort.water", long, Fault::TooLong("условие water".into())),
    ] {
        assert_eq!(Sheet::default().mark(&list, code, noted), Err(fault), "{code}");
    }
}

#[test]
fn a_sheet_is_handed_in_when_everything_is_marked() {
    let list = Checklist::of(&book());
    assert_eq!(sheet(WHOLE).check(&list), Ok(()));
    assert_eq!(sheet(&WHOLE[..3]).progress(&list), (3, 8));
    let faults = sheet(&[("stand_present", Seen::Count(18)), ("stand_required", Seen::Count(17))]).check(&list);
    let faults = faults.unwrap_err();
    assert!(matches!(&faults[0], Fault::Unmarked(titles) if titles.len() == 6), "{faults:?}");
    assert_eq!(faults[1], Fault::MoreThanRequired("stand".into()));
}

fn other(code: &str, seen: Seen) -> Sheet {
    let mut other = sheet(WHOLE);
    other.marks.insert(code.to_owned(), Noted::bare(seen));
    other
}

#[test]
fn two_sheets_differ_where_they_say_different_things() {
    let list = Checklist::of(&book());
    let (one, two) = (sheet(WHOLE), other("comfort.water", PRESENT));
    let same = Comparison::of(&list, &[&one, &one]);
    assert_eq!((same.differences.len(), same.agreement), (0, Agreement { n_same: 8, n_all: 8 }));
    let compared = Comparison::of(&list, &[&one, &two]);
    let difference = Difference { code: "comfort.water".into(), seen: vec![Some(ABSENT), Some(PRESENT)] };
    assert_eq!(compared.differences, [difference]);
    assert_eq!(compared.agreement.percent(), Exact::ratio(700, 8));
}

#[test]
fn a_difference_is_settled_by_a_decision_with_a_reason() {
    let list = Checklist::of(&book());
    let (one, two) = (sheet(WHOLE), other("comfort.water", PRESENT));
    let open = Outcome::of(&list, &[&one, &two], &BTreeMap::new());
    assert_eq!(open.unsettled(), ["comfort.water"]);
    assert_eq!(Decision::new(&list, "comfort.water", PRESENT, " "), Err(Fault::NoReason));
    let decision = Decision::new(&list, "comfort.water", PRESENT, "кулер на втором этаже").unwrap();
    let decisions = BTreeMap::from([("comfort.water".to_owned(), decision)]);
    let settled = Outcome::of(&list, &[&one, &two], &decisions);
    assert!(settled.unsettled().is_empty());
    assert_eq!((settled.seen("comfort.water"), settled.absent().count()), (Some(PRESENT), 0));
}

#[test]
fn findings_are_those_that_a_file_would_bring() {
    let list = Checklist::of(&book());
    let findings = Outcome::of(&list, &[&sheet(WHOLE)], &BTreeMap::new()).findings(&book());
    let comfort = findings.list("comfort");
    assert_eq!((comfort.present, comfort.required), (Some(1), Some(2)), "what does not apply is not required");
    assert_eq!((findings.list("stand").present, findings.list("stand").required), (Some(14), Some(17)));
    assert_eq!((findings.list("services").present, findings.list("services").required), (Some(3), None));
    assert_eq!(findings.waiting(), Some(&Exact::whole(40)));
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn an_answer_has_so_many_working_days() {
    let calendar = ProductionCalendar::federal();
    for (shown, days, until) in [
        ("2026-10-30", 3, Ok("2026-11-05")),
        ("2026-11-16", 5, Ok("2026-11-23")),
        ("2026-11-16", 0, Err(Fault::WrongTerm)),
        ("2026-11-16", 31, Err(Fault::WrongTerm)),
    ] {
        assert_eq!(answer_until(day(shown), days, &calendar), until.map(day), "{shown} {days}");
    }
}

#[test]
fn stages_follow_the_table() {
    let list = Checklist::of(&book());
    let (one, two) = (sheet(WHOLE), other("comfort.water", PRESENT));
    let whole = Outcome::of(&list, &[&one], &BTreeMap::new());
    let open = Outcome::of(&list, &[&one, &two], &BTreeMap::new());
    let objection = Reply::new(ReplyKind::Objection, "Кулер есть").unwrap();
    let reviewed = Reply { review: Some("Принято".into()), ..objection.clone() };
    let of =
        |reply: Option<&Reply>| reply.map(|reply| ("comfort.water".to_owned(), reply.clone())).into_iter().collect();
    let (none, waiting, done): (BTreeMap<_, _>, BTreeMap<_, _>, BTreeMap<_, _>) =
        (of(None), of(Some(&objection)), of(Some(&reviewed)));
    let until = day("2026-11-23");
    let facts = |stage, n_sheets, outcome, replies, today: &str| Facts {
        stage,
        n_sheets,
        outcome,
        replies,
        until: Some(until),
        today: day(today),
    };
    let code = || vec!["comfort.water".to_owned()];
    use Stage::{Answered, Filling, Final, Shown};
    let show = |stage, n, outcome| facts(stage, n, outcome, &none, "2026-11-20").may_show();
    assert_eq!(show(Filling, 0, &whole), Err(Fault::NoSheets));
    assert_eq!(show(Filling, 2, &open), Err(Fault::Unsettled(code())));
    assert_eq!(show(Filling, 1, &whole), Ok(()));
    assert_eq!(show(Final, 1, &whole), Err(Fault::NotNow(Final)));
    for (stage, replies, today, expected) in [
        (Filling, &none, "2026-11-20", Err(Fault::NotNow(Filling))),
        (Shown, &none, "2026-11-23", Err(Fault::StillTime(until))),
        (Shown, &none, "2026-11-24", Ok(())),
        (Shown, &waiting, "2026-11-24", Err(Fault::Unreviewed(code()))),
        (Answered, &waiting, "2026-11-20", Err(Fault::Unreviewed(code()))),
        (Answered, &done, "2026-11-20", Ok(())),
        (Final, &done, "2026-11-24", Err(Fault::NotNow(Final))),
    ] {
        assert_eq!(facts(stage, 1, &whole, replies, today).may_finish(), expected, "{stage:?} {today}");
    }
    let answer = |stage, today| facts(stage, 1, &whole, &none, today).may_answer();
    assert_eq!(answer(Shown, "2026-11-23"), Ok(()));
    assert_eq!(answer(Shown, "2026-11-24"), Err(Fault::TooLate(until)));
    assert_eq!(answer(Answered, "2026-11-20"), Err(Fault::NotNow(Answered)));
    assert_eq!(facts(Shown, 1, &whole, &none, "2026-11-20").may_fill(), Err(Fault::NotNow(Shown)));
    assert_eq!(Reply::new(ReplyKind::Explanation, "  "), Err(Fault::NoWords));
}
