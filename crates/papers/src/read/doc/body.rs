//! One pass over the letters of a Word 97 document.
//!
//! In come letters and their formatting; out go blocks. Deleted, struck and hidden letters and instructions of fields
//! are left out. It
//! refuses to know where formatting lies.

use super::super::flow::{Flow, Look};
use super::super::label::symbol;
use super::super::limits::Budget;
use super::super::lists::Lists;
use super::super::omitted::{Fate, Omitted};
use super::super::{Block, Unreadable};
use super::formatted::{Run, Runs};
use super::pieces::Letter;
use super::shapes::{LetterShape, ParagraphShape, row_shape};
use super::sprm::elsewhere;
use super::styles::Style;

/// The pass and all it has to remember.
pub(super) struct Body<'a> {
    pub(super) paragraphs: Runs<'a>,
    pub(super) letters: Runs<'a>,
    pub(super) styles: Vec<Style>,
    pub(super) lists: Lists,
    pub(super) extra: &'a [u8],
    pub(super) budget: Budget,
    pub(super) omitted: Omitted,
    pub(super) has_changes: bool,
    pub(super) has_images: bool,
}

/// What holds while letters of one paragraph are taken.
#[derive(Default)]
struct Now {
    run: Option<(u32, u32)>,
    shape: LetterShape,
    units: Vec<u16>,
    /// Open fields, `true` while their instruction goes on.
    fields: Vec<bool>,
}

impl<'a> Body<'a> {
    /// The blocks of a stretch of letters.
    pub(super) fn blocks(&mut self, text: &[Letter]) -> Result<Vec<Block>, Unreadable> {
        let mut flow = Flow::default();
        let mut now = Now::default();
        let mut rest = text;
        while !rest.is_empty() {
            // A paragraph is told by its mark, which stands after it.
            let n = rest.iter().position(|letter| is_mark(letter.unit)).map_or(rest.len(), |at| at + 1);
            let (paragraph, after) = rest.split_at(n);
            rest = after;
            self.paragraph(paragraph, &mut flow, &mut now)?;
        }
        flow.finish(&mut self.budget)
    }

    fn paragraph(&mut self, text: &[Letter], flow: &mut Flow, now: &mut Now) -> Result<(), Unreadable> {
        let Some((mark, letters)) = text.split_last().filter(|(last, _)| is_mark(last.unit)) else {
            return self.take_letters(text, None, flow, now);
        };
        let run = self.paragraphs.at(mark.at);
        let style = run.and_then(|run| self.styles.get(usize::from(run.style))).cloned();
        let changes = run.map_or(&[][..], |run| run.changes);
        let changes = elsewhere(changes, self.extra).map_or(changes.to_vec(), |more| [changes, more].concat());
        let shape = ParagraphShape::of(style.as_ref(), &changes);
        self.take_letters(letters, style.as_ref(), flow, now)?;
        self.look_at(mark, style.as_ref(), now);
        self.has_changes |= now.shape.is_deleted || now.shape.is_inserted;
        self.end(mark.unit, &shape, &changes, flow, now)
    }

    /// Ends what the mark ends.
    fn end(
        &mut self,
        mark: u16,
        shape: &ParagraphShape,
        changes: &[u8],
        flow: &mut Flow,
        now: &mut Now,
    ) -> Result<(), Unreadable> {
        self.omitted.end();
        let is_cell_mark = mark == 7;
        if (is_cell_mark && shape.ends_row) || shape.ends_inner_row {
            flow.draft = Default::default();
            let depth = if is_cell_mark { 1 } else { shape.depth };
            if now.shape.is_deleted {
                flow.drop_row(depth);
                return Ok(());
            }
            return flow.end_row(row_shape(changes), depth, &mut self.budget);
        }
        let is_cell_end = is_cell_mark || shape.ends_inner_cell;
        if now.shape.is_deleted && !is_cell_end {
            // A deleted mark joins the paragraph with the next one.
            return Ok(());
        }
        let look = Look { is_bold: false, heading: shape.heading, list_level: None };
        let look = self.counted(shape, look, flow);
        match (is_cell_mark, shape.ends_inner_cell) {
            (true, _) => {
                now.fields.clear();
                flow.end_cell(&look, 1, &mut self.budget)
            }
            (false, true) => flow.end_cell(&look, shape.depth.max(2), &mut self.budget),
            (false, false) => flow.end_paragraph(&look, shape.depth, &mut self.budget),
        }
    }

    /// Counts the paragraph in its list.
    fn counted(&mut self, shape: &ParagraphShape, look: Look, flow: &mut Flow) -> Look {
        let list = shape.list.filter(|list| (1..0x07FF).contains(list));
        let label = list.and_then(|list| self.lists.count(i64::from(list), usize::from(shape.level)));
        let list_level = label.as_ref().map(|_| shape.level);
        flow.draft.label = label.unwrap_or_default();
        Look { list_level, ..look }
    }

    fn take_letters(
        &mut self,
        letters: &[Letter],
        style: Option<&Style>,
        flow: &mut Flow,
        now: &mut Now,
    ) -> Result<(), Unreadable> {
        // Another paragraph may have another style: looks are asked for anew.
        now.run = None;
        for letter in letters {
            if now.run.is_none_or(|(from, to)| !(from..to).contains(&letter.at)) {
                self.put(flow, now);
                self.look_at(letter, style, now);
            }
            self.take_letter(letter.unit, now);
        }
        self.put(flow, now);
        Ok(())
    }

    fn take_letter(&mut self, unit: u16, now: &mut Now) {
        self.has_changes |= now.shape.is_deleted || now.shape.is_inserted;
        match unit {
            0x13 if now.fields.len() < 64 => now.fields.push(true),
            0x14 => {
                if let Some(is_instruction) = now.fields.last_mut() {
                    *is_instruction = false;
                }
            }
            0x15 => {
                now.fields.pop();
            }
            _ if now.shape.is_deleted || now.fields.contains(&true) => {}
            0x01 | 0x08 => self.has_images = true,
            0x0B | 0x0E => now.units.push(0x0A),
            0x1E => now.units.push(0x2011),
            0x1F => now.units.push(0xAD),
            0x28 if now.shape.is_special => now.units.extend(now.shape.sign),
            0x09 => now.units.push(0x09),
            0..0x20 => {}
            unit => now.units.push(unit),
        }
    }

    /// Puts gathered letters into the flow, or leaves them out.
    fn put(&mut self, flow: &mut Flow, now: &mut Now) {
        if now.units.is_empty() {
            return;
        }
        let units = std::mem::take(&mut now.units);
        let text: String = char::decode_utf16(units).map(|letter| symbol(letter.unwrap_or('\u{fffd}'))).collect();
        let fate = Fate { is_struck: now.shape.is_struck, is_hidden: now.shape.is_hidden };
        if self.omitted.takes(fate, &text) {
            flow.draft.has_omitted = true;
        } else {
            flow.push(&text, &Look { is_bold: now.shape.is_bold, ..Look::default() });
        }
    }

    /// Finds how letters look from this place on.
    fn look_at(&self, letter: &Letter, style: Option<&Style>, now: &mut Now) {
        let nothing = Run { from: letter.at, to: letter.at.saturating_add(1), style: 0, changes: &[] };
        let run = self.letters.at(letter.at).unwrap_or(nothing);
        now.run = Some((run.from, run.to));
        now.shape = LetterShape::of(style, &self.styles, run.changes);
    }
}

/// Ends of paragraphs, of cells, of sections.
fn is_mark(unit: u16) -> bool {
    matches!(unit, 0x07 | 0x0C | 0x0D)
}
