//! The example documents of `examples/`, written by the generator of the testkit.

use crate::shell;
use anyhow::Result;

/// Compares the committed examples with their generator, or writes them.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["run", "--quiet", "--release", "-p", "otklik-testkit", "--example", "write_examples", "--"]);
    shell::run(cargo.args(args))
}
