//! The neutral document that every reader produces and every recogniser takes.

use otklik_domain::remark::{Place, Remark};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Which format the bytes were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Office Open XML text.
    Docx,
    /// Word 97–2003.
    Doc,
    /// OpenDocument text.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// A workbook: .xlsx, .xls, .ods.
    Workbook,
    /// HTML.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// Plain text.
    Text,
}

/// A document without its format: top-level blocks in reading order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What the bytes were.
    pub format: Format,
    /// Top-level paragraphs and tables; `Place::block` counts these. Empty paragraphs are kept: they part things.
    pub blocks: Vec<Block>,
    /// What the reader noticed: macros, tracked changes, damaged parts. Goes on into the draft, not into this form's JSON.
    #[serde(skip)]
    pub remarks: Vec<Remark>,
}

/// A top-level piece of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph outside tables (a text box gives its paragraphs here too).
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// One paragraph as read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paragraph {
    /// What Word numbered by itself: «1.1.», «а)», «•». Not part of `text`.
    pub label: Option<String>,
    /// Depth of an automatic list, from zero.
    pub list_level: Option<u8>,
    /// Level of a heading, 1 to 6, when the format says so.
    pub heading: Option<u8>,
    /// Whether the whole paragraph is bold.
    pub is_bold: bool,
    /// The text; line breaks are `\n`, no-break spaces and soft hyphens as in the source.
    pub text: String,
}

impl Paragraph {
    /// A paragraph of nothing but text.
    pub fn plain(text: impl Into<String>) -> Self {
        Paragraph { text: text.into(), ..Paragraph::default() }
    }

    /// The text with the automatic label before it, as a reader sees it.
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) if self.text.is_empty() => label.clone(),
            Some(label) => format!("{label} {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// A table as a grid with merged cells unfolded: every place of the grid belongs to exactly one cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Table {
    /// Rows of the grid.
    pub n_rows: usize,
    /// Columns of the grid.
    pub n_columns: usize,
    /// Cells by their top left corner, row by row.
    pub cells: Vec<Cell>,
    /// How many first rows the format itself calls a header (repeated on every page).
    pub n_header_rows: usize,
}

/// A cell at its top left corner.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// Top row.
    pub row: usize,
    /// Left column.
    pub column: usize,
    /// Rows it covers, at least 1.
    pub row_span: usize,
    /// Columns it covers, at least 1.
    pub column_span: usize,
    /// What stands in it, in reading order. Tables inside come in `nested` and also leave their text here, cell by cell.
    pub paragraphs: Vec<Paragraph>,
    /// Tables inside the cell.
    pub nested: Vec<Table>,
}

impl Cell {
    /// The cell's text as read: paragraphs with their labels, joined by line feeds. Places count characters of this.
    pub fn text(&self) -> Cow<'_, str> {
        // Nearly every cell holds one paragraph and is asked many times.
        if let [only] = self.paragraphs.as_slice()
            && only.label.is_none()
        {
            return Cow::Borrowed(&only.text);
        }
        let mut shown = self.paragraphs.iter().map(Paragraph::shown);
        let mut text = shown.next().unwrap_or_default();
        for more in shown {
            text.push('\n');
            text.push_str(&more);
        }
        Cow::Owned(text)
    }
}

impl Table {
    /// The cell that covers a place of the grid.
    pub fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        // Cells stand by their corners, so the one that covers the place is never after it and mostly just before.
        let n = self.cells.partition_point(|c| (c.row, c.column) <= (row, column));
        self.cells.get(..n)?.iter().rev().find(|c| {
            (c.row..c.row + c.row_span).contains(&row) && (c.column..c.column + c.column_span).contains(&column)
        })
    }
}

impl Document {
    /// Whether any letter stands anywhere.
    pub fn has_text(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Paragraph(paragraph) => !paragraph.text.trim().is_empty(),
            Block::Table(table) => {
                table.cells.iter().flat_map(|c| &c.paragraphs).any(|paragraph| !paragraph.text.trim().is_empty())
            }
        })
    }

    /// The text a place points at.
    pub fn text_at(&self, place: &Place) -> Option<String> {
        let whole = match (self.blocks.get(place.block)?, place.row, place.column) {
            (Block::Paragraph(paragraph), _, _) => paragraph.shown(),
            (Block::Table(table), Some(row), Some(column)) => table.at(row, column)?.text().into_owned(),
            (Block::Table(_), _, _) => return None,
        };
        Some(whole.chars().skip(place.from).take(place.to.saturating_sub(place.from)).collect())
    }
}
