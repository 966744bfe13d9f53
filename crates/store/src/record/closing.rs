//! Rounds as they were published: how they were counted, and files with answers in which nobody can be told from anybody.

use jiff::Timestamp;
use otklik_domain::ids::RoundId;

/// What is published of a round («публикация тура»), before it has its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRoundPublication {
    /// The round.
    pub round: RoundId,
    /// How it was counted, as JSON.
    pub body_json: String,
    /// Files by their names.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A round as it was published, frozen («опубликованный тур»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundPublication {
    /// The round.
    pub round: RoundId,
    /// Its number, from 1; a correction is the next.
    pub number: i64,
    /// How it was counted, as JSON.
    pub body_json: String,
    /// SHA-256 of that text, in hex.
    pub sha256: String,
    /// Who published it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A file of a publication («файл публикации»), without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundFile {
    /// The round.
    pub round: RoundId,
    /// Number of the publication.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// How many bytes.
    pub size_bytes: u64,
}
