//! Which format bytes are, told by the bytes themselves.
//!
//! In come bytes; out goes a [`Kind`] or a refusal that names what the file really is. The extension is never asked:
//! a `.doc` may be RTF, a web page or a renamed .docx. It refuses to know how any format is read.

use super::Unreadable;
use super::package::Package;
use std::io::{Cursor, Read};

/// What the bytes turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Docx,
    Odt,
    FlatOdt,
    Doc,
    Rtf,
    Xlsx,
    Xls,
    Ods,
    Html,
    /// «Веб-страница в одном файле», which Word saves as .doc or .mht.
    Mhtml,
    Pdf,
    Text,
}

/// How much of the beginning is looked at for marks of a text format.
const HEAD_BYTES: usize = 8192;

/// Tells the format.
///
/// # Errors
/// Empty, encrypted, damaged, or a format that is not read, by name.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return ole_kind(bytes);
    }
    if let Some((_, name)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Unreadable::UnknownFormat((*name).into()));
    }
    text_kind(bytes)
}

/// First bytes of formats that are met in place of documents, and their names.
const FOREIGN: &[(&[u8], &str)] = &[
    // tidy: a list
    (b"\x89PNG", "изображение PNG"),
    (b"\xFF\xD8\xFF", "изображение JPEG"),
    (b"GIF8", "изображение GIF"),
    (b"II*\0", "изображение TIFF"),
    (b"MM\0*", "изображение TIFF"),
    (b"AT&TFORM", "DjVu"),
    (b"MZ", "программа Windows"),
    (b"\x7FELF", "программа"),
    (b"Rar!", "архив RAR"),
    (b"7z\xBC\xAF\x27\x1C", "архив 7z"),
    (b"\x1F\x8B", "архив gzip"),
    (b"BZh", "архив bzip2"),
    (b"\xFD7zXZ", "архив xz"),
    (b"%!PS", "PostScript"),
    (b"SQLite format 3", "база данных"),
    (b"\xDB\xA5\x2D\0", "Word 2.0"),
    (b"\x31\xBE\0\0", "Write или Word для DOS"),
    (b"OggS", "звук"),
    (b"ID3", "звук"),
    (b"RIFF", "звук, видео или изображение"),
    (b"!<arch>", "архив"),
];

/// Which document a zip is: by its mimetype, its main part or its content types.
fn zip_kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let mut package = Package::open(bytes)?;
    if let Some(mimetype) = package.part("mimetype")? {
        let mimetype = String::from_utf8_lossy(&mimetype).trim().to_owned();
        return opendocument_kind(&mut package, &mimetype);
    }
    if package.has("EncryptedPackage") {
        return Err(Unreadable::Encrypted);
    }
    let types = package.text("[Content_Types].xml").ok().flatten().unwrap_or_default();
    let has = |mark: &str| types.contains(mark);
    if has("wordprocessingml.document.main")
        || has("wordprocessingml.template.main")
        || has("ms-word.document.macro")
        || has("ms-word.template.macro")
        || package.has("word/document.xml")
    {
        return Ok(Kind::Docx);
    }
    if package.has("xl/workbook.bin") {
        return Err(Unreadable::UnknownFormat("двоичная книга .xlsb".into()));
    }
    if has("spreadsheetml.sheet.main")
        || has("spreadsheetml.template.main")
        || has("ms-excel.sheet.macro")
        || has("ms-excel.template.macro")
        || package.has("xl/workbook.xml")
    {
        return Ok(Kind::Xlsx);
    }
    if has("presentationml") || package.has("ppt/presentation.xml") {
        return Err(Unreadable::UnknownFormat("презентация PowerPoint".into()));
    }
    // OpenDocument written without its mimetype.
    if package.has("content.xml") && package.has("META-INF/manifest.xml") {
        let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
        let is_sheet = manifest.contains("opendocument.spreadsheet");
        let mimetype = if is_sheet { "application/vnd.oasis.opendocument.spreadsheet" } else { ODT };
        return opendocument_kind(&mut package, mimetype);
    }
    if !types.is_empty() {
        return Err(Unreadable::Damaged("в файле нет самого документа".into()));
    }
    Err(Unreadable::UnknownFormat("архив ZIP: распакуйте его и пришлите документ отдельно".into()))
}

const ODT: &str = "application/vnd.oasis.opendocument.text";

