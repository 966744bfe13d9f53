//! Dependencies that nobody names: each costs every build and every reviewer.
//!
//! A crate that is needed without being named (it switches a feature on) is listed with its reason in
//! `[package.metadata.machete] ignored` of the crate that needs it.

use crate::tree;
use crate::workspace::{Metadata, Package};
use anyhow::{Result, bail};

/// Looks for every dependency of every crate of ours in that crate's own source.
pub(crate) fn run() -> Result<()> {
    let metadata = Metadata::read()?;
    let mut n_unused = 0;
    for package in metadata.members() {
        let source = source_of(package)?;
        for dependency in &package.dependencies {
            let name = dependency.rename.as_ref().unwrap_or(&dependency.name);
            if !source.contains(&name.replace('-', "_")) && !is_ignored(package, name) {
                eprintln!("machete: {} never names {name}", package.name);
                n_unused += 1;
            }
        }
    }
    if n_unused > 0 {
        bail!("{n_unused} dependencies are never named");
    }
    println!("machete: every dependency is named");
    Ok(())
}

fn source_of(package: &Package) -> Result<String> {
    let folder = package.folder().strip_prefix(tree::root()).unwrap_or(package.folder()).to_owned();
    let mut source = String::new();
    for file in tree::files_ending("rs")?.iter().filter(|file| file.starts_with(&folder)) {
        source.push_str(&tree::text(file)?.unwrap_or_default());
    }
    Ok(source)
}

fn is_ignored(package: &Package, name: &str) -> bool {
    let listed = package.metadata.as_ref().and_then(|metadata| metadata.pointer("/machete/ignored"));
    listed.and_then(|list| list.as_array()).is_some_and(|list| list.iter().any(|entry| entry == name))
}
