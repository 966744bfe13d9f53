//! Tables of samples, of what others measured, and of rounds as they were published.

use super::Table;

pub(crate) static ROUND_PLACE: Table = Table {
    name: "round_place",
    n_key: 3,
    numbers: &["n_served", "n_wanted", "made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "round_id", "branch", "n_served", "n_wanted", "made_by", "made_at"],
};
pub(crate) static ROUND_QUOTA: Table = Table {
    name: "round_quota",
    n_key: 2,
    numbers: &["number", "least", "most", "percent", "made_at"],
    is_versioned: false,
    columns: &[
        "round_id",
        "number",
        "title",
        "choice_question",
        "choice",
        "number_question",
        "least",
        "most",
        "percent",
        "made_by",
        "made_at",
    ],
};
pub(crate) static SECOND_SOURCE: Table = Table {
    name: "second_source",
    n_key: 2,
    numbers: &["respondents", "made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "id", "source", "on_day", "value", "respondents", "link", "made_by", "made_at"],
};
pub(crate) static ROUND_PUBLICATION: Table = Table {
    name: "round_publication",
    n_key: 2,
    numbers: &["number", "made_at"],
    is_versioned: false,
    columns: &["round_id", "number", "body_json", "sha256", "made_by", "made_at"],
};
pub(crate) static ROUND_FILE: Table = Table {
    name: "round_file",
    n_key: 3,
    numbers: &["number", "size_bytes"],
    is_versioned: false,
    columns: &["round_id", "number", "name", "sha256", "size_bytes"],
};
pub(crate) static ROUND_FILE_PIECE: Table = Table {
    name: "round_file_piece",
    n_key: 4,
    numbers: &["number", "position"],
    is_versioned: false,
    columns: &["round_id", "number", "name", "position", "bytes"],
};
pub(crate) static ROUND_ORGANISATION: Table = Table {
    name: "round_organisation",
    n_key: 2,
    numbers: &[],
    is_versioned: false,
    columns: &["organisation_id", "round_id"],
};
