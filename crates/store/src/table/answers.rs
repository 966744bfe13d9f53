//! The tables of filled questionnaires, of what people decided about them and of one-time codes.

use super::Table;

pub(crate) static ANSWER: Table = Table {
    name: "answer",
    n_key: 3,
    numbers: &["kept_at", "line", "filled_seconds", "has_worked"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "survey_id",
        "id",
        "packed",
        "channel",
        "kept_at",
        "kept_on",
        "line",
        "filled_seconds",
        "device",
        "ticket",
        "has_worked",
    ],
};
pub(crate) static ANSWER_REVIEW: Table = Table {
    name: "answer_review",
    n_key: 3,
    numbers: &["made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "survey_id", "answer_id", "state", "reason", "made_by", "made_at"],
};
pub(crate) static TICKET: Table = Table {
    name: "ticket",
    n_key: 3,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "survey_id", "hash", "made_by", "made_at"],
};
