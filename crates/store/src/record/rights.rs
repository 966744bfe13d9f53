use jiff::Timestamp;
use otklik_domain::ids::PersonId;
use uuid::Uuid;

/// A club worker's own link («личная ссылка»). Only hashes of its secret and of the code are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalLink {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// SHA-256 of the secret, in hex.
    pub hash: String,
    /// Argon2 of the code they chose; nothing until the first opening.
    pub code_hash: Option<String>,
    /// Wrong codes one after another.
    pub n_wrong: i64,
    /// Until when no code is taken.
    pub rests_until: Option<Timestamp>,
    /// When it rested last.
    pub rested_at: Option<Timestamp>,
    /// When it was opened last.
    pub seen_at: Option<Timestamp>,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}

/// A visit by a personal link («сеанс по личной ссылке»): it opens that person's measures and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkVisit {
    /// SHA-256 of the secret, in hex.
    pub hash: String,
    /// By which link.
    pub link: Uuid,
    /// Since when.
    pub at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}
