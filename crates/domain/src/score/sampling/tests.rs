//! Intervals against printed tables, and what must hold of every one.

use super::*;
use crate::rulebook::{SampleNorm, sample as rulebooks};
use crate::score::{Exact, Policy, ScoreSheet, Subject, Tally, Unit, score, worked};
use proptest::prelude::*;

fn check(yes: u64, n: u64, low: i64, high: i64) {
    let interval = Share { yes, n }.interval().unwrap();
    assert_eq!((interval.low_hundredths, interval.high_hundredths), (low, high), "{yes} of {n}");
}

#[test]
fn intervals_are_the_printed_ones_rounded_outwards() {
    check(8, 10, 4901, 9434);
    check(80, 100, 7111, 8667);
    check(10, 10, 7224, 10_000);
    check(0, 10, 0, 2776);
    check(1, 1, 2065, 10_000);
    // Newcombe 1998, table I, rounded outwards: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    check(81, 263, 2552, 3663);
    check(15, 148, 623, 1605);
    check(0, 20, 0, 1612);
    check(1, 29, 61, 1718);
    assert_eq!(Share { yes: 0, n: 0 }.interval(), None);
}

/// A sheet in which only one share is known.
fn sheet(yes: u64, n: u64) -> ScoreSheet {
    let rulebook = rulebooks::culture();
    let tally = Tally::from_counted(&rulebook.question_set(), n, &[("overall_ok", yes)]).unwrap();
    let unit = Unit { branch: None, tally, findings: crate::score::Findings::default() };
    score(&rulebook, &worked::assessed(vec![unit]), &Policy::default())
}

fn change(before: (u64, u64), after: (u64, u64)) -> Change {
    let all = changes(&sheet(before.0, before.1), &sheet(after.0, after.1));
    all.into_iter().find(|change| change.subject == Subject::Total).unwrap()
}

fn check_change(before: (u64, u64), after: (u64, u64), low: i64, high: i64, words: &str) {
    let change = change(before, after);
    assert_eq!((change.low_hundredths, change.high_hundredths, change.words()), (low, high, words));
}

#[test]
fn a_change_is_noticeable_only_beyond_the_noise() {
    // Newcombe 1998, part II: 56 of 70 against 48 of 80 is 0.0524 to 0.3339 by this method.
    check_change((48, 80), (56, 70), 524, 3339, "заметно выше");
    check_change((56, 70), (48, 80), -3339, -524, "заметно ниже");
    check_change((70, 100), (80, 100), -203, 2168, "в пределах погрешности");
    check_change((700, 1000), (800, 1000), 621, 1375, "заметно выше");
    check_change((7, 10), (7, 10), -3591, 3591, "без изменений");
}

#[test]
fn what_inspectors_counted_has_no_noise() {
    let rulebook = rulebooks::culture();
    let of = |comfort: u64| {
        let mut unit = worked::unit(&[]);
        unit.findings.set_present("comfort", comfort);
        score(&rulebook, &worked::assessed(vec![unit]), &Policy::default())
    };
    let all = changes(&of(4), &of(5));
    let noticed: Vec<String> = all.iter().filter(|c| c.is_noticeable).map(|c| c.subject.to_string()).collect();
    // Criterion 2 rises by ten points, its noise is 2,83 down and 1,44 up: noticed. The total by two: its noise is wider.
    assert_eq!(noticed, ["2.1", "2"]);
}

#[test]
fn margins_of_a_score_add_up_by_weights() {
    let all = estimates(&score(&rulebooks::culture(), &worked::assessed(vec![worked::unit(&[])]), &Policy::default()));
    let of = |subject: &str| all.iter().find(|e| e.subject.to_string() == subject).unwrap();
    // 2.3 is 112 of 118: 94,915… with 89,34 to 97,65; criterion 2 takes half of each side.
    assert_eq!(of("2.3").margin.below.to_decimals(2), "5.57");
    assert_eq!(of("2").margin.below, &of("2.3").margin.below * &Exact::parse("0.5").unwrap());
    assert_eq!(of("2.1").margin, Margin::none());
    assert_eq!(of("total").points.to_decimals(2), "89.10");
}

#[test]
fn few_people_are_hidden_and_cannot_be_computed() {
    let rows: [(u64, &[u64], &[bool]); 7] = [
        (5, &[97, 3], &[false, false]),
        (5, &[60, 37, 3], &[true, false, false]),
        (5, &[60, 30, 3, 4], &[true, true, false, false]),
        (10, &[60, 30, 3, 4], &[true, false, false, false]),
        (5, &[60, 30, 0], &[true, true, true]),
        (0, &[1, 2], &[true, true]),
        (5, &[3], &[false]),
    ];
    for (threshold, groups, shown) in rows {
        assert_eq!(SmallCount(threshold).shown(groups), shown, "{threshold} {groups:?}");
    }
    assert!(SmallCount(5).is_shown(5) && !SmallCount(5).is_shown(4));
    assert_eq!(SmallCount(5).words(), "не показано: ответивших меньше 5");
}

#[test]
fn the_norm_of_the_sample_is_met_or_so_many_are_short() {
    let norm = SampleNorm { percent: 40, at_most: 600, source: rulebooks::culture().criteria[0].source.clone() };
    for (served, have, needed, short) in [(235, 60, 94, 34), (10_000, 600, 600, 0), (0, 0, 0, 0), (10, 9, 4, 0)] {
        let state = SampleState::new(&norm, served, have);
        assert_eq!((state.needed, state.have, state.short, state.is_met()), (needed, have, short, short == 0));
    }
}

proptest! {
    #[test]
    fn the_share_lies_within_its_interval(n in 1_u64..10_000_000, part in 0_u64..=1000) {
        let yes = u64::try_from(u128::from(n) * u128::from(part) / 1000).unwrap();
        let share = Share { yes, n };
        let (low, high) = share.fine_bounds().unwrap();
        let points = share.points().unwrap();
        prop_assert!(low <= points && points <= high);
        prop_assert!(!low.is_negative() && high <= Exact::whole(100));
    }

    #[test]
    fn the_interval_of_the_others_is_its_mirror(n in 1_u64..100_000, part in 0_u64..=1000) {
        let yes = n * part / 1000;
        let (a, b) = (Share { yes, n }.interval().unwrap(), Share { yes: n - yes, n }.interval().unwrap());
        prop_assert_eq!((a.low_hundredths, a.high_hundredths), (10_000 - b.high_hundredths, 10_000 - b.low_hundredths));
    }

    #[test]
    fn a_change_is_noticeable_when_nought_is_outside(a in 0_u64..=60, b in 0_u64..=60) {
        let change = change((a, 60), (b, 60));
        let is_outside = change.low_hundredths >= 0 || change.high_hundredths <= 0;
        // Bounds are rounded outwards by less than a hundredth, so a bound of nought may be either.
        if change.low_hundredths > 0 || change.high_hundredths < 0 { prop_assert!(change.is_noticeable); }
        if !is_outside { prop_assert!(!change.is_noticeable); }
    }
}
