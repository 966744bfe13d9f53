//! The table of a .docx: header rows that repeat, cells merged both ways, rows that are not torn.
//!
//! In comes a table; out goes `w:tbl`. It refuses nested tables.

use super::body::paragraph;
use super::twips;
use crate::write::fit;
use crate::write::paper::{Cell, Column, HeaderCell, Row, Table};

/// `holds_next`: the last row stays with what follows the table.
pub(super) fn table(table: &Table, holds_next: bool) -> String {
    let width: u32 = table.columns.iter().map(|c| c.width_mm).sum();
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/>{BORDERS}<w:tblLayout w:type=\"fixed\"/>{MARGINS}<w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblDescription w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        twips(width),
        crate::write::clean::xml(&table.summary)
    );
    for column in &table.columns {
        out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", twips(column.width_mm)));
    }
    out.push_str("</w:tblGrid>");
    for (level, n_lines) in fit::header_heights(table).into_iter().enumerate() {
        out.push_str(&header_row(table, level, n_lines));
    }
    let last = table.rows.len().saturating_sub(1);
    for (index, (row, is_whole)) in fit::rows(table).enumerate() {
        let keep = if holds_next && index == last { KEEP } else { "" };
        out.push_str(&self::row(table, row, is_whole, keep));
    }
    out.push_str("</w:tbl>");
    out
}

const KEEP: &str = "<w:keepNext/>";
const BORDERS: &str = "<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>";
const MARGINS: &str = "<w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar>";

/// What a cell looks like beside its words.
struct Frame {
    width_mm: u32,
    column_span: usize,
    merge: &'static str,
    is_centred: bool,
}

fn cell(frame: &Frame, paragraphs: &str) -> String {
    let span = match frame.column_span {
        1 => String::new(),
        n => format!("<w:gridSpan w:val=\"{n}\"/>"),
    };
    let aligned = if frame.is_centred { "<w:vAlign w:val=\"center\"/>" } else { "" };
    let (width, merge) = (twips(frame.width_mm), frame.merge);
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}{aligned}</w:tcPr>{paragraphs}</w:tc>")
}

/// A line of a table, and the air of a cell, in twentieths of a point.
const LINE: usize = 276;
const AIR: usize = 56;

/// The height is told: LibreOffice forgets cells over two rows where it repeats the header, and cuts their last line off.
fn header_row(table: &Table, level: usize, n_lines: usize) -> String {
    let mut out = format!(
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/><w:tblHeader/></w:trPr>",
        n_lines * LINE + AIR
    );
    let mut column = 0;
    while column < table.columns.len() {
        let (above, found) = header_cell(table, level, column);
        let Some(found) = found else { break };
        let merge = match (found.row_span, above) {
            (1, _) => "",
            (_, true) => "<w:vMerge/>",
            (_, false) => "<w:vMerge w:val=\"restart\"/>",
        };
        let width_mm = table.columns.iter().skip(column).take(found.column_span).map(|c| c.width_mm).sum();
        let words = if above { "" } else { found.text.as_str() };
        let frame = Frame { width_mm, column_span: found.column_span, merge, is_centred: true };
        out.push_str(&cell(&frame, &paragraph("TableHeading", "", words)));
        column += found.column_span.max(1);
    }
    out + "</w:tr>"
}

/// The header cell over a place of the header, and whether it began in a row above.
fn header_cell(table: &Table, level: usize, column: usize) -> (bool, Option<&HeaderCell>) {
    for (row, cells) in table.header.iter().enumerate().take(level + 1) {
        let found =
            cells.iter().find(|c| row + c.row_span > level && (c.column..c.column + c.column_span).contains(&column));
        if found.is_some() {
            return (row < level, found);
        }
    }
    (false, None)
}

fn row(table: &Table, row: &Row, is_whole: bool, keep: &str) -> String {
    let whole = if is_whole { "<w:trPr><w:cantSplit/></w:trPr>" } else { "" };
    let cells = match row {
        Row::Section { text, .. } => wide(table, &paragraph("TableSection", "", text)),
        Row::Remark { text } => wide(table, &paragraph("TableText", &format!("{keep}<w:jc w:val=\"center\"/>"), text)),
        Row::Cells { cells } => {
            cells.iter().zip(&table.columns).map(|(c, column)| text_cell(c, column, keep)).collect()
        }
    };
    format!("<w:tr>{whole}{cells}</w:tr>")
}

fn wide(table: &Table, paragraph: &str) -> String {
    let width_mm = table.columns.iter().map(|c| c.width_mm).sum();
    let frame = Frame { width_mm, column_span: table.columns.len(), merge: "", is_centred: false };
    cell(&frame, paragraph)
}

fn text_cell(text: &Cell, column: &Column, keep: &str) -> String {
    let (width_mm, side) = (column.width_mm, if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" });
    let side = &format!("{keep}{side}");
    let (merge, paragraphs): (_, &[String]) = match text {
        Cell::Text { paragraphs, row_span: 1 } => ("", paragraphs),
        Cell::Text { paragraphs, .. } => ("<w:vMerge w:val=\"restart\"/>", paragraphs),
        Cell::Covered => ("<w:vMerge/>", &[]),
    };
    let mut words: String = paragraphs.iter().map(|p| paragraph("TableText", side, p)).collect();
    if words.is_empty() {
        words = paragraph("TableText", keep, "");
    }
    cell(&Frame { width_mm, column_span: 1, merge, is_centred: false }, &words)
}
