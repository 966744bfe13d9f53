//! Workbooks: .xlsx, .xlsm, .xls, .ods.
//!
//! In come bytes; out goes a document in which every visible sheet is title lines, a table, and lines below it. Values
//! are those kept in the file: no formula is computed. It refuses to know what the tables mean.

mod binary;
mod numbers;
mod rows;
mod sheet;
mod struck;

pub use rows::Sheet;
pub(super) use rows::{sheets_of_ods, sheets_of_xls, sheets_of_xlsx};

use super::grid::{Content, Grid};
use super::guard::guarded;
use super::limits::{Budget, CELLS_MAX, within};
use super::omitted::Omitted;
use super::package::Package;
use super::{Block, Document, Format, Paragraph, Table, Unreadable, remarks};
use calamine::{Data, Dimensions, Reader, SheetVisible, Xls, Xlsx};
use std::collections::HashMap;
use std::io::Cursor;
use struck::Struck;

/// Empty rows kept between filled ones.
const EMPTY_ROWS_MAX: u32 = 100;

/// A sheet as told by a library.
#[derive(Debug, Default)]
struct Told {
    name: String,
    /// Cells with text, by row and column.
    cells: Vec<((u32, u32), String)>,
    merged: Vec<Dimensions>,
}

/// Reads an .xlsx.
///
/// # Errors
/// [`Unreadable`] when the container or the markup is broken or too large.
pub(super) fn read_xlsx(bytes: &[u8]) -> Result<Document, Unreadable> {
    let (struck, mut omitted) = (Struck::of(bytes), Omitted::default());
    told_by_xlsx(bytes, CELLS_MAX, |told, has_macros, has_hidden| {
        let mut document = document(struck.taken_from(told, &mut omitted), has_macros, has_hidden)?;
        document.remarks.extend(omitted.remarks());
        Ok(document)
    })
}

/// What a workbook tells, made into something inside the wall around the library.
fn told_by_xlsx<T>(
    bytes: &[u8],
    cells_max: usize,
    made: impl FnOnce(Vec<Told>, bool, bool) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let mut package = Package::open(bytes)?;
    // The library inflates without counting: everything is counted once before.
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        package.part(name)?;
    }
    let has_macros = names.iter().any(|name| name.ends_with("vbaProject.bin"));
    guarded(|| {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| damaged())?;
        let (visible, has_hidden) = visible_sheets(book.sheets_metadata());
        let mut sheets = Vec::new();
        for name in visible {
            let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let cells = xlsx_cells(&mut book, &name, cells_max)?;
            sheets.push(Told { name, cells, merged });
        }
        made(sheets, has_macros, has_hidden)
    })
}

/// Reads an .xls.
///
/// # Errors
/// [`Unreadable`] when the container or the records are broken, locked or too large.
pub(super) fn read_xls(bytes: &[u8]) -> Result<Document, Unreadable> {
    told_by_xls(bytes, document)
}

fn told_by_xls<T>(
    bytes: &[u8],
    made: impl FnOnce(Vec<Told>, bool, bool) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    binary::refuse_far_corners(bytes)?;
    let has_macros = cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|ole| ole.exists("/_VBA_PROJECT_CUR"));
    guarded(|| {
        let mut book: Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|e| match e {
            calamine::XlsError::Password => Unreadable::Encrypted,
            _ => damaged(),
        })?;
        let (visible, has_hidden) = visible_sheets(book.sheets_metadata());
        let mut sheets = Vec::new();
        for name in visible {
            let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let range = book.worksheet_range(&name).map_err(|_| damaged())?;
            let (top, left) = range.start().unwrap_or_default();
            let at = |row: usize, column: usize| (top.saturating_add(narrow(row)), left.saturating_add(narrow(column)));
            let cells = range
                .used_cells()
                .map(|(row, column, value)| (at(row, column), numbers::shown(value)))
                .filter(|(_, text)| !text.trim().is_empty())
                .collect();
            sheets.push(Told { name, cells, merged });
        }
        made(sheets, has_macros, has_hidden)
    })
}

