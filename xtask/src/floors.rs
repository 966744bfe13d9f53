//! The floors of the house: which of our crates may know which, and which may name which library.
//!
//! In comes `cargo metadata`; a new edge or a library in the wrong room is an error.
//! A new edge is a change of its own, with a decision record; then it is added here.

use crate::tree;
use crate::workspace::{Metadata, Package};
use anyhow::{Result, bail};

/// Knowledge points down. Test-only dependencies on `otklik-testkit` are free.
const EDGES: &[(&str, &[&str])] = &[
    ("otklik-domain", &[]),
    ("otklik-papers", &["otklik-domain"]),
    ("otklik-press", &["otklik-domain", "otklik-papers"]),
    ("otklik-store", &["otklik-domain"]),
    ("otklik-app", &["otklik-domain", "otklik-papers", "otklik-store"]),
    ("otklik-web", &["otklik-domain", "otklik-app"]),
    ("otklik", &["otklik-domain", "otklik-papers", "otklik-press", "otklik-store", "otklik-app", "otklik-web"]),
    ("otklik-testkit", &["otklik-domain", "otklik-store"]),
    (
        "otklik-bench",
        &["otklik-domain", "otklik-papers", "otklik-press", "otklik-store", "otklik-app", "otklik-testkit"],
    ),
    ("xtask", &[]),
];

/// Libraries that only some rooms may name; everything else is free, except in the domain.
const LIBRARIES: &[(&str, &[&str])] = &[
    // HTTP and pages
    ("axum", &["otklik-web"]),
    ("axum-extra", &["otklik-web"]),
    ("hyper", &["otklik-web"]),
    ("hyper-util", &["otklik-web"]),
    ("http", &["otklik-web"]),
    ("tower", &["otklik-web"]),
    ("tower-http", &["otklik-web"]),
    ("askama", &["otklik-web"]),
    ("utoipa", &["otklik-web"]),
    ("utoipa-axum", &["otklik-web"]),
    // SQL
    ("sqlx", &["otklik-store"]),
    // documents
    ("zip", &["otklik-papers", "otklik-testkit"]),
    ("brotli-decompressor", &["otklik-papers"]),
    ("flate2", &["otklik-papers", "otklik-web", "otklik-testkit"]),
    ("quick-xml", &["otklik-papers"]),
    ("calamine", &["otklik-papers"]),
    ("parquet", &["otklik-papers"]),
    ("rust_xlsxwriter", &["otklik-papers"]),
    ("lopdf", &["otklik-papers"]),
    ("cfb", &["otklik-papers"]),
    ("scraper", &["otklik-papers"]),
    ("encoding_rs", &["otklik-papers"]),
    ("chardetng", &["otklik-papers"]),
    ("typst", &["otklik-press"]),
    ("typst-pdf", &["otklik-press"]),
    ("typst-layout", &["otklik-press"]),
    // letters, the terminal, the system
    ("lettre", &["otklik-app"]),
    ("reqwest", &["otklik-app"]),
    ("openidconnect", &["otklik-app"]),
    ("clap", &["otklik"]),
    ("rustix", &["otklik"]),
    ("tracing-subscriber", &["otklik"]),
    ("anyhow", &["otklik", "otklik-testkit", "otklik-bench", "xtask"]),
];

/// All that the law needs: dates, exact ratios, names of records, errors.
const DOMAIN_LIBRARIES: &[&str] =
    &["jiff", "num-bigint", "num-integer", "num-rational", "num-traits", "uuid", "thiserror"];

/// What the domain refuses to know, as it would stand in source.
const DOMAIN_REFUSES: &[&str] =
    &["std::fs", "std::net", "std::env", "std::process", "std::io", "SystemTime", "f32", "f64", "async fn"];

