//! Tables of letters and of what people set aside among their affairs.

use super::Table;

pub(crate) static LETTER: Table = Table {
    name: "letter",
    n_key: 1,
    numbers: &["run_at", "n_attempts", "made_at", "ended_at"],
    is_versioned: false,
    columns: &[
        "id",
        "person_id",
        "once",
        "kind",
        "address",
        "subject",
        "body_json",
        "state",
        "run_at",
        "n_attempts",
        "last_fault",
        "made_at",
        "ended_at",
    ],
};
pub(crate) static LETTER_CHOICE: Table = Table {
    name: "letter_choice",
    n_key: 1,
    numbers: &["n_renewed"],
    is_versioned: false,
    columns: &["person_id", "pace", "told_on", "n_renewed"],
};
pub(crate) static SET_ASIDE: Table = Table {
    name: "set_aside",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["person_id", "subject", "measure_id", "until", "made_at"],
};
