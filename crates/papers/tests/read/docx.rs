//! Oddities of .docx, each as a small document made here.

use super::{shown, zipped::zipped};
use otklik_papers::read::{Unreadable, read};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml""#;
const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

/// A .docx with this body, styles and numbering.
fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", &format!("<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")),
        ("word/styles.xml", &format!("<w:styles {W}>{styles}</w:styles>")),
        ("word/numbering.xml", &format!("<w:numbering {W}>{numbering}</w:numbering>")),
    ])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(num: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn tc(props: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{props}</w:tcPr>{}</w:tc>", p(text))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

#[track_caller]
fn check_with(body: &str, styles: &str, numbering: &str, expected: &str) {
    let document = read(&docx(body, styles, numbering), Some("план.docx")).expect("the document is readable");
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let found = shown::document(&document);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check(body: &str, expected: &str) {
    check_with(body, "", "", expected);
}

#[test]
fn text_keeps_breaks_tabs_and_hyphens() {
    check(
        "<w:p><w:r><w:t xml:space=\"preserve\">до </w:t><w:t>1</w:t><w:br/><w:t>а&amp;б&#1103;</w:t><w:noBreakHyphen/><w:t>х</w:t></w:r></w:p>",
        "до 1 / а&бя\u{2011}х",
    );
    check("<w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t>пункт</w:t></w:r></w:p>", "•пункт");
}

#[test]
fn wrappers_are_looked_through() {
    let r = |t: &str| format!("<w:r><w:t>{t}</w:t></w:r>");
    check(
        &format!(
            "<w:p><w:hyperlink>{}</w:hyperlink><w:bookmarkStart/><w:smartTag><w:smartTagPr/>{}</w:smartTag><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
            r("а"),
            r("б"),
            r("в")
        ),
        "абв",
    );
    check(&format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("в поле")), "в поле");
    let row = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        tr(&[format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", tc("", "1")), tc("", "2")])
    );
    check(&tbl(&[row]), "table 1x2 header 0\n0,0: 1\n0,1: 2");
}

#[test]
fn fields_leave_their_result() {
    check(
        r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>лишнее</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>!</w:t></w:r></w:fldSimple></w:p>"#,
        "7!",
    );
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    check(
        r#"<w:p><w:ins><w:r><w:t>новое</w:t></w:r></w:ins><w:del><w:r><w:delText>старое</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>ушло</w:t></w:r></w:moveFrom></w:p>"#,
        "новое",
    );
    check(
        r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">один </w:t></w:r></w:p><w:p><w:r><w:t>абзац</w:t></w:r></w:p>"#,
        "один абзац",
    );
    let gone = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", tc("", "нет"));
    check(&tbl(&[tr(&[tc("", "есть")]), gone]), "table 1x1 header 0\n0,0: есть");
    let document = read(&docx("<w:p><w:ins><w:r><w:t>а</w:t></w:r></w:ins></w:p>", "", ""), None).expect("readable");
    assert_eq!(document.remarks[0].code, "tracked-changes");
}

#[test]
fn merged_cells_unfold() {
    let rows = [
        tr(&[tc(r#"<w:vMerge w:val="restart"/>"#, "№"), tc(r#"<w:gridSpan w:val="2"/>"#, "Срок")]),
        tr(&[tc("<w:vMerge/>", ""), tc("", "план"), tc("", "факт")]),
        tr(&[tc(r#"<w:gridSpan w:val="3"/>"#, "I. Раздел")]),
    ];
    check(&tbl(&rows), "table 3x3 header 0\n0,0+2x1: №\n0,1+1x2: Срок\n1,1: план\n1,2: факт\n2,0+1x3: I. Раздел");
    let old = [tr(&[tc(r#"<w:hMerge w:val="restart"/>"#, "а"), tc("<w:hMerge/>", ""), tc("", "б")])];
    check(&tbl(&old), "table 1x3 header 0\n0,0+1x2: а\n0,2: б");
}

#[test]
fn uneven_rows_get_empty_cells_or_are_laid_by_width() {
    let before = format!(r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr>"#, tc("", "б"));
    check(&tbl(&[tr(&[tc("", "а"), tc("", "х")]), before]), "table 2x2 header 0\n0,0: а\n0,1: х\n1,0:\n1,1: б");
    let w = |n: u32| format!(r#"<w:tcW w:w="{n}" w:type="dxa"/>"#);
    let grid = r#"<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>"#;
    let rows = [
        grid.to_owned(),
        tr(&[tc(&w(1000), "1"), tc(&w(2000), "2"), tc(&w(3000), "3")]),
        tr(&[tc(&w(6000), "раздел")]),
    ];
    check(&tbl(&rows), "table 2x3 header 0\n0,0: 1\n0,1: 2\n0,2: 3\n1,0+1x3: раздел");
}

#[test]
fn nested_tables_leave_their_text_in_the_cell() {
    let inner = tbl(&[tr(&[tc("", "а"), tc("", "б")])]);
    let outer = tbl(&[tr(&[format!("<w:tc>{}{inner}<w:p/></w:tc>", p("до"))])]);
    check(&outer, "table 1x1 header 0\n0,0: до / а / б (1 nested)");
}

#[test]
fn header_rows_are_counted() {
    let head = |t: &str| format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>", tc("", t));
    check(&tbl(&[head("а"), head("б"), tr(&[tc("", "в")])]), "table 3x1 header 2\n0,0: а\n1,0: б\n2,0: в");
}

#[test]
fn text_boxes_are_read_once() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", p("УТВЕРЖДАЮ"));
    check(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{inside}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Текст</w:t></w:r></w:p>"
        ),
        "Текст\nУТВЕРЖДАЮ",
    );
}

#[test]
fn automatic_numbers_are_counted_as_word_counts() {
    let lvl = |i: u32, fmt: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#,
        lvl(0, "decimal", "%1."),
        lvl(1, "decimal", "%1.%2."),
        lvl(2, "russianLower", "%3)"),
        lvl(0, "bullet", "\u{f0b7}")
    );
    let body = [
        item(1, 0, "а"),
        item(1, 1, "б"),
        item(1, 1, "в"),
        item(1, 2, "г"),
        item(2, 0, "д"),
        item(1, 0, "е"),
        item(1, 1, "ж"),
        item(3, 0, "з"),
        item(3, 0, "и"),
        item(0, 0, "к"),
    ];
    check_with(&body.concat(), "", &numbering, "1. а\n1.1. б\n1.2. в\nа) г\n• д\n2. е\n2.1. ж\n5. з\n6. и\nк");
}

#[test]
fn styles_carry_lists_headings_and_bold() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/><w:pStyle w:val="S"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let styles = r#"<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="S"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:t>Открытость</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="B"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>не жирный</w:t></w:r></w:p>"#;
    check_with(body, styles, numbering, "h2 *I. Открытость\nh2 не жирный");
}

#[test]
fn strict_dialect_and_odd_prefixes_are_read() {
    let main = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>строгий</x:t></x:r></x:p></x:body></x:document>"#;
    let bytes = zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", main)]);
    assert_eq!(shown::document(&read(&bytes, None).expect("readable")), "строгий");
}

#[test]
fn what_cannot_be_taken_is_refused_by_name() {
    let image = r#"<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"#;
    assert_eq!(read(&docx(image, "", ""), None), Err(Unreadable::ScanWithoutText));
    assert_eq!(read(&docx("<w:p/>", "", ""), None), Err(Unreadable::Empty));
    assert!(matches!(read(&docx("<w:p><w:r>", "", ""), None), Err(Unreadable::Damaged(_))));
    let doctype = r#"<!DOCTYPE d [<!ENTITY a "b">]><w:document><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"#;
    assert!(matches!(read(&zipped(&[("word/document.xml", doctype)]), None), Err(Unreadable::Damaged(_))));
    let deep = "<w:sdt>".repeat(300);
    assert!(matches!(read(&docx(&deep, "", ""), None), Err(Unreadable::TooLarge(_))));
}
