//! Names that say nothing. A module that wants one of them has no reason yet.

use super::{Finding, is_foreign, is_test};
use std::path::Path;

const EMPTY: [&str; 11] =
    ["manager", "handler", "handlers", "service", "helper", "helpers", "util", "utils", "common", "info", "process"];

/// Why a name is refused, if it is.
pub(super) fn fault(name: &str) -> Option<String> {
    let whole = name.to_lowercase();
    let is_empty = EMPTY.contains(&whole.as_str()) || whole == "data" || whole.starts_with("do_");
    let is_tail = ["Manager", "Helper", "Util", "Utils"].iter().any(|tail| name.ends_with(tail));
    (is_empty || is_tail).then(|| format!("«{name}» says nothing about what it is"))
}

/// Names of files and folders of source.
pub(super) fn of_path(file: &Path) -> Option<Finding> {
    let is_source = file.extension().is_some_and(|e| e == "rs" || e == "html" || e == "css");
    if !is_source || is_test(file) || is_foreign(file) {
        return None;
    }
    let parts = file.iter().filter_map(|part| part.to_str()).map(|part| part.split('.').next().unwrap_or(part));
    parts.filter_map(fault).next().map(|why| Finding::stop(file, 1, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_refused() {
        for (name, is_refused) in [
            ("utils", true),
            ("Manager", true),
            ("PlanManager", true),
            ("do_import", true),
            ("document", false),
            ("processing_time", false),
            ("data", true),
            ("database", false),
        ] {
            assert_eq!(fault(name).is_some(), is_refused, "{name}");
        }
    }
}
