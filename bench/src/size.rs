//! The size of the program's file.

use crate::program;
use anyhow::Result;

/// Megabytes of the release program.
pub(crate) fn bench() -> Result<String> {
    let megabytes = std::fs::metadata(program::program()?)?.len() >> 20;
    Ok(format!("size of the program {megabytes} MB (bar 80 MB)"))
}
