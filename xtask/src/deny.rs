//! What may be linked: licences, where packages come from, versions with known holes.
//!
//! The rules are data, `deny.toml`; the answers come from `cargo metadata`, so nothing has to be installed.

use crate::tree;
use crate::workspace::Metadata;
use anyhow::{Context, Result, bail};
use serde::Deserialize;

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    sources: Sources,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
    #[serde(rename = "least-version", default)]
    least_version: Vec<Least>,
    #[serde(default)]
    skip: Vec<Skip>,
}

#[derive(Deserialize)]
struct Ban {
    name: String,
    reason: String,
}

/// An old version that is known and does no harm where it is; `reason` stands in the file for people.
#[derive(Deserialize)]
struct Skip {
    name: String,
    version: String,
}

#[derive(Deserialize)]
struct Least {
    name: String,
    version: semver::Version,
    reason: String,
}

/// Holds every linked package against `deny.toml`.
pub(crate) fn run() -> Result<()> {
    let text = std::fs::read_to_string(tree::root().join("deny.toml")).context("deny.toml")?;
    let rules: Rules = toml::from_str(&text).context("deny.toml")?;
    let metadata = Metadata::read()?;
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let name = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("none");
        if !is_allowed(licence, &rules.licenses.allow) {
            faults.push(format!("{name}: licence «{licence}» is not in the list"));
        }
        if let Some(source) = &package.source
            && !rules.sources.allow_registry.contains(source)
        {
            faults.push(format!("{name}: comes from {source}"));
        }
        for ban in rules.bans.deny.iter().filter(|ban| ban.name == package.name) {
            faults.push(format!("{name}: {}", ban.reason));
        }
        let version = semver::Version::parse(&package.version)?;
        let is_skipped =
            rules.bans.skip.iter().any(|skip| skip.name == package.name && skip.version == package.version);
        let leasts = rules.bans.least_version.iter().filter(|_| !is_skipped);
        for least in leasts.filter(|least| least.name == package.name && version < least.version) {
            faults.push(format!("{name}: at least {} is wanted: {}", least.version, least.reason));
        }
    }
    for fault in &faults {
        eprintln!("deny: {fault}");
    }
    if !faults.is_empty() {
        bail!("{} packages may not be linked", faults.len());
    }
    println!("deny: {} packages, licences, sources and versions are in order", metadata.packages.len());
    Ok(())
}

/// Whether an SPDX expression can be met with allowed licences. «MIT/Apache-2.0» is the old way to say OR.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at, allowed);
    met && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = both(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, allowed);
    }
    met
}

fn both(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut met = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allowed);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = either(words, at, allowed);
        *at += 1;
        return met;
    }
    if words.get(*at) == Some(&"WITH") {
        *at += 2;
    }
    allowed.iter().any(|licence| licence == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_expression_is_met_when_one_way_through_it_is_allowed() {
        let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned(), "Zlib".to_owned()];
        for (expression, is_met) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT OR GPL-3.0", true),
            ("MIT AND GPL-3.0", false),
            ("MIT/Apache-2.0", true),
            ("(MIT OR GPL-3.0) AND Zlib", true),
            ("(MIT AND GPL-3.0) OR Zlib", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("none", false),
            ("MIT)", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed), is_met, "{expression}");
        }
    }
}
