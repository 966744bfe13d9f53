//! Sound documents that the bombs are built from: the project's own examples and small packages.

use super::zips::{Entry, zip};
use std::path::Path;

/// An example document of the project.
pub(super) fn example(name: &str) -> Vec<u8> {
    std::fs::read(folder("OTKLIK_EXAMPLES", "../../examples").join(name)).expect("the project's example is there")
}

fn folder(variable: &str, beside: &str) -> std::path::PathBuf {
    std::env::var_os(variable).map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(beside), Into::into)
}

/// A workbook or a .doc of the fixtures of the readers.
pub(super) fn fixture(name: &str) -> Vec<u8> {
    let fixtures = folder("OTKLIK_FIXTURES", "../papers/tests/fixtures");
    let place = if name.ends_with(".doc") { "doc" } else { "workbook" };
    std::fs::read(fixtures.join(place).join(name)).expect("the fixture is there")
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
/// What opens the body of a .docx.
pub(super) const DOCX_HEAD: &str =
    r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
/// What closes it.
pub(super) const DOCX_TAIL: &str = "</w:body></w:document>";

/// A .docx of these entries beside the usual ones.
pub(super) fn docx_of(entries: Vec<Entry>) -> Vec<u8> {
    let usual = [Entry::new("[Content_Types].xml", TYPES.as_bytes()), Entry::new("_rels/.rels", RELATIONS.as_bytes())];
    zip(&[&usual[..], &entries].concat())
}

/// A .docx with this body.
pub(super) fn docx(body: &str) -> Vec<u8> {
    docx_of(vec![document(body)])
}

/// The main part with this body.
pub(super) fn document(body: &str) -> Entry {
    Entry::new("word/document.xml", format!("{DOCX_HEAD}{body}{DOCX_TAIL}").as_bytes())
}

/// The main part with a piece many times.
pub(super) fn document_of(piece: &str, times: usize) -> Entry {
    Entry::repeated("word/document.xml", DOCX_HEAD.as_bytes(), piece.as_bytes(), times, DOCX_TAIL.as_bytes())
}

/// A paragraph of a .docx.
pub(super) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// What opens the body of an .odt.
pub(super) const ODT_HEAD: &str = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>"#;
/// What closes it.
pub(super) const ODT_TAIL: &str = "</office:text></office:body></office:document-content>";

/// An OpenDocument text of this content.
pub(super) fn odt_of(content: Entry) -> Vec<u8> {
    zip(&[Entry::new("mimetype", b"application/vnd.oasis.opendocument.text"), content])
}

/// An OpenDocument text with this body.
pub(super) fn odt(body: &str) -> Vec<u8> {
    odt_of(Entry::new("content.xml", format!("{ODT_HEAD}{body}{ODT_TAIL}").as_bytes()))
}

const BOOK_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const BOOK_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="s"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
/// What opens a sheet of an .xlsx.
pub(super) const SHEET_HEAD: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#;

/// An .xlsx of these entries beside the usual ones.
pub(super) fn xlsx_of(entries: Vec<Entry>) -> Vec<u8> {
    let usual = [
        Entry::new("[Content_Types].xml", BOOK_TYPES.as_bytes()),
        Entry::new("_rels/.rels", BOOK_RELATIONS.as_bytes()),
        Entry::new("xl/workbook.xml", BOOK.as_bytes()),
        Entry::new("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
    ];
    zip(&[&usual[..], &entries].concat())
}

/// An .xlsx whose sheet says this.
pub(super) fn xlsx(sheet: &str) -> Vec<u8> {
    xlsx_of(vec![Entry::new("xl/worksheets/sheet1.xml", format!("{SHEET_HEAD}{sheet}</worksheet>").as_bytes())])
}
