//! What the typesetter sees: one of two templates, one paper as data, two fonts. No disk, no packages, no clock.
//!
//! In comes the paper's JSON; out goes a world for typst. Every other file is denied.

use crate::PressFault;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// An official paper: lines, one table, signatures.
pub(crate) const PAPER: &str = include_str!("paper.typ");
/// A paper whose every line has its place.
pub(crate) const PLATES: &str = include_str!("plates.typ");
const REGULAR: &[u8] = include_bytes!("../fonts/PTSerif-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/PTSerif-Bold.ttf");

/// Made once: they are the same for every paper.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| [REGULAR, BOLD].into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The world of one paper.
pub(crate) struct Room {
    template: Source,
    paper_id: FileId,
    paper: Bytes,
}

impl Room {
    pub(crate) fn new(template: &str, paper: String) -> Result<Self, PressFault> {
        let template = Source::new(file_id("/main.typ")?, template.to_owned());
        Ok(Room { template, paper_id: file_id("/paper.json")?, paper: Bytes::from_string(paper) })
    }
}

fn file_id(path: &str) -> Result<FileId, PressFault> {
    let path = VirtualPath::new(path).map_err(|_| PressFault::Setting(format!("путь {path}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.paper_id { Ok(self.paper.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Whether every font of the press has the character: bold rows must show it too.
pub(crate) fn is_shown(c: char) -> bool {
    FONTS.iter().all(|font| font.info().coverage.contains(c.into()))
}

/// What the typesetter complained of, in one line.
pub(crate) fn words(faults: &[SourceDiagnostic]) -> String {
    faults.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>().join("; ")
}
