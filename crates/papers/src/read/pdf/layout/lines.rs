//! Glyphs into lines of text.
//!
//! In come the glyphs of a page or of one cell; out go lines from top to bottom, with the gaps that are spaces
//! filled in and the wide gaps remembered. It refuses to know cells, tables and paragraphs.

use crate::read::pdf::page::{Glyph, Page};

/// A gap wider than this, in type sizes, is a space.
const SPACE: f32 = 0.17;
/// A gap wider than this, in type sizes, parts two pieces of a line.
const GUTTER: f32 = 0.6;
/// Letters set apart from each other are never further apart than this, in type sizes.
const LETTER_SPACING_MAX: f32 = 1.15;

/// One line of text, in the frame where it runs to the right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    pub(super) pieces: Vec<Piece>,
}

/// Text without a wide gap in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) text: String,
    /// How wide its first word is, up to where the line could have been broken.
    pub(super) first_word: f32,
    pub(super) first_letter: f32,
}

impl Line {
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn top(&self) -> f32 {
        self.baseline - self.size * 0.8
    }

    pub(super) fn bottom(&self) -> f32 {
        self.baseline + self.size * 0.2
    }
}

/// Where a glyph stands in the frame of its own line.
pub(super) fn framed(glyph: &Glyph) -> (f32, f32) {
    match glyph.turn {
        0 => (glyph.x, glyph.y),
        1 => (glyph.y, -glyph.x),
        2 => (-glyph.x, -glyph.y),
        _ => (-glyph.y, glyph.x),
    }
}

#[derive(Debug)]
struct Row<'a> {
    baseline: f32,
    size: f32,
    glyphs: Vec<(f32, &'a Glyph)>,
}

impl Row<'_> {
    /// Share of the smaller height that both cover.
    fn overlap(&self, y: f32, size: f32) -> f32 {
        let top = (self.baseline - self.size * 0.75).max(y - size * 0.75);
        let bottom = (self.baseline + self.size * 0.2).min(y + size * 0.2);
        (bottom - top) / (self.size.min(size) * 0.95).max(0.01)
    }
}

/// Lines of the glyphs that run the way most of them do.
pub(super) fn lines(page: &Page, glyphs: &[&Glyph]) -> Vec<Line> {
    let turn = main_turn(glyphs);
    let mut placed: Vec<(f32, f32, &Glyph)> = glyphs
        .iter()
        .filter(|glyph| glyph.turn == turn && glyph.size > 0.1)
        .map(|glyph| {
            let (x, y) = framed(glyph);
            (x, y, *glyph)
        })
        .collect();
    placed.sort_by(|one, other| one.1.total_cmp(&other.1));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (x, y, glyph) in placed {
        let is_blank = page.text_of(glyph).trim().is_empty();
        let fitting = rows
            .iter_mut()
            .rev()
            .take(4)
            .filter(|row| row.overlap(y, glyph.size) > 0.5)
            .min_by(|one, other| (one.baseline - y).abs().total_cmp(&(other.baseline - y).abs()));
        match fitting {
            Some(row) => {
                if glyph.size > row.size * 1.05 && !is_blank {
                    (row.baseline, row.size) = (y, glyph.size);
                }
                row.glyphs.push((x, glyph));
            }
            None if is_blank => {}
            None => rows.push(Row { baseline: y, size: glyph.size, glyphs: vec![(x, glyph)] }),
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().filter_map(|row| line(page, row)).collect();
    lines.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    lines
}

fn main_turn(glyphs: &[&Glyph]) -> u8 {
    let count = |turn: u8| glyphs.iter().filter(|glyph| glyph.turn == turn).count();
    (0..4).rev().max_by_key(|&turn| count(turn)).unwrap_or(0)
}

fn line(page: &Page, mut row: Row<'_>) -> Option<Line> {
    row.glyphs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let space = space_width(page, &row);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut end, mut n_bold, mut n_all, mut is_after_space) = (None::<f32>, 0_usize, 0_usize, false);
    for (x, glyph) in &row.glyphs {
        let text = page.text_of(glyph);
        if text.chars().all(|c| c == ' ' || c == '\t' || c.is_control()) && !text.is_empty() {
            is_after_space = true;
            continue;
        }
        let gap = end.map_or(f32::MAX, |end| x - end);
        if gap > (GUTTER * row.size).max(space * 1.1) {
            pieces.push(Piece { x0: *x, x1: *x, text: String::new(), first_word: 0.0, first_letter: glyph.advance });
            is_after_space = false;
        }
        if let Some(piece) = pieces.last_mut() {
            if (is_after_space || gap > space) && !piece.text.is_empty() && !piece.text.ends_with(' ') {
                piece.text.push(' ');
            }
            let could_break = piece.text.contains([' ', '-', '/']);
            piece.text.push_str(text);
            piece.x1 = piece.x1.max(x + glyph.advance);
            if !could_break {
                piece.first_word = piece.x1 - piece.x0;
            }
        }
        is_after_space = false;
        n_all += 1;
        n_bold += usize::from(glyph.is_bold);
        end = Some(end.map_or(x + glyph.advance, |end| end.max(x + glyph.advance)));
    }
    pieces.retain(|piece| !piece.text.trim().is_empty());
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(Line {
        x0: first.x0,
        x1: last.x1,
        baseline: row.baseline,
        size: row.size,
        is_bold: n_bold * 10 > n_all * 9,
        pieces,
    })
}

/// Which gap is a space in this line: wider in letter-spaced type.
fn space_width(page: &Page, row: &Row<'_>) -> f32 {
    let usual = SPACE * row.size;
    let mut gaps: Vec<f32> = row
        .glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [(x, glyph), (next, following)] => {
                let is_text = |glyph: &Glyph| !page.text_of(glyph).trim().is_empty();
                (is_text(glyph) && is_text(following)).then_some(next - x - glyph.advance)
            }
            _ => None,
        })
        .filter(|gap| *gap < row.size * LETTER_SPACING_MAX)
        .collect();
    if gaps.len() < 4 {
        return usual;
    }
    gaps.sort_by(f32::total_cmp);
    let tenth = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
    if tenth > usual * 0.8 { tenth * 1.7 } else { usual }
}
