//! The kernel beside the slow way: one questionnaire at a time.

use super::*;
use otklik_domain::score::{Answer, QuestionSet, Tally};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn set(questions: usize) -> QuestionSet {
    let code = |at: usize| format!("q{at}");
    let question = |at: usize| otklik_domain::score::Question {
        code: code(at),
        // Every third question stands after the one before.
        after: (at % 3 == 1).then(|| code(at - 1)),
    };
    QuestionSet::new((0..questions).map(question)).unwrap()
}

fn slow(set: &QuestionSet, rows: &[(u32, Vec<Answer>)]) -> BTreeMap<u32, Tally> {
    let mut tallies = BTreeMap::new();
    for (group, answers) in rows {
        tallies.entry(*group).or_insert_with(|| Tally::new(set)).add_row(answers);
    }
    tallies
}

fn fast(set: &QuestionSet, rows: &[(u32, Vec<Answer>)], places: &[Option<usize>]) -> BTreeMap<u32, Tally> {
    let mut ledger = Ledger::new(&Lanes::new(set, places.to_vec()));
    let mut batch = Batch::new(places.iter().flatten().count());
    for rows in rows.chunks(ROWS_MAX - 100) {
        batch.clear();
        batch.rows = rows.len();
        for (row, (group, answers)) in rows.iter().enumerate() {
            batch.groups[row] = *group;
            for (answer, place) in answers.iter().zip(places) {
                let Some(column) = place.map(|at| &mut batch.answers[at]) else { continue };
                column.yes[row / 64] |= u64::from(*answer == Answer::Yes) << (row % 64);
                column.empty[row / 64] |= u64::from(*answer == Answer::Empty) << (row % 64);
                column.has_empty |= *answer == Answer::Empty;
            }
        }
        ledger.count(&batch, 8);
    }
    let of = |(rows, counts)| Tally::from_counts(set, rows, counts).unwrap();
    let tallies = ledger.counts().into_iter().map(of).enumerate();
    tallies.filter(|(_, tally)| tally.respondents() > 0).map(|(group, tally)| (group as u32, tally)).collect()
}

fn answer(of: u8) -> Answer {
    match of {
        0 => Answer::No,
        1 => Answer::Yes,
        _ => Answer::Empty,
    }
}

/// Rows made of a number: `kinds` says how many answers occur, `run` how many rows in turn are of one group.
fn rows(mut seed: u64, n: usize, questions: usize, kinds: u8, run: usize) -> Vec<(u32, Vec<Answer>)> {
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut group = 0;
    let row = |at: usize| {
        if at.is_multiple_of(run) {
            group = next(8) as u32;
        }
        (group, (0..questions).map(|_| answer(next(u64::from(kinds)) as u8)).collect())
    };
    (0..n).map(row).collect()
}

fn check(seed: u64, n: usize, questions: usize, kinds: u8, run: usize) {
    let rows = rows(seed, n, questions, kinds, run);
    let (set, places) = (set(questions), (0..questions).map(Some).collect::<Vec<_>>());
    assert_eq!(fast(&set, &rows, &places), slow(&set, &rows), "{n} rows, {questions} questions, runs of {run}");
}

#[test]
fn bits_count_as_rows_do() {
    for (n, questions, kinds, run) in [
        (1, 1, 3, 1),
        (63, 2, 2, 1),
        (64, 3, 3, 64),
        (10_000, 15, 2, 1),
        (10_000, 15, 3, 1),
        (10_000, 15, 3, 700),
        (5_000, 64, 3, 1),
        (5_000, 30, 3, 100),
        (300, 0, 2, 1),
    ] {
        check(7, n, questions, kinds, run);
    }
}

#[test]
fn one_group_alone_does_not_overflow() {
    let rows: Vec<_> = (0..20_000).map(|at| (u32::from(at % 61 == 0), vec![Answer::Empty, Answer::Yes])).collect();
    let set = set(2);
    assert_eq!(fast(&set, &rows, &[Some(0), Some(1)]), slow(&set, &rows));
}

#[test]
fn a_question_the_file_lacks_is_empty() {
    let set = set(5);
    let rows = rows(3, 5_000, 5, 3, 1);
    for lacking in 0..5 {
        let places: Vec<_> = (0..5).map(|it| (it != lacking).then(|| it - usize::from(it > lacking))).collect();
        let mut without = rows.clone();
        without.iter_mut().for_each(|(_, answers)| answers[lacking] = Answer::Empty);
        assert_eq!(fast(&set, &rows, &places), slow(&set, &without), "without question {lacking}");
    }
}

proptest! {
    #[test]
    fn any_file_counts_as_its_rows(seed: u64, n in 0..9000_usize, questions in 0..40_usize, kinds in 1..=3_u8, run in 1..300_usize) {
        check(seed, n, questions, kinds, run);
    }

    #[test]
    fn spread_puts_bits_where_rows_are(bits: u64, present: u64) {
        let (mut rest, mut want) = (bits, 0);
        for row in (0..64).filter(|row| present >> row & 1 == 1) {
            want |= (rest & 1) << row;
            rest >>= 1;
        }
        prop_assert_eq!(bits::spread(bits, present), want);
    }

    #[test]
    fn copied_bits_stand_where_they_were_put(bytes: Vec<u8>, from in 0..90_usize, to in 0..90_usize, n in 0..200_usize) {
        let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1);
        let mut words = [0; 8];
        bits::copy(&bytes, from, &mut words, to, n);
        let mut again = [0; 8];
        let whole: Vec<u64> = (0..n.div_ceil(64)).map(|at| bits::word_at(&bytes, from + at * 64)).collect();
        bits::copy_words(&whole, &mut again, to, n);
        for at in 0..512 {
            let want = (to..to + n).contains(&at) && bit(at - to + from);
            prop_assert_eq!(words[at / 64] >> (at % 64) & 1 == 1, want);
            prop_assert_eq!(again[at / 64] >> (at % 64) & 1 == 1, want);
        }
    }

    #[test]
    fn rows_become_columns(rows in proptest::array::uniform32(any::<(u64, u64)>())) {
        let mut words: [u64; 64] = std::array::from_fn(|at| if at % 2 == 0 { rows[at / 2].0 } else { rows[at / 2].1 });
        let before = words;
        bits::transpose(&mut words);
        for (row, word) in before.iter().enumerate() {
            for (column, turned) in words.iter().enumerate() {
                prop_assert_eq!(word >> column & 1, turned >> row & 1);
            }
        }
    }
}
