//! Tables of reports and of Word templates.

use super::Table;

pub(crate) static REPORT: Table = Table {
    name: "report",
    n_key: 2,
    numbers: &["year", "number", "made_at", "signed_at", "sent_at", "decided_at", "is_example", "version"],
    is_versioned: true,
    columns: &[
        "organisation_id",
        "id",
        "plan_id",
        "period",
        "year",
        "number",
        "replaces_id",
        "stage",
        "as_of",
        "body_json",
        "sha256",
        "note",
        "made_by",
        "made_at",
        "signed_by",
        "signed_at",
        "sent_by",
        "sent_at",
        "decided_by",
        "decided_at",
        "is_example",
    ],
};
pub(crate) static REPORT_FIGURE: Table = Table {
    name: "report_figure",
    n_key: 3,
    numbers: &["made_at"],
    is_versioned: false,
    columns: &["organisation_id", "measure_id", "period", "value", "made_by", "made_at"],
};
pub(crate) static CONSOLIDATED_REPORT: Table = Table {
    name: "consolidated_report",
    n_key: 1,
    numbers: &["year", "number", "n_organisations", "made_at", "is_example"],
    is_versioned: false,
    columns: &[
        "id",
        "kind",
        "year",
        "number",
        "period",
        "scope",
        "n_organisations",
        "replaces_id",
        "as_of",
        "body_json",
        "sha256",
        "made_by",
        "made_at",
        "is_example",
    ],
};
pub(crate) static CONSOLIDATED_ORGANISATION: Table = Table {
    name: "consolidated_organisation",
    n_key: 2,
    numbers: &[],
    is_versioned: false,
    columns: &["organisation_id", "consolidated_id"],
};
pub(crate) static PAPER_TEMPLATE: Table = Table {
    name: "paper_template",
    n_key: 1,
    numbers: &["is_default", "made_at", "version"],
    is_versioned: true,
    columns: &["id", "form", "name", "paper_sha256", "is_default", "made_by", "made_at"],
};
