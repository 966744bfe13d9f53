//! A neutral paper: lines, tables and their widths, before any format.

use serde::{Deserialize, Serialize};

/// How a sheet of A4 lies («ориентация»). Margins are those of an office: left 20, right 10, top and bottom 20 mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sheet {
    /// 297 × 210 mm: tables of six columns and more.
    Landscape,
    /// 210 × 297 mm.
    Portrait,
}

impl Sheet {
    /// Width and height, mm.
    pub(crate) fn size_mm(self) -> (u32, u32) {
        match self {
            Sheet::Landscape => (297, 210),
            Sheet::Portrait => (210, 297),
        }
    }

    /// Width between the margins, mm.
    pub fn text_width_mm(self) -> u32 {
        self.size_mm().0 - 30
    }
}

/// An official paper without its format («бумага»): what stands on it from top to bottom.
///
/// It travels between processes as JSON, so that PDF is set in a child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// One line for the document's properties and the browser's tab.
    pub title: String,
    /// The day it was made, ISO 8601, for the document's properties.
    pub made_on: Option<String>,
    /// How the sheet lies.
    pub sheet: Sheet,
    /// The «УТВЕРЖДАЮ» block in the top right corner, line by line; empty where the form has none.
    pub approval: Vec<Line>,
    /// Title, period and organisation, centred.
    pub heading: Vec<Line>,
    /// The table.
    pub table: Table,
    /// Further tables, each under its own name (its summary): totals, appendices.
    #[serde(default)]
    pub more: Vec<Table>,
    /// Notes under the tables.
    pub notes: Vec<String>,
    /// Signatures and who made the paper.
    pub endings: Vec<Ending>,
}

/// One line of the approval block or of the heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How it looks.
    pub style: LineStyle,
    /// The text.
    pub text: String,
}

impl Line {
    /// A line of a style.
    pub fn new(style: LineStyle, text: impl Into<String>) -> Self {
        Line { style, text: text.into() }
    }
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineStyle {
    /// The name of the paper: bold, the heading of the document for those who listen to it.
    Title,
    /// The rest of the name: bold.
    Strong,
    /// 14 pt.
    Plain,
    /// What belongs on the line above: small, «(наименование организации)».
    Caption,
}

/// A table with a header that is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table is, for those who listen to it.
    pub summary: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// One or two rows; a cell is named where it begins.
    pub header: Vec<Vec<HeaderCell>>,
    /// Rows under the header.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Width, mm. All of them make the width between the margins.
    pub width_mm: u32,
    /// Figures stand in it: to the right, and in a workbook as numbers. Words in such a column stay words.
    #[serde(default)]
    pub is_number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(width_mm: u32) -> Self {
        Column { width_mm, is_number: false }
    }

    /// A column of figures.
    pub fn figures(width_mm: u32) -> Self {
        Column { width_mm, is_number: true }
    }
}

/// A cell of the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderCell {
    /// Its words.
    pub text: String,
    /// Leftmost column, from zero.
    pub column: usize,
    /// Columns it covers.
    pub column_span: usize,
    /// Rows of the header it covers.
    pub row_span: usize,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Row {
    /// One cell across the table that names what follows. Level 1 stands above level 2.
    Section {
        /// 1 or 2.
        level: u8,
        /// Its words.
        text: String,
    },
    /// One cell across the table that says something instead of rows: «Недостатки не выявлены».
    Remark {
        /// Its words.
        text: String,
    },
    /// A cell for each column.
    Cells {
        /// From left to right, as many as there are columns.
        cells: Vec<Cell>,
    },
}

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// What stands in the cell.
    Text {
        /// Paragraphs from top to bottom.
        paragraphs: Vec<String>,
        /// Rows it covers, at least 1.
        row_span: usize,
    },
    /// Covered by the cell above.
    Covered,
}

impl Cell {
    /// A cell of one row.
    pub fn text(paragraphs: Vec<String>) -> Self {
        Cell::Text { paragraphs, row_span: 1 }
    }
}

/// What stands at the end of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// A position, a line to sign on, a name or a line for it.
    Signature {
        /// «Руководитель организации»
        position: String,
        /// «И.И. Иванов»; a line to fill in where unknown.
        name: Option<String>,
    },
    /// Who made the paper and how to ring them up.
    Maker {
        /// The whole line.
        text: String,
    },
}
