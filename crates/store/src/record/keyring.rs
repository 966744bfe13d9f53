use jiff::Timestamp;
use otklik_domain::ids::PersonId;
use std::fmt;

/// What a person comes in with besides links («связка ключей»). Its secrets are never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Keyring {
    /// Whose.
    pub person: PersonId,
    /// The hash of the password, with its salt and cost.
    pub password_hash: Option<String>,
    /// Since when it is this password.
    pub password_at: Option<Timestamp>,
    /// The secret of the one-time codes.
    pub totp_secret: Option<String>,
    /// Since when codes are asked.
    pub totp_at: Option<Timestamp>,
    /// The last step of time whose code was used.
    pub totp_step: Option<i64>,
    /// When they last came in.
    pub entered_at: Option<Timestamp>,
    /// With which browser.
    pub entered_browser: Option<String>,
}

impl Keyring {
    /// A keyring without keys.
    pub fn empty(person: PersonId) -> Self {
        Keyring {
            person,
            password_hash: None,
            password_at: None,
            totp_secret: None,
            totp_at: None,
            totp_step: None,
            entered_at: None,
            entered_browser: None,
        }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("person", &self.person).finish_non_exhaustive()
    }
}

/// A passkey («ключ доступа»): the public half, as the library that checks it writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id as the authenticator names it.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// The person's name for it.
    pub name: String,
    /// The public key and its counters; opaque here.
    pub body_json: String,
    /// Since when.
    pub at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// What a list of people shows of somebody's keys and visits; no secret among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub person: PersonId,
    /// When they were last here.
    pub seen_at: Option<Timestamp>,
    /// They have a password.
    pub has_password: bool,
    /// Codes are asked of them.
    pub has_totp: bool,
}
