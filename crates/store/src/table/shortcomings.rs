//! Tables of shortcomings, of typical measures, and of measures for many organisations.
// tidy: a list

use super::Table;

pub(crate) static SHORTCOMING_REGISTER: Table = Table {
    name: "shortcoming_register",
    n_key: 2,
    numbers: &["n_found", "made_at", "version"],
    is_versioned: true,
    columns: &["organisation_id", "round_id", "n_found", "total", "made_by", "made_at"],
};

pub(crate) static SHORTCOMING: Table = Table {
    name: "shortcoming",
    n_key: 2,
    numbers: &["criterion", "n_against", "n_asked", "made_at", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "round_id",
        "branch",
        "about",
        "source",
        "criterion",
        "indicator",
        "norm",
        "found",
        "n_against",
        "n_asked",
        "loss",
        "earlier_years",
        "reference",
        "found_on",
        "state",
        "reason",
        "made_by",
        "made_at",
        "is_example",
    ],
};

pub(crate) static MEASURE_SHORTCOMING: Table = Table {
    name: "measure_shortcoming",
    n_key: 3,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "shortcoming_id", "made_by", "made_at"],
};

pub(crate) static TYPICAL_MEASURE: Table = Table {
    name: "typical_measure",
    n_key: 1,
    numbers: &["cost_from", "cost_to", "is_retired", "made_at", "version"],
    is_versioned: true,
    columns: &[
        "id",
        "sector",
        "covers",
        "text",
        "result",
        "proof",
        "proof_words",
        "term",
        "cost_from",
        "cost_to",
        "is_retired",
        "made_by",
        "made_at",
    ],
};

pub(crate) static NETWORK_MEASURE: Table = Table {
    name: "network_measure",
    n_key: 1,
    numbers: &["year", "criterion", "made_at", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "id",
        "text",
        "term",
        "year",
        "criterion",
        "indicator",
        "about",
        "proof_words",
        "made_by",
        "made_at",
        "is_example",
    ],
};

pub(crate) static NETWORK_PART: Table = Table {
    name: "network_part",
    n_key: 2,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "network_id", "made_by", "made_at"],
};
