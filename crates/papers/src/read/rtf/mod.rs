//! Rich Text Format.
//!
//! In come bytes; out goes a document. Deleted, struck and hidden text is dropped, the label that the writer of the file printed for a list
//! is taken, unknown starred destinations are passed over as the format asks. It refuses to know what the tables mean.

mod charset;
mod state;
mod tokens;

use super::flow::{CellShape, Flow, Merge, RowShape};
use super::limits::{Budget, within};
use super::omitted::{Fate, Omitted};
use super::{Document, Format, Unreadable, remarks};
use charset::Alphabet;
use state::{Destination, State, destination};
use std::collections::HashMap;
use tokens::{Token, Tokens};

/// Groups inside groups.
const GROUPS_MAX: usize = 1000;

/// Reads RTF.
///
/// # Errors
/// [`Unreadable`] when the text breaks off in the middle or is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.take(token)?;
    }
    reader.flush()?;
    if reader.groups.len() > 1 || !reader.outer.is_empty() {
        return Err(Unreadable::Damaged("текст обрывается на середине".into()));
    }
    let flow = std::mem::take(&mut reader.flow);
    let blocks = flow.finish(&mut reader.budget)?;
    let mut document = Document { format: Format::Rtf, blocks, remarks: reader.omitted.remarks() };
    if !document.has_text() && reader.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    let said = [
        (reader.has_changes, remarks::tracked_changes as fn() -> _),
        (reader.has_notes, remarks::notes_left_out),
        // Some programs forget the last bracket; a file cut between paragraphs looks the same.
        (!reader.groups.is_empty(), remarks::cut_off),
    ];
    document.remarks.extend(said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()));
    Ok(document)
}

/// The reading under way.
#[derive(Debug, Default)]
struct Reader {
    state: State,
    groups: Vec<State>,
    flow: Flow,
    /// Flows that wait while a text box is read.
    outer: Vec<Flow>,
    budget: Budget,
    omitted: Omitted,
    page: Option<Alphabet>,
    fonts: HashMap<i32, Option<Alphabet>>,
    /// The font that the table of fonts speaks of.
    font: i32,
    /// The last token was `\*`.
    is_starred: bool,
    /// Bytes that are not letters yet, and halves of letters told by `\u`.
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// Letters to pass over after `\u`.
    n_passed: usize,
    row: RowShape,
    cell: CellShape,
    /// Definitions that wait while a row of an inner table is defined.
    outer_rows: Vec<RowShape>,
    has_changes: bool,
    has_images: bool,
    has_notes: bool,
}

