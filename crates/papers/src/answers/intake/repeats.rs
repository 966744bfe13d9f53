//! Rows that repeat another row letter by letter.
//!
//! Anonymous questionnaires may well be equal, so equal rows all count. A row that repeats even the number or the time
//! of a questionnaire is the same questionnaire once more and counts once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// So many rows are remembered.
const ROWS_MAX: usize = 1_000_000;

/// The rows met so far.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    met: HashMap<u128, (u64, bool)>,
    pub(super) is_full: bool,
}

/// A row that was met before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repeated {
    /// The line of the first, unless it was named before.
    pub(super) first: Option<u64>,
}

impl Repeats {
    /// Whether a row was met before; remembers it when not.
    pub(super) fn meet(&mut self, line: u64, cells: &[String]) -> Option<Repeated> {
        let key = (u128::from(hash(0, cells)) << 64) | u128::from(hash(1, cells));
        if let Some((first, is_named)) = self.met.get_mut(&key) {
            let first = (!std::mem::replace(is_named, true)).then_some(*first);
            return Some(Repeated { first });
        }
        if self.met.len() >= ROWS_MAX {
            self.is_full = true;
        } else {
            self.met.insert(key, (line, false));
        }
        None
    }
}

fn hash(seed: u8, cells: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    seed.hash(&mut hasher);
    for cell in cells {
        cell.trim().hash(&mut hasher);
    }
    hasher.finish()
}
