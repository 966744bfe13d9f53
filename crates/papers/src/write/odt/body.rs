//! The content part: approval block, heading, table, notes, signatures.
//!
//! In comes a paper; out goes `content.xml` with the few styles that belong to this sheet alone.

use super::parts::{FONTS, NAMESPACES};
use super::table;
use crate::write::clean::xml;
use crate::write::fit;
use crate::write::paper::{Ending, Line, LineStyle, Paper};
use crate::write::sign::{Signed, UNDER, signed};

pub(super) fn content(paper: &Paper) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content {NAMESPACES}>{FONTS}<office:automatic-styles>{}{}</office:automatic-styles><office:body><office:text>",
        own_styles(paper),
        styles(paper)
    );
    for (index, line) in paper.approval.iter().enumerate() {
        out.push_str(&approval_line(line, index == 0));
    }
    for (index, line) in paper.heading.iter().enumerate() {
        out.push_str(&heading_line(line, index == 0 && paper.approval.is_empty()));
    }
    out.push_str(&paragraph("PaperLine", ""));
    let holds_end = fit::holds_end(paper);
    out.push_str(&table::table(&paper.table, 0, holds_end && paper.more.is_empty()));
    for (more, number) in paper.more.iter().zip(1..) {
        out.push_str(&heading("PartTitle", 2, &more.summary));
        out.push_str(&table::table(more, number, holds_end && number == paper.more.len()));
    }
    for (note, number) in paper.notes.iter().zip(1..) {
        let is_held = holds_end || (number == paper.notes.len() && !paper.endings.is_empty());
        out.push_str(&paragraph(if is_held { "PaperNoteHeld" } else { "PaperNote" }, note));
    }
    for (number, ending) in paper.endings.iter().enumerate() {
        out.push_str(&self::ending(ending, paper, number));
    }
    out.push_str("</office:text></office:body></office:document-content>");
    out
}

/// Styles of every table.
fn styles(paper: &Paper) -> String {
    let more = paper.more.iter().zip(1..).map(|(more, number)| table::own_styles(more, number));
    let title = "<style:style style:name=\"PartTitle\" style:family=\"paragraph\" style:parent-style-name=\"Heading_20_2\"><style:paragraph-properties fo:margin-top=\"4mm\" fo:margin-bottom=\"1mm\" fo:keep-with-next=\"always\"/></style:style>";
    let title = if paper.more.is_empty() { "" } else { title };
    table::styles(&paper.table) + &more.collect::<String>() + title
}

/// The first paragraph names the first page; the approval block stands in the right third; signatures have two stops.
fn own_styles(paper: &Paper) -> String {
    let left = paper.sheet.text_width_mm() - 100;
    let mut out = String::new();
    for (name, parent) in [("Approval", "PaperLine"), ("ApprovalCaption", "PaperCaption")] {
        for (suffix, master) in [("", ""), ("First", " style:master-page-name=\"First\"")] {
            out.push_str(&format!(
                "<style:style style:name=\"{name}{suffix}\" style:family=\"paragraph\" style:parent-style-name=\"{parent}\"{master}><style:paragraph-properties fo:margin-left=\"{left}mm\" fo:text-align=\"center\"/></style:style>"
            ));
        }
    }
    for parent in ["Heading_20_1", "PaperStrong", "PaperLine", "PaperCaption"] {
        out.push_str(&format!(
            "<style:style style:name=\"{parent}First\" style:family=\"paragraph\" style:parent-style-name=\"{parent}\" style:master-page-name=\"First\"/>"
        ));
    }
    for (number, ending) in paper.endings.iter().enumerate() {
        if let Ending::Signature { position, name } = ending {
            out.push_str(&signature_styles(&signed(paper.sheet, position, name.as_deref()), paper, number));
        }
    }
    out + "<style:style style:name=\"Maker\" style:family=\"paragraph\" style:parent-style-name=\"PaperNote\"><style:paragraph-properties fo:margin-top=\"6mm\"/></style:style>"
}

