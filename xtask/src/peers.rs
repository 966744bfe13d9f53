//! A Python with the engines that counting is compared with, kept outside the clone.

use crate::shell;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

const PACKAGES: [&str; 4] = ["numpy", "pyarrow", "polars", "duckdb"];

/// The Python; made and filled when it is not there or lacks a package.
pub(crate) fn python() -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::home_dir().map(|home| home.join(".cache"))).context("a home folder")?;
    let folder = cache.join("otklik/bench-python");
    let python = folder.join("bin/python");
    if !has_packages(&python) {
        println!("bench: installing {} into {}", PACKAGES.join(", "), folder.display());
        shell::run_quietly(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        shell::run_quietly(
            Command::new(&python).args(["-m", "pip", "install", "--quiet", "--upgrade"]).args(PACKAGES),
        )?;
    }
    Ok(python)
}

fn has_packages(python: &PathBuf) -> bool {
    let import = format!("import {}", PACKAGES.join(", "));
    Command::new(python).args(["-c", &import]).output().is_ok_and(|output| output.status.success())
}
