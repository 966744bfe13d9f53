//! The document part: approval block, heading, table, notes, signatures, and the sheet they lie on.
//!
//! In comes a paper; out goes `word/document.xml`. It refuses to format by hand what a style can say.

use super::{table, twips};
use crate::write::clean::xml;
use crate::write::fit;
use crate::write::paper::{Ending, Line, LineStyle, Paper, Sheet};
use crate::write::sign::{UNDER, signed};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

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
    let holds_end = fit::holds_end(paper);
    out.push_str(&table::table(&paper.table, holds_end && paper.more.is_empty()));
    for (index, more) in paper.more.iter().enumerate() {
        out.push_str(&paragraph("Heading2", "", &more.summary));
        out.push_str(&table::table(more, holds_end && index + 1 == paper.more.len()));
    }
    for (index, note) in paper.notes.iter().enumerate() {
        let is_held = holds_end || (index + 1 == paper.notes.len() && !paper.endings.is_empty());
        out.push_str(&paragraph("PaperNote", if is_held { "<w:keepNext/>" } else { "" }, note));
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
            let signed = signed(sheet, position, name.as_deref());
            let tabs = |end: &str, name_mm: u32| {
                format!(
                    "<w:tabs><w:tab w:val=\"center\" w:pos=\"{}\"/><w:tab w:val=\"{end}\" w:pos=\"{}\"/></w:tabs>",
                    twips(signed.hand_mm),
                    twips(name_mm)
                )
            };
            let end = if signed.is_name_long { "right" } else { "center" };
            let own = tabs(end, signed.name_mm);
            let before = format!("<w:keepNext/><w:keepLines/>{own}<w:spacing w:before=\"480\"/>");
            let line = paragraph("Normal", &before, &signed.words);
            // The maker does not stand alone on the next page.
            let under = tabs("center", sheet.text_width_mm() - 35);
            let under = format!("<w:keepNext/>{under}<w:jc w:val=\"left\"/>");
            line + &paragraph("PaperCaption", &under, UNDER)
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