/// Each signature has stops of its own; it stays with its caption, and that with what follows.
fn signature_styles(signed: &Signed, paper: &Paper, number: usize) -> String {
    let stops = |end: &str, name_mm: u32| {
        format!(
            "<style:tab-stops><style:tab-stop style:position=\"{}mm\" style:type=\"center\"/><style:tab-stop style:position=\"{name_mm}mm\" style:type=\"{end}\"/></style:tab-stops>",
            signed.hand_mm
        )
    };
    let own = stops(if signed.is_name_long { "right" } else { "center" }, signed.name_mm);
    let under = stops("center", paper.sheet.text_width_mm() - 35);
    format!(
        "<style:style style:name=\"Signature{number}\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-top=\"8mm\" fo:keep-with-next=\"always\" fo:keep-together=\"always\">{own}</style:paragraph-properties></style:style>\
<style:style style:name=\"SignatureCaption{number}\" style:family=\"paragraph\" style:parent-style-name=\"PaperCaption\"><style:paragraph-properties fo:text-align=\"start\" fo:keep-with-next=\"{}\">{under}</style:paragraph-properties></style:style>",
        if number + 1 < paper.endings.len() { "always" } else { "auto" }
    )
}

pub(super) fn paragraph(style: &str, text: &str) -> String {
    format!("<text:p text:style-name=\"{style}\">{}</text:p>", words(text))
}

/// A heading for those who go from heading to heading.
fn heading(style: &str, level: u8, text: &str) -> String {
    format!("<text:h text:style-name=\"{style}\" text:outline-level=\"{level}\">{}</text:h>", words(text))
}

/// Text with its tabs, line breaks and runs of spaces kept.
fn words(text: &str) -> String {
    let mut out = String::new();
    let mut spaces = 0;
    for c in text.chars().chain(['\0']) {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        // One space between words is itself; others would be swallowed.
        let kept = usize::from(spaces > 0 && !out.is_empty() && c != '\0');
        out.push_str(if kept == 1 { " " } else { "" });
        if spaces > kept {
            out.push_str(&format!("<text:s text:c=\"{}\"/>", spaces - kept));
        }
        spaces = 0;
        match c {
            '\0' => {}
            '\t' => out.push_str("<text:tab/>"),
            '\n' => out.push_str("<text:line-break/>"),
            c => out.push_str(&xml(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

fn approval_line(line: &Line, is_first: bool) -> String {
    let name = if line.style == LineStyle::Caption { "ApprovalCaption" } else { "Approval" };
    paragraph(&format!("{name}{}", if is_first { "First" } else { "" }), &line.text)
}

fn heading_line(line: &Line, is_first: bool) -> String {
    let first = if is_first { "First" } else { "" };
    match line.style {
        LineStyle::Title => heading(&format!("Heading_20_1{first}"), 1, &line.text),
        LineStyle::Strong => paragraph(&format!("PaperStrong{first}"), &line.text),
        LineStyle::Plain => paragraph(&format!("PaperLine{first}"), &line.text),
        LineStyle::Caption => paragraph(&format!("PaperCaption{first}"), &line.text),
    }
}

fn ending(ending: &Ending, paper: &Paper, number: usize) -> String {
    match ending {
        Ending::Signature { position, name } => {
            let signed = signed(paper.sheet, position, name.as_deref());
            paragraph(&format!("Signature{number}"), &signed.words)
                + &paragraph(&format!("SignatureCaption{number}"), UNDER)
        }
        Ending::Maker { text } => paragraph("Maker", text),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn spaces_tabs_and_breaks_are_kept() {
        for (text, markup) in [
            ("два слова", "два слова"),
            ("а  б", "а <text:s text:c=\"1\"/>б"),
            ("\tа\nб", "<text:tab/>а<text:line-break/>б"),
            (" а ", "<text:s text:c=\"1\"/>а<text:s text:c=\"1\"/>"),
            ("a<b", "a&lt;b"),
        ] {
            assert_eq!(words(text), markup, "{text:?}");
        }
    }
}
