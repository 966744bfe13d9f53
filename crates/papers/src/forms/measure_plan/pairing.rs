//! Which term, executor or source of money belongs to which measure of one cell.
//!
//! In comes the text beside several measures and where those stand; out goes a range for each.
//! It refuses to invent: one text for all is given to all, a missing one stays missing.

use super::source::trimmed;
use super::{items, terms};
use otklik_domain::letters::lower;
use std::ops::Range;

/// What was found for every measure, and whether a person should look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paired {
    pub(super) ranges: Vec<Option<Range<usize>>>,
    pub(super) is_doubtful: bool,
}

/// Texts of any column: apart by numbers or blank lines where there are as many, else the whole for all.
pub(super) fn texts(raw: &str, n: usize) -> Paired {
    let whole = trimmed(raw, 0..raw.len());
    let parted = (n > 1)
        .then(|| {
            [items::numbered(raw), items::groups(raw), closed_lines(raw)].into_iter().find(|found| found.len() == n)
        })
        .flatten();
    let ranges = match parted {
        Some(found) => found.into_iter().map(Some).collect(),
        None => vec![(!whole.is_empty()).then_some(whole); n],
    };
    Paired { ranges, is_doubtful: false }
}

/// Lines of a list: every one but the last ends with a semicolon, or the same words come twice.
fn closed_lines(raw: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in raw.split('\n') {
        let range = trimmed(raw, at..at + line.len());
        at += line.len() + 1;
        if !range.is_empty() {
            lines.push(range);
        }
    }
    let Some((_, before)) = lines.split_last() else { return lines };
    let words = |range: &Range<usize>| lower(raw[range.clone()].trim_end_matches([';', '.', ',']));
    let is_list = before.iter().all(|range| raw[range.clone()].ends_with(';'));
    let is_said_twice = lines.iter().enumerate().any(|(i, one)| lines[..i].iter().any(|l| words(l) == words(one)));
    if is_list || is_said_twice { lines } else { Vec::new() }
}

/// Terms: one to one where counts agree, one for all, otherwise by height in the cell, with a doubt.
///
/// `heights` says how far down its cell every measure begins, in thousandths.
pub(super) fn terms(raw: &str, heights: &[usize]) -> Paired {
    let n = heights.len();
    let whole = trimmed(raw, 0..raw.len());
    if whole.is_empty() {
        return Paired { ranges: vec![None; n], is_doubtful: false };
    }
    if n == 1 {
        return Paired { ranges: vec![Some(whole)], is_doubtful: false };
    }
    if let Some(found) = terms::exactly(raw, n) {
        return Paired { ranges: found.into_iter().map(Some).collect(), is_doubtful: false };
    }
    let found = terms::pieces(raw);
    if found.len() <= 1 {
        return Paired { ranges: vec![Some(whole); n], is_doubtful: false };
    }
    Paired { ranges: by_height(raw, &found, heights), is_doubtful: true }
}

/// Every measure takes the last term that begins no lower than it, more terms than measures are joined.
fn by_height(raw: &str, found: &[Range<usize>], heights: &[usize]) -> Vec<Option<Range<usize>>> {
    if found.len() > heights.len() {
        let mut ranges: Vec<Option<Range<usize>>> = found.iter().take(heights.len()).cloned().map(Some).collect();
        if let (Some(Some(last)), Some(end)) = (ranges.last_mut(), found.last()) {
            last.end = end.end;
        }
        return ranges;
    }
    let n_lines = raw.matches('\n').count() + 1;
    let starts: Vec<usize> = found.iter().map(|r| raw[..r.start].matches('\n').count() * 1000 / n_lines).collect();
    let mut current = 0;
    heights
        .iter()
        .enumerate()
        .map(|(i, height)| {
            let left = found.len() - 1 - current;
            let measures_left = heights.len() - i;
            let is_lower = starts.get(current + 1).is_some_and(|start| *start <= height + 60);
            // Never leave more terms than measures behind.
            if i > 0 && left > 0 && (is_lower || left >= measures_left) {
                current += 1;
            }
            found.get(current).cloned()
        })
        .collect()
}

/// How far down a text of a cell a range begins, in thousandths of its visible length.
pub(super) fn heights(raw: &str, ranges: &[Range<usize>]) -> Vec<usize> {
    let all = raw.trim().chars().count().max(1);
    ranges.iter().map(|r| raw[..r.start].chars().count() * 1000 / all).collect()
}
