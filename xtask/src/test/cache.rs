//! Where builds are kept between runs, and how that place stays small.
//!
//! In CI each run is a fresh clone, so the build lies outside it: `OTKLIK_BUILD_CACHE`, else the user's cache folder.
//! Elsewhere Cargo's own `target` serves. Crates of ours from older clones are of no use and are removed.

use anyhow::Result;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const OLD_DAYS: u64 = 3;
const SIZE_BYTES_MAX: u64 = 12 << 30;

/// The folder of builds, when it is not Cargo's own.
pub(super) fn folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("CARGO_TARGET_DIR").or_else(|| named("OTKLIK_BUILD_CACHE")) {
        return Some(folder);
    }
    named("CI")?;
    let cache = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("otklik/target"))
}

/// Removes our crates' old builds; removes everything once it has grown too large.
pub(super) fn prune() -> Result<()> {
    let Some(folder) = folder().filter(|folder| folder.is_dir()) else { return Ok(()) };
    let size_bytes = size(&folder);
    if size_bytes > SIZE_BYTES_MAX {
        println!("cache: {} GiB, beginning anew", size_bytes >> 30);
        std::fs::remove_dir_all(&folder)?;
        return Ok(());
    }
    let Some(before) = SystemTime::now().checked_sub(Duration::from_secs(OLD_DAYS * 24 * 3600)) else { return Ok(()) };
    for part in ["deps", ".fingerprint", "build", "examples"] {
        for entry in std::fs::read_dir(folder.join("release").join(part)).into_iter().flatten().flatten() {
            let is_old = entry.metadata().and_then(|it| it.modified()).is_ok_and(|changed| changed < before);
            if is_old && is_ours(&entry.file_name().to_string_lossy()) {
                remove(&entry.path());
            }
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix("lib").unwrap_or(name);
    name.starts_with("otklik") || name.starts_with("xtask")
}

fn remove(path: &Path) {
    // Another run may have removed it first: that is as good.
    let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
}

fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(it) if it.is_dir() => size(&entry.path()),
            Ok(it) => it.len(),
            Err(_) => 0,
        })
        .sum()
}