/// Compares the workspace with the floors.
pub(crate) fn run() -> Result<()> {
    let metadata = Metadata::read()?;
    let mut faults = Vec::new();
    let mut n_edges = 0;
    for package in metadata.members() {
        n_edges += package.dependencies.len();
        faults.extend(faults_of(package));
    }
    faults.extend(domain_faults()?);
    for fault in &faults {
        eprintln!("floors: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults in the floors of the house", faults.len());
    }
    println!("floors: {n_edges} edges, all allowed");
    Ok(())
}

/// Ways of keeping answers that lose are for measuring: nothing that is shipped asks for them, not even by a feature.
const NEVER_SHIPPED: &str = "negative-controls";
/// A store that fails when it is told to: only the testkit asks for it.
const TESTKIT_ONLY: &str = "outages";

fn asks_for_outages(package: &Package) -> bool {
    let by_dependency = package.dependencies.iter().any(|it| it.features.iter().any(|name| name == TESTKIT_ONLY));
    let by_feature = package
        .features
        .values()
        .flatten()
        .any(|name| name.ends_with(&format!("/{TESTKIT_ONLY}")) || name == TESTKIT_ONLY);
    package.name != "otklik-testkit" && (by_dependency || by_feature)
}

fn asks_for_controls(package: &Package) -> bool {
    let by_dependency = package.dependencies.iter().any(|it| it.features.iter().any(|name| name == NEVER_SHIPPED));
    let is_default =
        package.features.get("default").is_some_and(|names| names.iter().any(|it| it.contains(NEVER_SHIPPED)));
    let is_shipped = ["otklik", "otklik-press", "otklik-bench"].contains(&package.name.as_str());
    let by_feature = package.features.values().flatten().any(|name| name.contains(NEVER_SHIPPED));
    by_dependency || is_default || (is_shipped && by_feature)
}

fn faults_of(package: &Package) -> Vec<String> {
    let Some((_, may_know)) = EDGES.iter().find(|(name, _)| *name == package.name) else {
        return vec![format!("crate {} is not in the list of floors", package.name)];
    };
    let mut faults = Vec::new();
    if asks_for_controls(package) {
        faults.push(format!("{} must not ask for {NEVER_SHIPPED}", package.name));
    }
    if asks_for_outages(package) {
        faults.push(format!("{} must not ask for {TESTKIT_ONLY}: only the testkit does", package.name));
    }
    for dependency in &package.dependencies {
        let (name, is_test_only) = (dependency.name.as_str(), dependency.kind.as_deref() == Some("dev"));
        let is_ours = EDGES.iter().any(|(ours, _)| *ours == name);
        if is_ours && !may_know.contains(&name) && !(is_test_only && name == "otklik-testkit") {
            faults.push(format!("{} must not know {name}", package.name));
        }
        if let Some((_, rooms)) = LIBRARIES.iter().find(|(library, _)| *library == name)
            && !rooms.contains(&package.name.as_str())
            && !is_test_only
        {
            faults.push(format!("{} must not name {name}: that is for {}", package.name, rooms.join(", ")));
        }
        if package.name == "otklik-domain" && !is_test_only && !DOMAIN_LIBRARIES.contains(&name) {
            faults.push(format!("the domain must not name {name}"));
        }
    }
    faults
}

fn domain_faults() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in tree::files_ending("rs")?.iter().filter(|file| file.starts_with("crates/domain/src")) {
        let text = tree::text(file)?.unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for refused in DOMAIN_REFUSES.iter().filter(|word| names(code, word)) {
                faults.push(format!("{}:{}: the domain does not know {refused}", file.display(), number + 1));
            }
        }
    }
    Ok(faults)
}

/// Whether `code` has `word` with nothing of an identifier on either side.
fn names(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].chars().next_back().is_some_and(is_part)
            && !code[at + word.len()..].chars().next().is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_only_when_it_stands_alone() {
        for (code, word, is_named) in [
            ("let x: f64 = 1.0;", "f64", true),
            ("let sha_f64x = 1;", "f64", false),
            ("use std::fs::read;", "std::fs", true),
            ("use std::fsx;", "std::fs", false),
        ] {
            assert_eq!(names(code, word), is_named, "{code}");
        }
    }
}
