//! PDF with a text layer: bytes become paragraphs and tables.
//!
//! Until the reader of PDF lands here, a PDF is refused by name and nothing is guessed.

use super::{Document, Unreadable};

/// Reads a PDF.
///
/// # Errors
/// [`Unreadable`] when the bytes are not a PDF that can be taken.
pub(super) fn read(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::UnknownFormat("PDF".into()))
}
