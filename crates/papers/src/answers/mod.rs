//! Citizens' answers in bulk: exact counts of files too large to be looked at.
//!
//! In come files of one row a questionnaire, Parquet or text, and the headings under which they have the questions of a
//! rulebook. Out go a [`Tally`](otklik_domain::score::Tally) for each organisation and branch, and what is wrong with
//! rows. It refuses to know what the sums are worth, and to guess what a heading means.

mod columns;
mod counted;
mod csv;
mod faults;
pub mod intake;
mod kernel;
mod legacy;
pub mod mapping;
mod names;
mod parquet;
mod progress;
mod source;
pub mod table;
mod unusable;
mod value;
mod worker;

pub use columns::Columns;
pub use counted::Counted;
pub use faults::{Fault, Faults, KEPT_MAX, Kind};
use otklik_domain::score::QuestionSet;
use progress::Watch;
pub use progress::{Listener, Progress};
use source::{Run, Source};
use std::path::{Path, PathBuf};
pub use unusable::Unusable;

/// How a run is done.
#[derive(Clone, Copy, Default)]
pub struct Manner<'a> {
    /// Workers; as many as the machine has processors when not said.
    pub threads: Option<usize>,
    /// Who wants to know how far the run has come.
    pub listener: Option<Listener<'a>>,
}

/// Counts the answers of several files together.
///
/// # Errors
/// [`Unusable`] says in one sentence why a file cannot be counted; then nothing is.
pub fn count(
    files: &[PathBuf],
    set: &QuestionSet,
    columns: &Columns,
    manner: &Manner<'_>,
) -> Result<Counted, Unusable> {
    let threads = manner.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let sources: Vec<Source> = files.iter().map(|path| Source::open(path)).collect::<Result<_, _>>()?;
    let watch = Watch::new(manner.listener, sources.iter().map(Source::bytes).sum(), None);
    let mut counted = Counted::new(set);
    for (number, source) in sources.iter().enumerate() {
        let layout = source.layout(columns)?;
        Run { set, number, layout: &layout, watch: &watch, threads }.count(source, &mut counted)?;
        counted.found(set, &layout);
    }
    Ok(counted)
}

/// Headings of the columns of a file, for a person who says which of them is what.
///
/// # Errors
/// [`Unusable`] when the file is of no known format.
pub fn headings(file: &Path) -> Result<Vec<String>, Unusable> {
    Source::open(file).map(|source| source.headings())
}

#[cfg(test)]
mod tests;
