//! Codes of remarks and names of fields as words that live for ever.
//!
//! In comes text of a stranger's JSON; out goes the code the program knows, or `other`. It refuses to invent codes.

use otklik_domain::plan::Field;

const CODES: &[&str] = &[
    "shortcoming-without-measure",
    "measure-at-full-points",
    "lost-points-without-measure",
    "no-deadline",
    "no-executor",
    "no-funding",
    "no-result",
    "vague-deadline",
    "repeated-indicator",
    "criterion-misnamed",
    "empty-item",
    "doubled-initials",
    "organisation-varies",
    "deadline-before-plan",
    "impossible-date",
    "duplicate-measure",
    "indicator-mismatch",
    "macros-ignored",
    "tracked-changes",
    "scan-without-text",
    "deadline-list",
    "terms-unaligned",
    "deadline-ambiguous",
    "deadline-without-year",
    "columns-guessed",
    "measure-without-criterion",
    "recurrence-against-term",
    "executor-incomplete",
];

/// The known code of this name, or `other`.
pub(super) fn intern(code: &str) -> &'static str {
    CODES.iter().find(|known| **known == code).copied().unwrap_or("other")
}

const FIELDS: &[(Field, &str)] = &[
    (Field::Number, "number"),
    (Field::Organisation, "organisation"),
    (Field::Indicator, "indicator"),
    (Field::Shortcoming, "shortcoming"),
    (Field::Basis, "basis"),
    (Field::Text, "text"),
    (Field::Deadline, "deadline"),
    (Field::Executors, "executors"),
    (Field::Funding, "funding"),
    (Field::Cost, "cost"),
    (Field::ExpectedResult, "expected_result"),
    (Field::ResultIndicator, "result_indicator"),
    (Field::Done, "done"),
    (Field::Actual, "actual"),
];

/// The key of a field in `places`.
pub(super) fn field_name(field: Field) -> &'static str {
    FIELDS.iter().find(|(known, _)| *known == field).map_or("other", |(_, name)| name)
}

/// The field of a key.
pub(super) fn field_of(name: &str) -> Option<Field> {
    FIELDS.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
}
