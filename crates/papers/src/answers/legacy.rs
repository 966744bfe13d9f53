//! Texts of cells: UTF-8, or else Windows-1251, which old programs write.

use std::borrow::Cow;

/// The text of a cell. Russian words in Windows-1251 are never valid UTF-8, so each cell tells by itself.
pub(super) fn text(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1251.decode_without_bom_handling(cell).0,
    }
}
