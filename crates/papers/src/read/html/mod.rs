//! Web pages: .html, pages that Word saves as .doc, and «веб-страница в одном файле».
//!
//! In come bytes; out goes a document. Scripts, styles and links are never followed. It refuses to know what the tables
//! mean.

mod depth;
mod letters;
mod mhtml;
mod sheet;
mod table;
mod walker;

use super::guard::guarded;
use super::limits::within;
use super::{Document, Format, Unreadable, remarks};
use encoding_rs::Encoding;
use walker::Walker;

/// Bytes of one page: the tree of a page takes many times its text.
const PAGE_BYTES_MAX: usize = 8 << 20;

/// Reads a page.
///
/// # Errors
/// [`Unreadable`] when the page is too large or only shows images.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    read_page(bytes, None)
}

/// Reads a page packed as a letter.
///
/// # Errors
/// As [`read`], and damaged when there is no page in the letter.
pub(super) fn read_mhtml(bytes: &[u8]) -> Result<Document, Unreadable> {
    let page = mhtml::page(bytes).ok_or_else(|| Unreadable::Damaged("в файле MHTML нет страницы".into()))?;
    read_page(&page.bytes, page.encoding)
}

fn read_page(bytes: &[u8], told: Option<&'static Encoding>) -> Result<Document, Unreadable> {
    within(bytes.len() <= PAGE_BYTES_MAX, || format!("страница больше {} МБ", PAGE_BYTES_MAX >> 20))?;
    let text = letters::text(bytes, told);
    depth::refuse_deep(&text)?;
    let tree = guarded(|| Ok(scraper::Html::parse_document(&text)))?;
    let mut walker = Walker::default();
    walker.take_sheets(*tree.root_element());
    let blocks = walker.blocks(*tree.root_element(), 0)?;
    let mut document = Document { format: Format::Html, blocks, remarks: walker.omitted.remarks() };
    if !document.has_text() && walker.has_images {
        return Err(Unreadable::ScanWithoutText);
    }
    if walker.has_changes {
        document.remarks.push(remarks::tracked_changes());
    }
    Ok(document)
}
