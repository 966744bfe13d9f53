//! The table of an .odt: header rows that repeat, cells merged both ways, rows that are not torn.
//!
//! In comes a table; out go its styles and `table:table`. It refuses nested tables.

use super::body::paragraph;
use crate::write::clean::xml;
use crate::write::fit;
use crate::write::paper::{Cell, Column, Row, Table};

/// Styles that every table shares, and those of the first.
pub(super) fn styles(table: &Table) -> String {
    let shared = "\
<style:style style:name=\"Whole\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"always\"/></style:style>\
<style:style style:name=\"Torn\" style:family=\"table-row\"><style:table-row-properties fo:keep-together=\"auto\"/></style:style>\
<style:style style:name=\"Cell\" style:family=\"table-cell\"><style:table-cell-properties fo:border=\"0.5pt solid #000000\" fo:padding-top=\"0.5mm\" fo:padding-bottom=\"0.5mm\" fo:padding-left=\"1.9mm\" fo:padding-right=\"1.9mm\"/></style:style>\
<style:style style:name=\"HeaderCell\" style:family=\"table-cell\" style:parent-style-name=\"Cell\"><style:table-cell-properties fo:border=\"0.5pt solid #000000\" fo:padding-top=\"0.5mm\" fo:padding-bottom=\"0.5mm\" fo:padding-left=\"1.9mm\" fo:padding-right=\"1.9mm\" style:vertical-align=\"middle\"/></style:style>";
    own_styles(table, 0) + shared
}

/// A table of its number: the first has none in its names.
fn named(name: &str, number: usize) -> String {
    if number == 0 { name.to_owned() } else { format!("{name}{number}_") }
}

/// Width of a table and its columns.
pub(super) fn own_styles(table: &Table, number: usize) -> String {
    let width: u32 = table.columns.iter().map(|c| c.width_mm).sum();
    let (plan, columns) = (named("Plan", number), named("Column", number));
    let mut out = format!(
        "<style:style style:name=\"{plan}\" style:family=\"table\"><style:table-properties style:width=\"{width}mm\" table:align=\"left\" table:border-model=\"collapsing\"/></style:style>"
    );
    for (index, column) in table.columns.iter().enumerate() {
        out.push_str(&format!(
            "<style:style style:name=\"{columns}{index}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}mm\"/></style:style>",
            column.width_mm
        ));
    }
    // The height is told: LibreOffice forgets cells over two rows where it repeats the header, and cuts them.
    for (level, n_lines) in fit::header_heights(table).into_iter().enumerate() {
        let tenths = n_lines * LINE + AIR;
        out.push_str(&format!(
            "<style:style style:name=\"{}{level}\" style:family=\"table-row\"><style:table-row-properties style:min-row-height=\"{}.{}mm\" fo:keep-together=\"always\"/></style:style>",
            named("Head", number),
            tenths / 10,
            tenths % 10
        ));
    }
    out
}

/// A line of a table, and the air of a cell, in tenths of a millimetre.
const LINE: usize = 49;
const AIR: usize = 10;

/// `holds_next`: the last row stays with what follows the table.
pub(super) fn table(table: &Table, number: usize, holds_next: bool) -> String {
    let (name, plan, columns) = (named("План", number), named("Plan", number), named("Column", number));
    let mut out = format!(
        "<table:table table:name=\"{name}\" table:style-name=\"{plan}\"><table:desc>{}</table:desc>",
        xml(&table.summary)
    );
    for index in 0..table.columns.len() {
        out.push_str(&format!("<table:table-column table:style-name=\"{columns}{index}\"/>"));
    }
    out.push_str("<table:table-header-rows>");
    for level in 0..table.header.len() {
        out.push_str(&header_row(table, number, level));
    }
    out.push_str("</table:table-header-rows>");
    let last = table.rows.len().saturating_sub(1);
    for (index, (row, is_whole)) in fit::rows(table).enumerate() {
        let kept = if holds_next && index == last { "Held" } else { "" };
        out.push_str(&self::row(table, row, is_whole, kept));
    }
    out + "</table:table>"
}

fn cell(style: &str, columns: usize, rows: usize, paragraphs: &str) -> String {
    let mut spans = String::new();
    if columns > 1 || rows > 1 {
        spans = format!(" table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\"");
    }
    format!(
        "<table:table-cell table:style-name=\"{style}\"{spans} office:value-type=\"string\">{paragraphs}</table:table-cell>"
    )
}

const COVERED: &str = "<table:covered-table-cell/>";

fn header_row(table: &Table, number: usize, level: usize) -> String {
    let mut out = format!("<table:table-row table:style-name=\"{}{level}\">", named("Head", number));
    for column in 0..table.columns.len() {
        let begins = table.header.get(level).and_then(|row| row.iter().find(|c| c.column == column));
        match begins {
            Some(found) => {
                let words = paragraph("TableHeading", &found.text);
                out.push_str(&cell("HeaderCell", found.column_span, found.row_span, &words));
            }
            None => out.push_str(COVERED),
        }
    }
    out + "</table:table-row>"
}

fn row(table: &Table, row: &Row, is_whole: bool, kept: &str) -> String {
    let style = if is_whole { "Whole" } else { "Torn" };
    let cells = match row {
        Row::Section { text, .. } => wide(table, &paragraph("TableSection", text)),
        Row::Remark { text } => wide(table, &paragraph(&format!("TableRemark{kept}"), text)),
        Row::Cells { cells } => {
            cells.iter().zip(&table.columns).map(|(c, column)| text_cell(c, column, kept)).collect()
        }
    };
    format!("<table:table-row table:style-name=\"{style}\">{cells}</table:table-row>")
}

fn wide(table: &Table, paragraph: &str) -> String {
    let n = table.columns.len();
    cell("Cell", n, 1, paragraph) + &COVERED.repeat(n.saturating_sub(1))
}

fn text_cell(text: &Cell, column: &Column, kept: &str) -> String {
    let style = &format!("{}{kept}", if column.is_number { "TableFigure" } else { "TableText" });
    match text {
        Cell::Covered => COVERED.to_owned(),
        Cell::Text { paragraphs, row_span } => {
            let mut words: String = paragraphs.iter().map(|p| paragraph(style, p)).collect();
            if words.is_empty() {
                words = paragraph(style, "");
            }
            cell("Cell", 1, *row_span, &words)
        }
    }
}
