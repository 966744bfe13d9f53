//! How far a run has come, and when it is time to write that down.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes or rows that are done: bytes of a text file, compressed bytes of Parquet.
    pub done: u64,
    /// All of them.
    pub total: u64,
}

/// Whoever wants to know how far a run has come; called from any worker, a few times a second at most.
pub type Listener<'a> = &'a (dyn Fn(Progress) + Sync);

/// Counts what is done and tells it.
pub(super) struct Watch<'a> {
    listener: Option<Listener<'a>>,
    total: u64,
    done: AtomicU64,
    round: Option<Duration>,
}

/// A time after which workers rest, so that what they know can be written down.
#[derive(Clone, Copy)]
pub(super) struct Round {
    end: Option<Instant>,
}

impl<'a> Watch<'a> {
    /// Watches over so many bytes; workers rest after each `round`.
    pub(super) fn new(listener: Option<Listener<'a>>, total: u64, round: Option<Duration>) -> Self {
        Watch { listener, total, done: AtomicU64::new(0), round }
    }

    /// So much was done before.
    pub(super) fn skip(&self, amount: u64) {
        self.done.fetch_add(amount, Ordering::Relaxed);
    }

    /// So much more is done.
    pub(super) fn done(&self, amount: u64) {
        let done = self.done.fetch_add(amount, Ordering::Relaxed) + amount;
        if let Some(listener) = self.listener {
            listener(Progress { done: done.min(self.total), total: self.total });
        }
    }

    /// A new round begins.
    pub(super) fn round(&self) -> Round {
        Round { end: self.round.and_then(|round| Instant::now().checked_add(round)) }
    }
}

impl Round {
    /// Whether workers should rest before they take another piece.
    pub(super) fn is_over(&self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }
}
