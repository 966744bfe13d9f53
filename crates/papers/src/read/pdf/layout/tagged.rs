//! Text of tagged pieces: lines put together, wraps told from breaks by how far the column goes.
//!
//! In come the glyphs of one paragraph, page by page; out goes its text. It refuses to know tags.

use super::joins::goes_on;
use super::lines::{Line, framed, lines};
use super::paragraphs::{Room, append, ends_short, paragraphs, usual_pitch};
use super::words::{Habits, Words};
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

    fn room(self, habits: Habits<'_>) -> Room<'_> {
        let (left, right) = self.0.unwrap_or((0.0, 0.0));
        Room { left, right, habits }
    }
}

/// What is usual in the whole paper.
#[derive(Debug)]
pub(in crate::read::pdf) struct Custom {
    pitch: f32,
    words: Words,
}

impl Custom {
    pub(in crate::read::pdf) fn of(pages: &[Page]) -> Self {
        let of_page = |page: &Page| lines(page, &page.glyphs.iter().collect::<Vec<_>>());
        let runs: Vec<Vec<Line>> = pages.iter().map(of_page).collect();
        let runs = || runs.iter().map(Vec::as_slice);
        Custom { pitch: usual_pitch(runs()), words: Words::of(runs().flatten()) }
    }
}

/// The text of one tagged paragraph as it grows.
#[derive(Debug, Default)]
pub(in crate::read::pdf) struct TaggedText {
    pub(in crate::read::pdf) text: String,
    is_any_plain: bool,
    last: Option<Line>,
}

impl TaggedText {
    /// Appends what stands on one page.
    pub(in crate::read::pdf) fn append<'g>(
        &mut self,
        page: &'g Page,
        glyphs: impl Iterator<Item = &'g Glyph>,
        span: Span,
        custom: &Custom,
    ) {
        let glyphs: Vec<&Glyph> = glyphs.collect();
        let lines = lines(page, &glyphs);
        let room = span.room(Habits { pitch: custom.pitch, words: &custom.words });
        self.is_any_plain |= lines.iter().any(|line| !line.is_bold);
        let texts: Vec<String> = paragraphs(&lines, room).into_iter().map(|paragraph| paragraph.text).collect();
        let text = texts.join("\n");
        let is_spaced = self.text.contains("\n\n") || text.contains("\n\n");
        let is_entry = is_spaced && !self.text.is_empty() && !goes_on(&self.text, &text);
        match (&self.last, lines.first()) {
            (Some(_), _) if is_entry => self.text.push_str("\n\n"),
            (Some(last), Some(first)) if ends_short(last, first, room) => self.text.push('\n'),
            _ => {}
        }
        if self.text.ends_with('\n') {
            self.text.push_str(&text)
        } else {
            append(&mut self.text, &text)
        }
        self.last = lines.into_iter().next_back().or(self.last.take());
    }

    pub(in crate::read::pdf) fn is_bold(&self) -> bool {
        !self.is_any_plain && !self.text.trim().is_empty()
    }
}
