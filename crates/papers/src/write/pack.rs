//! A container of an office format: parts in a zip, in the order they are given.
//!
//! In come names and bytes; out goes one file that is the same for the same parts. It refuses to know what they mean.

use super::Unwritten;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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

fn fault(cause: impl std::fmt::Display) -> Unwritten {
    Unwritten::Packing(cause.to_string())
}
