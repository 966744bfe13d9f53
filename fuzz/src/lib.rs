//! What the fuzz targets of the readers share: bytes become a file of a format, and the file is read.
//!
//! A reader may refuse; it must not panic, run for ever or eat memory.

use otklik_papers::forms::measure_plan::Options;
use std::io::{Cursor, Write};

/// Reads a file as strangers' files are read.
pub fn read(name: &str, bytes: &[u8]) {
    let _ = otklik_papers::read(bytes, name, &Options::default());
}

/// Reads an archive whose parts are given.
pub fn read_archive(name: &str, parts: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (part, bytes) in parts {
        if archive.start_file(*part, options).and_then(|()| Ok(archive.write_all(bytes)?)).is_err() {
            return;
        }
    }
    if let Ok(bytes) = archive.finish() {
        read(name, &bytes.into_inner());
    }
}
