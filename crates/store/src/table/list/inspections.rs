//! Tables of inspections and of the photos that prove what they say.

use super::super::Table;

pub(crate) static INSPECTION: Table = Table {
    name: "inspection",
    n_key: 2,
    numbers: &["shown_at", "answered_at", "is_agreed", "final_at", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "round_id",
        "branch",
        "stage",
        "shown_at",
        "answer_until",
        "answered_by",
        "answered_at",
        "is_agreed",
        "final_by",
        "final_at",
        "made_by",
        "made_at",
    ],
};
pub(crate) static INSPECTION_SHEET: Table = Table {
    name: "inspection_sheet",
    n_key: 2,
    numbers: &["is_submitted", "submitted_at", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "inspection_id",
        "inspected_on",
        "is_submitted",
        "submitted_at",
        "made_by",
        "made_at",
    ],
};
pub(crate) static INSPECTION_MARK: Table = Table {
    name: "inspection_mark",
    n_key: 3,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "sheet_id", "item", "value", "note", "address", "made_at"],
};
pub(crate) static INSPECTION_DECISION: Table = Table {
    name: "inspection_decision",
    n_key: 3,
    numbers: &["made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "inspection_id", "item", "value", "reason", "made_by", "made_at"],
};
pub(crate) static INSPECTION_REPLY: Table = Table {
    name: "inspection_reply",
    n_key: 3,
    numbers: &["made_at", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "inspection_id",
        "item",
        "kind",
        "words",
        "review",
        "reviewed_by",
        "made_by",
        "made_at",
    ],
};
pub(crate) static PHOTO: Table = Table {
    name: "photo",
    n_key: 1,
    numbers: &["width", "height", "size_bytes", "made_at"],
    is_versioned: false,
    columns: &["sha256", "width", "height", "size_bytes", "made_by", "made_at"],
};
pub(crate) static PHOTO_PIECE: Table = Table {
    name: "photo_piece",
    n_key: 2,
    numbers: &["position"],
    is_versioned: false,
    columns: &["photo_sha256", "position", "bytes"],
};
pub(crate) static PHOTO_USE: Table = Table {
    name: "photo_use",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "id", "subject_kind", "subject", "part", "photo_sha256", "alt", "made_by", "made_at"],
};
