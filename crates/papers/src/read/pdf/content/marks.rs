//! Marked content: what the producer says around the glyphs it draws.
//!
//! In come `BMC`, `BDC` and `EMC`; out go the marks that glyphs stand in, and the text that takes their place.
//! It refuses to know the structure tree that points at the marks.

use super::tokens::Token;
use super::{Pen, Run};
use crate::read::pdf::file::{dictionary, entry};
use crate::read::pdf::limits::SAVED_STATES_MAX;
use crate::read::pdf::text_string;

/// Marked content open around the pen.
pub(super) struct OpenMark {
    /// Index into the page's marks.
    pub(super) at: u32,
    /// Text that stands for the glyphs drawn from the given one on.
    actual_text: Option<(usize, String)>,
}

impl Pen<'_> {
    pub(super) fn open_mark(&mut self, run: &Run<'_>, operands: &[Token<'_>]) {
        let parent = self.marks.last().and_then(|open| self.page.marks.get(open.at as usize)).copied();
        let mut mark = parent.unwrap_or_default();
        let mut actual_text = None;
        if matches!(operands.first(), Some(Token::Name(tag)) if tag == b"Artifact") {
            mark.is_artifact = true;
        }
        if let [_, Token::Name(name)] = operands {
            let properties = dictionary(self.objects, run.resources, b"Properties");
            if let Some(properties) = properties.and_then(|p| dictionary(self.objects, p, name)) {
                if let Some(mcid) = entry(self.objects, properties, b"MCID").and_then(|n| n.as_i64().ok()) {
                    (mark.mcid, mark.form) = (u32::try_from(mcid).ok(), run.form);
                }
                actual_text =
                    entry(self.objects, properties, b"ActualText").and_then(|text| text.as_str().ok()).map(text_string);
            }
        }
        for pair in operands.windows(2) {
            match pair {
                [Token::Name(key), Token::Number(number)] if key == b"MCID" => {
                    (mark.mcid, mark.form) = (Some(*number as u32), run.form);
                }
                [Token::Name(key), Token::Name(value)] if key == b"Type" && value == b"Pagination" => {
                    mark.is_pagination = true;
                }
                [Token::Name(key), Token::Text(text)] if key == b"ActualText" => {
                    actual_text = Some(text_string(text));
                }
                _ => {}
            }
        }
        if self.marks.len() < SAVED_STATES_MAX {
            self.page.marks.push(mark);
            let at = (self.page.marks.len() - 1) as u32;
            self.marks.push(OpenMark { at, actual_text: actual_text.map(|text| (self.page.glyphs.len(), text)) });
        }
    }

    pub(super) fn close_mark(&mut self) {
        let Some((from, text)) = self.marks.pop().and_then(|open| open.actual_text) else { return };
        let text: String = text.chars().take(120).collect();
        let at = self.page.text.len() as u32;
        self.page.text.push_str(&text);
        for (nth, glyph) in self.page.glyphs.iter_mut().skip(from).enumerate() {
            glyph.text_at = at;
            glyph.text_len = if nth == 0 { text.len() as u8 } else { 0 };
        }
    }
}
