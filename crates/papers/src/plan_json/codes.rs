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
    "table-turned",
    "cost-summed",
    "same-as-above",
    "nothing-read",
    "nothing-to-mend",
    "column-left-out",
    "recurrence-against-term",
    "executor-incomplete",
    "footnotes-skipped",
    "embedded-skipped",
    "hidden-sheets-skipped",
    "struck-text-skipped",
    "hidden-text-skipped",
    "document-cut-off",
    "no-name-column",
    "row-without-name",
    "repeated-row",
    "unknown-value",
];

/// The known code of this name, or `other`.
pub(super) fn intern(code: &str) -> &'static str {
    known_code(code).unwrap_or("other")
}

/// The code of this name, where the program knows it.
pub fn known_code(code: &str) -> Option<&'static str> {
    CODES.iter().find(|known| **known == code).copied()
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

#[cfg(test)]
mod tests {
    use super::CODES;
    use regex::Regex;
    use std::path::Path;

    /// Codes in the sources of a room: the first words given to `Remark::new`, `problem`, `doubt`.
    fn codes_in(folder: &Path, found: &mut Vec<String>) {
        let making = Regex::new(r#"(?:Remark::new|problem|doubt)\(\s*"([a-z]+(?:-[a-z]+)+)""#).expect("a pattern");
        let naming = Regex::new(r#"let code = if .*"([a-z-]+)".*"([a-z-]+)""#).expect("a pattern");
        for entry in std::fs::read_dir(folder).expect("sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                codes_in(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                for m in making.captures_iter(&text).chain(naming.captures_iter(&text)) {
                    found.extend(m.iter().skip(1).flatten().map(|code| code.as_str().to_owned()));
                }
            }
        }
    }

    #[test]
    fn every_code_that_a_source_makes_is_known_here() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut made = Vec::new();
        codes_in(&here.join("src"), &mut made);
        codes_in(&here.join("../domain/src/plan"), &mut made);
        codes_in(&here.join("../domain/src/deadline"), &mut made);
        assert!(made.len() > 30, "{made:?}");
        let unknown: Vec<_> = made.iter().filter(|code| !CODES.contains(&code.as_str())).collect();
        assert!(unknown.is_empty(), "add to CODES: {unknown:?}");
        let unmade: Vec<_> = CODES.iter().filter(|code| !made.iter().any(|m| m == *code)).collect();
        assert!(unmade.is_empty(), "nothing makes {unmade:?}");
    }
}
