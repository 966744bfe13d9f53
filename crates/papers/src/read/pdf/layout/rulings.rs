//! Rulings into grids: which straight lines of a page belong to one table.
//!
//! In come all segments of a page; out go groups of lines that touch each other, whole lines mended from pieces.
//! It refuses to know text.

use crate::read::pdf::page::{Page, Segment};

/// Lines nearer than this are one line.
pub(super) const SAME_LINE: f64 = 2.2;
/// Ends nearer than this meet.
pub(super) const MEET: f64 = 3.5;
/// Shorter lines are strokes of something else.
const LENGTH_MIN: f64 = 5.0;
/// More crossings to look at than any table has: a drawing.
const CROSSINGS_MAX: usize = 8_000_000;

/// Lines that touch one another.
#[derive(Debug, Default, Clone)]
pub(super) struct Ruling {
    pub(super) horizontal: Vec<Segment>,
    pub(super) vertical: Vec<Segment>,
}

/// Groups of touching lines, each with lines of both ways.
pub(super) fn rulings(page: &Page) -> Vec<Ruling> {
    let horizontal = mended(page, true);
    let vertical = mended(page, false);
    if horizontal.len() * vertical.len() > CROSSINGS_MAX {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..horizontal.len() + vertical.len()).collect();
    for (h, across) in horizontal.iter().enumerate() {
        for (v, down) in vertical.iter().enumerate() {
            if touches(across, down) {
                union(&mut group, h, horizontal.len() + v);
            }
        }
    }
    let mut rulings: Vec<Ruling> = vec![Ruling::default(); group.len()];
    for (at, segment) in horizontal.iter().chain(&vertical).enumerate() {
        let root = find(&mut group, at);
        if let Some(ruling) = rulings.get_mut(root) {
            if segment.is_horizontal { &mut ruling.horizontal } else { &mut ruling.vertical }.push(*segment);
        }
    }
    rulings.retain(|ruling| !ruling.horizontal.is_empty() && !ruling.vertical.is_empty());
    rulings
}

/// Horizontal lines of a page, mended.
pub(super) fn mended(page: &Page, is_horizontal: bool) -> Vec<Segment> {
    let mut pieces: Vec<Segment> = page.segments.iter().filter(|s| s.is_horizontal == is_horizontal).copied().collect();
    pieces.sort_by(|one, other| one.at.total_cmp(&other.at));
    let mut lines = Vec::new();
    let mut rest = pieces.as_mut_slice();
    while let Some(first) = rest.first() {
        let limit = first.at + SAME_LINE;
        let len = rest.iter().take_while(|piece| piece.at <= limit).count();
        let (near, after) = rest.split_at_mut(len);
        near.sort_by(|one, other| one.from.total_cmp(&other.from));
        mend(near, &mut lines);
        rest = after;
    }
    lines.retain(|line| line.len() >= LENGTH_MIN);
    lines
}

/// Pieces of one line, sorted by their start, joined where they meet.
fn mend(pieces: &[Segment], lines: &mut Vec<Segment>) {
    let mut open: Option<Segment> = None;
    for piece in pieces {
        match &mut open {
            Some(line) if piece.from <= line.to + MEET => {
                if piece.len() > line.len() {
                    line.at = piece.at;
                }
                line.to = line.to.max(piece.to);
            }
            _ => lines.extend(open.replace(*piece)),
        }
    }
    lines.extend(open);
}

fn touches(across: &Segment, down: &Segment) -> bool {
    (across.from - MEET..=across.to + MEET).contains(&down.at)
        && (down.from - MEET..=down.to + MEET).contains(&across.at)
}

/// The root of a set.
pub(super) fn find(sets: &mut [usize], of: usize) -> usize {
    let mut at = of;
    loop {
        let parent = sets.get(at).copied().unwrap_or(at);
        if parent == at {
            return at;
        }
        let grand = sets.get(parent).copied().unwrap_or(parent);
        if let Some(place) = sets.get_mut(at) {
            *place = grand;
        }
        at = grand;
    }
}

pub(super) fn union(sets: &mut [usize], one: usize, other: usize) {
    let (one, other) = (find(sets, one), find(sets, other));
    if let Some(place) = sets.get_mut(one.max(other)) {
        *place = one.min(other);
    }
}

/// Coordinates without near doubles, ascending.
pub(super) fn distinct(mut values: Vec<f64>, near: f64) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let mut kept: Vec<f64> = Vec::new();
    for value in values {
        if kept.last().is_none_or(|last| value - last > near) {
            kept.push(value);
        }
    }
    kept
}
