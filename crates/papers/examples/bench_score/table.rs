//! Counting columns that stand in memory, beside one plain pass over their bytes.

use otklik_domain::score::{Question, QuestionSet};
use otklik_papers::answers::{Decoded, count_decoded};
use std::time::{Duration, Instant};

const GROUPS: u32 = 5000;
const QUESTIONS: usize = 15;

/// Both on two threads, in turn; the least of the runs.
pub(crate) fn bench(rows: usize) -> super::Result<String> {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    let groups: Vec<u32> = (0..rows).map(|_| next() % GROUPS).collect();
    let columns: Vec<Vec<u8>> =
        (0..QUESTIONS).map(|_| (0..rows).map(|_| u8::from(next() % 10 < 8)).collect()).collect();
    let answers: Vec<&[u8]> = columns.iter().map(Vec::as_slice).collect();
    let question = |at: usize| Question {
        code: format!("q{at}"),
        after: [1, 3, 6, 10].contains(&at).then(|| format!("q{}", at - 1)),
    };
    let set = QuestionSet::new((0..QUESTIONS).map(question))?;
    let table = Decoded { groups: &groups, n_groups: GROUPS as usize, answers: &answers };
    let (mut pass, mut count) = (Duration::MAX, Duration::MAX);
    for _ in 0..super::ROUNDS {
        let began = Instant::now();
        let sum = plain_pass(&answers);
        pass = pass.min(began.elapsed());
        let began = Instant::now();
        let tallies = count_decoded(&set, &table, 2)?;
        count = count.min(began.elapsed());
        let yes: u64 = tallies.iter().flat_map(|tally| tally.counts()).map(|count| count.yes).sum();
        if yes != sum {
            return Err("the sums differ from those of a plain pass".into());
        }
    }
    Ok(format!(
        "score memory {rows}: otklik {:.3} s, one plain pass {:.3} s, {:.1} passes; least of {} on two threads",
        count.as_secs_f64(),
        pass.as_secs_f64(),
        count.as_secs_f64() / pass.as_secs_f64(),
        super::ROUNDS
    ))
}

fn plain_pass(columns: &[&[u8]]) -> u64 {
    let sum = |part: &[u8]| {
        part.chunks(128).map(|cells| u64::from(cells.iter().copied().fold(0_u8, u8::wrapping_add))).sum::<u64>()
    };
    std::thread::scope(|scope| {
        let half = |at: usize| {
            columns
                .iter()
                .map(move |column| column.split_at(column.len() / 2))
                .map(move |(a, b)| if at == 0 { a } else { b })
        };
        let other = scope.spawn(move || half(1).map(sum).sum::<u64>());
        half(0).map(sum).sum::<u64>() + other.join().unwrap_or_default()
    })
}
