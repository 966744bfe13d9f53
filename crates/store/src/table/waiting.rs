//! Table of turns that were counted.

use super::Table;

pub(crate) static MEASURE_TURN: Table = Table {
    name: "measure_turn",
    n_key: 2,
    numbers: &["is_proof"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "is_proof", "tells_from", "asks_until", "missed_on"],
};
