//! One pass over the body of an OpenDocument text.
//!
//! In comes markup; out go blocks in reading order. Deleted text is kept apart by the format and is passed over, so the
//! body is the accepted view. It refuses to know containers.

use super::super::limits::Budget;
use super::super::omitted::{Fate, Omitted};
use super::super::xml::{Piece, Xml, attribute, local, number};
use super::super::{Block, Paragraph, Unreadable};
use super::lists::Lists;
use super::styles::Styles;
use quick_xml::events::BytesStart;

/// Most spaces that one element may stand for.
const SPACES_MAX: usize = 1000;

/// The pass and all it has to remember.
pub(super) struct Walker<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) styles: &'a Styles,
    pub(super) budget: Budget,
    pub(super) omitted: Omitted,
    /// How letters of the open cell look where nothing else is said.
    pub(super) in_cell: Looks,
    pub(super) lists: Lists,
    pub(super) table_depth: usize,
    pub(super) has_changes: bool,
    pub(super) has_images: bool,
    pub(super) has_notes: bool,
    pub(super) has_hidden_tables: bool,
}

/// A paragraph being read.
#[derive(Debug, Default)]
struct Read {
    text: String,
    boxes: Vec<Block>,
    has_bold: bool,
    has_plain: bool,
    /// Letters of it were left out.
    has_omitted: bool,
    /// The last letter is a space of the markup, so another one melts into it.
    ends_with_space: bool,
}

/// How letters look inside the spans that are open.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Looks {
    is_bold: bool,
    fate: Fate,
}

impl<'a> Walker<'a> {
    /// Ready to walk from inside the body.
    pub(super) fn new(xml: Xml<'a>, styles: &'a Styles) -> Self {
        let (budget, lists) = (Budget::default(), Lists::default());
        Walker {
            xml,
            styles,
            budget,
            omitted: Omitted::default(),
            in_cell: Looks::default(),
            lists,
            table_depth: 0,
            has_changes: false,
            has_images: false,
            has_notes: false,
            has_hidden_tables: false,
        }
    }

    /// Blocks up to the closing of the element opened last.
    pub(super) fn blocks(&mut self) -> Result<Vec<Block>, Unreadable> {
        let floor = self.xml.depth();
        let mut blocks = Vec::new();
        while let Some(open) = self.open_within(floor)? {
            self.block(&open, &mut blocks)?;
        }
        Ok(blocks)
    }

    /// One element among blocks: read, passed over, or looked through.
    fn block(&mut self, open: &BytesStart<'a>, blocks: &mut Vec<Block>) -> Result<(), Unreadable> {
        match local(open) {
            "p" | "h" => self.paragraph(open, blocks),
            "list" => self.list(open, blocks),
            // A hidden sheet of a workbook.
            "table" if self.styles.is_hidden(attribute(open, "style-name").as_deref()) == Some(true) => {
                self.has_hidden_tables = true;
                self.xml.skip()
            }
            "table" => {
                if let Some(table) = self.table()? {
                    blocks.push(Block::Table(table));
                }
                Ok(())
            }
            _ => self.look_through(open),
        }
    }

    fn list(&mut self, open: &BytesStart<'a>, blocks: &mut Vec<Block>) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        self.lists.start(open);
        while let Some(open) = self.open_within(floor)? {
            match local(&open) {
                "list-item" => self.lists.item(&open, false),
                "list-header" => self.lists.item(&open, true),
                _ => self.block(&open, blocks)?,
            }
        }
        self.lists.end();
        Ok(())
    }

    fn paragraph(&mut self, open: &BytesStart<'a>, blocks: &mut Vec<Block>) -> Result<(), Unreadable> {
        let heading = (local(open) == "h").then(|| number(open, "outline-level").unwrap_or(1));
        let is_unnumbered = attribute(open, "is-list-header").is_some_and(|v| v == "true");
        let style = attribute(open, "style-name");
        let looks = self.looks(style.as_deref(), self.in_cell);
        let outline = heading.filter(|_| !is_unnumbered).and_then(|level| usize::try_from(level - 1).ok());
        let counted = self.lists.count(self.styles, outline);
        let mut read = Read::default();
        self.inline(&mut read, looks)?;
        self.budget.spend_paragraph(read.text.len())?;
        self.omitted.end();
        // The number of an item that is struck out whole is printed, and stands for nothing.
        let counted = counted.filter(|_| !read.has_omitted || !read.text.trim().is_empty());
        blocks.push(Block::Paragraph(Paragraph {
            list_level: counted.as_ref().and_then(|(_, level)| u8::try_from(*level).ok()),
            label: counted.map(|(label, _)| label),
            heading: heading.and_then(|level| u8::try_from(level).ok()).filter(|level| (1..=6).contains(level)),
            is_bold: read.has_bold && !read.has_plain,
            text: read.text,
        }));
        blocks.extend(read.boxes);
        Ok(())
    }

