//! People as they are kept, their links, visits and keys for programs; of secrets only hashes.

use jiff::Timestamp;
use otklik_domain::ids::{OrganisationId, PersonId};
use uuid::Uuid;

/// Whether a person may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PersonState {
    /// May come in.
    Active,
    /// May not; what was done by them stays.
    Closed,
}

impl PersonState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            PersonState::Active => "active",
            PersonState::Closed => "closed",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [PersonState::Active, PersonState::Closed].into_iter().find(|s| s.name() == name)
    }
}

/// Someone who acts («учётная запись»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Name to be shown.
    pub name: String,
    /// Name to sign in with; unique.
    pub login: Option<String>,
    /// Role by its public name.
    pub role: String,
    /// The organisation they act for; nothing means all.
    pub organisation: Option<OrganisationId>,
    /// Whether they may come in.
    pub state: PersonState,
    /// Since when.
    pub at: Timestamp,
    /// Where letters reach them.
    pub email: Option<String>,
}

/// A one-time link that opens the cabinet («одноразовая ссылка входа»). Only the hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginLink {
    /// SHA-256 of the secret, in hex.
    pub hash: String,
    /// Whom it lets in.
    pub person: PersonId,
    /// Until when.
    pub expires_at: Timestamp,
    /// Whether the second step is asked of whoever has one.
    pub asks_code: bool,
}

/// A visit («сеанс»). Only the hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the secret, in hex.
    pub hash: String,
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// When last seen.
    pub seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// How they came in: `link`, `password`, `passkey`, `outer`.
    pub way: String,
    /// The browser in words; never an address.
    pub browser: Option<String>,
    /// When the person last proved who they are.
    pub proved_at: Option<Timestamp>,
    /// When they had come in before; the store knows.
    pub before_at: Option<Timestamp>,
    /// With which browser.
    pub before_browser: Option<String>,
}

/// A key for programs («ключ API»). Only the hash of its secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the secret, in hex.
    pub hash: String,
    /// What it is for, in the person's words.
    pub name: String,
    /// Whose rights it has.
    pub person: PersonId,
    /// Since when.
    pub at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
}
