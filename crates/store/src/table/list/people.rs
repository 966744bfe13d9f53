//! Tables of people: accounts, ways in, visits, keys.

use super::super::Table;

pub(crate) static PERSON: Table = Table {
    name: "person",
    n_key: 1,
    numbers: &["made_at", "version"],
    is_versioned: true,
    columns: &["id", "name", "login", "role", "organisation_id", "state", "made_at", "email"],
};
pub(crate) static LOGIN_LINK: Table = Table {
    name: "login_link",
    n_key: 1,
    numbers: &["expires_at", "asks_code", "used_at"],
    is_versioned: false,
    columns: &["hash", "person_id", "expires_at", "asks_code", "used_at"],
};
pub(crate) static SESSION: Table = Table {
    name: "session",
    n_key: 1,
    numbers: &["made_at", "seen_at", "expires_at", "proved_at", "before_at"],
    is_versioned: false,
    columns: &[
        "hash",
        "person_id",
        "made_at",
        "seen_at",
        "expires_at",
        "way",
        "browser",
        "proved_at",
        "before_at",
        "before_browser",
    ],
};
pub(crate) static KEYRING: Table = Table {
    name: "keyring",
    n_key: 1,
    numbers: &["password_at", "totp_at", "totp_step", "entered_at"],
    is_versioned: false,
    columns: &[
        "person_id",
        "password_hash",
        "password_at",
        "totp_secret",
        "totp_at",
        "totp_step",
        "entered_at",
        "entered_browser",
    ],
};
pub(crate) static RECOVERY_CODE: Table = Table {
    name: "recovery_code",
    n_key: 2,
    numbers: &["used_at"],
    is_versioned: false,
    columns: &["person_id", "hash", "used_at"],
};
pub(crate) static PASSKEY: Table = Table {
    name: "passkey",
    n_key: 1,
    numbers: &["made_at", "used_at"],
    is_versioned: false,
    columns: &["id", "person_id", "name", "body_json", "made_at", "used_at"],
};
pub(crate) static OUTER_DOOR: Table = Table {
    name: "outer_door",
    n_key: 1,
    numbers: &["finds_by_email", "is_open", "version"],
    is_versioned: true,
    columns: &[
        "id",
        "title",
        "issuer",
        "client_id",
        "client_secret",
        "scopes",
        "trusted_steps",
        "finds_by_email",
        "is_open",
    ],
};
pub(crate) static OUTER_ACCOUNT: Table = Table {
    name: "outer_account",
    n_key: 1,
    numbers: &["made_at", "used_at"],
    is_versioned: false,
    columns: &["id", "issuer", "subject", "person_id", "name", "made_at", "used_at"],
};
