//! A document as Word keeps it.

use super::grid::{Slot, grid};
use super::pack::{escaped, pack};
use super::{Align, Block, Cell, List, Paper, Paragraph, Table};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

/// Widths between the margins, in twentieths of a point: a page on its side, and one that stands.
const WIDTHS: (u32, u32) = (14_800, 9_900);

/// Bytes of a .docx.
///
/// # Errors
/// When the archive cannot be written.
pub fn docx(paper: &Paper) -> anyhow::Result<Vec<u8>> {
    let body: String =
        paper.blocks.iter().map(|it| block(it, if paper.is_landscape { WIDTHS.0 } else { WIDTHS.1 })).collect();
    let page = if paper.is_landscape {
        r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#
    } else {
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#
    };
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr>{page}<w:pgMar w:top="851" w:right="851" w:bottom="851" w:left="1134" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    pack(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ])
}

fn block(block: &Block, width: u32) -> String {
    match block {
        Block::Paragraph(it) => paragraph(it),
        Block::Table(it) => table(it, width),
    }
}

fn paragraph(it: &Paragraph) -> String {
    let list = match it.list {
        None => String::new(),
        Some(List::Numbers(depth)) => {
            format!(r#"<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>"#)
        }
        Some(List::Bullets) => r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>"#.to_owned(),
    };
    let align = match it.align {
        Align::Left => "",
        Align::Middle => r#"<w:jc w:val="center"/>"#,
        Align::Right => r#"<w:jc w:val="right"/>"#,
    };
    format!("<w:p><w:pPr>{list}{align}</w:pPr>{}</w:p>", run(&it.text, it.is_bold))
}

fn run(text: &str, is_bold: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let bold = if is_bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
    format!(r#"<w:r>{bold}<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(text))
}

fn table(table: &Table, width: u32) -> String {
    let whole: u32 = table.widths.iter().sum();
    let widths: Vec<u32> = table.widths.iter().map(|part| part * width / whole).collect();
    let columns: String = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let mut rows = String::new();
    for (number, slots) in grid(table).iter().enumerate() {
        let header = if number < table.header_rows { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
        let cells: String =
            slots.iter().enumerate().filter_map(|(at, slot)| slot_xml(slot, widths.get(at..).unwrap_or(&[]))).collect();
        rows.push_str(&format!("<w:tr>{header}{cells}</w:tr>"));
    }
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#))
        .collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
}

fn slot_xml(slot: &Slot<'_>, widths: &[u32]) -> Option<String> {
    let (columns, merge, content) = match slot {
        Slot::Covered => return None,
        Slot::GoesOn { columns } => (*columns, "<w:vMerge/>", "<w:p/>".to_owned()),
        Slot::Begins(cell) if cell.rows > 1 => (cell.columns, r#"<w:vMerge w:val="restart"/>"#, content(cell)),
        Slot::Begins(cell) => (cell.columns, "", content(cell)),
    };
    let width: u32 = widths.iter().take(columns).sum();
    let span = if columns > 1 { format!(r#"<w:gridSpan w:val="{columns}"/>"#) } else { String::new() };
    Some(format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>"#))
}

fn content(cell: &Cell) -> String {
    cell.paragraphs.iter().map(|text| format!("<w:p>{}</w:p>", run(text, cell.is_bold))).collect()
}
