//! The committed API description against what the program prints: others build on the file, so it never drifts.

use crate::{shell, tree};
use anyhow::{Context, Result, bail};

const COMMITTED: &str = "crates/web/openapi.json";

/// Compares the committed description with the program's, or writes it.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let printed = shell::read(shell::cargo().args(["run", "--quiet", "--release", "-p", "otklik", "--", "openapi"]))?;
    let file = tree::root().join(COMMITTED);
    if args.iter().any(|arg| arg == "--write") {
        std::fs::write(&file, &printed).context(COMMITTED)?;
    } else if std::fs::read_to_string(&file).context(COMMITTED)? != printed {
        bail!("{COMMITTED} is not what the program serves: cargo xtask openapi --write");
    }
    println!("openapi: {COMMITTED} is what the program serves");
    Ok(())
}
