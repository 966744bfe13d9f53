//! Oddities of the other formats, each as a small document made here.

use super::{shown, zipped::zipped};
use otklik_papers::read::{Unreadable, read};

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    let document = read(bytes, None).expect("the document is readable");
    assert_eq!(shown::document(&document), expected);
}

fn odt(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

#[test]
fn odt_spans_spaces_lists_and_changes() {
    check(&odt("<text:p>а<text:s text:c=\"2\"/>б\n  в<text:line-break/>г</text:p>", ""), "а б в / г");
    check(
        &odt("<text:tracked-changes><text:p>старое</text:p></text:tracked-changes><text:p>новое</text:p>", ""),
        "новое",
    );
    let styles = r#"<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>"#;
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let inner = format!("<text:list-item><text:p>б</text:p><text:list>{}</text:list></text:list-item>", item("в"));
    let first = format!(r#"<text:list xml:id="l1" text:style-name="L">{}{inner}</text:list>"#, item("а"));
    let more = format!(r#"<text:list text:continue-list="l1" text:style-name="L">{}</text:list>"#, item("г"));
    check(&odt(&(first + &more), styles), "1. а\n2. б\n2.1. в\n3. г");
    let table = r#"<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>2</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>х</text:p></table:table-cell></table:table-row></table:table>"#;
    check(&odt(table, ""), "table 2x3 header 1\n  0,0+2x1: 1\n  0,1+1x2: 2\n  1,1: х\n  1,2: х");
}

#[test]
fn odt_promises_are_not_kept() {
    let row = r#"<table:table-row table:number-rows-repeated="40000"><table:table-cell table:number-columns-repeated="500"><text:p>х</text:p></table:table-cell></table:table-row>"#;
    assert!(matches!(read(&odt(&format!("<table:table>{row}</table:table>"), ""), None), Err(Unreadable::TooLarge(_))));
    let locked =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", locked)]);
    assert_eq!(read(&bytes, None), Err(Unreadable::Encrypted));
}

#[test]
fn rtf_letters_tables_and_changes() {
    check(
        br"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 \'cf\'eb\'e0\'ed\u1025?\~{\b x}\par}",
        "ПланЁ x",
    );
    check(br"{\rtf1 a{\deleted b}{\v c}{\*\unknown d}\line e\par {\listtext 1.\tab}f\par}", "a / e\n1. f");
    check(
        br"{\rtf1\trowd\cellx1000\cellx3000\intbl a\cell b\cell\row\trowd\cellx1000\cellx2000\cellx3010\intbl c\cell d\cell e\cell\row\pard z\par}",
        "table 2x3 header 0\n  0,0: a\n  0,1+1x2: b\n  1,0: c\n  1,1: d\n  1,2: e\nz",
    );
    check(
        br"{\rtf1\trowd\clvmgf\cellx10000\clmgf\cellx20000\clmrg\cellx30000\intbl a\cell b\cell\cell\row\trowd\clvmrg\cellx10000\cellx20000\cellx30000\intbl\cell c\cell d\cell\row}",
        "table 2x3 header 0\n  0,0+2x1: a\n  0,1+1x2: b\n  1,1: c\n  1,2: d",
    );
    check(
        br"{\rtf1\trowd\cellx5000\cellx9000\pard\intbl o\par\pard\intbl\itap2 i\nestcell j\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}\pard\intbl\cell p\cell\row}",
        "table 1x2 header 0\n  0,0: o / i / j (1 nested)\n  0,1: p",
    );
    assert!(matches!(read(br"{\rtf1{\b x", None), Err(Unreadable::Damaged(_))));
}

#[test]
fn html_is_laid_as_a_browser_lays_it() {
    let table = "<table><tr><th rowspan=2>1<th colspan=2>2<tr><th>3<th>4<tr><td colspan=99999999999>5</table>";
    check(
        format!("<html><body>{table}").as_bytes(),
        "table 3x3 header 2\n  0,0+2x1: 1\n  0,1+1x2: 2\n  1,1: 3\n  1,2: 4\n  2,0+1x3: 5",
    );
    check(
        b"<html><style>x</style><p>a<br>b</p><ol start=3><li>c<ul><li>d</ul></ol><script>e</script>",
        "a / b\n3. c\n• d",
    );
    check(b"<html><meta charset=windows-1251><p>\xcf\xeb\xe0\xed</p>", "План");
    check("<table><tr><td><table><tr><td>а<td>б</table></table>".as_bytes(), "table 1x2 header 0\n  0,0: а\n  0,1: б");
    let letter = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_x\"\r\n\r\n----=_x\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D0=9F=\r\n!</p>\r\n----=_x--";
    check(letter, "П!");
}

#[test]
fn files_are_told_by_their_bytes() {
    let refused = |bytes: &[u8]| read(bytes, Some("план.docx")).expect_err("refused").to_string();
    assert!(refused(b"").contains("пустой"));
    assert!(refused(b"\x89PNG\r\n\x1a\n").contains("PNG"));
    assert!(refused(b"MZ\x90\0").contains("программа"));
    assert!(refused(&zipped(&[("a.txt", "x")])).contains("архив ZIP"));
    assert!(refused(&zipped(&[("ppt/presentation.xml", "x")])).contains("презентация"));
    assert!(refused(b"PK\x03\x04broken").contains("повреждён"));
    check(br"{\rtf1 as doc\par}", "as doc");
}

#[test]
fn workbooks_read_as_pages() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd.mm.yyyy");
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "План на 2024 год", &plain).expect("merged");
    sheet.merge_range(2, 0, 3, 0, "№", &plain).expect("merged");
    sheet.write(2, 1, "Мера").and_then(|s| s.write(2, 2, "Балл")).and_then(|s| s.write(2, 3, "Срок")).expect("written");
    sheet.write(3, 1, "что").and_then(|s| s.write(3, 2, "сколько")).expect("written");
    sheet
        .write(4, 0, 1)
        .and_then(|s| s.write(4, 1, "Стенд\nи сайт"))
        .and_then(|s| s.write(4, 2, 22.5))
        .expect("written");
    sheet.write_with_format(4, 3, 45536, &day).expect("written");
    sheet.write(7, 1, "Директор").expect("written");
    let hidden = book.add_worksheet();
    hidden.set_hidden(true).write(0, 0, "тайное").expect("written");
    let document = read(&book.save_to_buffer().expect("saved"), None).expect("readable");
    assert_eq!(
        shown::document(&document),
        "План на 2024 год\ntable 3x4 header 0\n  0,0+2x1: №\n  0,1: Мера\n  0,2: Балл\n  0,3: Срок\n  1,1: что\n  1,2: сколько\n  1,3: \n  2,0: 1\n  2,1: Стенд / и сайт\n  2,2: 22,5\n  2,3: 01.09.2024\nДиректор"
    );
    assert_eq!(document.remarks[0].code, "hidden-sheets-skipped");
}
