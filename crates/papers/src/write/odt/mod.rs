//! A paper as OpenDocument text 1.3 (.odt).
//!
//! In comes a paper; out go bytes that LibreOffice and its kin open: `mimetype` first and stored, header rows that repeat,
//! language and title. It refuses templates: everything on the sheet is in the paper.

mod body;
mod parts;
mod table;

use super::pack::{Part, pack};
use super::{Paper, Unwritten};

/// Writes the whole container.
pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, Unwritten> {
    let (content, styles, meta) = (body::content(paper), parts::styles(paper.sheet), parts::meta(&paper.title));
    pack(&[
        Part::stored("mimetype", "application/vnd.oasis.opendocument.text"),
        Part::new("META-INF/manifest.xml", parts::MANIFEST),
        Part::new("content.xml", &content),
        Part::new("styles.xml", &styles),
        Part::new("meta.xml", &meta),
        Part::new("settings.xml", parts::SETTINGS),
    ])
}
