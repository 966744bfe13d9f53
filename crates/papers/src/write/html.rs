//! A paper as a page of its own (.html) for a site: prints on A4, is read aloud as a table.
//!
//! In comes a paper; out goes markup without scripts and without anything from other places.
//! It refuses a style sheet of the portal: the page must look the same where it is saved.

use super::clean::xml;
use super::paper::{Cell, Column, Ending, Line, LineStyle, Paper, Row, Sheet, Table};

/// Writes the whole page.
pub(super) fn write(paper: &Paper) -> String {
    let lies = if paper.sheet == Sheet::Landscape { "landscape" } else { "portrait" };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n@page {{ size: A4 {lies}; margin: 20mm 10mm 20mm 20mm; }}\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        xml(&paper.title)
    );
    if !paper.approval.is_empty() {
        let lines: String = paper.approval.iter().map(paragraph).collect();
        out.push_str(&format!("<div class=\"approval\">\n{lines}</div>\n"));
    }
    let lines: String = paper.heading.iter().map(heading_line).collect();
    out.push_str(&format!("<header>\n{lines}</header>\n"));
    out.push_str(&table(&paper.table));
    for more in &paper.more {
        out.push_str(&format!("<h2>{}</h2>\n{}", words(&more.summary), table(more)));
    }
    for note in &paper.notes {
        out.push_str(&format!("<p class=\"note\">{}</p>\n", words(note)));
    }
    out.extend(paper.endings.iter().map(ending));
    out + "</main>\n</body>\n</html>\n"
}

const STYLE: &str = "\
body { margin: 0 auto; padding: 16px; max-width: 267mm; font: 14pt/1.25 \"Times New Roman\", \"Liberation Serif\", \"PT Serif\", serif; color: #000; background: #fff; }
p, h1 { margin: 0; }
h1 { font-size: 14pt; margin-top: 1em; }
h2 { font-size: 14pt; margin: 1.2em 0 0.4em; text-align: center; break-after: avoid; }
header { text-align: center; margin-bottom: 1em; }
.strong { font-weight: bold; }
.caption { font-size: 10pt; }
.approval { width: 100mm; max-width: 100%; margin-left: auto; text-align: center; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 12pt; }
th, td { border: 1px solid #000; padding: 2px 6px; text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; hyphens: auto; }
thead th { text-align: center; vertical-align: middle; }
th.section { text-align: center; font-weight: bold; hyphens: manual; }
td.remark { text-align: center; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; }
.note, .maker { font-size: 12pt; margin-top: 0.7em; }
.signature { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 4mm; margin-top: 1.5em; break-inside: avoid; }
.signature .who { flex: 1 1 60mm; }
.signature .line { flex: 0 0 52mm; text-align: center; }
@media screen and (max-width: 60em) { table { min-width: 50em; } }
@media print { body { padding: 0; max-width: none; } .wide { overflow: visible; padding-right: 1px; } thead { display: table-header-group; } tr { break-inside: avoid; } tbody:first-of-type tr:nth-child(-n+2) { break-inside: auto; } .section { break-after: avoid; } }
";

/// A line to sign on.
const BLANK: &str = "____________________";

fn words(text: &str) -> String {
    xml(text).replace('\n', "<br>")
}

fn paragraph(line: &Line) -> String {
    let class = match line.style {
        LineStyle::Title | LineStyle::Strong => " class=\"strong\"",
        LineStyle::Plain => "",
        LineStyle::Caption => " class=\"caption\"",
    };
    format!("<p{class}>{}</p>\n", words(&line.text))
}

fn heading_line(line: &Line) -> String {
    match line.style {
        LineStyle::Title => format!("<h1 id=\"title\">{}</h1>\n", words(&line.text)),
        _ => paragraph(line),
    }
}

/// Each section is a body of its own, so that its heading belongs to its rows.
fn table(table: &Table) -> String {
    let width: u32 = table.columns.iter().map(|c| c.width_mm).sum::<u32>().max(1);
    let mut out = format!(
        "<div class=\"wide\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\">\n<table aria-label=\"{0}\">\n<colgroup>",
        xml(&table.summary)
    );
    for column in &table.columns {
        let tenths = column.width_mm * 1000 / width;
        out.push_str(&format!("<col style=\"width: {}.{}%\">", tenths / 10, tenths % 10));
    }
    out.push_str("</colgroup>\n<thead>\n");
    for row in &table.header {
        out.push_str("<tr>");
        for cell in row {
            let scope = if cell.column_span > 1 { "colgroup" } else { "col" };
            let spans = spans(cell.column_span, cell.row_span);
            out.push_str(&format!("<th scope=\"{scope}\"{spans}>{}</th>", words(&cell.text)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</thead>\n<tbody>\n");
    for (index, row) in table.rows.iter().enumerate() {
        let is_first = index == 0;
        out.push_str(&self::row(row, &table.columns, is_first));
    }
    out + "</tbody>\n</table>\n</div>\n"
}

fn row(row: &Row, columns: &[Column], is_first: bool) -> String {
    let n_columns = columns.len();
    match row {
        Row::Section { text, .. } => {
            let parted = if is_first { "" } else { "</tbody>\n<tbody>\n" };
            format!(
                "{parted}<tr><th scope=\"rowgroup\" class=\"section\" colspan=\"{n_columns}\">{}</th></tr>\n",
                words(text)
            )
        }
        Row::Remark { text } => {
            format!("<tr><td class=\"remark\" colspan=\"{n_columns}\">{}</td></tr>\n", words(text))
        }
        Row::Cells { cells } => {
            let cells: String = cells.iter().zip(columns).map(|(c, column)| cell(c, column)).collect();
            format!("<tr>{cells}</tr>\n")
        }
    }
}

fn cell(cell: &Cell, column: &Column) -> String {
    let class = if column.is_number { " class=\"figure\"" } else { "" };
    match cell {
        Cell::Covered => String::new(),
        Cell::Text { paragraphs, row_span } => {
            let inside = match paragraphs.as_slice() {
                [] => String::new(),
                [one] => words(one),
                many => many.iter().map(|p| format!("<p>{}</p>", words(p))).collect(),
            };
            format!("<td{class}{}>{inside}</td>", spans(1, *row_span))
        }
    }
}

fn spans(columns: usize, rows: usize) -> String {
    let mut out = String::new();
    for (name, n) in [("colspan", columns), ("rowspan", rows)] {
        if n > 1 {
            out.push_str(&format!(" {name}=\"{n}\""));
        }
    }
    out
}

fn ending(ending: &Ending) -> String {
    match ending {
        Ending::Signature { position, name } => format!(
            "<div class=\"signature\"><p class=\"who\">{}</p><p class=\"line\">{BLANK}<br><span class=\"caption\">(подпись)</span></p><p class=\"line\">{}<br><span class=\"caption\">(инициалы, фамилия)</span></p></div>\n",
            words(position),
            name.as_deref().map_or_else(|| BLANK.to_owned(), words)
        ),
        Ending::Maker { text } => format!("<p class=\"maker\">{}</p>\n", words(text)),
    }
}
