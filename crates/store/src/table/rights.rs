//! Tables of where people's rights reach, and of links that need no password.

use super::Table;

pub(crate) static PERSON_SCOPE: Table = Table {
    name: "person_scope",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "person_id",
        "place",
        "kind",
        "territory_id",
        "founder_id",
        "organisation_id",
        "branch_id",
        "made_by",
        "made_at",
    ],
};
pub(crate) static MEASURE_PERSON: Table = Table {
    name: "measure_person",
    n_key: 3,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "person_id", "made_by", "made_at"],
};
pub(crate) static PERSONAL_LINK: Table = Table {
    name: "personal_link",
    n_key: 1,
    numbers: &["n_wrong", "rests_until", "rested_at", "seen_at", "made_at", "revoked_at"],
    is_versioned: false,
    columns: &[
        "id",
        "person_id",
        "hash",
        "code_hash",
        "n_wrong",
        "rests_until",
        "rested_at",
        "seen_at",
        "made_by",
        "made_at",
        "revoked_at",
    ],
};
pub(crate) static LINK_VISIT: Table = Table {
    name: "link_visit",
    n_key: 1,
    numbers: &["made_at", "expires_at"],
    is_versioned: false,
    columns: &["hash", "link_id", "made_at", "expires_at"],
};
pub(crate) static API_TOKEN: Table = Table {
    name: "api_token",
    n_key: 1,
    numbers: &["made_at", "revoked_at"],
    is_versioned: false,
    columns: &["id", "hash", "name", "person_id", "made_at", "revoked_at"],
};
