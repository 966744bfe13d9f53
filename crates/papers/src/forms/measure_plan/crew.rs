//! Rows become measures beside the walk: a second thread makes them while the first finds the next ones.
//!
//! In come rows in their order; out goes what was made of them in the same order, whoever made it.
//! It refuses to know where rows come from, and does all the work itself where no second thread is given.

use super::hyphens::Words;
use super::measures::{self, Cells, Context, Made};
use crate::read::{Block, Document};
use otklik_domain::deadline;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// So many cells are worth the start of a thread.
const CELLS_MIN: usize = 150;
/// What a row asks of the stack is far less.
const STACK_BYTES: usize = 512 << 10;

/// A row that waits.
pub(super) struct Row {
    pub(super) cells: Cells,
    pub(super) context: Context,
    pub(super) term: deadline::Context,
}

/// What those who make measures share.
pub(super) struct Crew<'d> {
    document: &'d Document,
    words: OnceLock<Words>,
    waiting: Mutex<Receiver<(usize, Row)>>,
    made: Mutex<Vec<(usize, Made)>>,
}

impl<'d> Crew<'d> {
    /// A crew for a document, and where its rows are put.
    pub(super) fn new(document: &'d Document) -> (Self, Sender<(usize, Row)>) {
        let (rows, waiting) = channel();
        let (waiting, made) = (Mutex::new(waiting), Mutex::default());
        (Crew { document, words: OnceLock::new(), waiting, made }, rows)
    }

    /// Starts the second thread where the document is worth it and the system gives one.
    pub(super) fn second<'s>(&'s self, scope: &'s Scope<'s, '_>) -> Option<ScopedJoinHandle<'s, ()>> {
        let n_cells: usize =
            self.document.blocks.iter().map(|b| if let Block::Table(t) = b { t.cells.len() } else { 0 }).sum();
        let thread = || Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || self.work()).ok();
        (n_cells >= CELLS_MIN).then(thread).flatten()
    }

    /// All words of the document, learnt by whoever asks first.
    pub(super) fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.document))
    }

    /// Makes measures until no more rows can come.
    pub(super) fn work(&self) {
        let words = self.words();
        let next = || held(&self.waiting).recv().ok();
        let made: Vec<_> = std::iter::from_fn(next)
            .map(|(n, row)| (n, measures::make(&row.cells, &row.context, row.term, words)))
            .collect();
        held(&self.made).extend(made);
    }

    /// What was made, in the order of the rows.
    pub(super) fn take(&self) -> Vec<Made> {
        let mut made = std::mem::take(&mut *held(&self.made));
        made.sort_unstable_by_key(|(n, _)| *n);
        made.into_iter().map(|(_, made)| made).collect()
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