    /// How letters look by a style, else as around them.
    pub(super) fn looks(&self, style: Option<&str>, around: Looks) -> Looks {
        let is_bold = self.styles.is_bold(style).unwrap_or(around.is_bold);
        let is_hidden = self.styles.is_hidden(style).unwrap_or(around.fate.is_hidden);
        let is_struck = self.styles.is_struck(style).unwrap_or(around.fate.is_struck);
        Looks { is_bold, fate: Fate { is_struck, is_hidden } }
    }

    /// Letters up to the closing of the element opened last.
    fn inline(&mut self, read: &mut Read, looks: Looks) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        loop {
            match self.xml.next()? {
                Piece::Text(text) if self.omitted.takes(looks.fate, &text) => read.has_omitted = true,
                Piece::Text(text) => push(read, looks, &text),
                Piece::Open(open) => self.inline_element(&open, read, looks)?,
                Piece::Close if self.xml.depth() < floor => return Ok(()),
                Piece::Close => {}
                Piece::End => return Ok(()),
            }
        }
    }

    fn inline_element(&mut self, open: &BytesStart<'a>, read: &mut Read, looks: Looks) -> Result<(), Unreadable> {
        match local(open) {
            "span" => {
                let style = attribute(open, "style-name");
                let looks = self.looks(style.as_deref(), looks);
                return self.inline(read, looks);
            }
            "s" | "tab" | "line-break" if looks.fate != Fate::default() => {}
            "s" => {
                let n = number(open, "c").and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(SPACES_MAX);
                read.text.extend(std::iter::repeat_n(' ', n));
                read.ends_with_space = false;
            }
            "tab" => read.text.push('\t'),
            "line-break" => {
                read.text.push('\n');
                read.ends_with_space = true;
            }
            // A frame or a shape tied to the paragraph brings blocks of its own.
            "p" | "h" | "list" | "table" => {
                let outside = self.lists.step_in();
                self.block(open, &mut read.boxes)?;
                self.lists.step_out(outside);
            }
            _ => self.look_through(open)?,
        }
        Ok(())
    }

    /// The next element that opens inside the one at `floor`; `None` when that one closes.
    pub(super) fn open_within(&mut self, floor: usize) -> Result<Option<BytesStart<'a>>, Unreadable> {
        loop {
            match self.xml.next()? {
                Piece::Open(open) => return Ok(Some(open)),
                Piece::Close if self.xml.depth() < floor => return Ok(None),
                Piece::End => return Ok(None),
                Piece::Close | Piece::Text(_) => {}
            }
        }
    }

    /// Decides about an element that no one claims.
    pub(super) fn look_through(&mut self, open: &BytesStart<'_>) -> Result<(), Unreadable> {
        match local(open) {
            "tracked-changes" => {
                self.has_changes = true;
                self.xml.skip()
            }
            "image" | "object-ole" => {
                self.has_images = true;
                self.xml.skip()
            }
            "note" => {
                self.has_notes = true;
                self.xml.skip()
            }
            "annotation" | "forms" | "ruby-text" | "title" | "desc" | "sequence-decls" | "variable-decls"
            | "binary-data" | "event-listeners" | "object" => self.xml.skip(),
            name if name.ends_with("-source") => self.xml.skip(),
            _ => Ok(()),
        }
    }
}

/// Puts letters down: spaces of the markup melt into one, and none stands first.
fn push(read: &mut Read, looks: Looks, text: &str) {
    for letter in text.chars() {
        if matches!(letter, ' ' | '\t' | '\r' | '\n') {
            if !read.ends_with_space && !read.text.is_empty() {
                read.text.push(' ');
            }
            read.ends_with_space = true;
        } else {
            read.text.push(letter);
            read.ends_with_space = false;
            read.has_bold |= looks.is_bold;
            read.has_plain |= !looks.is_bold;
        }
    }
}
