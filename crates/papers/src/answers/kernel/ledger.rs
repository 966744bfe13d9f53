//! The sums of all groups: bytes that fill up, and totals they are emptied into.

use super::batch::Batch;
use super::filled::{BLOCK, PIECE, Piece, Rowed, Rows, turn};
use super::lanes::{LANES, Lanes};
use super::table::{LaneWords, Table, add_bytes};
use super::totals::Totals;
use otklik_domain::score::Count;

/// Sixty-four questions, each but one after another: five sparse lanes of each.
const SPARSE_WORDS_MAX: usize = 40;

/// Sums of every group, for one worker.
pub(crate) struct Ledger {
    lanes: Lanes,
    full: Box<dyn Full + Send>,
    sparse: Vec<Rare>,
}

/// Full lanes of every group, whatever their number of words is.
trait Full {
    fn grow(&mut self, groups: usize);
    fn add(&mut self, groups: &[u32; 64], lanes: &Lanes, batch: &Batch, word: usize, overflow: &mut dyn FnMut(u32));
    fn add_run(&mut self, group: usize, lanes: &Lanes, batch: &Batch, word: usize);
    fn add_filled(&mut self, rows: &Rows<'_>, lanes: &Lanes, overflow: &mut dyn FnMut(u32)) -> bool;
    fn settle(&mut self);
    /// Adds what another one settled: as many numbers as this one has.
    fn absorb(&mut self, whole: &[u64]);
    fn whole(&self) -> &[u64];
    fn totals(&self, group: usize) -> &[u64];
    fn len(&self) -> usize;
}

struct FullLanes<const W: usize> {
    table: Table<W>,
    totals: Totals<W>,
    /// Where rows without an empty cell are put together.
    rowed: Box<[[Rowed; PIECE / BLOCK]; W]>,
    /// Where the lanes of their pairs are.
    pairs: Vec<Piece>,
}

/// Eight sparse lanes; nothing is kept until one of them is not zero.
struct Rare {
    table: Table<1>,
    totals: Vec<u64>,
    is_used: bool,
}

impl Ledger {
    /// No group yet.
    pub(crate) fn new(lanes: &Lanes) -> Self {
        let full: Box<dyn Full + Send> = match lanes.full_words() {
            0 | 1 => Box::new(FullLanes::<1>::new(lanes)),
            2 => Box::new(FullLanes::<2>::new(lanes)),
            3 => Box::new(FullLanes::<3>::new(lanes)),
            4 => Box::new(FullLanes::<4>::new(lanes)),
            5..=8 => Box::new(FullLanes::<8>::new(lanes)),
            _ => Box::new(FullLanes::<16>::new(lanes)),
        };
        let rare = || Rare { table: Table::new(), totals: Vec::new(), is_used: false };
        let sparse = (0..lanes.sparse_words()).map(|_| rare()).collect();
        Ledger { lanes: lanes.clone(), full, sparse }
    }

    /// Counts a batch; its groups are below `groups`.
    pub(crate) fn count(&mut self, batch: &Batch, groups: usize) {
        self.full.grow(groups);
        let has_empty = Lanes::has_empty(batch);
        for (word, ids) in batch.groups.as_chunks::<64>().0.iter().enumerate().take(batch.rows.div_ceil(64)) {
            let is_run = ids[0] == ids[63] && batch.mask(word) == u64::MAX && ids.iter().all(|id| *id == ids[0]);
            let ids = &clipped(ids, batch.rows - word * 64);
            if has_empty {
                self.count_sparse(batch, groups, word, ids, is_run);
            }
            if is_run {
                self.full.add_run(ids[0] as usize, &self.lanes, batch, word);
            } else {
                let sparse = &mut self.sparse;
                let mut overflow = |group: u32| {
                    for rare in sparse.iter_mut().filter(|rare| rare.is_used) {
                        rare.settle(group as usize);
                    }
                };
                self.full.add(ids, &self.lanes, batch, word, &mut overflow);
            }
        }
    }

    /// Counts rows whose every cell is filled, of groups below `groups`; says no and counts nothing when one is not.
    pub(crate) fn count_filled(&mut self, rows: &Rows<'_>, groups: usize) -> bool {
        self.full.grow(groups);
        let sparse = &mut self.sparse;
        let mut overflow = |group: u32| {
            for rare in sparse.iter_mut().filter(|rare| rare.is_used) {
                rare.settle(group as usize);
            }
        };
        self.full.add_filled(rows, &self.lanes, &mut overflow)
    }

    fn count_sparse(&mut self, batch: &Batch, groups: usize, word: usize, ids: &[u32; 64], is_run: bool) {
        let mut lanes = [[0; LANES]; SPARSE_WORDS_MAX];
        self.lanes.sparse(batch, word, lanes.as_flattened_mut());
        let mask = batch.mask(word);
        for (rare, lanes) in self.sparse.iter_mut().zip(&mut lanes) {
            for lane in lanes.iter_mut() {
                *lane &= mask;
            }
            if lanes.iter().all(|lane| *lane == 0) {
                continue;
            }
            rare.grow(groups);
            if is_run {
                add_ones(&mut rare.totals, ids[0] as usize, lanes);
            } else {
                rare.table.add(ids, &[*lanes]);
            }
        }
    }

