//! The document part: approval block, heading, table, notes, signatures, and the sheet they lie on.
//!
//! In comes a paper; out goes `word/document.xml`. It refuses to format by hand what a style can say.

use super::{table, twips};
use crate::write::clean::xml;
use crate::write::paper::{Ending, Line, LineStyle, Paper, Sheet};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A line to sign on.
const BLANK: &str = "____________________";

pub(super) fn document(paper: &Paper) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{NAMESPACE}\" xmlns:r=\"{RELATIONS}\"><w:body>"
    );
    for line in &paper.approval {
        out.push_str(&approval_line(line, paper.sheet));
    }
    for line in &paper.heading {
        out.push_str(&paragraph(heading_style(line.style), "", &line.text));
    }
    out.push_str(&paragraph("PaperLine", "", ""));
    out.push_str(&table::table(&paper.table));
    for more in &paper.more {
        out.push_str(&paragraph("PaperStrong", "<w:spacing w:before=\"240\" w:after=\"60\"/>", &more.summary));
        out.push_str(&table::table(more));
    }
    for note in &paper.notes {
        out.push_str(&paragraph("PaperNote", "", note));
    }
    for ending in &paper.endings {
        out.push_str(&self::ending(ending, paper.sheet));
    }
    out.push_str(&section(paper.sheet));
    out.push_str("</w:body></w:document>");
    out
}

/// A paragraph of a style with further properties after it.
pub(super) fn paragraph(style: &str, properties: &str, text: &str) -> String {
    let run = run(text);
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{run}</w:p>")
}

/// Words, line breaks and tabs of one run.
fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("<w:r>");
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<w:br/>");
        }
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", xml(piece)));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

fn heading_style(style: LineStyle) -> &'static str {
    match style {
        LineStyle::Title => "Heading1",
        LineStyle::Strong => "PaperStrong",
        LineStyle::Plain => "PaperLine",
        LineStyle::Caption => "PaperCaption",
    }
}

/// The block stands in the right third of the sheet.
fn approval_line(line: &Line, sheet: Sheet) -> String {
    let left = twips(sheet.text_width_mm() - 100);
    let style = if line.style == LineStyle::Caption { "PaperCaption" } else { "PaperLine" };
    let properties = format!("<w:ind w:left=\"{left}\"/><w:jc w:val=\"center\"/>");
    paragraph(style, &properties, &line.text)
}

fn ending(ending: &Ending, sheet: Sheet) -> String {
    match ending {
        Ending::Signature { position, name } => {
            let name = name.as_deref().unwrap_or(BLANK);
            let width = sheet.text_width_mm();
            let tabs = format!(
                "<w:tabs><w:tab w:val=\"center\" w:pos=\"{}\"/><w:tab w:val=\"center\" w:pos=\"{}\"/></w:tabs>",
                twips(width - 110),
                twips(width - 35)
            );
            let before = format!("<w:keepNext/><w:keepLines/>{tabs}<w:spacing w:before=\"480\"/>");
            let signed = paragraph("Normal", &before, &format!("{position}\t{BLANK}\t{name}"));
            // The maker does not stand alone on the next page.
            let under = format!("<w:keepNext/>{tabs}<w:jc w:val=\"left\"/>");
            signed + &paragraph("PaperCaption", &under, "\t(подпись)\t(инициалы, фамилия)")
        }
        Ending::Maker { text } => paragraph("PaperNote", "<w:keepLines/><w:spacing w:before=\"360\"/>", text),
    }
}

fn section(sheet: Sheet) -> String {
    let (width, height) = sheet.size_mm();
    let turned = if sheet == Sheet::Landscape { " w:orient=\"landscape\"" } else { "" };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/><w:pgMar w:top=\"{m20}\" w:right=\"{m10}\" w:bottom=\"{m20}\" w:left=\"{m20}\" w:header=\"{m10}\" w:footer=\"{m10}\" w:gutter=\"0\"/><w:cols w:space=\"708\"/><w:titlePg/></w:sectPr>",
        twips(width),
        twips(height),
        m20 = twips(20),
        m10 = twips(10),
    )
}
