//! Words that are struck out or hidden: no format reads them, and each says that it did not.

use super::{shown, zipped::zipped};
use otklik_papers::read::read;

/// What is read, and what is said of the rest.
#[track_caller]
fn check(what: &str, bytes: &[u8], expected: &str, said: &[&str]) {
    let document = read(bytes, None).expect("the document is readable");
    assert_eq!(shown::document(&document), expected, "{what}");
    let remarks: Vec<_> = document.remarks.iter().map(|r| format!("{} {}", r.code, r.text)).collect();
    let words =
        |remark: &String| remark.rsplit_once("прочитан: ").map_or(remark.clone(), |(_, words)| words.to_owned());
    assert_eq!(remarks.iter().map(words).collect::<Vec<_>>(), said, "{what}: {remarks:?}");
}

fn paper(body: &str, styles: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", &format!("<w:styles>{styles}</w:styles>")),
    ])
}

/// A run with looks.
fn r(looks: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

#[test]
fn docx() {
    let p = |runs: &[String]| format!("<w:p>{}</w:p>", runs.concat());
    let one = p(&[r("", "Купить "), r("<w:strike/>", "стол"), r("<w:dstrike w:val='1'/>", " и стул"), r("", "лампу")]);
    check("runs", &paper(&one, ""), "Купить лампу", &["«стол и стул»"]);
    let off = p(&[r("<w:strike w:val='0'/>", "стол"), r("<w:vanish/>", "тайна")]);
    check("switched off, hidden", &paper(&off, ""), "стол", &["«тайна»"]);
    let style = "<w:style w:styleId='Del' w:type='character'><w:rPr><w:strike/></w:rPr></w:style>";
    let styled =
        p(&[r("<w:rStyle w:val='Del'/>", "стол"), r("<w:rStyle w:val='Del'/><w:strike w:val='false'/>", "стул")]);
    check("a style, and a word against it", &paper(&styled, style), "стул", &["«стол»"]);
    let many: String = (1..=5).map(|n| p(&[r("<w:strike/>", &format!("пункт {n}")), r("", "да")])).collect();
    check("many", &paper(&many, ""), "да\nда\nда\nда\nда", &["«пункт 1», «пункт 2», «пункт 3» и ещё 2"]);
    let control = |inner: &str| {
        format!("<w:sdt><w:sdtPr>{inner}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", r("", "Место для ввода"))
    };
    let asked = format!("<w:p>{}{}{}</w:p>", r("", "Срок: "), control("<w:showingPlcHdr/>"), r("", "до мая"));
    check("a control that asks", &paper(&asked, ""), "Срок: до мая", &[]);
    let filled = format!("<w:p>{}{}</w:p>", control("<w:text/>"), r("", "!"));
    check("a control that is filled", &paper(&filled, ""), "Место для ввода!", &[]);
}

#[test]
fn odt() {
    let odt = |body: &str| {
        let style = |name: &str, family: &str, how: &str| {
            format!(
                "<style:style style:name='{name}' style:family='{family}'><style:text-properties {how}/></style:style>"
            )
        };
        let styles = [
            style("S", "text", "style:text-line-through-style='solid'"),
            style("N", "text", "style:text-line-through-style='none'"),
            style("H", "text", "text:display='none'"),
            style("C", "table-cell", "style:text-line-through-type='single'"),
        ];
        let content = format!(
            "<office:document-content><office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            styles.concat()
        );
        zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
    };
    let spans = "<text:p>а <text:span text:style-name='S'>б<text:tab/>в <text:span text:style-name='N'>г</text:span></text:span><text:span text:style-name='H'>д</text:span></text:p>";
    check("spans", &odt(spans), "а г", &["«бв»", "«д»"]);
    let table = "<table:table><table:table-row><table:table-cell table:style-name='C'><text:p>а</text:p></table:table-cell><table:table-cell><text:p>б</text:p></table:table-cell></table:table-row></table:table>";
    check("a cell", &odt(table), "table 1x2 header 0\n  0,0: \n  0,1: б", &["«а»"]);
}

#[test]
fn rtf() {
    let bytes = br"{\rtf1\ansi a {\strike b}{\striked1 c\striked0 d}{\v e}\strike f\strike0 g\par{\strike {\listtext 1.\tab}h\par}}";
    check("words", bytes, "a dg", &["«bc», «f», «h»", "«e»"]);
}

#[test]
fn html() {
    let head = "<html><head><style>td.x1, .c3 {font-weight:400;text-decoration:line-through} .c4{text-decoration:none}</style></head><body>";
    let page = |body: &str| format!("{head}{body}").into_bytes();
    let words = "<p>а <s>б</s> <strike>в</strike> <span style='text-decoration: line-through'>д</span> е";
    check("marks", &page(words), "а е", &["«б в д»"]);
    let classes = "<p>а <span class='c3 c9'>б</span><span class=c4>в</span><table><tr><td class=x1>г<td>д</table>";
    check("classes", &page(classes), "а в\ntable 1x2 header 0\n  0,0: \n  0,1: д", &["«б», «г»"]);
    check("an item", &page("<ol><li><s>а</s><li>б</ol>"), "2. б", &["«а»"]);
}

#[test]
fn workbooks() {
    use rust_xlsxwriter::{Format, Workbook};
    let (plain, struck) = (Format::new(), Format::new().set_font_strikethrough());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["№", "Мероприятие", "Срок", "Кто"]).expect("written");
    sheet.write_row(1, 0, ["1", "", "2024", "Иванов"]).expect("written");
    sheet.write_rich_string(1, 1, &[(&plain, "Купить "), (&struck, "стол "), (&plain, "лампу")]).expect("written");
    sheet.write_row_with_format(2, 0, ["2", "Отменено", "2025", "Петров"], &struck).expect("written");
    sheet.write_row(3, 0, ["3", "Читать", "2026", "Сидоров"]).expect("written");
    let table = "table 4x4 header 0\n  0,0: №\n  0,1: Мероприятие\n  0,2: Срок\n  0,3: Кто\n  1,0: 1\n  1,1: Купить лампу\n  1,2: 2024\n  1,3: Иванов\n";
    let rest = "  3,0: 3\n  3,1: Читать\n  3,2: 2026\n  3,3: Сидоров";
    let empty = "  2,0: \n  2,1: \n  2,2: \n  2,3: \n";
    let bytes = book.save_to_buffer().expect("saved");
    check("cells and words", &bytes, &format!("{table}{empty}{rest}"), &["«стол», «2», «Отменено» и ещё 2"]);
}
