//! Workers that share a list of pieces of a file: each counts for itself, sums are added when all are done.

use super::faults::{Faults, Kind};
use super::kernel::{Batch, Lanes, Ledger};
use super::names::Groups;
use super::progress::Watch;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What one worker knows: names it met, sums it made, faults it found.
pub(super) struct Worker {
    /// Which of several files is being read.
    pub(super) file: usize,
    /// Names and groups.
    pub(super) groups: Groups,
    /// Sums.
    pub(super) ledger: Ledger,
    /// Faults.
    pub(super) faults: Faults,
    /// Rows on their way into the ledger.
    pub(super) batch: Batch,
    /// Bytes that are being read; kept so that memory is asked for once.
    pub(super) buffer: Vec<u8>,
}

impl Worker {
    fn new(file: usize, lanes: &Lanes, questions: usize, has_branches: bool) -> Self {
        let (groups, ledger) = (Groups::new(has_branches), Ledger::new(lanes));
        Worker { file, groups, ledger, faults: Faults::default(), batch: Batch::new(questions), buffer: Vec::new() }
    }

    /// Counts the rows of the batch and empties it; `row_of` tells the number of a row of the batch in the file.
    pub(super) fn count(&mut self, row_of: impl Fn(usize) -> u64) {
        let groups = self.batch.groups.get(..self.batch.rows).unwrap_or_default();
        if groups.contains(&0) {
            for (row, _) in groups.iter().enumerate().filter(|(_, group)| **group == 0) {
                self.faults.add(self.file, row_of(row), || Kind::NoOrganisation);
            }
        }
        self.ledger.count(&self.batch, self.groups.len());
        self.batch.clear();
    }
}

/// A file cut in pieces.
pub(super) struct Job<'a, P> {
    /// Which of several files it is.
    pub(super) file: usize,
    /// What is counted.
    pub(super) lanes: &'a Lanes,
    /// Questions that the file has.
    pub(super) questions: usize,
    /// Whether the file has branches.
    pub(super) has_branches: bool,
    /// The pieces.
    pub(super) pieces: &'a [P],
    /// How many workers.
    pub(super) threads: usize,
}

impl<P: Sync> Job<'_, P> {
    /// Works through the pieces from `first` on, until all are done or `watch` wants a rest; returns the workers and
    /// the first piece that is not done.
    ///
    /// `work` counts one piece and returns how much of the file it was.
    pub(super) fn run<E: Send>(
        &self,
        first: usize,
        watch: &Watch<'_>,
        work: impl Fn(&mut Worker, &P) -> Result<u64, E> + Sync,
    ) -> Result<(Vec<Worker>, usize), E> {
        let next = AtomicUsize::new(first);
        let round = watch.round();
        let toil = || {
            let mut worker = Worker::new(self.file, self.lanes, self.questions, self.has_branches);
            // However short a round is, every worker does something in it.
            while let Some(piece) = self.pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                match work(&mut worker, piece) {
                    Ok(amount) => watch.done(amount),
                    Err(refusal) => {
                        next.store(self.pieces.len(), Ordering::Relaxed);
                        return Err(refusal);
                    }
                }
                if round.is_over() {
                    break;
                }
            }
            Ok(worker)
        };
        let others = self.threads.min(self.pieces.len()).saturating_sub(1);
        let workers: Result<Vec<Worker>, E> = std::thread::scope(|scope| {
            let others: Vec<_> = (0..others).map(|_| scope.spawn(toil)).collect();
            let mut workers = vec![toil()];
            workers.extend(
                others.into_iter().map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
            );
            workers.into_iter().collect()
        });
        Ok((workers?, next.load(Ordering::Relaxed).min(self.pieces.len())))
    }
}
