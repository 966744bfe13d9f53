//! The table of filled questionnaires.

use super::Table;

pub(crate) static ANSWER: Table = Table {
    name: "answer",
    n_key: 3,
    numbers: &["kept_at", "line", "filled_seconds"],
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
    ],
};
