//! A tiny maker of zip containers.

use std::io::{Cursor, Write};

/// A container with the given parts, in order.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part is started");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the container is closed").into_inner()
}
