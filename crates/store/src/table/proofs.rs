//! Tables of proof and of terms that moved.

use super::Table;

pub(crate) static PROOF: Table = Table {
    name: "proof",
    n_key: 2,
    numbers: &["status", "fetched_at", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "measure_id",
        "execution_id",
        "kind",
        "moment",
        "for_day",
        "words",
        "address",
        "number",
        "signed_on",
        "photo_use_id",
        "paper_sha256",
        "status",
        "fetched_at",
        "trouble",
        "made_by",
        "made_at",
    ],
};
pub(crate) static TERM_MOVE: Table = Table {
    name: "term_move",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "measure_id",
        "was",
        "was_due_on",
        "became",
        "became_due_on",
        "reason",
        "made_by",
        "made_at",
    ],
};
pub(crate) static EXPECTED_PROOF: Table = Table {
    name: "expected_proof",
    n_key: 2,
    numbers: &["every_months", "made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "measure_id", "kinds", "every_months", "made_by", "made_at"],
};
pub(crate) static PUBLISHED_PROOF: Table = Table {
    name: "published_proof",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &[
        "organisation_id",
        "id",
        "measure_id",
        "plan_id",
        "kind",
        "moment",
        "for_day",
        "words",
        "address",
        "photo_sha256",
        "made_at",
    ],
};
