//! Where a run stands, written down so that a run that was killed goes on from there.
//!
//! In come counts of the pieces that are done; out goes one file, written whole or not at all, and bound to the files it
//! is about. Whatever does not fit is left aside and the run begins anew: a checkpoint never changes the counts.

use super::counted::Counted;
use super::faults::Faults;
use super::skipped::Skipped;
use super::{Columns, Unusable};
use otklik_domain::score::{Count, QuestionSet, Tally};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// So many bytes of the beginning and of the end of a file stand for it, beside its length and time of change.
const SAMPLE_BYTES: u64 = 64 << 10;

/// How far a run has come.
pub(super) struct Standing {
    /// The file that is being counted; those before are done.
    pub(super) file: usize,
    /// The first piece of it that is not done.
    pub(super) next: usize,
    /// The line with which that piece begins, of a text file.
    pub(super) line: u64,
    /// Where that piece begins, when the file had to be cut where records really begin.
    pub(super) exact: Option<u64>,
    /// What was counted.
    pub(super) counted: Counted,
}

/// A standing as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    bound: String,
    file: usize,
    next: usize,
    line: u64,
    exact: Option<u64>,
    nowhere: u64,
    lacking: Vec<String>,
    faults: Faults,
    skipped: Skipped,
    tallies: Vec<(String, String, u64, Vec<[u64; 6]>)>,
}

/// The file of a checkpoint and what it is bound to.
pub(super) struct Checkpoint {
    path: PathBuf,
    bound: String,
}

impl Standing {
    /// Nothing done yet.
    pub(super) fn new(set: &QuestionSet) -> Self {
        Standing { file: 0, next: 0, line: 0, exact: None, counted: Counted::new(set) }
    }

    /// The file is done.
    pub(super) fn next_file(&mut self) {
        (self.file, self.next, self.line, self.exact) = (self.file + 1, 0, 0, None);
    }
}

impl Checkpoint {
    /// The checkpoint of a run over these files.
    pub(super) fn new(
        path: &Path,
        files: &[PathBuf],
        set: &QuestionSet,
        columns: &Columns,
        cut: &str,
    ) -> Result<Self, Unusable> {
        let mut hash = Sha256::new();
        hash.update(format!("2 {set:?} {columns:?} {cut}"));
        for file in files {
            let mut file = File::open(file)?;
            let about = file.metadata()?;
            let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
            hash.update(format!("{} {changed:?}", about.len()));
            for start in [0, about.len().saturating_sub(SAMPLE_BYTES)] {
                let mut sample = Vec::new();
                file.seek(SeekFrom::Start(start))?;
                (&mut file).take(SAMPLE_BYTES).read_to_end(&mut sample)?;
                hash.update(sample);
            }
        }
        Ok(Checkpoint { path: path.to_owned(), bound: hex::encode(hash.finalize()) })
    }

    /// The standing that was kept, when it is of this run.
    pub(super) fn resume(&self, set: &QuestionSet) -> Option<Standing> {
        let written: Written = serde_json::from_slice(&std::fs::read(&self.path).ok()?).ok()?;
        if written.bound != self.bound {
            return None;
        }
        let mut counted = Counted::new(set);
        for (organisation, branch, respondents, counts) in written.tallies {
            let counts = counts.into_iter().map(count).collect();
            let tally = Tally::from_counts(set, respondents, counts).ok()?;
            counted.tallies.insert((organisation, branch), tally);
        }
        (counted.nowhere, counted.lacking) = (written.nowhere, written.lacking);
        (counted.faults, counted.skipped) = (written.faults, written.skipped);
        Some(Standing { file: written.file, next: written.next, line: written.line, exact: written.exact, counted })
    }

    /// Keeps a standing, whole or not at all.
    pub(super) fn keep(&self, standing: &Standing) -> Result<(), Unusable> {
        let counted = &standing.counted;
        let tally = |((organisation, branch), tally): (&(String, String), &Tally)| {
            let counts = tally.counts().iter().map(numbers).collect();
            (organisation.clone(), branch.clone(), tally.respondents(), counts)
        };
        let written = Written {
            bound: self.bound.clone(),
            file: standing.file,
            next: standing.next,
            line: standing.line,
            exact: standing.exact,
            nowhere: counted.nowhere,
            lacking: counted.lacking.clone(),
            faults: counted.faults.clone(),
            skipped: counted.skipped.clone(),
            tallies: counted.tallies.iter().map(tally).collect(),
        };
        let text = serde_json::to_vec(&written).map_err(|error| Unusable::Unavailable(error.to_string()))?;
        let beside = self.path.with_extension("new");
        let mut file = File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_all()?;
        std::fs::rename(&beside, &self.path)?;
        Ok(())
    }

    /// The run is over: nothing to go on from.
    pub(super) fn remove(&self) {
        // A checkpoint that stays is bound to its files and does no harm.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn numbers(count: &Count) -> [u64; 6] {
    [count.yes, count.answered, count.used_yes, count.used_no, count.unasked_yes, count.unasked_answered]
}

fn count([yes, answered, used_yes, used_no, unasked_yes, unasked_answered]: [u64; 6]) -> Count {
    Count { yes, answered, used_yes, used_no, unasked_yes, unasked_answered }
}