/// Which OpenDocument it is, and whether it is locked.
fn opendocument_kind(package: &mut Package<'_>, mimetype: &str) -> Result<Kind, Unreadable> {
    let manifest = package.text("META-INF/manifest.xml").ok().flatten().unwrap_or_default();
    if manifest.contains("encryption-data") || package.has("encrypted-package") {
        return Err(Unreadable::Encrypted);
    }
    let kind = mimetype.rsplit('.').next().unwrap_or_default();
    match kind {
        "text" | "text-template" | "text-master" | "writer" => Ok(Kind::Odt),
        "spreadsheet" | "spreadsheet-template" | "calc" => Ok(Kind::Ods),
        "presentation" | "presentation-template" => Err(Unreadable::UnknownFormat("презентация".into())),
        "graphics" | "graphics-template" | "drawing" => Err(Unreadable::UnknownFormat("рисунок".into())),
        _ if mimetype.contains("epub") => Err(Unreadable::UnknownFormat("книга EPUB".into())),
        _ => Err(Unreadable::UnknownFormat("архив ZIP неизвестного вида".into())),
    }
}

/// Which document an OLE container is.
fn ole_kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let Ok(mut ole) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        return Err(Unreadable::Damaged("хранилище внутри файла оборвано или испорчено".into()));
    };
    if ole.is_stream("/EncryptedPackage") {
        return Err(Unreadable::Encrypted);
    }
    if ole.is_stream("/WordDocument") {
        return if is_locked_word(&mut ole) { Err(Unreadable::Encrypted) } else { Ok(Kind::Doc) };
    }
    if ole.is_stream("/Workbook") || ole.is_stream("/Book") {
        return Ok(Kind::Xls);
    }
    let name = match () {
        () if ole.is_stream("/PowerPoint Document") => "презентация PowerPoint",
        () if ole.is_stream("/VisioDocument") => "рисунок Visio",
        () if ole.exists("/__properties_version1.0") => "письмо Outlook",
        () => "хранилище OLE неизвестного вида",
    };
    Err(Unreadable::UnknownFormat(name.into()))
}

/// The bit of the file information block that says «зашифрован».
fn is_locked_word(ole: &mut cfb::CompoundFile<Cursor<&[u8]>>) -> bool {
    let mut head = [0; 12];
    let is_read = ole.open_stream("/WordDocument").is_ok_and(|mut stream| stream.read_exact(&mut head).is_ok());
    is_read && head[11] & 0x01 != 0
}

/// Which text format it is.
fn text_kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let is_wide = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    // Wide letters lose their zero halves, so that marks are found in UTF-16 too.
    let narrow: Vec<u8> = head.iter().filter(|b| !is_wide || **b != 0).map(u8::to_ascii_lowercase).collect();
    let start = narrow.iter().position(|b| b.is_ascii_graphic()).unwrap_or(0);
    let marked = &narrow[start..];
    let has = |mark: &str| marked.windows(mark.len()).any(|w| w == mark.as_bytes());
    if marked.starts_with(b"{\\rtf") || marked.starts_with(b"{\\urtf") {
        return Ok(Kind::Rtf);
    }
    if has("%pdf-") && !has("<html") {
        return Ok(Kind::Pdf);
    }
    if has("<office:document") {
        return Ok(Kind::FlatOdt);
    }
    if marked.starts_with(b"<?xml") && (has("<w:worddocument") || has("<pkg:package")) {
        return Err(Unreadable::UnknownFormat("Word XML".into()));
    }
    if has("content-type: multipart/related") && (has("mime-version") || has("boundary=")) {
        return Ok(Kind::Mhtml);
    }
    if HTML_MARKS.iter().any(|mark| has(mark)) {
        return Ok(Kind::Html);
    }
    if marked.starts_with(b"<?xml") {
        return Err(Unreadable::UnknownFormat("XML".into()));
    }
    if !is_wide && is_binary(head) {
        return Err(Unreadable::UnknownFormat("двоичный файл".into()));
    }
    Ok(Kind::Text)
}

/// Any of these makes a text a web page.
const HTML_MARKS: &[&str] = &["<!doctype html", "<html", "<body", "<table", "<head>", "<meta ", "<tr>", "<p>", "<div"];

/// Whether bytes are no text in any encoding. Wide text without a mark has zeros in one half only.
fn is_binary(head: &[u8]) -> bool {
    let n_zero = head.iter().filter(|b| **b == 0).count();
    let n_control = head.iter().filter(|b| matches!(**b, 1..=6 | 0x0E..=0x19 | 0x1B..=0x1F)).count();
    let is_wide = head.len() > 3 && (n_zero * 8 > head.len() || n_control * 3 > head.len()) && is_wide_text(head);
    !is_wide && (n_zero > 0 || n_control * 20 > head.len())
}

/// Whether pairs of bytes look like Cyrillic, Latin or control letters of UTF-16.
fn is_wide_text(head: &[u8]) -> bool {
    let pairs = head.chunks_exact(2);
    let n = pairs.len().max(1);
    let n_little = pairs.clone().filter(|p| p[1] == 0x04 || p[1] == 0x20 || p[1] == 0).count();
    let n_big = pairs.filter(|p| p[0] == 0x04 || p[0] == 0x20 || p[0] == 0).count();
    n_little * 100 > n * 97 || n_big * 100 > n * 97
}