impl Reader {
    fn take(&mut self, token: Token<'_>) -> Result<(), Unreadable> {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Byte(byte) => self.byte(byte),
            Token::Symbol(b'*') => {
                self.is_starred = true;
                Ok(())
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                let is_starred = std::mem::take(&mut self.is_starred);
                self.word(word, number, is_starred)
            }
        }
    }

    fn open(&mut self) -> Result<(), Unreadable> {
        self.flush()?;
        self.n_passed = 0;
        self.groups.push(self.state);
        self.state.is_box = false;
        self.state.is_inner_row = false;
        within(self.groups.len() <= GROUPS_MAX, || "слишком глубокая вложенность".into())
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        self.flush()?;
        self.n_passed = 0;
        if self.state.is_box
            && let Some(outer) = self.outer.pop()
        {
            let inner = std::mem::replace(&mut self.flow, outer);
            let blocks = inner.finish(&mut self.budget)?;
            self.flow.tie(blocks);
        }
        if self.state.is_inner_row {
            self.row = self.outer_rows.pop().unwrap_or_default();
        }
        self.state = self.groups.pop().unwrap_or_default();
        Ok(())
    }

    fn byte(&mut self, byte: u8) -> Result<(), Unreadable> {
        self.is_starred = false;
        if self.n_passed > 0 {
            self.n_passed -= 1;
            return Ok(());
        }
        if !self.units.is_empty() {
            self.flush()?;
        }
        if matches!(self.state.destination, Destination::Text | Destination::Label) {
            self.bytes.push(byte);
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), Unreadable> {
        if self.n_passed > 0 {
            self.n_passed -= 1;
            return Ok(());
        }
        match symbol {
            b'~' => self.letters("\u{a0}"),
            b'_' => self.letters("\u{2011}"),
            b'-' => self.letters("\u{ad}"),
            _ => Ok(()),
        }
    }

    /// Puts letters where they belong now.
    fn letters(&mut self, text: &str) -> Result<(), Unreadable> {
        self.flush()?;
        self.put(text);
        Ok(())
    }

    fn put(&mut self, text: &str) {
        let State { destination, fate, is_struck_twice, is_deleted, .. } = self.state;
        let fate = Fate { is_struck: fate.is_struck || is_struck_twice, ..fate };
        if is_deleted || (destination == Destination::Label && fate.is_hidden) {
            return;
        }
        if destination == Destination::Text && self.omitted.takes(fate, text) {
            self.flow.draft.has_omitted = true;
            return;
        }
        match destination {
            Destination::Text => self.flow.push(text, &self.state.look),
            Destination::Label => self.flow.draft.label.push_str(text),
            Destination::Quiet | Destination::Nowhere | Destination::Fonts => {}
        }
    }

    /// Turns gathered bytes and halves into letters.
    fn flush(&mut self) -> Result<(), Unreadable> {
        if !self.bytes.is_empty() {
            let by_font = self.state.font.and_then(|font| self.fonts.get(&font).copied().flatten());
            let alphabet = by_font.or(self.page).unwrap_or(Alphabet::of_page(1251));
            let bytes = std::mem::take(&mut self.bytes);
            self.put(&alphabet.letters(&bytes));
        }
        if !self.units.is_empty() {
            let text: String = char::decode_utf16(std::mem::take(&mut self.units))
                .map(|letter| super::label::symbol(letter.unwrap_or('\u{fffd}')))
                .collect();
            self.put(&text);
        }
        Ok(())
    }

    fn word(&mut self, word: &str, number: Option<i32>, is_starred: bool) -> Result<(), Unreadable> {
        if self.n_passed > 0 && word != "u" {
            self.n_passed -= 1;
            return Ok(());
        }
        if word == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.flush()?;
        if self.state.destination == Destination::Nowhere {
            return Ok(());
        }
        if let Some(next) = destination(word) {
            self.enter(word, next);
            return Ok(());
        }
        if is_starred {
            self.state.destination = Destination::Nowhere;
            return Ok(());
        }
        match self.state.destination {
            Destination::Fonts => self.font_word(word, number),
            Destination::Quiet => {}
            Destination::Text | Destination::Label | Destination::Nowhere => return self.text_word(word, number),
        }
        Ok(())
    }

    fn unicode(&mut self, number: i32) -> Result<(), Unreadable> {
        if !self.bytes.is_empty() {
            self.flush()?;
        }
        if matches!(self.state.destination, Destination::Text | Destination::Label) {
            // Codes above 32767 are written as negative numbers, or plainly by some programs.
            self.units.push(u16::try_from(number & 0xFFFF).unwrap_or(0));
        }
        self.n_passed = self.state.n_fallback;
        Ok(())
    }

    /// A destination opens.
    fn enter(&mut self, word: &str, next: Destination) {
        match word {
            "pict" => self.has_images = true,
            "footnote" => self.has_notes = true,
            "shptxt" | "dptxbxtext" => {
                self.outer.push(std::mem::take(&mut self.flow));
                self.state.is_box = true;
                self.state.forget_paragraph();
            }
            "nesttableprops" => {
                self.outer_rows.push(std::mem::take(&mut self.row));
                self.state.is_inner_row = true;
            }
            _ => {}
        }
        // Words such as `\result` do not lead out of a place that leads nowhere.
        self.state.destination = next;
    }

    fn font_word(&mut self, word: &str, number: Option<i32>) {
        let number = number.unwrap_or(0);
        match word {
            "f" => self.font = number,
            "fcharset" => {
                self.fonts.insert(self.font, Alphabet::of_charset(number));
            }
            "cpg" => {
                self.fonts.insert(self.font, Some(Alphabet::of_page(number)));
            }
            _ => {}
        }
    }

    fn text_word(&mut self, word: &str, number: Option<i32>) -> Result<(), Unreadable> {
        let is_on = number != Some(0);
        match word {
            "ansicpg" => self.page = Some(Alphabet::of_page(number.unwrap_or(0))),
            "mac" => self.page = Some(Alphabet::of_page(10007)),
            "pc" | "pca" => self.page = Some(Alphabet::of_page(866)),
            "uc" => self.state.n_fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(8),
            "f" => self.state.font = number,
            "b" => self.state.look.is_bold = is_on,
            "v" => self.state.fate.is_hidden = is_on,
            "strike" => self.state.fate.is_struck = is_on,
            "striked" => self.state.is_struck_twice = is_on,
            "deleted" => {
                self.has_changes = true;
                self.state.is_deleted = is_on;
            }
            "revised" => self.has_changes = true,
            "plain" => self.state.forget_letters(),
            "pard" => self.state.forget_paragraph(),
            "intbl" => self.state.is_in_table = is_on,
            "itap" => self.state.table_level = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
            "outlinelevel" => {
                self.state.look.heading =
                    number.and_then(|n| u8::try_from(n + 1).ok()).filter(|level| (1..=6).contains(level))
            }
            "ilvl" => self.state.look.list_level = number.and_then(|n| u8::try_from(n).ok()),
            _ => return self.structure_word(word, number),
        }
        Ok(())
    }

    /// Ends of things, and letters told by words.
    fn structure_word(&mut self, word: &str, number: Option<i32>) -> Result<(), Unreadable> {
        if self.state.destination == Destination::Label {
            if word == "tab" {
                self.put(" ");
            } else if let Some(letter) = letter(word) {
                self.put(letter);
            }
            return Ok(());
        }
        let depth = self.state.depth_in_tables();
        if matches!(word, "par" | "sect" | "cell" | "nestcell" | "row" | "nestrow") {
            self.omitted.end();
        }
        match word {
            "par" | "sect" => self.flow.end_paragraph(&self.state.look, depth, &mut self.budget),
            "cell" => self.flow.end_cell(&self.state.look, 1, &mut self.budget),
            "nestcell" => self.flow.end_cell(&self.state.look, depth.max(2), &mut self.budget),
            "row" => self.flow.end_row(self.row.clone(), 1, &mut self.budget),
            "nestrow" => self.flow.end_row(self.row.clone(), depth.max(2), &mut self.budget),
            _ => match letter(word) {
                Some(letter) => self.letters(letter),
                None => {
                    self.row_word(word, number);
                    Ok(())
                }
            },
        }
    }

    /// The definition of a row.
    fn row_word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "trowd" => {
                self.row = RowShape::default();
                self.cell = CellShape::default();
            }
            "trleft" => self.row.left = i64::from(number.unwrap_or(0)),
            "trhdr" => self.row.is_header = true,
            "clmgf" => self.cell.across = Merge::Starts,
            "clmrg" => self.cell.across = Merge::GoesOn,
            "clvmgf" => self.cell.down = Merge::Starts,
            "clvmrg" => self.cell.down = Merge::GoesOn,
            "cellx" if self.row.cells.len() < super::limits::COLUMNS_MAX => {
                self.cell.right = i64::from(number.unwrap_or(0));
                self.row.cells.push(std::mem::take(&mut self.cell));
            }
            _ => {}
        }
    }
}

/// A letter told by a word.
fn letter(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "softline" | "page" | "column" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}
