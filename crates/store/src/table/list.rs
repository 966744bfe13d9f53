//! The list of tables, in the order in which rows can be written: what is pointed at comes first.

use super::Table;

pub(crate) static TERRITORY: Table = Table {
    name: "territory",
    n_key: 1,
    numbers: &["version"],
    is_versioned: true,
    columns: &["id", "name", "kind", "parent_id", "name_key"],
};
pub(crate) static FOUNDER: Table = Table {
    name: "founder",
    n_key: 1,
    numbers: &["version"],
    is_versioned: true,
    columns: &["id", "name", "inn", "territory_id", "name_key"],
};
pub(crate) static ORGANISATION: Table = Table {
    name: "organisation",
    n_key: 1,
    numbers: &["is_example", "version"],
    is_versioned: true,
    columns: &[
        "id",
        "slug",
        "name",
        "short_name",
        "inn",
        "sector",
        "kind",
        "founder_id",
        "territory_id",
        "address",
        "phone",
        "email",
        "site",
        "state",
        "closed_on",
        "merged_into_id",
        "is_example",
        "name_key",
        "short_name_key",
        "search_text",
    ],
};
pub(crate) static BRANCH: Table = Table {
    name: "branch",
    n_key: 2,
    numbers: &["version"],
    is_versioned: true,
    columns: &["organisation_id", "id", "name", "address", "closed_on", "name_key"],
};
pub(crate) static ALIAS: Table = Table {
    name: "alias",
    n_key: 1,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["name_key", "name", "organisation_id", "made_by", "made_at"],
};
pub(crate) static PAPER: Table = Table {
    name: "paper",
    n_key: 1,
    numbers: &["size_bytes", "made_at"],
    is_versioned: false,
    columns: &["sha256", "file_name", "format", "size_bytes", "made_by", "made_at"],
};
pub(crate) static PAPER_PIECE: Table = Table {
    name: "paper_piece",
    n_key: 2,
    numbers: &["position"],
    is_versioned: false,
    columns: &["paper_sha256", "position", "bytes"],
};
pub(crate) static DRAFT: Table = Table {
    name: "draft",
    n_key: 1,
    numbers: &["n_measures", "n_remarks", "made_at", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "id",
        "paper_sha256",
        "kind",
        "title",
        "recognised_name",
        "organisation_id",
        "n_measures",
        "n_remarks",
        "as_read_json",
        "corrected_json",
        "document_json",
        "state",
        "made_by",
        "made_at",
        "is_example",
    ],
};
pub(crate) static PLAN: Table = Table {
    name: "plan",
    n_key: 2,
    numbers: &["assessed_year", "n_measures", "made_at", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "draft_id",
        "paper_sha256",
        "supersedes_id",
        "title",
        "starts_on",
        "ends_on",
        "assessed_year",
        "body_json",
        "n_measures",
        "state",
        "made_by",
        "made_at",
        "is_example",
    ],
};
pub(crate) static MEASURE: Table = Table {
    name: "measure",
    n_key: 2,
    numbers: &["position", "criterion", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "position",
        "number",
        "criterion",
        "text",
        "deadline_as_written",
        "deadline_kind",
        "starts_on",
        "due_on",
        "state",
        "reason",
        "executors",
        "more_words",
        "body_json",
        "is_example",
        "order_key",
        "executors_key",
        "search_text",
    ],
};
pub(crate) static MEASURE_EVENT: Table = Table {
    name: "measure_event",
    n_key: 2,
    numbers: &["at"],
    is_versioned: false,
    columns: &["organisation_id", "id", "measure_id", "at", "actor", "verb", "was", "became", "note"],
};
pub(crate) static EXECUTION: Table = Table {
    name: "execution",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "measure_id",
        "done",
        "actual_json",
        "paper_sha256",
        "made_by",
        "made_at",
        "verdict",
        "verdict_note",
    ],
};
pub(crate) static PUBLICATION: Table = Table {
    name: "publication",
    n_key: 2,
    numbers: &["number", "made_at", "is_example"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "number",
        "supersedes_id",
        "sha256",
        "body_json",
        "made_by",
        "made_at",
        "is_example",
    ],
};
pub(crate) static PUBLISHED_MEASURE: Table = Table {
    name: "published_measure",
    n_key: 2,
    numbers: &["position", "criterion", "is_example"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "position",
        "number",
        "criterion",
        "text",
        "deadline_as_written",
        "deadline_kind",
        "starts_on",
        "due_on",
        "state",
        "reason",
        "executors",
        "more_words",
        "body_json",
        "is_example",
        "order_key",
        "executors_key",
        "search_text",
    ],
};
pub(crate) static PERSON: Table = Table {
    name: "person",
    n_key: 1,
    numbers: &["made_at", "version"],
    is_versioned: true,
    columns: &["id", "name", "login", "role", "organisation_id", "state", "made_at"],
};
pub(crate) static LOGIN_LINK: Table = Table {
    name: "login_link",
    n_key: 1,
    numbers: &["expires_at", "used_at"],
    is_versioned: false,
    columns: &["hash", "person_id", "expires_at", "used_at"],
};
pub(crate) static SESSION: Table = Table {
    name: "session",
    n_key: 1,
    numbers: &["made_at", "seen_at", "expires_at"],
    is_versioned: false,
    columns: &["hash", "person_id", "made_at", "seen_at", "expires_at"],
};
pub(crate) static API_TOKEN: Table = Table {
    name: "api_token",
    n_key: 1,
    numbers: &["made_at", "revoked_at"],
    is_versioned: false,
    columns: &["id", "hash", "name", "person_id", "made_at", "revoked_at"],
};
pub(crate) static JOB: Table = Table {
    name: "job",
    n_key: 1,
    numbers: &["run_at", "n_attempts", "finished_at"],
    is_versioned: false,
    columns: &["id", "kind", "body_json", "state", "run_at", "n_attempts", "last_fault", "finished_at"],
};
pub(crate) static SETTING: Table =
    Table { name: "setting", n_key: 1, numbers: &[], is_versioned: false, columns: &["name", "value"] };
pub(crate) static AUDIT: Table = Table {
    name: "audit",
    n_key: 1,
    numbers: &["number", "at"],
    is_versioned: false,
    columns: &["number", "at", "actor", "verb", "subject_kind", "subject", "was", "became", "note", "hash"],
};

/// Every table of the schema but the list of migrations.
pub(crate) static ALL: [&Table; 21] = [
    &TERRITORY,
    &FOUNDER,
    &ORGANISATION,
    &BRANCH,
    &ALIAS,
    &PAPER,
    &PAPER_PIECE,
    &DRAFT,
    &PLAN,
    &MEASURE,
    &MEASURE_EVENT,
    &EXECUTION,
    &PUBLICATION,
    &PUBLISHED_MEASURE,
    &PERSON,
    &LOGIN_LINK,
    &SESSION,
    &API_TOKEN,
    &JOB,
    &SETTING,
    &AUDIT,
];
