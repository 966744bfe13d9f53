//! What `cargo metadata` says about the workspace and everything it links.

use crate::shell;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

/// The answer of `cargo metadata`, as far as the guards need it.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) workspace_members: Vec<String>,
}

/// One package.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) manifest_path: String,
    pub(crate) dependencies: Vec<Dependency>,
    /// Its own features and what each of them switches on.
    pub(crate) features: std::collections::BTreeMap<String, Vec<String>>,
    pub(crate) metadata: Option<serde_json::Value>,
    /// What is built of it.
    pub(crate) targets: Vec<Target>,
}

/// A library, a program, a test or an example.
#[derive(Debug, Deserialize)]
pub(crate) struct Target {
    pub(crate) name: String,
}

/// A dependency as the manifest names it.
#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) rename: Option<String>,
    /// `None` for ordinary ones, `dev` or `build`.
    pub(crate) kind: Option<String>,
    /// Features that are asked for.
    pub(crate) features: Vec<String>,
}

impl Metadata {
    /// Asks Cargo, with everything the lock file names.
    pub(crate) fn read() -> Result<Self> {
        let text = shell::read(shell::cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
        serde_json::from_str(&text).context("the answer of cargo metadata")
    }

    /// The packages of this workspace.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| self.workspace_members.contains(&package.id))
    }
}

impl Package {
    /// The folder of the package.
    pub(crate) fn folder(&self) -> &Path {
        Path::new(&self.manifest_path).parent().unwrap_or(Path::new("."))
    }
}
