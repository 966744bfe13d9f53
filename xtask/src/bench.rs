//! `cargo xtask bench NAME`: builds the program and the benchmarks, brings the peers, runs one or all.

use crate::{install, shell};
use anyhow::Result;

/// Runs the named benchmarks; without a name lists them.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if !args.is_empty() {
        install::run(&["--bench".to_owned()])?;
        shell::run(shell::cargo().args(["build", "--release", "-p", "otklik"]))?;
    }
    shell::run(shell::cargo().args(["run", "--release", "--quiet", "-p", "otklik-bench", "--"]).args(args))
}
