//! One fuzz target for some minutes: `cargo xtask fuzz NAME --minutes N`. Needs cargo-fuzz and a nightly toolchain.
//!
//! What is found is kept in `fuzz/corpus`; the beginnings in `fuzz/seeds` come from the project's own papers.

use crate::{shell, tree};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Fuzzes one target of `fuzz/fuzz_targets`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let name = args.first().context("which target? See fuzz/fuzz_targets")?;
    let minutes: u64 = match args.iter().position(|arg| arg == "--minutes") {
        Some(at) => args.get(at + 1).context("--minutes N")?.parse().context("--minutes N")?,
        None => 5,
    };
    if !tree::root().join("fuzz/fuzz_targets").join(format!("{name}.rs")).is_file() {
        bail!("there is no target «{name}» in fuzz/fuzz_targets");
    }
    let (found, seeds) = (format!("fuzz/corpus/{name}"), format!("fuzz/seeds/{name}"));
    std::fs::create_dir_all(tree::root().join(&found)).with_context(|| found.clone())?;
    let limit = format!("-max_total_time={}", minutes * 60);
    let mut cargo = Command::new("cargo");
    cargo.current_dir(tree::root()).args([
        "+nightly",
        "fuzz",
        "run",
        name,
        &found,
        &seeds,
        "--",
        &limit,
        "-rss_limit_mb=512",
        "-timeout=2",
    ]);
    shell::run(&mut cargo).context("cargo install cargo-fuzz and rustup toolchain install nightly may be missing")
}
