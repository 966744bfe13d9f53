//! A file of answers of either format, and its counting from the first piece to the last.

use super::Unusable;
use super::columns::{Columns, Layout};
use super::counted::Counted;
use super::csv::{self, Stop, TextFile};
use super::kernel::Lanes;
use super::parquet::ParquetFile;
use super::progress::Watch;
use super::worker::{Job, Worker};
use otklik_domain::score::QuestionSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;

/// A file of answers.
pub(super) enum Source {
    /// Parquet.
    Parquet(ParquetFile),
    /// Text.
    Text(TextFile),
}

/// A run over one file.
pub(super) struct Run<'a> {
    /// The questions.
    pub(super) set: &'a QuestionSet,
    /// Which of several files it is.
    pub(super) number: usize,
    /// Where its columns are.
    pub(super) layout: &'a Layout,
    /// Who is told how far it has come.
    pub(super) watch: &'a Watch<'a>,
    /// How many workers.
    pub(super) threads: usize,
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

    /// Bytes of all pieces.
    pub(super) fn bytes(&self) -> u64 {
        match self {
            Source::Parquet(file) => file.pieces().iter().map(|piece| piece.bytes()).sum(),
            Source::Text(file) => file.pieces().iter().map(csv::Piece::bytes).sum(),
        }
    }
}

impl Run<'_> {
    /// Counts a file.
    pub(super) fn count(&self, source: &Source, counted: &mut Counted) -> Result<(), Unusable> {
        match source {
            Source::Parquet(file) => {
                let workers = self.work(&file.pieces(), |worker, piece| file.count(self.layout, worker, piece))?;
                self.add(workers, counted)
            }
            Source::Text(file) => match self.count_text(file, &file.pieces(), counted) {
                Err(Stop::Misaligned) => match self.count_text(file, &file.exact_pieces()?, counted) {
                    Err(Stop::Misaligned) => Err(Unusable::Damaged("кавычки".to_owned())),
                    Err(Stop::Unusable(refusal)) => Err(refusal),
                    Ok(()) => Ok(()),
                },
                Err(Stop::Unusable(refusal)) => Err(refusal),
                Ok(()) => Ok(()),
            },
        }
    }

    fn count_text(&self, file: &TextFile, pieces: &[csv::Piece], counted: &mut Counted) -> Result<(), Stop> {
        let lines = Mutex::new(vec![0; pieces.len()]);
        let mut workers = self.work(pieces, |worker, piece| {
            let n = file.count(self.layout, worker, piece)?;
            if let Ok(mut lines) = lines.lock()
                && let Some(place) = lines.get_mut(piece.number())
            {
                *place = n;
            }
            Ok(piece.bytes())
        })?;
        let mut first = file.first_line();
        let firsts: Vec<u64> = lines
            .into_inner()
            .unwrap_or_default()
            .into_iter()
            .map(|n| {
                first += n;
                first - n
            })
            .collect();
        for worker in &mut workers {
            worker.faults.renumber(|number| csv::line_of(&firsts, number));
        }
        self.add(workers, counted).map_err(Stop::Unusable)
    }

    fn work<P: Sync, E: Send>(
        &self,
        pieces: &[P],
        work: impl Fn(&mut Worker, &P) -> Result<u64, E> + Sync,
    ) -> Result<Vec<Worker>, E> {
        let lanes = Lanes::new(self.set, self.layout.places.clone());
        let job = Job {
            file: self.number,
            lanes: &lanes,
            questions: self.layout.answers.len(),
            has_branches: self.layout.branch.is_some(),
            pieces,
            threads: self.threads,
        };
        job.run(0, self.watch, work).map(|(workers, _)| workers)
    }

    fn add(&self, workers: Vec<Worker>, counted: &mut Counted) -> Result<(), Unusable> {
        workers.into_iter().try_for_each(|worker| counted.add(self.set, worker))
    }
}
