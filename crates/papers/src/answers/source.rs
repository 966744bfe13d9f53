//! A file of answers of either format, and its counting from the first piece to the last.

use super::Unusable;
use super::checkpoint::{Checkpoint, Standing};
use super::columns::{Columns, Layout};
use super::csv::{self, Stop, TextFile};
use super::kernel::Lanes;
use super::parquet::{self, ParquetFile};
use super::progress::Watch;
use super::repeats::{self, Repeats};
use super::worker::{Job, Worker};
use otklik_domain::score::QuestionSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

/// A file of answers.
pub(super) enum Source {
    /// Parquet.
    Parquet(ParquetFile),
    /// Text.
    Text(TextFile),
}

/// Into what pieces files are cut, and how long workers go on before what they know is written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    /// Rows of a piece of Parquet, at most.
    pub(super) rows: usize,
    /// Bytes of a piece of text.
    pub(super) bytes: u64,
    /// A round.
    pub(super) round: Duration,
}

impl Default for Cut {
    fn default() -> Self {
        Cut { rows: 4 << 20, bytes: 4 << 20, round: Duration::from_secs(5) }
    }
}

/// A run over one file.
pub(super) struct Run<'a> {
    /// The questions.
    pub(super) set: &'a QuestionSet,
    /// Where its columns are.
    pub(super) layout: &'a Layout,
    /// Who is told how far it has come.
    pub(super) watch: &'a Watch<'a>,
    /// How many workers.
    pub(super) threads: usize,
    /// How it is cut.
    pub(super) cut: Cut,
    /// Where its standing is kept after each round.
    pub(super) checkpoint: Option<&'a Checkpoint>,
    /// Whether rows are compared with each other.
    pub(super) is_compared: bool,
}

impl Source {
    /// Opens a file; its first bytes tell the format.
    pub(super) fn open(path: &Path) -> Result<Self, Unusable> {
        let mut start = Vec::new();
        File::open(path)?.take(4).read_to_end(&mut start)?;
        match start.as_slice() {
            b"PAR1" => ParquetFile::open(path).map(Source::Parquet),
            [b'P', b'K', ..] => Err(Unusable::NotSupported("это книга или архив, а не таблица в тексте".to_owned())),
            _ => TextFile::open(path).map(Source::Text),
        }
    }

    /// Headings of its columns.
    pub(super) fn headings(&self) -> Vec<String> {
        match self {
            Source::Parquet(file) => file.headings(),
            Source::Text(file) => file.headings().to_vec(),
        }
    }

    /// Where the columns are.
    pub(super) fn layout(&self, columns: &Columns) -> Result<Layout, Unusable> {
        columns.layout(&self.headings())
    }

    /// Whether its rows are so few that they can be compared, as far as its heading tells.
    pub(super) fn can_be_compared(&self) -> bool {
        match self {
            Source::Parquet(file) => {
                file.pieces(usize::MAX).iter().map(parquet::Piece::rows).sum::<u64>() <= repeats::ROWS_MAX
            }
            Source::Text(_) => true,
        }
    }

    /// Bytes of all pieces.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Source::Parquet(file) => file.pieces(usize::MAX).iter().map(parquet::Piece::bytes).sum(),
            Source::Text(file) => file.bytes(),
        }
    }
}

impl Run<'_> {
    /// Counts the rest of a file.
    pub(super) fn count(&self, source: &Source, standing: &mut Standing) -> Result<(), Unusable> {
        match source {
            Source::Parquet(file) => self.count_parquet(file, standing),
            Source::Text(file) => self.count_text(file, standing),
        }
    }

    fn count_parquet(&self, file: &ParquetFile, standing: &mut Standing) -> Result<(), Unusable> {
        let pieces = file.pieces(self.cut.rows);
        self.watch.skip(pieces.iter().take(standing.next).map(parquet::Piece::bytes).sum());
        while standing.next < pieces.len() {
            let work = |worker: &mut Worker, piece: &parquet::Piece| file.count(self.layout, worker, piece);
            let (workers, next) = self.round(&pieces, standing, work)?;
            self.keep(workers, next, standing, next < pieces.len())?;
        }
        Ok(())
    }

    fn count_text(&self, file: &TextFile, standing: &mut Standing) -> Result<(), Unusable> {
        if standing.next == 0 {
            standing.line = file.first_line();
        }
        let mut pieces = match standing.exact {
            None => file.pieces(self.cut.bytes),
            Some(start) => file.exact_pieces(standing.next, start, true, self.cut.bytes)?,
        };
        self.watch.skip(file.bytes_before(&pieces, standing.next));
        while standing.next < pieces.len() {
            let lines = Mutex::new(vec![0; pieces.len()]);
            let round = self.round(&pieces, standing, |worker, piece| {
                let n = file.count(self.layout, worker, piece)?;
                if let Some(place) = lines.lock().ok().as_mut().and_then(|lines| lines.get_mut(piece.number())) {
                    *place = n;
                }
                Ok(piece.bytes())
            });
            let (mut workers, next) = match round {
                Ok(round) => round,
                Err(Stop::Unusable(refusal)) => return Err(refusal),
                Err(Stop::Misaligned) => {
                    // What this round counted is left; from its first piece on, records begin where they really do.
                    pieces = file.exact_rest(&pieces, standing.next, self.cut.bytes)?;
                    standing.exact = pieces.get(standing.next).map(csv::Piece::start);
                    continue;
                }
            };
            let mut line = standing.line;
            let lines = lines.into_inner().unwrap_or_default();
            let begin = |n: u64| {
                line += n;
                line - n
            };
            let firsts: Vec<u64> = lines.into_iter().map(begin).collect();
            for worker in &mut workers {
                worker.faults.renumber(|number| csv::line_of(&firsts, number));
                worker.sequels.renumber(|number| csv::line_of(&firsts, number));
                worker.prints.iter_mut().for_each(|it| it.renumber(|number| csv::line_of(&firsts, number)));
            }
            standing.line = line;
            standing.exact = standing.exact.and_then(|_| pieces.get(next).map(csv::Piece::start));
            self.keep(workers, next, standing, next < pieces.len())?;
        }
        Ok(())
    }

    /// Lets workers count from the standing on, for a round.
    fn round<P: Sync, E: Send>(
        &self,
        pieces: &[P],
        standing: &Standing,
        work: impl Fn(&mut Worker, &P) -> Result<u64, E> + Sync,
    ) -> Result<(Vec<Worker>, usize), E> {
        let lanes = Lanes::new(self.set, self.layout.places.clone());
        let job = Job {
            file: standing.file,
            lanes: &lanes,
            set: self.set,
            layout: self.layout,
            is_compared: self.is_compared,
            pieces,
            threads: self.threads,
        };
        job.run(standing.next, self.watch, work)
    }

    /// Adds what workers counted, and writes down where the run stands when more is to come.
    fn keep(
        &self,
        mut workers: Vec<Worker>,
        next: usize,
        standing: &mut Standing,
        has_more: bool,
    ) -> Result<(), Unusable> {
        // Rows are compared when all of a file are read in one round.
        let prints = workers.iter_mut().map(|worker| worker.prints.take()).collect();
        standing.counted.repeats = Repeats::of(prints);
        for worker in workers {
            standing.counted.add(self.set, worker)?;
        }
        standing.next = next;
        match self.checkpoint {
            Some(checkpoint) if has_more => checkpoint.keep(standing),
            _ => Ok(()),
        }
    }
}
