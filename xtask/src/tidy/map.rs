//! ARCHITECTURE.md is a map: every crate is on it, and everything on it exists.

use super::Finding;
use crate::tree;
use anyhow::Result;
use std::path::{Path, PathBuf};

const MAP: &str = "ARCHITECTURE.md";

/// Crates that are not on the map, and paths on it (between backquotes) that are gone.
pub(super) fn findings(files: &[PathBuf]) -> Result<Vec<Finding>> {
    let file = Path::new(MAP);
    let Some(text) = tree::root().join(MAP).is_file().then(|| tree::text(file)).transpose()?.flatten() else {
        return Ok(vec![Finding::stop(file, 1, "the map is missing")]);
    };
    let mut findings = Vec::new();
    for manifest in files.iter().filter(|file| file.file_name().is_some_and(|name| name == "Cargo.toml")) {
        let folder = manifest.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        if !folder.is_empty() && !text.contains(&format!("`{folder}`")) {
            findings.push(Finding::stop(file, 1, format!("`{folder}` is not on the map")));
        }
    }
    for (number, line) in text.lines().enumerate() {
        for path in line.split('`').skip(1).step_by(2).filter(|quoted| is_path(quoted, files)) {
            if !tree::root().join(path).exists() {
                findings.push(Finding::stop(file, number + 1, format!("`{path}` is gone")));
            }
        }
    }
    Ok(findings)
}

/// Whether a quoted word is a path: it begins with a folder or names a file at the root of the tree.
fn is_path(quoted: &str, files: &[PathBuf]) -> bool {
    let Some((first, _)) = quoted.split_once('/') else { return false };
    !quoted.contains([' ', '*', '{', '<', ':'])
        && files.iter().any(|file| file.iter().next().is_some_and(|part| part == first) && file.iter().count() > 1)
}
