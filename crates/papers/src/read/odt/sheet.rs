//! Sheets of an .ods as rows of texts: answers by the ten thousand, which no person lays out.
//!
//! In comes the markup of a body; out go the filled rows of visible sheets, each with its number. Nothing is kept of a
//! cell but its text, so that six times as many fit as into a document; what is promised to repeat is counted before it
//! is made. It refuses to know what the columns mean.

use super::super::limits::{Budget, COLUMNS_MAX, within};
use super::super::package::Package;
use super::super::xml::{Xml, attribute, local, number};
use super::super::{Block, Unreadable};
use super::styles::Styles;
use super::take_styles_before_body;
use super::walker::Walker;
use quick_xml::events::BytesStart;

/// Rows that a promise may stand for, as many as a sheet has.
const REPEATED_MAX: usize = 1 << 20;

/// A sheet by its name: rows with their numbers from one.
type Sheet = (String, Vec<(u64, Vec<String>)>);

/// Reads the sheets of an .ods.
///
/// # Errors
/// [`Unreadable`] when the container or the markup is broken or too large.
pub(in crate::read) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut package = Package::open(bytes)?.of_sheets();
    let text = package
        .text("content.xml")?
        .ok_or_else(|| Unreadable::Damaged("в архиве нет самого документа (content.xml)".into()))?;
    let mut xml = Xml::new(&text, "content.xml");
    let mut styles = Styles::default();
    while take_styles_before_body(&mut xml, &mut styles)? {}
    let mut walker = Walker::new(xml, &styles);
    walker.budget = Budget::of_sheets();
    walker.sheets()
}

/// A sheet as it grows.
#[derive(Default)]
struct Growing {
    rows: Vec<(u64, Vec<String>)>,
    line: u64,
    /// Cells that go on downwards: the column, how many rows yet, the text.
    tall: Vec<(usize, usize, String)>,
}

impl<'a> Walker<'a> {
    fn sheets(&mut self) -> Result<Vec<Sheet>, Unreadable> {
        let floor = self.xml.depth();
        let mut sheets = Vec::new();
        while let Some(open) = self.open_within(floor)? {
            let is_sheet = local(&open) == "table";
            if is_sheet && self.styles.is_hidden(attribute(&open, "style-name").as_deref()) == Some(true) {
                self.xml.skip()?;
            } else if is_sheet {
                let name = attribute(&open, "name").unwrap_or_default().into_owned();
                sheets.push((name, self.sheet()?));
            } else {
                self.look_through(&open)?;
            }
        }
        Ok(sheets)
    }

    fn sheet(&mut self) -> Result<Vec<(u64, Vec<String>)>, Unreadable> {
        let floor = self.xml.depth();
        let mut sheet = Growing::default();
        while let Some(open) = self.open_within(floor)? {
            if local(&open) == "table-row" {
                let n_times = repeated(&open, "number-rows-repeated");
                let cells = self.sheet_row(&mut sheet)?;
                self.put(&mut sheet, cells, n_times)?;
            } else {
                self.look_through(&open)?;
            }
        }
        Ok(sheet.rows)
    }

    /// The cells of the row opened last, without those that are empty at its end.
    fn sheet_row(&mut self, sheet: &mut Growing) -> Result<Vec<String>, Unreadable> {
        let floor = self.xml.depth();
        let (mut cells, mut column) = (Vec::new(), 0_usize);
        for (at, _, text) in sheet.tall.iter().filter(|(_, n, _)| *n > 0) {
            set(&mut cells, *at, text.clone());
        }
        sheet.tall.retain_mut(|(_, n, _)| {
            *n = n.saturating_sub(1);
            *n > 0
        });
        while let Some(open) = self.open_within(floor)? {
            if !matches!(local(&open), "table-cell" | "covered-table-cell") {
                self.look_through(&open)?;
                continue;
            }
            let n_columns = repeated(&open, "number-columns-repeated");
            let n_rows = repeated(&open, "number-rows-spanned");
            let is_covered = local(&open) == "covered-table-cell";
            let text = text_of(self.blocks()?);
            if !is_covered && !text.trim().is_empty() {
                let end = column.saturating_add(n_columns);
                within(end <= COLUMNS_MAX, || format!("больше {COLUMNS_MAX} столбцов в таблице"))?;
                (column..end).for_each(|at| set(&mut cells, at, text.clone()));
                if n_rows > 1 {
                    sheet.tall.push((column, n_rows - 1, text));
                }
            }
            column = column.saturating_add(n_columns);
        }
        Ok(cells)
    }

    /// Puts a row down as often as it is promised; an empty one only counts.
    fn put(&mut self, sheet: &mut Growing, cells: Vec<String>, n_times: usize) -> Result<(), Unreadable> {
        if cells.is_empty() {
            sheet.line += n_times as u64;
            return Ok(());
        }
        let n_bytes: usize = cells.iter().map(String::len).sum();
        for _ in 0..n_times {
            self.budget.spend_cells(cells.len())?;
            self.budget.spend_paragraph(n_bytes)?;
            sheet.line += 1;
            sheet.rows.push((sheet.line, cells.clone()));
        }
        Ok(())
    }
}

fn set(cells: &mut Vec<String>, at: usize, text: String) {
    if cells.len() <= at {
        cells.resize(at + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(at) {
        *cell = text;
    }
}

/// Paragraphs of a cell as its lines.
fn text_of(blocks: Vec<Block>) -> String {
    let mut lines = blocks.into_iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text),
        Block::Table(_) => None,
    });
    let mut text = lines.next().unwrap_or_default();
    for line in lines {
        text.push('\n');
        text.push_str(&line);
    }
    text
}

fn repeated(open: &BytesStart<'_>, name: &str) -> usize {
    number(open, name).and_then(|n| usize::try_from(n).ok()).unwrap_or(1).clamp(1, REPEATED_MAX)
}
