//! The work tree: where it is and which files belong to it (tracked, or new and not ignored).

use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Every file of the tree, relative to the root, sorted.
pub(crate) fn files() -> Result<Vec<PathBuf>> {
    let listed = shell::read(Command::new("git").current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))
    .context("the list of files comes from git")?;
    let mut files: Vec<PathBuf> = listed.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    files.retain(|file| root().join(file).is_file());
    files.sort();
    Ok(files)
}

/// Files of the tree whose name ends so (no dot).
pub(crate) fn files_ending(extension: &str) -> Result<Vec<PathBuf>> {
    Ok(files()?.into_iter().filter(|file| file.extension().is_some_and(|e| e == extension)).collect())
}

/// Text of a file of the tree; `None` where it is not UTF-8.
pub(crate) fn text(file: &Path) -> Result<Option<String>> {
    let bytes = std::fs::read(root().join(file)).with_context(|| format!("reading {}", file.display()))?;
    Ok(String::from_utf8(bytes).ok())
}
