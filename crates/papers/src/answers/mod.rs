//! Citizens' answers in bulk: exact counts of files too large to be looked at.
//!
//! In come files of one row a questionnaire, Parquet or text, and the headings under which they have the questions of a
//! rulebook. Out go a [`Tally`](otklik_domain::score::Tally) for each organisation and branch, and what is wrong with
//! rows. It refuses to know what the sums are worth, and to guess what a heading means.

mod checkpoint;
mod columns;
mod counted;
mod csv;
mod faults;
pub mod intake;
mod kernel;
mod legacy;
pub mod mapping;
mod memory;
mod names;
mod parquet;
mod progress;
mod repeats;
mod skipped;
mod source;
pub mod table;
mod unusable;
mod value;
mod worker;

use checkpoint::{Checkpoint, Standing};
pub use columns::Columns;
pub use counted::Counted;
pub use faults::{Fault, Faults, KEPT_MAX, Kind};
pub use memory::{Decoded, count_decoded};
use otklik_domain::score::QuestionSet;
use progress::Watch;
pub use progress::{Listener, Progress};
pub use repeats::Repeats;
pub use skipped::Skipped;
use source::{Cut, Run, Source};
use std::path::{Path, PathBuf};
pub use unusable::Unusable;

/// How a run is done.
#[derive(Clone, Copy, Default)]
pub struct Manner<'a> {
    /// Workers; as many as the machine has processors when not said.
    pub threads: Option<usize>,
    /// Who wants to know how far the run has come.
    pub listener: Option<Listener<'a>>,
    /// A file that says how far a long run has come: a run that was killed goes on from there, one that ends removes it.
    pub checkpoint: Option<&'a Path>,
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
    count_cut(files, set, columns, manner, Cut::default())
}

fn count_cut(
    files: &[PathBuf],
    set: &QuestionSet,
    columns: &Columns,
    manner: &Manner<'_>,
    cut: Cut,
) -> Result<Counted, Unusable> {
    let threads = manner.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let sources: Vec<Source> = files.iter().map(|path| Source::open(path)).collect::<Result<_, _>>()?;
    let sizes = format!("{} {}", cut.rows, cut.bytes);
    let checkpoint = manner.checkpoint.map(|path| Checkpoint::new(path, files, set, columns, &sizes)).transpose()?;
    let mut standing = checkpoint.as_ref().and_then(|it| it.resume(set)).unwrap_or_else(|| Standing::new(set));
    let total = sources.iter().map(Source::bytes).sum();
    let watch = Watch::new(manner.listener, total, checkpoint.as_ref().map(|_| cut.round));
    watch.skip(sources.iter().take(standing.file).map(Source::bytes).sum());
    for source in sources.iter().skip(standing.file) {
        let layout = source.layout(columns)?;
        let is_compared = checkpoint.is_none() && sources.len() == 1 && source.can_be_compared();
        let checkpoint = checkpoint.as_ref();
        let run = Run { set, layout: &layout, watch: &watch, threads, cut, checkpoint, is_compared };
        run.count(source, &mut standing)?;
        standing.counted.found(set, &layout);
        standing.next_file();
    }
    if let Some(checkpoint) = checkpoint {
        checkpoint.remove();
    }
    Ok(standing.counted)
}

/// Headings of the columns of a file, for a person who says which of them is what.
///
/// # Errors
/// [`Unusable`] when the file is of no known format.
pub fn headings(file: &Path) -> Result<Vec<String>, Unusable> {
    Source::open(file).map(|source| source.headings())
}

/// The rows of a small Parquet file as text, headings first: counts by items, findings, a registry.
///
/// # Errors
/// [`Unusable`] when the file is damaged, or too large to be looked at row by row.
pub fn rows_of_parquet(file: &Path) -> Result<Vec<table::Row>, Unusable> {
    parquet::ParquetFile::open(file)?.rows()
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
