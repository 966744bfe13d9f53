//! A zip container of an office document, opened with distrust.
//!
//! In come bytes; out go parts by name. Sizes are counted while inflating, the directory is never believed, names are
//! only compared and never become paths. It refuses to know what the parts mean.

use super::Unreadable;
use super::limits::{ENTRIES_MAX, PART_BYTES_MAX, SHEETS_BYTES_MAX, UNPACKED_BYTES_MAX, within};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// No more is set aside for a part before it is inflated.
const AHEAD_BYTES_MAX: u64 = 1 << 20;

/// An open container.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    left_bytes: u64,
    part_bytes_max: u64,
}

impl<'a> Package<'a> {
    /// Opens a container and reads its list of names.
    ///
    /// # Errors
    /// Damaged when the directory cannot be read; too large when it lists too much.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Unreadable::Damaged("архив внутри файла оборван или испорчен".into()))?;
        within(archive.len() <= ENTRIES_MAX, || format!("больше {ENTRIES_MAX} частей внутри"))?;
        let mut names = Vec::with_capacity(archive.len());
        for i in 0..archive.len() {
            let name = archive.name_for_index(i).and_then(Result::ok).unwrap_or_default();
            names.push(name.replace('\\', "/"));
        }
        Ok(Package { archive, names, left_bytes: UNPACKED_BYTES_MAX, part_bytes_max: PART_BYTES_MAX })
    }

    /// The same container with room for sheets of answers, whose only part is as large as all of them.
    pub(crate) fn of_sheets(self) -> Self {
        Package { left_bytes: SHEETS_BYTES_MAX, part_bytes_max: SHEETS_BYTES_MAX, ..self }
    }

    /// Names of the parts as listed.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Whether a part is listed.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The bytes of a part, or nothing when it is not there.
    ///
    /// # Errors
    /// Encrypted, damaged, or larger than the limits allow.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let limit = self.part_bytes_max.min(self.left_bytes);
        let mut file = self.archive.by_index(index).map_err(|e| refusal(&e, name))?;
        // What the directory says of the size is only a beginning.
        let mut bytes = Vec::with_capacity(usize::try_from(file.size().min(AHEAD_BYTES_MAX)).unwrap_or(0) + 64);
        (&mut file)
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::Damaged(format!("часть {name} не распаковывается")))?;
        let n = bytes.len() as u64;
        within(n <= limit, || "после распаковки".into())?;
        self.left_bytes -= n;
        Ok(Some(bytes))
    }

    /// The text of a part: UTF-8, or UTF-16 by its byte order mark, as XML may be.
    ///
    /// # Errors
    /// As [`Package::part`], and damaged when the bytes are not text.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        super::xml::text_of(bytes, name).map(Some)
    }

    /// Where a part stands: by its exact name, else with letters of another case, as some programs write.
    fn index(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.names
            .iter()
            .position(|n| n == name)
            .or_else(|| self.names.iter().position(|n| n.trim_start_matches('/').eq_ignore_ascii_case(name)))
    }
}

/// A refusal of the container in our words.
fn refusal(error: &ZipError, name: &str) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => Unreadable::Encrypted,
        ZipError::InvalidPassword => Unreadable::Encrypted,
        _ => Unreadable::Damaged(format!("часть {name} не открывается")),
    }
}
