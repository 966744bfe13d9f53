//! One pass over `document.xml`: blocks, wrappers that are looked through, what is left out.
//!
//! In comes markup; out go blocks in reading order. Tracked changes are taken as accepted, of two alternatives the
//! first is taken once, fields leave their result. It refuses to know parts of the package.

use super::super::limits::Budget;
use super::super::lists::Lists;
use super::super::omitted::Omitted;
use super::super::xml::{Piece, Xml, local};
use super::super::{Block, Paragraph, Unreadable};
use super::paragraph::Read;
use super::styles::{Styles, toggle};
use super::table::CellShape;
use quick_xml::events::BytesStart;

/// The pass and all it has to remember.
pub(super) struct Walker<'a> {
    pub(super) xml: Xml<'a>,
    pub(super) styles: &'a Styles,
    pub(super) lists: Lists,
    pub(super) budget: Budget,
    pub(super) seen: Seen,
    pub(super) omitted: Omitted,
    /// Open fields, `true` while their instruction goes on: it is not text.
    pub(super) fields: Vec<bool>,
    pub(super) table_depth: usize,
    /// Open alternatives: at which depth, and whether one was taken.
    choices: Vec<(usize, bool)>,
    /// Depths of open controls that show «Место для ввода текста» and have no text of their own.
    placeholders: Vec<usize>,
}

/// What was met on the way and deserves a word.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) has_changes: bool,
    pub(super) has_images: bool,
    pub(super) has_notes: bool,
    pub(super) has_foreign_parts: bool,
}

impl<'a> Walker<'a> {
    /// Ready to walk.
    pub(super) fn new(xml: Xml<'a>, styles: &'a Styles, lists: Lists) -> Self {
        let (budget, seen) = (Budget::default(), Seen::default());
        Walker {
            xml,
            styles,
            lists,
            budget,
            seen,
            omitted: Omitted::default(),
            fields: Vec::new(),
            table_depth: 0,
            choices: Vec::new(),
            placeholders: Vec::new(),
        }
    }

    /// The blocks of the whole part.
    pub(super) fn document(&mut self) -> Result<Vec<Block>, Unreadable> {
        loop {
            match self.xml.next()? {
                Piece::Open(open) if local(&open) == "body" => return self.blocks(None),
                Piece::End => return Err(Unreadable::Damaged("в документе нет текста (w:body)".into())),
                _ => {}
            }
        }
    }

    /// Blocks up to the closing of the element opened last; `shape` takes the properties when it is a cell.
    pub(super) fn blocks(&mut self, mut shape: Option<&mut CellShape>) -> Result<Vec<Block>, Unreadable> {
        let floor = self.xml.depth();
        let mut blocks = Vec::new();
        let mut carried: Option<Read> = None;
        while let Some(open) = self.open_within(floor)? {
            match (local(&open), shape.as_deref_mut()) {
                ("p", _) => {
                    let read = self.paragraph(carried.take())?;
                    // A deleted paragraph mark joins the paragraph with the next one.
                    if read.is_mark_deleted {
                        carried = Some(read);
                    } else {
                        self.keep(read, &mut blocks)?;
                    }
                }
                ("tbl", _) => {
                    self.keep_carried(&mut carried, &mut blocks)?;
                    if let Some(table) = self.table()? {
                        blocks.push(Block::Table(table));
                    }
                }
                ("tcPr", Some(shape)) => *shape = self.cell_shape()?,
                ("altChunk", _) => self.seen.has_foreign_parts = true,
                _ => self.look_through(&open)?,
            }
        }
        self.keep_carried(&mut carried, &mut blocks)?;
        Ok(blocks)
    }

    fn keep_carried(&mut self, carried: &mut Option<Read>, blocks: &mut Vec<Block>) -> Result<(), Unreadable> {
        match carried.take() {
            Some(read) if !read.text.is_empty() || !read.boxes.is_empty() => self.keep(read, blocks),
            _ => Ok(()),
        }
    }

    /// Counts the paragraph in its list and puts it down with its text boxes after it.
    fn keep(&mut self, read: Read, blocks: &mut Vec<Block>) -> Result<(), Unreadable> {
        self.budget.spend_paragraph(read.text.len())?;
        self.omitted.end();
        let label = read.list.and_then(|(id, level)| self.lists.count(id, level));
        // The number of an item that is struck out whole is printed, and stands for nothing.
        let label = label.filter(|_| !read.has_omitted || !read.text.trim().is_empty());
        let list_level = read.list.filter(|_| label.is_some()).and_then(|(_, level)| u8::try_from(level).ok());
        let is_bold = read.is_bold();
        blocks.push(Block::Paragraph(Paragraph { label, list_level, heading: read.heading, is_bold, text: read.text }));
        blocks.extend(read.boxes);
        Ok(())
    }

    /// The next element that opens inside the one at `floor`; `None` when that one closes.
    pub(super) fn open_within(&mut self, floor: usize) -> Result<Option<BytesStart<'a>>, Unreadable> {
        loop {
            match self.xml.next()? {
                Piece::Open(open) => return Ok(Some(open)),
                Piece::Close => {
                    let depth = self.xml.depth();
                    while self.choices.last().is_some_and(|(at, _)| *at > depth) {
                        self.choices.pop();
                    }
                    while self.placeholders.last().is_some_and(|at| *at > depth) {
                        self.placeholders.pop();
                    }
                    if depth < floor {
                        return Ok(None);
                    }
                }
                Piece::Text(_) => {}
                Piece::End => return Ok(None),
            }
        }
    }

    /// The properties of a control: whether it shows words of its own or asks for them.
    fn control(&mut self) -> Result<(), Unreadable> {
        let floor = self.xml.depth();
        let mut is_placeholder = false;
        while let Some(open) = self.open_within(floor)? {
            is_placeholder |= local(&open) == "showingPlcHdr" && toggle(&open);
        }
        // The properties have closed: what is open now is the control.
        self.placeholders.extend(is_placeholder.then(|| self.xml.depth()));
        Ok(())
    }

    /// Whether letters here only ask for others.
    pub(super) fn is_placeholder(&self) -> bool {
        !self.placeholders.is_empty()
    }

    /// Decides about an element that no one claims: left out, or looked through as if it were not there.
    pub(super) fn look_through(&mut self, open: &BytesStart<'_>) -> Result<(), Unreadable> {
        match local(open) {
            "del" | "moveFrom" => {
                self.seen.has_changes = true;
                self.xml.skip()
            }
            "ins" | "moveTo" => {
                self.seen.has_changes = true;
                Ok(())
            }
            "AlternateContent" => {
                self.choices.push((self.xml.depth(), false));
                Ok(())
            }
            "Choice" | "Fallback" => match self.choices.last_mut() {
                Some((_, is_taken)) if *is_taken => self.xml.skip(),
                Some((_, is_taken)) => {
                    *is_taken = true;
                    Ok(())
                }
                None => Ok(()),
            },
            "sdtPr" => self.control(),
            // Properties of whatever kind say nothing to a reader.
            name if name.ends_with("Pr") || name.ends_with("PrEx") || name.ends_with("PrChange") => self.xml.skip(),
            "tblGrid" | "instrText" | "delText" | "delInstrText" => self.xml.skip(),
            _ => Ok(()),
        }
    }
}
