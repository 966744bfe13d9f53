//! Whether enough people were asked.

use crate::rulebook::SampleNorm;

/// How the number of respondents stands against the norm («выполнение нормы выборки»).
///
/// # Example
/// 235 were served, 40 % is 94; 60 answered, so 34 are short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SampleState {
    /// How many should be asked.
    pub needed: u64,
    /// How many answered.
    pub have: u64,
    /// How many are still short.
    pub short: u64,
}

impl SampleState {
    /// So many answered of so many served.
    pub fn new(norm: &SampleNorm, served: u64, have: u64) -> Self {
        let needed = norm.of(served);
        SampleState { needed, have, short: needed.saturating_sub(have) }
    }

    /// Whether the norm is met.
    pub fn is_met(self) -> bool {
        self.short == 0
    }
}
