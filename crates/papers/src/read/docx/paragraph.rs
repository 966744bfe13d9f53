//! Paragraphs and runs of a .docx.
//!
//! In comes the markup of one paragraph; out go its text, its place in a list, its looks and the text boxes tied to it.
//! Hidden and struck letters and instructions of fields are left out. It refuses to count lists.

use super::super::label::symbol;
use super::super::omitted::Fate;
use super::super::xml::{Piece, attribute, local, number};
use super::super::{Block, Unreadable};
use super::styles::{heading_of_outline, toggle};
use super::walker::Walker;

/// A paragraph as it stands in the markup, before its list is counted.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) boxes: Vec<Block>,
    /// The list and the level in it.
    pub(super) list: Option<(i64, usize)>,
    pub(super) heading: Option<u8>,
    /// Its mark is deleted, so the next paragraph goes on in it.
    pub(super) is_mark_deleted: bool,
    style_is_bold: Option<bool>,
    style_is_hidden: bool,
    style_is_struck: bool,
    /// Letters of it were left out.
    pub(super) has_omitted: bool,
    has_bold: bool,
    has_plain: bool,
}

impl Read {
    /// Whether every letter is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.has_bold && !self.has_plain
    }
}

/// How the letters of a run look.
#[derive(Debug, Default, Clone, Copy)]
struct Looks {
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
}

