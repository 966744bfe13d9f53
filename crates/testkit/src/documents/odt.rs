//! A document as LibreOffice keeps it.

use super::grid::{Slot, grid};
use super::pack::{escaped, pack};
use super::{Block, Cell, List, Paper, Paragraph, Table};

const KIND: &str = "application/vnd.oasis.opendocument.text";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

const STYLES: &str = r##"<office:automatic-styles><style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style><text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/><text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="1" text:display-levels="2"/></text:list-style><text:list-style style:name="U"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style></office:automatic-styles>"##;

/// Bytes of an .odt.
///
/// # Errors
/// When the archive cannot be written.
pub fn odt(paper: &Paper) -> anyhow::Result<Vec<u8>> {
    let body: String = paper.blocks.iter().map(block).collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2">{STYLES}<office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    pack(&[
        ("mimetype", KIND.as_bytes()),
        ("META-INF/manifest.xml", MANIFEST.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(it) => paragraph(it),
        Block::Table(it) => table(it),
    }
}

fn paragraph(it: &Paragraph) -> String {
    let text = line(&it.text, it.is_bold);
    match it.list {
        None => text,
        Some(List::Bullets) => list("U", &text),
        Some(List::Numbers(0)) => list("N", &text),
        Some(List::Numbers(_)) => list("N", &format!("<text:list><text:list-item>{text}</text:list-item></text:list>")),
    }
}

fn list(style: &str, inside: &str) -> String {
    format!(
        r#"<text:list text:style-name="{style}" text:continue-numbering="true"><text:list-item>{inside}</text:list-item></text:list>"#
    )
}

fn line(text: &str, is_bold: bool) -> String {
    let style = if is_bold { r#" text:style-name="B""# } else { "" };
    format!("<text:p{style}>{}</text:p>", escaped(text))
}

fn table(table: &Table) -> String {
    let rows: Vec<String> = grid(table)
        .iter()
        .map(|slots| format!("<table:table-row>{}</table:table-row>", slots.iter().map(slot_xml).collect::<String>()))
        .collect();
    let (header, body) = rows.split_at(table.header_rows.min(rows.len()));
    let header = match header {
        [] => String::new(),
        rows => format!("<table:table-header-rows>{}</table:table-header-rows>", rows.concat()),
    };
    format!(
        r#"<table:table table:name="T"><table:table-column table:number-columns-repeated="{}"/>{header}{}</table:table>"#,
        table.widths.len(),
        body.concat()
    )
}

fn slot_xml(slot: &Slot<'_>) -> String {
    match slot {
        Slot::Begins(cell) => cell_xml(cell),
        Slot::Covered | Slot::GoesOn { .. } => "<table:covered-table-cell/>".to_owned(),
    }
}

fn cell_xml(cell: &Cell) -> String {
    let mut spans = String::new();
    if cell.columns > 1 {
        spans.push_str(&format!(r#" table:number-columns-spanned="{}""#, cell.columns));
    }
    if cell.rows > 1 {
        spans.push_str(&format!(r#" table:number-rows-spanned="{}""#, cell.rows));
    }
    let content: String = cell.paragraphs.iter().map(|text| line(text, cell.is_bold)).collect();
    format!(r#"<table:table-cell table:style-name="C"{spans}>{content}</table:table-cell>"#)
}
