//! Parts into one archive, the same bytes each time.

use std::io::{Cursor, Write};
use zip::CompressionMethod::{Deflated, Stored};
use zip::write::SimpleFileOptions;

/// An archive of named parts in the given order. A part called `mimetype` is stored as it is, as OpenDocument asks.
///
/// # Errors
/// When the archive cannot be written, which memory alone can cause.
pub fn pack(parts: &[(&str, &[u8])]) -> anyhow::Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { Stored } else { Deflated };
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(zip::DateTime::default());
        archive.start_file(*name, options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text where markup may stand.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