impl Walker<'_> {
    /// The paragraph opened last. `before` is one whose mark was deleted: its letters go first.
    pub(super) fn paragraph(&mut self, before: Option<Read>) -> Result<Read, Unreadable> {
        let floor = self.xml.depth();
        let mut read = before.unwrap_or_default();
        read.is_mark_deleted = false;
        self.take_style(&mut read, None);
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "pPr" => self.paragraph_properties(&mut read)?,
                "r" => self.run(&mut read)?,
                "t" => self.text(&mut read, Looks::default(), is_preserved(&open))?,
                "txbxContent" => self.text_box(&mut read)?,
                "rt" => self.xml.skip()?,
                _ => self.look_through(&open)?,
            }
        }
        Ok(read)
    }

    /// Takes what the paragraph's style says.
    fn take_style(&mut self, read: &mut Read, id: Option<&str>) {
        let style = self.styles.paragraph(id);
        read.heading = style.and_then(|s| s.heading);
        read.style_is_bold = style.and_then(|s| s.is_bold);
        read.style_is_hidden = style.and_then(|s| s.is_hidden).unwrap_or(false);
        read.style_is_struck = style.and_then(|s| s.is_struck).unwrap_or(false);
        read.list = style.and_then(|s| s.num_id.map(|num_id| (num_id, s.num_level))).map(|(num_id, level)| {
            let by_style = id.and_then(|id| self.lists.level_of_style(num_id, id));
            (num_id, by_style.or(level).unwrap_or(0))
        });
    }

    fn paragraph_properties(&mut self, read: &mut Read) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        let (mut num_id, mut level) = (None, None);
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "pStyle" => self.take_style(read, attribute(&open, "val").as_deref()),
                "outlineLvl" => read.heading = heading_of_outline(number(&open, "val")),
                "numId" => num_id = number(&open, "val"),
                "ilvl" => level = number(&open, "val").and_then(|n| usize::try_from(n).ok()),
                "rPr" => read.is_mark_deleted = self.is_mark_deleted()?,
                "pPrChange" => {
                    self.seen.has_changes = true;
                    self.xml.skip()?;
                }
                "sectPr" | "framePr" => self.xml.skip()?,
                _ => {}
            }
        }
        if let Some(num_id) = num_id.or(read.list.map(|(id, _)| id)) {
            let level = level.or(read.list.map(|(_, level)| level)).unwrap_or(0);
            // List number 0 takes the paragraph out of the list of its style.
            read.list = (num_id != 0).then_some((num_id, level));
        }
        Ok(())
    }

    /// Reads the looks of the paragraph mark for the only thing that matters: whether it is deleted.
    fn is_mark_deleted(&mut self) -> Result<bool, Unreadable> {
        let floor = self.xml.depth();
        let mut is_deleted = false;
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "del" | "moveFrom" => {
                    self.seen.has_changes = true;
                    is_deleted = true;
                }
                "ins" | "moveTo" => self.seen.has_changes = true,
                "rPrChange" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(is_deleted)
    }

    fn run(&mut self, read: &mut Read) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        let mut looks = Looks::default();
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "rPr" => looks = self.looks()?,
                "t" => self.text(read, looks, is_preserved(&open))?,
                "tab" | "ptab" => self.push(read, looks, "\t"),
                "br" | "cr" => self.push(read, looks, "\n"),
                "noBreakHyphen" => self.push(read, looks, "\u{2011}"),
                "softHyphen" => self.push(read, looks, "\u{ad}"),
                "sym" => {
                    let code = attribute(&open, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                    if let Some(letter) = code.and_then(char::from_u32) {
                        self.push(read, looks, symbol(letter).encode_utf8(&mut [0; 4]));
                    }
                }
                "fldChar" => self.field(attribute(&open, "fldCharType").as_deref()),
                "footnoteReference" | "endnoteReference" => self.seen.has_notes = true,
                "drawing" | "pict" | "object" => self.drawing(read)?,
                "rt" => self.xml.skip()?,
                _ => self.look_through(&open)?,
            }
        }
        Ok(())
    }

    fn looks(&mut self) -> Result<Looks, Unreadable> {
        let floor = self.xml.depth();
        let mut looks = Looks::default();
        let mut by_style = Looks::default();
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "b" => looks.is_bold = Some(toggle(&open)),
                "vanish" => looks.is_hidden = Some(toggle(&open)),
                "strike" | "dstrike" => looks.is_struck = Some(toggle(&open) || looks.is_struck == Some(true)),
                "rStyle" => {
                    let style = attribute(&open, "val").and_then(|id| self.styles.character(&id));
                    by_style.is_bold = style.and_then(|s| s.is_bold);
                    by_style.is_hidden = style.and_then(|s| s.is_hidden);
                    by_style.is_struck = style.and_then(|s| s.is_struck);
                }
                "rPrChange" => {
                    self.seen.has_changes = true;
                    self.xml.skip()?;
                }
                _ => {}
            }
        }
        Ok(Looks {
            is_bold: looks.is_bold.or(by_style.is_bold),
            is_hidden: looks.is_hidden.or(by_style.is_hidden),
            is_struck: looks.is_struck.or(by_style.is_struck),
        })
    }

    /// A complex field: its instruction is not text, its result is.
    fn field(&mut self, step: Option<&str>) {
        match step {
            Some("begin") if self.fields.len() < 64 => self.fields.push(true),
            Some("separate") => {
                if let Some(is_instruction) = self.fields.last_mut() {
                    *is_instruction = false;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A drawing in old or new markup: text boxes are read, pictures noticed.
    fn drawing(&mut self, read: &mut Read) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "txbxContent" => self.text_box(read)?,
                "blip" | "imagedata" => self.seen.has_images = true,
                _ => self.look_through(&open)?,
            }
        }
        Ok(())
    }

    fn text_box(&mut self, read: &mut Read) -> Result<(), Unreadable> {
        let fields = std::mem::take(&mut self.fields);
        let blocks = self.blocks(None)?;
        self.fields = fields;
        read.boxes.extend(blocks);
        Ok(())
    }

    fn text(&mut self, read: &mut Read, looks: Looks, is_preserved: bool) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        let mut whole = std::borrow::Cow::Borrowed("");
        while self.xml.depth() >= floor {
            match self.xml.next()? {
                Piece::Text(text) if whole.is_empty() => whole = text,
                Piece::Text(text) => whole.to_mut().push_str(&text),
                Piece::End => break,
                Piece::Open(_) | Piece::Close => {}
            }
        }
        let ends = [' ', '\t', '\r', '\n'];
        let shown = if is_preserved { &whole } else { whole.trim_matches(ends) };
        if shown.contains(['\r', '\n']) {
            self.push(read, looks, &shown.replace("\r\n", " ").replace(['\r', '\n'], " "));
        } else {
            self.push(read, looks, shown);
        }
        Ok(())
    }

    /// Puts letters down unless they are struck, hidden, an instruction, or wait for letters to be put in their place.
    fn push(&mut self, read: &mut Read, looks: Looks, text: &str) {
        if self.fields.contains(&true) || self.is_placeholder() {
            return;
        }
        let is_hidden = looks.is_hidden.unwrap_or(read.style_is_hidden);
        let is_struck = looks.is_struck.unwrap_or(read.style_is_struck);
        if self.omitted.takes(Fate { is_struck, is_hidden }, text) {
            read.has_omitted = true;
            return;
        }
        if !text.trim().is_empty() {
            let is_bold = looks.is_bold.or(read.style_is_bold).unwrap_or_else(|| self.styles.is_bold_by_default());
            read.has_bold |= is_bold;
            read.has_plain |= !is_bold;
        }
        read.text.push_str(text);
    }
}

/// Whether spaces at the ends of a text are meant.
fn is_preserved(open: &quick_xml::events::BytesStart<'_>) -> bool {
    attribute(open, "space").is_some_and(|v| v == "preserve")
}
