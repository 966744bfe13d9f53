//! Many questionnaires at once, equal ones, the same words.

use super::{Reason, Thresholds, Trace};
use crate::ids::AnswerId;
use crate::survey::{AnswerSheet, Given};
use std::collections::{BTreeMap, VecDeque};

/// Words this long are not «спасибо» or «всё хорошо», which many people write.
const OWN_WORDS_LETTERS: usize = 25;
/// So many people do not write the same long words by chance.
const SAME_WORDS_MIN: usize = 3;

/// For each trace, how many stand within the minutes around it at most. `traces` stand in the order of time.
///
/// One pass: a flood of a million in ten minutes must not cost a million squared.
fn densest(traces: &[&Trace], minutes: u32) -> Vec<usize> {
    let span = i64::from(minutes) * 60;
    let is_near = |first: &Trace, last: &Trace| last.at.duration_since(first.at).as_secs() <= span;
    let mut first = 0;
    let windows: Vec<usize> = (traces.iter().enumerate())
        .map(|(last, trace)| {
            first += traces.get(first..=last).unwrap_or_default().iter().take_while(|it| !is_near(it, trace)).count();
            last + 1 - first
        })
        .collect();
    greatest_ahead(traces, &windows, is_near)
}

/// The greatest of the windows that end within reach of each trace: candidates stand falling in a queue.
fn greatest_ahead(traces: &[&Trace], windows: &[usize], is_near: impl Fn(&Trace, &Trace) -> bool) -> Vec<usize> {
    let mut queue: VecDeque<(usize, usize)> = VecDeque::new();
    let mut ahead = traces.iter().zip(windows.iter().copied()).enumerate().peekable();
    let greatest = traces.iter().enumerate().map(|(at, trace)| {
        while let Some((last, (_, n))) = ahead.next_if(|(_, (it, _))| is_near(trace, it)) {
            while queue.pop_back_if(|(_, smaller)| *smaller <= n).is_some() {}
            queue.push_back((last, n));
        }
        while queue.pop_front_if(|(last, _)| *last < at).is_some() {}
        queue.front().map_or(1, |(_, n)| *n)
    });
    greatest.collect()
}

pub(super) fn bursts(traces: &[&Trace], thresholds: &Thresholds) -> Vec<(AnswerId, Reason)> {
    let minutes = thresholds.burst_minutes;
    let most = densest(traces, minutes);
    let many = traces.iter().zip(most).filter(|(_, n)| *n >= thresholds.burst_answers);
    many.map(|(trace, n)| (trace.id, Reason::Burst(n, minutes))).collect()
}

pub(super) fn equal(traces: &[&Trace], thresholds: &Thresholds) -> Vec<(AnswerId, Reason)> {
    let mut of: BTreeMap<Vec<u8>, Vec<&Trace>> = BTreeMap::new();
    for trace in traces {
        of.entry(trace.sheet.packed()).or_default().push(trace);
    }
    let mut found = Vec::new();
    for equal in of.into_values().filter(|equal| equal.len() >= thresholds.equal_answers) {
        let most = densest(&equal, thresholds.burst_minutes);
        let many = equal.iter().zip(most).filter(|(_, n)| *n >= thresholds.equal_answers);
        found.extend(many.map(|(trace, n)| (trace.id, Reason::Equal(n))));
    }
    found
}

pub(super) fn same_words(traces: &[&Trace]) -> Vec<(AnswerId, Reason)> {
    let mut of: BTreeMap<String, Vec<AnswerId>> = BTreeMap::new();
    for trace in traces {
        for words in own_words(&trace.sheet) {
            of.entry(words).or_default().push(trace.id);
        }
    }
    let many = of.into_values().filter(|ids| ids.len() >= SAME_WORDS_MIN);
    many.flat_map(|ids| {
        let n = ids.len();
        ids.into_iter().map(move |id| (id, Reason::SameWords(n)))
    })
    .collect()
}

/// Long answers in words, without the difference that spaces and capitals make.
fn own_words(sheet: &AnswerSheet) -> impl Iterator<Item = String> {
    let texts = sheet.given.iter().filter_map(|given| match given {
        Some(Given::Text(text)) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()),
        _ => None,
    });
    texts.filter(|text| text.chars().count() >= OWN_WORDS_LETTERS)
}
