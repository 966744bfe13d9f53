//! Text of tagged pieces: lines put together, wraps told from breaks by how far the column goes.
//!
//! In come the glyphs of one paragraph on one page; out goes its text. It refuses to know tags.

use super::lines::{framed, lines};
use super::paragraphs::{Room, append, is_broken};
use crate::read::pdf::page::{Glyph, Page};

/// From where to where text goes on a page.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::read::pdf) struct Span(Option<(f32, f32)>);

impl Span {
    pub(in crate::read::pdf) fn of<'g>(page: &Page, glyphs: impl Iterator<Item = &'g Glyph>) -> Self {
        let ends = glyphs.filter(|glyph| !page.text_of(glyph).trim().is_empty()).map(|glyph| {
            let (x, _) = framed(glyph);
            (x, x + glyph.advance)
        });
        Span(ends.reduce(|(from, to), (start, end)| (from.min(start), to.max(end))))
    }

    pub(in crate::read::pdf) fn widen(&mut self, other: Span) {
        self.0 = match (self.0, other.0) {
            (Some((from, to)), Some((start, end))) => Some((from.min(start), to.max(end))),
            (one, other) => one.or(other),
        };
    }
}

/// Appends the text of glyphs; whether all of it is bold.
pub(in crate::read::pdf) fn append_tagged<'g>(
    text: &mut String,
    page: &'g Page,
    glyphs: impl Iterator<Item = &'g Glyph>,
    span: Span,
) -> bool {
    let glyphs: Vec<&Glyph> = glyphs.collect();
    let mut before = None;
    let mut is_bold = true;
    let lines = lines(page, &glyphs);
    for line in &lines {
        let room = span.0.map(|(left, right)| Room { left, right, pitch: 1.15 });
        match (before, room) {
            (Some(before), Some(room)) if is_broken(before, line, room) => text.push('\n'),
            _ => {}
        }
        if text.ends_with('\n') { text.push_str(&line.text()) } else { append(text, &line.text()) }
        is_bold &= line.is_bold;
        before = Some(line);
    }
    is_bold
}
