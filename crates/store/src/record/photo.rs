//! Photos, without anything a camera adds, and where they are shown.

use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, PhotoUseId};
use std::fmt;
use std::str::FromStr;

/// SHA-256 of a photo's bytes as they are kept: its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhotoHash(pub [u8; 32]);

impl fmt::Display for PhotoHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl FromStr for PhotoHash {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = hex::decode(text).map_err(|_| ())?;
        bytes.try_into().map(PhotoHash).map_err(|_| ())
    }
}

/// A photo («снимок»): JPEG without metadata. The same bytes are kept once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Hash of its bytes.
    pub hash: PhotoHash,
    /// Width in pixels.
    pub width: i64,
    /// Height in pixels.
    pub height: i64,
    /// How many bytes.
    pub size_bytes: i64,
    /// Who brought it first.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A photo that is to be kept: bytes that were made by this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPhoto {
    /// JPEG without metadata.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A photo at the thing it shows («снимок при записи»), for any room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoUse {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: PhotoUseId,
    /// Kind of what it belongs to, a table's name: `inspection_sheet`, `execution`.
    pub subject_kind: String,
    /// Id of what it belongs to.
    pub subject: String,
    /// Which part of it: the code of a point; may be empty.
    pub part: String,
    /// The photo; made by the store when it is kept.
    pub photo: PhotoHash,
    /// What is to be seen, for those who cannot see it.
    pub alt: String,
    /// Who brought it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
