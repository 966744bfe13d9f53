//! Tables of the way of a plan: steps, comments, approvals, rows changed after approval.

use super::Table;

pub(crate) static PLAN_STEP: Table = Table {
    name: "plan_step",
    n_key: 2,
    numbers: &["number", "made_at"],
    is_versioned: false,
    columns: &["organisation_id", "id", "plan_id", "number", "stage", "verb", "words", "made_by", "made_at"],
};
pub(crate) static PLAN_COMMENT: Table = Table {
    name: "plan_comment",
    n_key: 2,
    numbers: &["made_at", "answered_at", "settled_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "measure_id",
        "words",
        "made_by",
        "made_at",
        "answer",
        "answered_by",
        "answered_at",
        "settled_by",
        "settled_at",
    ],
};
pub(crate) static PLAN_APPROVAL: Table = Table {
    name: "plan_approval",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "position",
        "body",
        "name",
        "act_kind",
        "act_number",
        "act_date",
        "approved_on",
        "paper_sha256",
        "made_by",
        "made_at",
    ],
};
pub(crate) static PLAN_AMENDMENT: Table = Table {
    name: "plan_amendment",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "measure_id",
        "kind",
        "was_json",
        "became_json",
        "reason",
        "agreed",
        "made_by",
        "made_at",
    ],
};
pub(crate) static PUBLICATION_ITEM: Table = Table {
    name: "publication_item",
    n_key: 2,
    numbers: &["terms_version", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "item",
        "placed_on",
        "placed_by",
        "link",
        "note",
        "due_on",
        "terms_version",
        "made_by",
        "made_at",
    ],
};
