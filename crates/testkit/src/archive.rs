//! What stands in a container of files, for tests that have no reader of their own.

use std::io::{Cursor, Read};

/// The text of one file of a zip.
///
/// # Panics
/// When it is no zip, has no such file, or the file is no text.
pub fn text_in(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("a file of this name").read_to_string(&mut text).expect("text");
    text
}
