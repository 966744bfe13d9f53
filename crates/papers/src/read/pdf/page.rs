//! What one page shows, without the machinery that drew it.
//!
//! In come glyphs, straight lines and pictures as the content stream draws them; out goes a page in points,
//! the origin at the top left of the page as a reader holds it, y growing downwards.
//! It refuses to know fonts and operators, and what the lines mean.

use std::collections::HashMap;

/// A page as shown.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
    /// The text of all glyphs, one after another.
    pub(super) text: String,
    pub(super) segments: Vec<Segment>,
    pub(super) marks: Vec<Mark>,
    pub(super) n_images: usize,
    /// Glyphs whose font does not say which letters they are.
    pub(super) n_nameless: usize,
}

/// One glyph, or one ligature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// The start of its baseline.
    pub(super) x: f32,
    pub(super) y: f32,
    /// How far the pen goes on along the line.
    pub(super) advance: f32,
    /// Height of the type.
    pub(super) size: f32,
    /// Quarter turns of the line against the page, clockwise.
    pub(super) turn: u8,
    pub(super) is_bold: bool,
    /// Its letters follow from a base encoding alone.
    pub(super) is_guessed: bool,
    pub(super) text_len: u8,
    pub(super) text_at: u32,
    /// Index of its [`Mark`].
    pub(super) mark: u32,
}

/// Marked content that glyphs stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Mark {
    /// Number by which the structure tree points here.
    pub(super) mcid: Option<u32>,
    /// The form it was drawn in (object number), when not the page itself.
    pub(super) form: Option<u32>,
    /// Not part of the text: page number, running title.
    pub(super) is_artifact: bool,
    /// The producer says it is a running title or page number.
    pub(super) is_pagination: bool,
}

/// A straight line along an axis: a ruling, or the thin side of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) is_horizontal: bool,
    /// The coordinate both ends share.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Segment {
    fn between([one, other]: [(f64, f64); 2]) -> Self {
        let is_horizontal = (one.0 - other.0).abs() >= (one.1 - other.1).abs();
        if is_horizontal {
            Segment { is_horizontal, at: (one.1 + other.1) / 2.0, from: one.0.min(other.0), to: one.0.max(other.0) }
        } else {
            Segment { is_horizontal, at: (one.0 + other.0) / 2.0, from: one.1.min(other.1), to: one.1.max(other.1) }
        }
    }

    pub(super) fn len(&self) -> f64 {
        self.to - self.from
    }
}

impl Page {
    pub(super) fn text_of(&self, glyph: &Glyph) -> &str {
        let from = glyph.text_at as usize;
        self.text.get(from..from + usize::from(glyph.text_len)).unwrap_or_default()
    }

    pub(super) fn mark_of(&self, glyph: &Glyph) -> Mark {
        self.marks.get(glyph.mark as usize).copied().unwrap_or_default()
    }

    /// Gives one glyph other letters.
    pub(super) fn spell(&mut self, at: usize, text: &str) {
        let text_at = self.text.len() as u32;
        self.text.push_str(text);
        if let Some(glyph) = self.glyphs.get_mut(at) {
            (glyph.text_at, glyph.text_len) = (text_at, text.len().min(255) as u8);
        }
    }

    /// Gives some glyphs other letters.
    pub(super) fn respell(&mut self, spelling: impl Fn(&Glyph, &str) -> Option<String>) {
        for at in 0..self.glyphs.len() {
            let Some(glyph) = self.glyphs.get(at) else { continue };
            let Some(text) = spelling(glyph, self.text_of(glyph)) else { continue };
            self.spell(at, &text);
        }
    }

    /// Turns a page whose text runs up or down, as landscape tables on upright pages do.
    pub(super) fn turn_upright(&mut self) {
        let mut n_by_turn = [0_usize; 4];
        for glyph in &self.glyphs {
            if let Some(n) = n_by_turn.get_mut(usize::from(glyph.turn)) {
                *n += 1;
            }
        }
        let Some(turn) =
            (1..4_u8).find(|&t| n_by_turn.get(usize::from(t)).is_some_and(|n| n * 10 > self.glyphs.len() * 6))
        else {
            return;
        };
        let (width, height) = (self.width, self.height);
        let turned = |x: f64, y: f64| match turn {
            1 => (y, width - x),
            2 => (width - x, height - y),
            _ => (height - y, x),
        };
        for glyph in &mut self.glyphs {
            let (x, y) = turned(f64::from(glyph.x), f64::from(glyph.y));
            (glyph.x, glyph.y) = (x as f32, y as f32);
            glyph.turn = (glyph.turn + 4 - turn) % 4;
        }
        for segment in &mut self.segments {
            let ends = if segment.is_horizontal {
                [turned(segment.from, segment.at), turned(segment.to, segment.at)]
            } else {
                [turned(segment.at, segment.from), turned(segment.at, segment.to)]
            };
            *segment = Segment::between(ends);
        }
        if turn != 2 {
            (self.width, self.height) = (height, width);
        }
    }

    /// Drops glyphs drawn twice at one place, which is how some programs make bold type.
    pub(super) fn drop_doubles(&mut self) {
        let mut seen: HashMap<(i32, i32), Vec<u32>> = HashMap::with_capacity(self.glyphs.len());
        let mut keep = Vec::with_capacity(self.glyphs.len());
        for at in 0..self.glyphs.len() {
            let is_double = self.find_double(at, &seen);
            if !is_double && let Some(glyph) = self.glyphs.get(at) {
                seen.entry(bucket(glyph, 0, 0)).or_default().push(at as u32);
            }
            keep.push(!is_double);
        }
        let mut keep = keep.into_iter();
        self.glyphs.retain(|_| keep.next().unwrap_or(true));
    }

    fn find_double(&self, at: usize, seen: &HashMap<(i32, i32), Vec<u32>>) -> bool {
        let Some(glyph) = self.glyphs.get(at) else { return false };
        let text = self.text_of(glyph);
        if text.trim().is_empty() {
            return false;
        }
        let near = (glyph.size * 0.12).min(BUCKET);
        (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy))).any(|(dx, dy)| {
            seen.get(&bucket(glyph, dx, dy)).into_iter().flatten().any(|&other| {
                self.glyphs.get(other as usize).is_some_and(|other| {
                    (other.x - glyph.x).abs() < near
                        && (other.y - glyph.y).abs() < near
                        && (other.size - glyph.size).abs() < near
                        && self.text_of(other) == text
                })
            })
        })
    }
}

const BUCKET: f32 = 2.0;

fn bucket(glyph: &Glyph, dx: i32, dy: i32) -> (i32, i32) {
    ((glyph.x / BUCKET) as i32 + dx, (glyph.y / BUCKET) as i32 + dy)
}
