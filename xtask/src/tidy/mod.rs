//! The tidy house: sizes, words at the head of each module, names, forbidden calls, clean text, a true map.
//!
//! In comes the work tree; out go findings, each with its file and line. A finding either stops or only warns.
//! What rustc, clippy and rustfmt can say themselves is not said here.

mod map;
mod names;
mod shape;
mod words;

use crate::tree;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Something out of order.
pub(crate) struct Finding {
    file: PathBuf,
    line: usize,
    text: String,
    is_stop: bool,
}

impl Finding {
    fn stop(file: &Path, line: usize, text: impl Into<String>) -> Self {
        Finding { file: file.to_owned(), line, text: text.into(), is_stop: true }
    }

    fn warn(file: &Path, line: usize, text: impl Into<String>) -> Self {
        Finding { file: file.to_owned(), line, text: text.into(), is_stop: false }
    }
}

/// Looks at every file of the tree.
pub(crate) fn run() -> Result<()> {
    let files = tree::files()?;
    let mut findings = map::findings(&files)?;
    for file in &files {
        findings.extend(names::of_path(file));
        let Some(text) = tree::text(file)? else { continue };
        findings.extend(words::findings(file, &text));
        if file.extension().is_some_and(|e| e == "rs") {
            findings.extend(shape::findings(file, &text));
        }
    }
    for finding in &findings {
        let weight = if finding.is_stop { "stop" } else { "warn" };
        eprintln!("tidy {weight}: {}:{}: {}", finding.file.display(), finding.line, finding.text);
    }
    let n_stops = findings.iter().filter(|finding| finding.is_stop).count();
    if n_stops > 0 {
        bail!("{n_stops} places are out of order");
    }
    println!("tidy: {} files, {} warnings", files.len(), findings.len());
    Ok(())
}

/// Whether a Rust file holds only tests: sizes and names are freer there.
fn is_test(file: &Path) -> bool {
    file.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "examples")
        || file.file_name().is_some_and(|name| name == "tests.rs")
}

/// Text that others wrote, machines make, or that is a sample: not ours to tidy.
fn is_foreign(file: &Path) -> bool {
    const FOREIGN: [&str; 8] =
        ["vendor", "samples", "fixtures", "snapshots", "examples", "node_modules", "corpus", "pages"];
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_rust = file.extension().is_some_and(|e| e == "rs");
    let is_in = |folder: &str| file.components().any(|part| part.as_os_str() == folder);
    (!is_rust && FOREIGN.iter().any(|folder| is_in(folder)))
        || matches!(name, "Cargo.lock" | "package-lock.json" | "LICENSE-APACHE" | "LICENSE-MIT")
        || name.ends_with(".snap")
        || name.ends_with(".svg")
        || name.contains(".min.")
}
