//! A paper as Office Open XML text (.docx).
//!
//! In comes a paper; out go bytes that Word and LibreOffice open without a word of warning: language, title, header rows
//! that repeat, rows that are not torn. It refuses templates: everything on the sheet is in the paper.

mod body;
mod parts;
mod table;

use super::pack::{Part, pack};
use super::{Paper, Unwritten};

/// Writes the whole container.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, Unwritten> {
    let (document, core) = (body::document(paper), parts::core(&paper.title));
    pack(&[
        Part::new("[Content_Types].xml", parts::CONTENT_TYPES),
        Part::new("_rels/.rels", parts::RELATIONS),
        Part::new("docProps/core.xml", &core),
        Part::new("docProps/app.xml", parts::APPLICATION),
        Part::new("word/document.xml", &document),
        Part::new("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS),
        Part::new("word/styles.xml", parts::STYLES),
        Part::new("word/settings.xml", parts::SETTINGS),
        Part::new("word/fontTable.xml", parts::FONTS),
        Part::new("word/header1.xml", parts::PAGE_NUMBER),
    ])
}

/// Twentieths of a point in so many millimetres: 1440 to an inch.
fn twips(mm: u32) -> u32 {
    (mm * 14400 + 127) / 254
}