    /// Adds the sums of another one of the same lanes and groups.
    pub(crate) fn absorb(&mut self, mut other: Ledger) {
        self.settle();
        other.settle();
        self.full.grow(other.full.len());
        self.full.absorb(other.full.whole());
        for (rare, other) in self.sparse.iter_mut().zip(&other.sparse).filter(|(_, other)| other.is_used) {
            rare.grow(self.full.len());
            add_all(&mut rare.totals, &other.totals);
        }
    }

    fn settle(&mut self) {
        self.full.settle();
        let groups = self.full.len();
        for rare in self.sparse.iter_mut().filter(|rare| rare.is_used) {
            (0..groups).for_each(|group| rare.settle(group));
        }
    }

    /// The sums of each group: its rows, and the sums of each question of the set.
    pub(crate) fn counts(mut self) -> Vec<(u64, Vec<Count>)> {
        self.settle();
        // Where no cell was empty all sparse sums are zero: an empty list says so.
        let n_used = self.sparse.iter().rposition(|rare| rare.is_used).map_or(0, |last| last + 1);
        let mut sparse = Vec::with_capacity(n_used * LANES);
        let sums_of = |group: usize| {
            sparse.clear();
            sparse.extend(self.sparse[..n_used].iter().flat_map(|rare| rare.of(group)));
            self.lanes.counts(self.full.totals(group), &sparse)
        };
        (0..self.full.len()).map(sums_of).collect()
    }
}

/// Rows beyond the last one go to group 0, where their lanes are all zero.
fn clipped(ids: &[u32; 64], rows: usize) -> [u32; 64] {
    let mut ids = *ids;
    if rows < 64 {
        ids[rows..].fill(0);
    }
    ids
}

fn add_all(sums: &mut [u64], others: &[u64]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum += other;
    }
}

/// Adds the number of ones of each lane to the totals of one group.
fn add_ones(totals: &mut [u64], group: usize, lanes: &[u64]) {
    let sums = totals.get_mut(group * lanes.len()..).unwrap_or_default();
    for (sum, lane) in sums.iter_mut().zip(lanes) {
        *sum += u64::from(lane.count_ones());
    }
}

impl<const W: usize> FullLanes<W> {
    fn new(lanes: &Lanes) -> Self {
        let rowed = Box::new([[[0; BLOCK]; PIECE / BLOCK]; W]);
        FullLanes { table: Table::new(), totals: Totals::new(), rowed, pairs: lanes.room_of_pairs() }
    }
}

impl<const W: usize> Full for FullLanes<W> {
    fn grow(&mut self, groups: usize) {
        self.table.grow(groups);
        self.totals.grow(groups);
    }

    fn add(&mut self, groups: &[u32; 64], lanes: &Lanes, batch: &Batch, word: usize, overflow: &mut dyn FnMut(u32)) {
        let mut words: LaneWords<W> = [[0; LANES]; W];
        lanes.full(batch, word, words.as_flattened_mut());
        let totals = &mut self.totals;
        self.table.add_counting(groups, &words, |sums, group| {
            totals.add(group as usize, sums);
            *sums = [0; W];
            overflow(group);
        });
    }

    fn add_run(&mut self, group: usize, lanes: &Lanes, batch: &Batch, word: usize) {
        let mut words: LaneWords<W> = [[0; LANES]; W];
        lanes.full(batch, word, words.as_flattened_mut());
        add_ones(&mut self.totals.whole, group, words.as_flattened());
    }

    fn add_filled(&mut self, rows: &Rows<'_>, lanes: &Lanes, overflow: &mut dyn FnMut(u32)) -> bool {
        lanes.fill_pairs(rows, &mut self.pairs);
        let mut eights = lanes.filled(rows, &self.pairs).into_iter();
        let is_filled = self.rowed.iter_mut().zip(&mut eights).all(|(rowed, lanes)| turn(lanes, rowed));
        if !is_filled {
            return false;
        }
        let (totals, rowed) = (&mut self.totals, &self.rowed);
        for (block, groups) in rows.groups.iter().enumerate().take(PIECE / BLOCK) {
            let words: [&Rowed; W] = std::array::from_fn(|word| &rowed[word][block]);
            self.table.add_rows(groups, words, |sums, group| {
                totals.add(group as usize, sums);
                *sums = [0; W];
                overflow(group);
            });
        }
        true
    }

    fn settle(&mut self) {
        for group in 0..self.len() {
            let sums = self.table.take(group);
            self.totals.add(group, &sums);
            self.totals.settle(group);
        }
    }

    fn absorb(&mut self, whole: &[u64]) {
        add_all(&mut self.totals.whole, whole);
    }

    fn whole(&self) -> &[u64] {
        &self.totals.whole
    }

    fn totals(&self, group: usize) -> &[u64] {
        self.totals.whole.get(group * W * LANES..(group + 1) * W * LANES).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.totals.whole.len() / (W * LANES)
    }
}

impl Rare {
    fn grow(&mut self, groups: usize) {
        self.is_used = true;
        self.table.grow(groups);
        if self.totals.len() < groups * LANES {
            self.totals.resize(groups * LANES, 0);
        }
    }

    fn settle(&mut self, group: usize) {
        let sums = self.table.take(group);
        add_bytes(self.totals.get_mut(group * LANES..).unwrap_or_default(), sums[0]);
    }

    fn of(&self, group: usize) -> [u64; LANES] {
        let of = self.totals.get(group * LANES..(group + 1) * LANES);
        of.and_then(|of| of.try_into().ok()).unwrap_or_default()
    }
}
