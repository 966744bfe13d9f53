//! A document as a site or a word processor saves it for the web.

use super::pack::escaped;
use super::{Align, Block, Cell, List, Paper, Paragraph, Table};

/// Text of an .html page.
pub fn html(paper: &Paper) -> String {
    let body: String = paper.blocks.iter().map(block).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>\n<meta charset=\"utf-8\">\n<title>Документ</title>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(it) => paragraph(it),
        Block::Table(it) => table(it),
    }
}

fn paragraph(it: &Paragraph) -> String {
    let text = escaped(&it.text);
    let align = match it.align {
        Align::Left => "",
        Align::Middle => " align=\"center\"",
        Align::Right => " align=\"right\"",
    };
    match it.list {
        Some(List::Bullets) => format!("<ul><li>{text}</li></ul>\n"),
        Some(List::Numbers(_)) => format!("<ol><li>{text}</li></ol>\n"),
        None if it.is_bold => format!("<p{align}><b>{text}</b></p>\n"),
        None => format!("<p{align}>{text}</p>\n"),
    }
}

fn table(table: &Table) -> String {
    let rows: String = table
        .rows
        .iter()
        .enumerate()
        .map(|(number, cells)| {
            let name = if number < table.header_rows { "th" } else { "td" };
            format!("<tr>{}</tr>\n", cells.iter().map(|cell| cell_html(cell, name)).collect::<String>())
        })
        .collect();
    format!("<table border=\"1\">\n{rows}</table>\n")
}

fn cell_html(cell: &Cell, name: &str) -> String {
    let mut spans = String::new();
    if cell.columns > 1 {
        spans.push_str(&format!(" colspan=\"{}\"", cell.columns));
    }
    if cell.rows > 1 {
        spans.push_str(&format!(" rowspan=\"{}\"", cell.rows));
    }
    let content = match cell.paragraphs.as_slice() {
        [only] => escaped(only),
        several => several.iter().map(|text| format!("<p>{}</p>", escaped(text))).collect(),
    };
    format!("<{name}{spans}>{content}</{name}>")
}
