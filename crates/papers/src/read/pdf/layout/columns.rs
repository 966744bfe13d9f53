//! Tables without rulings and texts side by side: columns found by the white between them.
//!
//! In come lines outside ruled tables, and the horizontal rules among them; out go stretches: plain lines,
//! tables by columns, blocks that stand beside each other. It refuses to know other pages.

use super::lines::{Line, Piece};
use super::paragraphs::{Room, paragraphs};
use super::ruled::{Placed, filled_or_empty};
use super::seams::Ends;
use super::words::Habits;
use crate::read::document::{Cell, Table};
use crate::read::pdf::page::Segment;

/// Lines further apart than this, in type sizes, do not belong to one table.
const APART: f32 = 5.0;
/// White narrower than this, in type sizes, parts nothing.
const WHITE: f32 = 0.5;
/// Between two blocks that only stand beside each other there is more.
const WIDE_WHITE: f32 = 1.6;

/// What a stretch of lines is.
#[derive(Debug)]
pub(super) enum Stretch {
    Plain(Vec<Line>),
    /// Blocks that stand beside each other, left to right.
    Beside(Vec<Vec<Line>>),
    Table(Placed),
}

/// Cuts lines into stretches.
pub(super) fn stretches(lines: &[Line], rules: &[Segment], habits: Habits<'_>) -> Vec<Stretch> {
    let (mut stretches, mut plain, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(line) = lines.get(at) {
        let run = lines.get(at..).and_then(Run::find);
        match run.and_then(|run| Some((run.len, run.stretch(lines.get(at..at + run.len)?, rules, habits)?))) {
            Some((len, stretch)) => {
                if !plain.is_empty() {
                    stretches.push(Stretch::Plain(std::mem::take(&mut plain)));
                }
                stretches.push(stretch);
                at += len;
            }
            None => {
                plain.push(line.clone());
                at += 1;
            }
        }
    }
    if !plain.is_empty() {
        stretches.push(Stretch::Plain(plain));
    }
    stretches
}

/// Lines that leave the same white between columns.
#[derive(Debug)]
struct Run {
    len: usize,
    gutters: Vec<(f32, f32)>,
    n_split: usize,
}

impl Run {
    fn find(lines: &[Line]) -> Option<Run> {
        let (first, after) = lines.split_first()?;
        if first.pieces.len() < 2 {
            return None;
        }
        let gaps = first.pieces.windows(2).filter_map(|pair| match pair {
            [one, other] => Some((one.x1, other.x0)),
            _ => None,
        });
        let mut run = Run { len: 1, gutters: gaps.collect(), n_split: 1 };
        let (mut before, mut n_across) = (first, 0);
        for (at, line) in after.iter().enumerate() {
            if line.baseline - before.baseline > APART * line.size {
                break;
            }
            before = line;
            let left = run.narrowed(line);
            if left.len() * 2 < run.gutters.len() || left.is_empty() {
                n_across += 1;
                if n_across > 2 {
                    break;
                }
                continue;
            }
            run.gutters = left;
            if line.pieces.len() > 1 {
                n_across = 0;
                run.n_split += 1;
                run.len = at + 2;
            } else if n_across == 0 && run.is_in_column(line) {
                run.len = at + 2;
            }
        }
        Some(run)
    }

    /// A line in the first column right below may be a paragraph of its own; elsewhere it is a cell that goes on.
    fn is_in_column(&self, line: &Line) -> bool {
        self.gutters.first().is_some_and(|(_, end)| line.x0 >= *end - 1.0) || self.gutters.len() >= 2
    }

    fn narrowed(&self, line: &Line) -> Vec<(f32, f32)> {
        let mut gutters = self.gutters.clone();
        for piece in &line.pieces {
            gutters = gutters
                .into_iter()
                .flat_map(|(from, to)| [(from, to.min(piece.x0)), (from.max(piece.x1), to)])
                .filter(|(from, to)| to - from >= WHITE * line.size)
                .collect();
            gutters.dedup();
        }
        gutters
    }

    fn stretch(&self, lines: &[Line], rules: &[Segment], habits: Habits<'_>) -> Option<Stretch> {
        let is_wide = |(from, to): &(f32, f32)| lines.iter().all(|line| to - from >= WIDE_WHITE * line.size);
        if self.gutters.len() == 1 && (self.is_list(lines) || !self.gutters.iter().all(is_wide)) {
            return None;
        }
        match (self.gutters.len(), self.n_split) {
            (2.., 3..) | (1, 5..) => Some(Stretch::Table(self.table(lines, rules, habits))),
            (1, 2..) => Some(Stretch::Beside(self.columns(lines))),
            _ => None,
        }
    }

    /// Numbers or bullets of a list stand apart from its text.
    fn is_list(&self, lines: &[Line]) -> bool {
        let columns = self.columns(lines);
        let labels = columns.first().map(Vec::as_slice).unwrap_or_default();
        let is_label = |line: &Line| {
            let text = line.text();
            text.chars().count() <= 6
                && !text.chars().all(|c| c.is_ascii_digit())
                && !text.chars().nth(2).is_some_and(char::is_alphabetic)
        };
        labels.iter().filter(|line| is_label(line)).count() * 5 >= labels.len() * 4
    }

    fn middles(&self) -> Vec<f32> {
        self.gutters.iter().map(|(from, to)| (from + to) / 2.0).collect()
    }

    fn columns(&self, lines: &[Line]) -> Vec<Vec<Line>> {
        let middles = self.middles();
        let in_column = |line: &Line, column: usize| {
            let pieces = line.pieces.iter().filter(|piece| column_of(&middles, piece) == column).cloned();
            part(line, pieces.collect())
        };
        (0..=middles.len()).map(|column| lines.iter().filter_map(|line| in_column(line, column)).collect()).collect()
    }

    fn is_across(&self, line: &Line) -> bool {
        self.middles().iter().any(|middle| line.pieces.iter().any(|piece| piece.x0 < *middle && piece.x1 > *middle))
    }

    fn table(&self, lines: &[Line], rules: &[Segment], habits: Habits<'_>) -> Placed {
        let rows = self.rows(lines, rules, habits);
        let columns = self.gutters.len() + 1;
        let low = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
        let high = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        let mut xs = vec![low];
        xs.extend(self.middles());
        xs.push(high);
        let mut cells = Vec::new();
        for (row, lines) in rows.iter().enumerate() {
            if lines.iter().any(|line| self.is_across(line)) {
                let room = Room { left: low, right: high, habits };
                let paragraphs = filled_or_empty(paragraphs(lines, room));
                cells.push(Cell { row, column: 0, row_span: 1, column_span: columns, paragraphs, nested: Vec::new() });
                continue;
            }
            for (column, lines) in self.columns(lines).iter().enumerate() {
                let side = |at: usize| xs.get(at).copied().unwrap_or(0.0);
                let room = Room { left: side(column), right: self.column_end(column, high), habits };
                let paragraphs = filled_or_empty(paragraphs(lines, room));
                cells.push(Cell { row, column, row_span: 1, column_span: 1, paragraphs, nested: Vec::new() });
            }
        }
        let table = Table { n_rows: rows.len(), n_columns: columns, cells, n_header_rows: 0 };
        let top = lines.first().map_or(0.0, |line| f64::from(line.top()));
        let bottom = lines.last().map_or(0.0, |line| f64::from(line.bottom()));
        let xs = xs.into_iter().map(f64::from).collect();
        Placed { table, xs, top, bottom, is_open_above: false, is_open_below: false, ends: Ends::default() }
    }

    /// Where lines of a column end at the latest.
    fn column_end(&self, column: usize, high: f32) -> f32 {
        self.gutters.get(column).map_or(high, |(from, _)| *from)
    }

    fn rows(&self, lines: &[Line], rules: &[Segment], habits: Habits<'_>) -> Vec<Vec<Line>> {
        let starts = self.starts(lines, rules, habits);
        let mut rows: Vec<Vec<Line>> = Vec::new();
        let mut was_across = false;
        for (line, is_start) in lines.iter().zip(starts) {
            let is_across = self.is_across(line);
            match rows.last_mut() {
                Some(row) if !is_start && is_across == was_across => row.push(line.clone()),
                _ => rows.push(vec![line.clone()]),
            }
            was_across = is_across;
        }
        rows
    }

    /// Which lines begin a row: by rules between them, else by wider gaps, else by numbers in the first column.
    fn starts(&self, lines: &[Line], rules: &[Segment], habits: Habits<'_>) -> Vec<bool> {
        let ruled = starts_by(lines, |one, other| {
            let is_between = |y: f64| y > f64::from(one.baseline) - 1.0 && y < f64::from(other.baseline);
            rules.iter().any(|rule| is_between(rule.at) && rule.len() > f64::from(other.x1 - other.x0) * 0.6)
        });
        if count(&ruled) >= 4 {
            return ruled;
        }
        let spaced = starts_by(lines, |one, other| {
            other.baseline - one.baseline > one.size.max(other.size) * habits.pitch * 1.25
        });
        if count(&spaced) >= 4 || (count(&spaced) >= 3 && count(&spaced) * 4 > lines.len()) {
            return spaced;
        }
        let middles = self.middles();
        let first = |line: &Line| line.pieces.iter().find(|piece| column_of(&middles, piece) == 0).cloned();
        let is_number =
            |piece: &Piece| piece.text.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_numbered = lines.iter().filter_map(first).filter(|piece| is_number(piece)).count() >= 2;
        let mut is_first = true;
        lines
            .iter()
            .map(|line| {
                let first = first(line);
                let is_start = if is_numbered {
                    first.is_some_and(|piece| is_number(&piece))
                } else {
                    first.is_some_and(|piece| piece.text.chars().next().is_some_and(|c| !c.is_lowercase()))
                };
                std::mem::take(&mut is_first) || is_start
            })
            .collect()
    }
}

fn count(starts: &[bool]) -> usize {
    starts.iter().filter(|is_start| **is_start).count()
}

fn starts_by(lines: &[Line], is_parted: impl Fn(&Line, &Line) -> bool) -> Vec<bool> {
    let mut starts = vec![true];
    starts.extend(lines.windows(2).map(|pair| match pair {
        [one, other] => is_parted(one, other),
        _ => false,
    }));
    starts
}

fn column_of(middles: &[f32], piece: &Piece) -> usize {
    let centre = (piece.x0 + piece.x1) / 2.0;
    middles.partition_point(|middle| *middle < centre)
}

/// The line with only some of its pieces.
fn part(line: &Line, pieces: Vec<Piece>) -> Option<Line> {
    let (x0, x1) = (pieces.first()?.x0, pieces.last()?.x1);
    Some(Line { x0, x1, pieces, ..line.clone() })
}
