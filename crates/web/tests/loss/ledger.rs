//! The list of those who answer: what was sent, and what they were told is kept. It is the only judge.

use super::chance::Chance;
use std::collections::{BTreeSet, VecDeque};

/// How often somebody sends again what is kept already.
const AGAIN_ONE_IN: u64 = 16;

/// One list for all senders of a server's life.
pub(crate) struct Ledger {
    n_sent: u64,
    waiting: VecDeque<u64>,
    acked: BTreeSet<u64>,
    newest_acked: u64,
    chance: Chance,
    /// Nothing new is sent, only what still waits for its receipt.
    pub(crate) is_ending: bool,
    /// What was told to be kept and, sent again, was taken as new: it had been lost.
    pub(crate) taken_anew: BTreeSet<u64>,
    /// Statuses that no right server gives here.
    pub(crate) odd: Vec<u16>,
}

impl Ledger {
    pub(crate) fn new(seed: u64) -> Self {
        Ledger {
            n_sent: 0,
            waiting: VecDeque::new(),
            acked: BTreeSet::new(),
            newest_acked: 0,
            chance: Chance::of(seed),
            is_ending: false,
            taken_anew: BTreeSet::new(),
            odd: Vec::new(),
        }
    }

    /// The next to be sent: first whatever has no receipt yet, then new ones, now and then one that is kept already.
    pub(crate) fn take(&mut self) -> Option<u64> {
        let waiting = self.waiting.pop_front();
        if waiting.is_some() || self.is_ending {
            return waiting;
        }
        if self.chance.one_in(AGAIN_ONE_IN) && self.acked.contains(&self.newest_acked) {
            return Some(self.newest_acked);
        }
        self.n_sent += 1;
        Some(self.n_sent)
    }

    /// No receipt came.
    pub(crate) fn give_back(&mut self, n: u64) {
        if !self.acked.contains(&n) {
            self.waiting.push_back(n);
        }
    }

    /// A receipt came, or a word that it will not.
    pub(crate) fn told(&mut self, n: u64, status: u16) {
        match status {
            201 if !self.acked.insert(n) => {
                self.taken_anew.insert(n);
            }
            200 | 201 => {
                self.acked.insert(n);
                self.newest_acked = n;
            }
            503 => self.give_back(n),
            odd => {
                self.odd.push(odd);
                self.give_back(n);
            }
        }
    }

    pub(crate) fn acked(&self) -> &BTreeSet<u64> {
        &self.acked
    }

    pub(crate) fn n_sent(&self) -> u64 {
        self.n_sent
    }
}
