//! Tables of surveys, printed questionnaires and calls.

use super::Table;

pub(crate) static SURVEY: Table = Table {
    name: "survey",
    n_key: 2,
    numbers: &["is_closed", "made_at", "is_example", "asks_ticket", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "round_id",
        "batch_id",
        "branch",
        "code",
        "opens_on",
        "closes_on",
        "is_closed",
        "made_by",
        "made_at",
        "is_example",
        "asks_ticket",
    ],
};
pub(crate) static SURVEY_CODE: Table = Table {
    name: "survey_code",
    n_key: 1,
    numbers: &[],
    is_versioned: false,
    columns: &["code", "organisation_id", "survey_id"],
};
pub(crate) static SHEET_LOT: Table = Table {
    name: "sheet_lot",
    n_key: 2,
    numbers: &["first_number", "last_number", "n_returned", "n_spoiled", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "survey_id",
        "first_number",
        "last_number",
        "given_to",
        "given_on",
        "n_returned",
        "n_spoiled",
        "control_json",
        "made_by",
        "made_at",
    ],
};
pub(crate) static KEYED_SHEET: Table = Table {
    name: "keyed_sheet",
    n_key: 3,
    numbers: &["number", "is_settled", "is_counted", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "survey_id",
        "number",
        "lot_id",
        "answer_id",
        "given",
        "keyed_by",
        "keyed_on",
        "second",
        "second_by",
        "is_settled",
        "is_counted",
    ],
};
pub(crate) static PHONE_CALL: Table = Table {
    name: "phone_call",
    n_key: 2,
    numbers: &["position", "n_tries", "version"],
    is_versioned: true,
    columns: &["organisation_id", "id", "survey_id", "position", "phone", "outcome", "call_on", "call_at", "n_tries"],
};
pub(crate) static ASKED_DAY: Table = Table {
    name: "asked_day",
    n_key: 4,
    numbers: &["n_done", "n_refused"],
    is_versioned: false,
    columns: &["organisation_id", "survey_id", "day", "channel", "n_done", "n_refused"],
};
