//! The list of tables, in the order in which rows can be written: what is pointed at comes first.
// tidy: a list

mod inspections;
mod people;
mod plans;
mod rounds;

pub(crate) use inspections::*;
pub(crate) use people::*;
pub(crate) use plans::*;
pub(crate) use rounds::*;

use super::Table;
use super::rights::{API_TOKEN, LINK_VISIT, MEASURE_PERSON, PERSON_SCOPE, PERSONAL_LINK};

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
    columns: &[
        "number",
        "at",
        "actor",
        "verb",
        "subject_kind",
        "subject",
        "was",
        "became",
        "note",
        "hash",
        "organisation_id",
    ],
};
/// One row: how many lines the journal has, the hash of the last, and how often what is remembered grew old.
pub(crate) static AUDIT_HEAD: Table = Table {
    name: "audit_head",
    n_key: 1,
    numbers: &["id", "n_lines", "edition"],
    is_versioned: false,
    columns: &["id", "n_lines", "hash", "edition"],
};

pub(crate) static UNFINISHED: Table = Table {
    name: "unfinished",
    n_key: 1,
    numbers: &["began_at", "expires_at", "has_worked"],
    is_versioned: false,
    columns: &[
        "hash",
        "organisation_id",
        "survey_id",
        "answer_id",
        "channel",
        "look",
        "answers",
        "receipt",
        "began_at",
        "expires_at",
        "device",
        "ticket",
        "has_worked",
    ],
};
/// Every table of the schema but the list of migrations.
pub(crate) static ALL: &[&Table] = &[
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
    &PERSON_SCOPE,
    &MEASURE_PERSON,
    &PERSONAL_LINK,
    &LINK_VISIT,
    &KEYRING,
    &RECOVERY_CODE,
    &PASSKEY,
    &OUTER_DOOR,
    &OUTER_ACCOUNT,
    &JOB,
    &SETTING,
    &super::LETTER,
    &super::LETTER_CHOICE,
    &super::SET_ASIDE,
    &ROUND,
    &MAPPING,
    &BATCH,
    &BATCH_TALLY,
    &BATCH_WAITING,
    &TALLY,
    &FINDING,
    &SCORE,
    &PRIOR_SCORE,
    &super::SURVEY,
    &super::SURVEY_CODE,
    &INSPECTION,
    &INSPECTION_SHEET,
    &INSPECTION_MARK,
    &INSPECTION_DECISION,
    &INSPECTION_REPLY,
    &PHOTO,
    &PHOTO_PIECE,
    &PHOTO_USE,
    &super::PROOF,
    &super::TERM_MOVE,
    &super::EXPECTED_PROOF,
    &super::PUBLISHED_PROOF,
    &super::ROUND_ORGANISATION,
    &UNFINISHED,
    &super::ANSWER,
    &super::ANSWER_REVIEW,
    &super::TICKET,
    &super::SHEET_LOT,
    &super::KEYED_SHEET,
    &super::PHONE_CALL,
    &super::ASKED_DAY,
    &super::ROUND_PLACE,
    &super::ROUND_QUOTA,
    &super::SECOND_SOURCE,
    &super::ROUND_PUBLICATION,
    &super::ROUND_FILE,
    &super::ROUND_FILE_PIECE,
    &super::SHORTCOMING_REGISTER,
    &super::SHORTCOMING,
    &super::MEASURE_SHORTCOMING,
    &super::TYPICAL_MEASURE,
    &super::NETWORK_MEASURE,
    &super::NETWORK_PART,
    &super::REPORT,
    &super::REPORT_FIGURE,
    &super::CONSOLIDATED_REPORT,
    &super::CONSOLIDATED_ORGANISATION,
    &super::PAPER_TEMPLATE,
    &super::PLAN_STEP,
    &super::PLAN_COMMENT,
    &super::PLAN_APPROVAL,
    &super::PLAN_AMENDMENT,
    &super::BULK_ACT,
    &super::BULK_CHANGE,
    &super::MEASURE_TURN,
    &super::PUBLICATION_ITEM,
    &AUDIT,
    &AUDIT_HEAD,
];
