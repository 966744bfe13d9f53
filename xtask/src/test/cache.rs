//! Where builds are kept between runs, and how that place stays small.
//!
//! In CI each run is a fresh clone, so the build lies outside it: `OTKLIK_BUILD_CACHE`, else the user's cache folder.
//! Elsewhere Cargo's own `target` serves. Crates of ours from older clones are of no use and are removed.

use crate::workspace::Metadata;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How many builds of one thing stay: a library is built for checks, for tests, with features and without.
const BUILDS_MAX: usize = 10;
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

/// Removes our crates' old builds; removes everything once it has grown too large even so.
pub(super) fn prune() -> Result<()> {
    let Some(folder) = folder().filter(|folder| folder.is_dir()) else { return Ok(()) };
    let ours = ours()?;
    for part in ["deps", ".fingerprint", "build", "examples"] {
        for old in old(&folder.join("release").join(part), &ours) {
            remove(&old);
        }
    }
    let size_bytes = size(&folder);
    if size_bytes > SIZE_BYTES_MAX {
        println!("cache: {} GiB, beginning anew", size_bytes >> 30);
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// Names under which this workspace's packages and targets lie there.
fn ours() -> Result<BTreeSet<String>> {
    let metadata = Metadata::read()?;
    let targets = metadata.members().flat_map(|package| package.targets.iter().map(|target| &target.name));
    let packages = metadata.members().map(|package| &package.name);
    Ok(targets.chain(packages).map(|name| name.replace('-', "_")).collect())
}

/// What lies in a folder beside enough newer builds of the same thing.
fn old(folder: &Path, ours: &BTreeSet<String>) -> Vec<PathBuf> {
    let mut builds: BTreeMap<(String, String), Vec<(SystemTime, PathBuf)>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(thing) = thing(&entry.file_name().to_string_lossy()).filter(|(name, _)| ours.contains(name)) else {
            continue;
        };
        let changed = entry.metadata().and_then(|it| it.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        builds.entry(thing).or_default().push((changed, entry.path()));
    }
    for all in builds.values_mut() {
        all.sort_by(|one, other| other.cmp(one));
    }
    builds.into_values().flat_map(|all| all.into_iter().skip(BUILDS_MAX)).map(|(_, path)| path).collect()
}

/// `libotklik_web-0a1b.rlib` is `otklik_web` and `rlib`.
fn thing(file: &str) -> Option<(String, String)> {
    let (stem, kind) = file.split_once('.').unwrap_or((file, ""));
    let (name, _) = stem.rsplit_once('-')?;
    let name = name.strip_prefix("lib").unwrap_or(name).replace('-', "_");
    Some((name, kind.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_is_known_by_its_file() {
        for (file, name, kind) in [
            ("libotklik_web-0a1b.rlib", "otklik_web", "rlib"),
            ("otklik-web-0a1b", "otklik_web", ""),
            ("main-77.d", "main", "d"),
        ] {
            assert_eq!(thing(file), Some((name.to_owned(), kind.to_owned())), "{file}");
        }
        assert_eq!(thing("otklik"), None);
    }

    #[test]
    fn only_builds_beyond_the_newest_are_old() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 10..30 {
            for name in ["main", "serde"] {
                std::fs::write(folder.path().join(format!("{name}-{number}")), "").expect("written");
            }
        }
        let found = old(folder.path(), &BTreeSet::from(["main".to_owned()]));
        assert_eq!(found.len(), 20 - BUILDS_MAX);
        assert!(found.iter().all(|path| path.to_string_lossy().contains("main-")), "{found:?}");
    }
}
