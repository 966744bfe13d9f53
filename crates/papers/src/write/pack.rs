//! A container of an office format: parts in a zip, in the order they are given.
//!
//! In come names and bytes; out goes one file that is the same for the same parts. It refuses to know what they mean.

use super::Unwritten;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// One part of a container.
pub(super) struct Part<'a> {
    pub(super) name: &'a str,
    pub(super) body: &'a str,
    pub(super) is_packed: bool,
}

impl<'a> Part<'a> {
    pub(super) fn new(name: &'a str, body: &'a str) -> Self {
        Part { name, body, is_packed: true }
    }

    /// A part kept as it is, as the first part of an OpenDocument file must be.
    pub(super) fn stored(name: &'a str, body: &'a str) -> Self {
        Part { name, body, is_packed: false }
    }
}

/// Puts parts together. No dates: the same paper gives the same bytes.
pub(super) fn pack(parts: &[Part<'_>]) -> Result<Vec<u8>, Unwritten> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let method = if part.is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(part.name, options).map_err(fault)?;
        zip.write_all(part.body.as_bytes()).map_err(fault)?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}

/// Where a workbook keeps its properties, and their end.
const PROPERTIES: &str = "docProps/core.xml";
const PROPERTIES_END: &str = "</cp:coreProperties>";

/// A workbook that says it is in Russian: those who listen to it hear it in that language. Other parts stay as they are.
pub(crate) fn in_russian(book: Vec<u8>) -> Result<Vec<u8>, Unwritten> {
    let mut parts = ZipArchive::new(Cursor::new(book)).map_err(fault)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).map_err(fault)?;
        if part.name().map_err(fault)? != PROPERTIES {
            drop(part);
            zip.raw_copy_file(parts.by_index_raw(at).map_err(fault)?).map_err(fault)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).map_err(fault)?;
        let told = xml.replace(PROPERTIES_END, &format!("<dc:language>ru-RU</dc:language>{PROPERTIES_END}"));
        zip.start_file(PROPERTIES, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
            .map_err(fault)?;
        zip.write_all(told.as_bytes()).map_err(fault)?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}

fn fault(cause: impl std::fmt::Display) -> Unwritten {
    Unwritten::Packing(cause.to_string())
}
