//! Tables of turns that were counted: of measures, and of what is placed.

use super::Table;

pub(crate) static MEASURE_TURN: Table = Table {
    name: "measure_turn",
    n_key: 2,
    numbers: &["is_proof"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "is_proof", "tells_from", "asks_until", "missed_on"],
};

pub(crate) static PLACING_TURN: Table = Table {
    name: "placing_turn",
    n_key: 2,
    numbers: &[],
    is_versioned: false,
    columns: &["organisation_id", "plan_id", "item", "asks_until"],
};
