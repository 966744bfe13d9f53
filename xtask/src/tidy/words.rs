//! What must not stand in any text of the tree: stray whitespace, unfinished work, silenced lints, traces of a machine.

use super::{Finding, is_foreign, is_test};
use std::path::Path;

/// Kinds of files that people write.
const WRITTEN: [&str; 14] =
    ["rs", "toml", "md", "html", "css", "js", "mjs", "json", "sql", "sh", "yml", "yaml", "typ", "csv"];

/// In Rust: what is found, and why it is refused.
const IN_RUST: [(&str, &str); 8] = [
    ("todo!(", "unfinished work does not land"),
    ("unimplemented!(", "unfinished work does not land"),
    ("dbg!(", "left over from a search"),
    ("#[ignore", "a test runs or is not there"),
    ("#[should_panic", "assert the refusal instead"),
    ("#[allow(", "use #[expect(lint, reason = \"…\")]"),
    ("#![allow(", "use #![expect(lint, reason = \"…\")]"),
    ("unwrap() // ok", "say why in expect"),
];

/// Anywhere: traces of the machine where a change was made. Written apart so that this list does not find itself.
const TRACES: [(&str, &str); 10] = [
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("/Us", "ers/"), "a path of one machine"),
    (concat!("registry.npm", "js"), "a registry's host"),
    (concat!("pypi", ".org"), "a registry's host"),
    (concat!("static.cra", "tes.io"), "a registry's host"),
    (concat!("deb.deb", "ian.org"), "a registry's host"),
    (concat!("issues s", "how"), "a tool of ours"),
    (concat!("sub", "agent"), "a tool of ours"),
];

/// What the lines of one file give to say.
pub(super) fn findings(file: &Path, text: &str) -> Vec<Finding> {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let mut findings = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for (trace, why) in TRACES.iter().filter(|(trace, _)| line.contains(trace)) {
            findings.push(Finding::stop(file, number + 1, format!("«{trace}»: {why}")));
        }
    }
    if is_foreign(file) || !WRITTEN.contains(&extension) {
        return findings;
    }
    for (number, line) in text.lines().enumerate() {
        if line.ends_with([' ', '\t', '\r']) && !(extension == "md" && line.ends_with("  ")) {
            findings.push(Finding::stop(file, number + 1, "space at the end of the line"));
        }
        if extension == "rs" {
            findings.extend(rust_findings(file, number + 1, line));
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        findings.push(Finding::stop(file, text.lines().count(), "no line end at the end of the file"));
    }
    findings
}

fn rust_findings(file: &Path, number: usize, line: &str) -> Vec<Finding> {
    let is_this_list = file.ends_with("tidy/words.rs");
    if is_this_list || line.trim_start().starts_with("//") {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = IN_RUST
        .iter()
        .filter(|(word, _)| line.contains(word))
        .map(|(word, why)| Finding::stop(file, number, format!("«{word}»: {why}")))
        .collect();
    if is_test(file) && line.contains("thread::sleep(") {
        findings.push(Finding::stop(file, number, "a test does not sleep: wait for what is awaited"));
    }
    findings
}
