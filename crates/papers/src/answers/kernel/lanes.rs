//! Which sums are kept: a lane is one counter of a group, eight lanes are one word of bytes.

use super::batch::Batch;
use super::filled::{BLOCK, Cells, ONES, PIECE, Piece, Rows, ZEROS, both};
use otklik_domain::score::{Count, QuestionSet};

/// Lanes of a word.
pub(super) const LANES: usize = 8;

/// What is counted of a file that has some of the questions of a set.
///
/// Full lanes are of every row: the row itself, «да» to each question, «да» to both questions of a pair.
/// Sparse lanes are of empty cells and stay zero where every cell is filled: words of zeros cost nothing.
#[derive(Clone)]
pub(crate) struct Lanes {
    /// For each question of the set where its sums stand; nothing where the file does not ask it.
    read: Vec<Option<Read>>,
    /// Questions in the batch.
    questions: usize,
    /// Places in the batch of «used» and «ok» where the file has both.
    pairs: Vec<(usize, usize)>,
    /// Sparse lanes.
    sparse: Vec<Sparse>,
}

/// Where the sums of a question stand: the place of its column, and numbers of sparse lanes.
#[derive(Clone, Copy)]
struct Read {
    at: usize,
    empty: usize,
    after: After,
}

/// What a question stands after.
#[derive(Clone, Copy)]
enum After {
    /// It is asked of everybody.
    Nothing,
    /// The file does not ask whether it was used: every answer counts as it stands.
    Unknown,
    /// The place of «used», the number of the pair, and sparse lanes.
    Used { used: usize, pair: usize, silent: usize, unasked_yes: usize, unasked: usize },
}

/// A sum over empty cells; places in the batch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sparse {
    /// Not answered.
    Empty(usize),
    /// Used, but not answered after that.
    Silent(usize, usize),
    /// «да» though the question before is empty.
    UnaskedYes(usize, usize),
    /// «да» or «нет» though the question before is empty.
    Unasked(usize, usize),
}

impl Lanes {
    /// The lanes of a file; `places` tells for each question of the set its place in the batch.
    pub(crate) fn new(set: &QuestionSet, places: Vec<Option<usize>>) -> Self {
        let place = |at: usize| places.get(at).copied().flatten();
        let pair = |(at, after): (usize, &Option<usize>)| Some((place((*after)?)?, place(at)?));
        let pairs: Vec<(usize, usize)> = set.after().iter().enumerate().filter_map(pair).collect();
        // Most often a person who did not use something is not asked on: those two sums share one word.
        let mut sparse: Vec<Sparse> =
            pairs.iter().flat_map(|&(used, ok)| [Sparse::Empty(ok), Sparse::Silent(used, ok)]).collect();
        for at in places.iter().flatten() {
            if !sparse.contains(&Sparse::Empty(*at)) {
                sparse.push(Sparse::Empty(*at));
            }
        }
        sparse.extend(pairs.iter().flat_map(|&(used, ok)| [Sparse::UnaskedYes(used, ok), Sparse::Unasked(used, ok)]));
        let questions = places.iter().flatten().count();
        let lane = |of: Sparse| sparse.iter().position(|it| *it == of).unwrap_or(usize::MAX);
        let after = |at: usize, gate: Option<usize>| match gate.map(place) {
            None => After::Nothing,
            Some(None) => After::Unknown,
            Some(Some(used)) => After::Used {
                used,
                pair: pairs.iter().position(|it| *it == (used, at)).unwrap_or(usize::MAX),
                silent: lane(Sparse::Silent(used, at)),
                unasked_yes: lane(Sparse::UnaskedYes(used, at)),
                unasked: lane(Sparse::Unasked(used, at)),
            },
        };
        let of = |(at, gate): (&Option<usize>, &Option<usize>)| {
            at.map(|at| Read { at, empty: lane(Sparse::Empty(at)), after: after(at, *gate) })
        };
        let read = places.iter().zip(set.after()).map(of).collect();
        Lanes { read, questions, pairs, sparse }
    }

    /// Words of full lanes.
    pub(super) fn full_words(&self) -> usize {
        (1 + self.questions + self.pairs.len()).div_ceil(LANES)
    }

