//! Documents as an office writes them, for tests and examples: paragraphs, lists, tables with merged cells.
//!
//! In comes a [`Paper`] built by hand; out go bytes of .docx, .odt, .rtf, .html or flattened text.
//! The writers are apart from those of the product on purpose: a reader is not tested against its own twin.

mod docx;
mod grid;
mod html;
mod odt;
mod pack;
mod rtf;
mod text;

pub use docx::docx;
pub use html::html;
pub use odt::odt;
pub use pack::pack;
pub use rtf::rtf;
pub use text::text;

/// A whole document.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// Whether the page lies on its side.
    pub is_landscape: bool,
    /// Paragraphs and tables from top to bottom.
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// Where the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// On the left.
    Left,
    /// In the middle, as titles do.
    Middle,
    /// On the right, as «УТВЕРЖДАЮ» does.
    Right,
}

/// A list that the word processor numbers by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// «1.», «1.1.» at depth 0, 1.
    Numbers(u8),
    /// «•».
    Bullets,
}

/// One paragraph.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its words.
    pub text: String,
    /// Where its lines stand.
    pub align: Align,
    /// Whether it is bold.
    pub is_bold: bool,
    /// The automatic list it belongs to.
    pub list: Option<List>,
}

/// A table; rows hold only the cells that begin in them, as in HTML.
#[derive(Debug, Clone)]
pub struct Table {
    /// Widths of columns in parts of the whole.
    pub widths: Vec<u32>,
    /// How many rows are repeated on each page.
    pub header_rows: usize,
    /// Rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its paragraphs; empty ones part things, as people do with the Enter key.
    pub paragraphs: Vec<String>,
    /// How many columns it takes.
    pub columns: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// Whether it is bold.
    pub is_bold: bool,
}

impl Paper {
    /// A page on its side, as plans are.
    pub fn landscape() -> Self {
        Paper { is_landscape: true, blocks: Vec::new() }
    }

    /// A page that stands.
    pub fn portrait() -> Self {
        Paper::default()
    }

    /// With a bold line in the middle.
    #[must_use]
    pub fn title(self, text: &str) -> Self {
        self.paragraph(text, Align::Middle, true, None)
    }

    /// With a line on the right.
    #[must_use]
    pub fn right(self, text: &str) -> Self {
        self.paragraph(text, Align::Right, false, None)
    }

    /// With an ordinary line.
    #[must_use]
    pub fn line(self, text: &str) -> Self {
        self.paragraph(text, Align::Left, false, None)
    }

    /// With an item that the word processor numbers.
    #[must_use]
    pub fn item(self, list: List, text: &str) -> Self {
        self.paragraph(text, Align::Left, false, Some(list))
    }

    /// With a table.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.blocks.push(Block::Table(table));
        self
    }

    fn paragraph(mut self, text: &str, align: Align, is_bold: bool, list: Option<List>) -> Self {
        self.blocks.push(Block::Paragraph(Paragraph { text: text.to_owned(), align, is_bold, list }));
        self
    }
}

impl Table {
    /// A table without rows.
    pub fn new(widths: &[u32]) -> Self {
        Table { widths: widths.to_vec(), header_rows: 0, rows: Vec::new() }
    }

    /// With a row of the heading.
    #[must_use]
    pub fn header(mut self, cells: Vec<Cell>) -> Self {
        self.header_rows += 1;
        self.rows.push(cells);
        self
    }

    /// With a row.
    #[must_use]
    pub fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push(cells);
        self
    }

    /// With a row of plain cells.
    #[must_use]
    pub fn texts(self, texts: &[&str]) -> Self {
        self.row(texts.iter().map(|text| cell(text)).collect())
    }

    /// With one bold cell over the whole width.
    #[must_use]
    pub fn section(self, text: &str) -> Self {
        let columns = self.widths.len();
        self.row(vec![cell(text).bold().over(columns, 1)])
    }
}

/// A cell; each line of the text is a paragraph.
pub fn cell(text: &str) -> Cell {
    Cell { paragraphs: text.split('\n').map(str::to_owned).collect(), columns: 1, rows: 1, is_bold: false }
}

impl Cell {
    /// The same cell over several columns and rows.
    #[must_use]
    pub fn over(mut self, columns: usize, rows: usize) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// The same cell in bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.is_bold = true;
        self
    }
}
