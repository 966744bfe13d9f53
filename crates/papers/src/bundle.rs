//! Several files as one: a container in the order given, the same bytes for the same files.
//!
//! In come names and bytes; out goes a zip. It refuses to know what the files say.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Puts files together.
///
/// # Errors
/// Words of the packer, when a name stands twice or the whole is too large.
pub fn bundle(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).map_err(|cause| cause.to_string())?;
        zip.write_all(bytes).map_err(|cause| cause.to_string())?;
    }
    Ok(zip.finish().map_err(|cause| cause.to_string())?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn files_come_out_as_they_went_in() {
        let files = [("план/план.txt".to_owned(), "План".as_bytes().to_vec()), ("b".to_owned(), vec![0, 1])];
        let bytes = bundle(&files).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
        for (name, expected) in &files {
            let mut body = Vec::new();
            zip.by_name(name).unwrap().read_to_end(&mut body).unwrap();
            assert_eq!(&body, expected);
        }
        assert_eq!(bundle(&files).unwrap(), bytes, "no dates inside");
        assert!(bundle(&[files[0].clone(), files[0].clone()]).is_err());
    }
}