    /// Words of sparse lanes.
    pub(super) fn sparse_words(&self) -> usize {
        self.sparse.len().div_ceil(LANES)
    }

    /// The full lanes of 64 rows, a word of bits a lane; lanes to spare stay as they are.
    pub(super) fn full(&self, batch: &Batch, word: usize, out: &mut [u64]) {
        let (rows, rest) = out.split_at_mut(1);
        rows.fill(batch.mask(word));
        let (yes, both) = rest.split_at_mut(self.questions);
        for (out, answers) in yes.iter_mut().zip(&batch.answers) {
            *out = answers.yes[word];
        }
        for (out, &(used, ok)) in both.iter_mut().zip(&self.pairs) {
            *out = yes[used] & yes[ok];
        }
    }

    /// Room for the lanes of pairs of one piece.
    pub(super) fn room_of_pairs(&self) -> Vec<Piece> {
        vec![[[0; BLOCK]; PIECE / BLOCK]; self.pairs.len()]
    }

    /// Puts the lanes of pairs into their room, a byte a row.
    pub(super) fn fill_pairs(&self, rows: &Rows<'_>, out: &mut [Piece]) {
        for (&(used, ok), out) in self.pairs.iter().zip(out) {
            both(rows.columns[used], rows.columns[ok], out);
        }
    }

    /// The full lanes of rows, a byte a row, by eight; lanes to spare are zeros.
    pub(super) fn filled<'a>(&self, rows: &Rows<'a>, pairs: &'a [Piece]) -> Vec<[&'a [Cells]; LANES]> {
        let blocks = rows.groups.len();
        let lanes = std::iter::once(&ONES[..blocks]).chain(rows.columns.iter().copied());
        let lanes: Vec<&[Cells]> = lanes.chain(pairs.iter().map(|pair| &pair[..blocks])).collect();
        let eight =
            |lanes: &[&'a [Cells]]| std::array::from_fn(|at| lanes.get(at).copied().unwrap_or(&ZEROS[..blocks]));
        lanes.chunks(LANES).map(eight).collect()
    }

    /// Whether any sparse lane can be other than zero.
    pub(super) fn has_empty(batch: &Batch) -> bool {
        batch.answers.iter().any(|answers| answers.has_empty)
    }

    /// The sparse lanes of 64 rows.
    pub(super) fn sparse(&self, batch: &Batch, word: usize, out: &mut [u64]) {
        let yes = |at: usize| batch.answers[at].yes[word];
        let empty = |at: usize| batch.answers[at].empty[word];
        for (out, lane) in out.iter_mut().zip(&self.sparse) {
            *out = match *lane {
                Sparse::Empty(at) => empty(at),
                Sparse::Silent(used, ok) => yes(used) & empty(ok),
                Sparse::UnaskedYes(used, ok) => empty(used) & yes(ok),
                Sparse::Unasked(used, ok) => empty(used) & !empty(ok),
            };
        }
    }

    /// What the lanes of one group say: how many rows, and the sums of each question of the set. Sparse lanes that are
    /// not there are zero.
    pub(super) fn counts(&self, full: &[u64], sparse: &[u64]) -> (u64, Vec<Count>) {
        let rows = full[0];
        let count = |read: &Option<Read>| read.map_or_else(Count::default, |read| self.count(rows, full, sparse, read));
        (rows, self.read.iter().map(count).collect())
    }

    fn count(&self, rows: u64, full: &[u64], sparse: &[u64], read: Read) -> Count {
        let of = |lane: usize| sparse.get(lane).copied().unwrap_or(0);
        let yes = full[1 + read.at];
        let answered = rows - of(read.empty);
        let plain = Count { yes, answered, ..Count::default() };
        match read.after {
            After::Nothing => plain,
            After::Unknown => Count { unasked_yes: yes, unasked_answered: answered, ..plain },
            After::Used { used, pair, silent, unasked_yes, unasked } => {
                let used_yes = full[1 + self.questions + pair];
                let used_no = full[1 + used] - used_yes - of(silent);
                Count { used_yes, used_no, unasked_yes: of(unasked_yes), unasked_answered: of(unasked), ..plain }
            }
        }
    }
}