/// Reads an .ods: its tables are those of OpenDocument, each cell with its text as shown.
///
/// # Errors
/// As the reader of .odt.
pub(super) fn read_ods(bytes: &[u8]) -> Result<Document, Unreadable> {
    let read = super::odt::read(bytes)?;
    let mut blocks = Vec::new();
    for block in read.blocks {
        match block {
            Block::Table(grid) => blocks.extend(sheet::parted(grid)),
            paragraph => blocks.push(paragraph),
        }
    }
    Ok(Document { format: Format::Workbook, blocks, remarks: read.remarks })
}

fn damaged() -> Unreadable {
    Unreadable::Damaged("книга Excel не открывается".into())
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Names of sheets that a person sees, and whether there are others.
fn visible_sheets(all: &[calamine::Sheet]) -> (Vec<String>, bool) {
    let visible: Vec<String> =
        all.iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect();
    let has_hidden = visible.len() < all.len();
    (visible, has_hidden)
}

/// What stands at a row and a column.
type Placed = ((u32, u32), String);

/// Cells one by one: a sheet is never laid out whole, so far corners cost nothing.
fn xlsx_cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, cells_max: usize) -> Result<Vec<Placed>, Unreadable> {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
        let text = numbers::shown(&Data::from(cell.get_value().clone()));
        if !text.trim().is_empty() {
            cells.push((cell.get_position(), text));
            within(cells.len() <= cells_max, || format!("больше {cells_max} ячеек"))?;
        }
    }
    Ok(cells)
}

fn document(sheets: Vec<Told>, has_macros: bool, has_hidden: bool) -> Result<Document, Unreadable> {
    let mut budget = Budget::default();
    let mut blocks = Vec::new();
    let has_many = sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count() > 1;
    for told in sheets.into_iter().filter(|told| !told.cells.is_empty()) {
        if has_many && !is_plain_name(&told.name) {
            let heading = Some(1);
            blocks.push(Block::Paragraph(Paragraph { heading, ..Paragraph::plain(told.name.clone()) }));
        }
        blocks.extend(sheet::parted(grid(told, &mut budget)?));
    }
    let said = [(has_macros, remarks::macros_ignored as fn() -> _), (has_hidden, remarks::hidden_sheets_left_out)];
    let remarks = said.iter().filter(|(is_met, _)| *is_met).map(|(_, say)| say()).collect();
    Ok(Document { format: Format::Workbook, blocks, remarks })
}

/// «Лист1», «Sheet 2»: names that say nothing.
fn is_plain_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let rest = name.strip_prefix("лист").or_else(|| name.strip_prefix("sheet"));
    rest.is_some_and(|rest| rest.trim().chars().all(|letter| letter.is_ascii_digit()))
}

/// Everything used on a sheet, as a grid from its first filled row and column.
fn grid(told: Told, budget: &mut Budget) -> Result<Table, Unreadable> {
    let mut cells = told.cells;
    cells.sort_by_key(|(at, _)| *at);
    cells.dedup_by_key(|(at, _)| *at);
    let left = cells.iter().map(|((_, column), _)| *column).min().unwrap_or(0);
    let corners: HashMap<(u32, u32), &Dimensions> = told.merged.iter().map(|region| (region.start, region)).collect();
    let mut grid = Grid::default();
    let mut last_row: Option<u32> = None;
    for ((row, column), text) in cells {
        let n_new = last_row.map_or(1, |last| (row - last).min(EMPTY_ROWS_MAX));
        for _ in 0..n_new {
            grid.start_row()?;
        }
        last_row = Some(row);
        let region = corners.get(&(row, column));
        let span = |from: u32, to: u32| to.saturating_sub(from) as usize + 1;
        let (rows, columns) = region.map_or((1, 1), |r| (span(r.start.0, r.end.0), span(r.start.1, r.end.1)));
        grid.seek((column - left) as usize);
        grid.put(columns, rows, false, content(&text, budget)?, budget)?;
    }
    grid.finish(budget)
}

/// Lines of a cell are its paragraphs.
fn content(text: &str, budget: &mut Budget) -> Result<Content, Unreadable> {
    let mut content = Content::default();
    for line in text.trim_end().split('\n') {
        budget.spend_paragraph(line.len())?;
        content.paragraphs.push(Paragraph::plain(line.trim_end_matches('\r')));
    }
    Ok(content)
}
