//! How far a shortcoming reaches over a network, counted by organisations alike.

use crate::wording::form;
use std::fmt;

/// In how many organisations of how many a shortcoming was found («охват недостатка»).
///
/// # Example
/// «12 из 30 организаций».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Where it was found.
    pub n: u64,
    /// Whose registers were made.
    pub of: u64,
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whose = form(self.of, ["организации", "организаций", "организаций"]);
        write!(f, "{} из {} {whose}", self.n, self.of)
    }
}
