//! What many kills or cuts came to, and whether that will do.

use super::Result;
use super::ledger::Ledger;
use super::oracle::Verdict;
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

/// A server that was killed answers again within this time.
const READY_MAX: Duration = Duration::from_secs(2);

/// Sums over lives.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) n_ends: usize,
    /// States of the disk that were looked at.
    pub(crate) n_looks: usize,
    pub(crate) n_acked: usize,
    pub(crate) n_lost: usize,
    pub(crate) n_doubled: usize,
    pub(crate) faults: Vec<String>,
    pub(crate) ready: Duration,
}

/// One life's own part of the sums.
#[derive(Default)]
pub(crate) struct Life {
    lost: BTreeSet<u64>,
}

impl Life {
    pub(crate) fn lose(&mut self, all: &BTreeSet<u64>) {
        self.lost.extend(all);
    }

    pub(crate) fn has_lost(&self) -> bool {
        !self.lost.is_empty()
    }
}

impl Tally {
    pub(crate) fn add(&mut self, life: &mut Life, verdict: Verdict) {
        self.n_looks += 1;
        life.lost.extend(verdict.lost);
        self.n_doubled += verdict.n_doubled;
        self.faults.extend(verdict.faults);
    }

    /// The life is over. What was taken anew had been lost, unless the server says so of everything.
    pub(crate) fn close(&mut self, mut life: Life, ledger: &Ledger, tells_the_truth: bool) {
        if tells_the_truth {
            life.lost.extend(&ledger.taken_anew);
        }
        self.faults.extend(ledger.odd.iter().map(|status| format!("a sender was told {status}")));
        self.n_acked += ledger.acked().len();
        self.n_lost += life.lost.len();
    }

    /// Nothing lost, nothing doubled, everything in order, ready in time; and something was there to be lost.
    pub(crate) fn must_hold(self, n_ends: usize) -> Result<Self> {
        let is_good = self.n_lost == 0 && self.n_doubled == 0 && self.faults.is_empty() && self.ready <= READY_MAX;
        let is_shown = self.n_ends == n_ends && self.n_looks >= n_ends && self.n_acked > n_ends;
        let first: Vec<&String> = self.faults.iter().take(10).collect();
        if is_good && is_shown { Ok(self) } else { Err(format!("{self} {first:#?}").into()) }
    }

    /// A control that loses nothing would show that the test sees nothing.
    pub(crate) fn must_lose(self) -> Result<Self> {
        if self.n_lost > 0 { Ok(self) } else { Err(format!("the control must lose: {self}").into()) }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ends, {} states looked at: {} acknowledged, {} lost, {} doubled, {} other faults; ready again in {} ms at worst",
            self.n_ends,
            self.n_looks,
            self.n_acked,
            self.n_lost,
            self.n_doubled,
            self.faults.len(),
            self.ready.as_millis(),
        )
    }
}
