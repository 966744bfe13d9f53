//! A wall around parsers that are not ours.
//!
//! In comes work of a library on a stranger's bytes; a panic inside comes out as «повреждён», not as the end of the
//! program. It refuses to be used around our own code, where a panic is a mistake to be found.

use super::Unreadable;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a library's work.
///
/// # Errors
/// What the work says, or damaged when it panicked.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Unreadable::Damaged("внутреннее строение файла нарушено".into())))
}
