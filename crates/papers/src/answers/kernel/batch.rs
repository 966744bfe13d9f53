//! A batch of rows as bits.

/// Rows of one batch: its words stay in the first cache of a processor.
pub(crate) const ROWS_MAX: usize = 4096;

/// Words of 64 rows in a batch.
pub(crate) const WORDS: usize = ROWS_MAX / 64;

/// The answers to one question: a bit a row.
#[derive(Clone)]
pub(crate) struct Answers {
    /// «да».
    pub(crate) yes: [u64; WORDS],
    /// Neither «да» nor «нет»; never set where `yes` is.
    pub(crate) empty: [u64; WORDS],
    /// Whether `empty` may hold a bit; when not, it is all zeros.
    pub(crate) has_empty: bool,
}

impl Answers {
    fn new() -> Self {
        Answers { yes: [0; WORDS], empty: [0; WORDS], has_empty: false }
    }

    /// Forgets the answers of the batch before.
    pub(crate) fn clear(&mut self) {
        self.yes = [0; WORDS];
        if self.has_empty {
            self.empty = [0; WORDS];
            self.has_empty = false;
        }
    }
}

/// Up to [`ROWS_MAX`] questionnaires. Group 0 is of those whose organisation is not known.
pub(crate) struct Batch {
    /// Rows in it.
    pub(crate) rows: usize,
    /// Group of each row; beyond `rows` anything.
    pub(crate) groups: Vec<u32>,
    /// One for each question that the file has.
    pub(crate) answers: Vec<Answers>,
}

impl Batch {
    /// An empty batch of so many questions.
    pub(crate) fn new(questions: usize) -> Self {
        Batch { rows: 0, groups: vec![0; ROWS_MAX], answers: vec![Answers::new(); questions] }
    }

    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        self.rows = 0;
        for answers in &mut self.answers {
            answers.clear();
        }
    }

    /// Whether a row is there, for the 64 rows of a word.
    pub(crate) fn mask(&self, word: usize) -> u64 {
        match self.rows.saturating_sub(word * 64) {
            64.. => u64::MAX,
            rest => (1 << rest) - 1,
        }
    }
}
