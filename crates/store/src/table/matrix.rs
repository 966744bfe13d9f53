//! Tables of steps that were taken for many measures at once.

use super::Table;

pub(crate) static BULK_ACT: Table = Table {
    name: "bulk_act",
    n_key: 1,
    numbers: &["n_measures", "made_at", "undone_at", "version"],
    is_versioned: true,
    columns: &["id", "kind", "words", "n_measures", "made_by", "made_at", "undone_at"],
};
pub(crate) static BULK_CHANGE: Table = Table {
    name: "bulk_change",
    n_key: 3,
    numbers: &["became_version"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "act_id", "was_json", "became_version"],
};
