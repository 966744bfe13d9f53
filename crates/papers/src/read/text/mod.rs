//! Plain text: bytes of a flattened document become paragraphs and tables.
//!
//! Until the reader of texts lands here, a text is refused by name and nothing is guessed.

use super::{Document, Unreadable};

/// Reads plain text.
///
/// # Errors
/// [`Unreadable`] when the bytes are not a text that can be taken.
pub(super) fn read(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::UnknownFormat("простой текст".into()))
}
