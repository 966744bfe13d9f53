//! Workers that share a list of pieces of a file: each counts for itself, sums are added when all are done.

use super::columns::Layout;
use super::faults::{Faults, Kind};
use super::kernel::{Batch, Lanes, Ledger};
use super::names::Groups;
use super::progress::Watch;
use super::repeats::Prints;
use super::skipped::Sequels;
use otklik_domain::score::QuestionSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

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
    /// Answers to questions that should have been skipped.
    pub(super) sequels: Sequels,
    /// Prints of the rows, while rows are compared.
    pub(super) prints: Option<Prints>,
    /// Rows that all workers have met, while rows are compared.
    met: Arc<AtomicU64>,
    /// Rows on their way into the ledger.
    pub(super) batch: Batch,
    /// Bytes that are being read; kept so that memory is asked for once.
    pub(super) buffer: Vec<u8>,
}

impl Worker {
    fn new<P>(job: &Job<'_, P>, met: &Arc<AtomicU64>) -> Self {
        Worker {
            file: job.file,
            groups: Groups::new(job.layout.branch.is_some(), job.layout.otherwise.as_deref()),
            ledger: Ledger::new(job.lanes),
            faults: Faults::default(),
            sequels: Sequels::new(job.set, job.layout),
            prints: job.is_compared.then(Prints::new),
            met: Arc::clone(met),
            batch: Batch::new(job.layout.answers.len()),
            buffer: Vec::new(),
        }
    }

    /// Counts the rows of the batch and empties it; `row_of` tells the number of a row of the batch in the file.
    pub(super) fn count(&mut self, row_of: impl Fn(usize) -> u64) {
        let groups = self.batch.groups.get(..self.batch.rows).unwrap_or_default();
        if groups.contains(&0) {
            for (row, _) in groups.iter().enumerate().filter(|(_, group)| **group == 0) {
                self.faults.add(self.file, row_of(row), || Kind::NoOrganisation);
            }
        }
        self.sequels.look(&self.batch, &row_of);
        if let Some(prints) = &mut self.prints
            && !prints.look(&self.batch, &self.groups, &row_of, &self.met)
        {
            self.prints = None;
        }
        self.ledger.count(&self.batch, self.groups.len());
        self.batch.clear();
    }
}

/// A file cut in pieces.
pub(super) struct Job<'a, P> {
    /// Which of several files it is.
    pub(super) file: usize,
    /// The questions.
    pub(super) set: &'a QuestionSet,
    /// Where its columns are.
    pub(super) layout: &'a Layout,
    /// What is counted.
    pub(super) lanes: &'a Lanes,
    /// Whether rows are compared.
    pub(super) is_compared: bool,
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
        let (next, met) = (AtomicUsize::new(first), Arc::default());
        let round = watch.round();
        let toil = || {
            let mut worker = Worker::new(self, &met);
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
