//! A tiny maker of zip containers, and their parts.

use std::io::{Cursor, Read, Write};

/// A container with the given parts, in order.
pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, Vec<u8>)> = parts.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    zipped_bytes(&parts)
}

/// A container with parts that are not text.
pub(super) fn zipped_bytes(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part is started");
        zip.write_all(bytes).expect("a part is written");
    }
    zip.finish().expect("the container is closed").into_inner()
}

/// The names and bytes of all parts.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    (0..archive.len())
        .map(|n| {
            let mut file = archive.by_index(n).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a part unpacks");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .filter(|(name, _)| !name.ends_with('/'))
        .collect()
}
