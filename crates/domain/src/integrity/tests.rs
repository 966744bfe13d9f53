use super::{Decision, Flagged, Reason, ReviewFault, Thresholds, Trace, decide, flags};
use crate::ids::AnswerId;
use crate::rulebook::{Questionnaire, sample};
use crate::survey::{AnswerSheet, Channel, Given};
use jiff::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

fn questionnaire() -> Questionnaire {
    sample::culture().questionnaire
}

fn sheet(pattern: u64) -> AnswerSheet {
    let n = questionnaire().questions.len();
    let one = |at: usize| Some(if pattern >> at & 1 == 0 { Given::Yes } else { Given::No });
    AnswerSheet { given: (0..n).map(one).collect() }
}

/// An honest answer: its own telephone, three minutes, answers of its own.
fn honest(number: u64, second: i64) -> Trace {
    Trace {
        id: AnswerId(Uuid::from_u128(u128::from(number))),
        at: Timestamp::from_second(1_700_000_000 + second).unwrap(),
        channel: Channel::Web,
        seconds: Some(120 + u32::try_from(number % 90).unwrap()),
        device: Some(format!("device {number}")),
        has_worked: Some(true),
        sheet: sheet((number + 1).wrapping_mul(0x9e37_79b9)),
    }
}

fn all(traces: &[Trace]) -> Vec<Flagged> {
    flags(&questionnaire(), traces, &Thresholds::default())
}

fn n_grave(traces: &[Trace]) -> usize {
    all(traces).iter().filter(|flagged| flagged.is_grave()).count()
}

/// Names of the reasons of each flagged answer, and how many are grave.
fn check(traces: &[Trace], reasons: &[&str], grave: usize) {
    let found = all(traces);
    let names: Vec<&str> = found.iter().flat_map(|flagged| &flagged.reasons).map(|reason| reason.name()).collect();
    let mut different = names.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!((different.as_slice(), n_grave(traces)), (reasons, grave));
}

fn many(n: u64, every: i64, change: impl Fn(Trace) -> Trace) -> Vec<Trace> {
    (0..n).map(|number| change(honest(number, every * i64::try_from(number).unwrap()))).collect()
}

#[test]
fn three_hundred_honest_phones_after_a_concert_are_no_flood() {
    let contented = |trace: Trace| Trace { sheet: sheet(0), ..trace };
    check(&many(300, 4, contented), &["burst", "equal", "one-word"], 0);
    check(&many(300, 4, |trace| trace), &["burst"], 0);
    check(&many(300, 4, |trace| Trace { device: None, ..trace }), &["burst"], 0);
}

#[test]
fn simple_floods_are_found_whole() {
    check(&many(500, 1, |trace| Trace { seconds: Some(1), ..trace }), &["burst", "too-fast"], 500);
    check(&many(500, 3600, |trace| Trace { device: Some("one".into()), ..trace }), &["one-device"], 500);
    check(&many(500, 2, |trace| Trace { has_worked: Some(false), device: None, ..trace }), &["burst", "no-work"], 500);
    let words = "Прекрасное учреждение, всем советую прийти сюда!";
    let praise = |trace: Trace| {
        let given = trace.sheet.given.into_iter().chain([Some(Given::Text(words.into()))]).collect();
        Trace { sheet: AnswerSheet { given }, ..trace }
    };
    check(&many(500, 3600, praise), &["same-words"], 500);
    let by_staff = |trace: Trace| Trace { channel: Channel::Kiosk, seconds: Some(40), device: None, ..trace };
    check(&many(12, 41, by_staff), &["in-a-row"], 12);
}

#[test]
fn too_fast_is_below_eight_tenths_of_a_second_an_answer() {
    let n_given = u32::try_from(sheet(0).n_given()).unwrap();
    let least = 8 * n_given / 10;
    for (seconds, expected) in [(least - 1, vec![Reason::TooFast(least - 1, least)]), (least, vec![])] {
        let told = all(&[Trace { seconds: Some(seconds), ..honest(1, 0) }]);
        let reasons: Vec<Reason> = told.into_iter().flat_map(|flagged| flagged.reasons).collect();
        assert_eq!(reasons, expected, "{seconds} s for {n_given} answers");
    }
}

#[test]
fn reading_without_scripts_is_no_fault_of_its_own() {
    check(&many(40, 3600, |trace| Trace { has_worked: Some(false), ..trace }), &["no-work"], 0);
}

#[test]
fn a_keyer_is_quick_and_a_tablet_is_everybodys() {
    let keyed =
        |trace: Trace| Trace { channel: Channel::Paper, seconds: Some(5), device: Some("desk".into()), ..trace };
    check(&many(200, 6, keyed), &[], 0);
    let foyer = |trace: Trace| Trace { channel: Channel::Kiosk, device: Some("foyer".into()), ..trace };
    check(&many(200, 200, foyer), &[], 0);
    check(&many(3, 3600, |trace| Trace { device: Some("family".into()), ..trace }), &[], 0);
}

#[test]
fn the_middle_of_a_burst_belongs_to_it_and_its_neighbours_do_not() {
    let mut traces: Vec<Trace> = (0..15).map(|number| honest(number, i64::try_from(number).unwrap() * 40)).collect();
    traces.push(honest(15, 3600));
    let burst: Vec<Reason> = all(&traces).into_iter().flat_map(|flagged| flagged.reasons).collect();
    assert_eq!(burst, vec![Reason::Burst(15, 10); 15]);
}

#[test]
fn a_flood_of_many_thousands_is_looked_over_at_once() {
    assert_eq!(n_grave(&many(60_000, 0, |trace| Trace { seconds: Some(0), ..trace })), 60_000);
}

#[test]
fn excluding_needs_words() {
    assert_eq!(decide(false, ""), Ok(Decision::Counted));
    assert_eq!(decide(true, " "), Err(ReviewFault::NoReason));
    assert_eq!(decide(true, &"я".repeat(501)), Err(ReviewFault::TooLong));
    assert_eq!(decide(true, " Заполнена сотрудником "), Ok(Decision::Excluded("Заполнена сотрудником".into())));
}

proptest! {
    #[test]
    fn the_order_of_answers_does_not_matter(seconds in prop::collection::vec(0_i64..4000, 0..60), seed in any::<u64>()) {
        let mut traces: Vec<Trace> = (0_u64..).zip(&seconds).map(|(number, at)| honest(number % 7 + 100 * number, *at)).collect();
        let before = all(&traces);
        traces.sort_by_key(|trace| trace.id.0.as_u128() as u64 ^ seed);
        prop_assert_eq!(all(&traces), before);
    }
}
