//! Records of a text file as rows of a batch.

use super::record::{Cell, NeedsMore, Scanner};
use crate::answers::columns::Layout;
use crate::answers::faults::{Kind, shown};
use crate::answers::kernel::{ROWS_MAX, bits};
use crate::answers::value;
use crate::answers::worker::Worker;
use otklik_domain::score::Answer;

/// What a column of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Not counted.
    Other,
    Organisation,
    Branch,
    /// The answer with this place in the batch.
    Answer(usize),
    /// The first of four answers whose places follow each other, none of them last in the record.
    FourAnswers(usize),
}

/// What the columns of a text file are.
pub(super) struct Roles {
    roles: Vec<Role>,
    headings: Vec<String>,
    /// Four cells «0» with their delimiters.
    four: u64,
    /// A bit for each answer.
    all: u64,
}

/// Rows on their way into the batch: a word a row, a bit an answer.
pub(super) struct Rows {
    yes: [u64; 64],
    empty: [u64; 64],
    /// Line of each row of the batch.
    lines: Vec<u64>,
    /// Faults of the record that is being read.
    faults: Vec<Kind>,
}

/// A record as it is being read.
struct Row {
    organisation: u32,
    branch: u32,
    yes: u64,
    empty: u64,
}

/// The lowest bit of each other byte.
const FOUR_BITS: u64 = 0x0001_0001_0001_0001;

impl Roles {
    /// The roles of the columns of a file.
    pub(super) fn new(layout: &Layout, columns: usize, delimiter: u8) -> Self {
        let mut roles = vec![Role::Other; columns];
        let mut set = |column: usize, role: Role| {
            if let Some(place) = roles.get_mut(column) {
                *place = role;
            }
        };
        for (place, (column, _)) in layout.answers.iter().enumerate() {
            let next = layout.answers.get(place..place + 4).unwrap_or_default();
            let follow = next.len() == 4 && next.iter().enumerate().all(|(at, (it, _))| *it == column + at);
            let is_four = follow && column + 4 < columns;
            set(*column, if is_four { Role::FourAnswers(place) } else { Role::Answer(place) });
        }
        layout.organisation.into_iter().for_each(|column| set(column, Role::Organisation));
        layout.branch.into_iter().for_each(|column| set(column, Role::Branch));
        let four = u64::from_le_bytes([b'0', delimiter, b'0', delimiter, b'0', delimiter, b'0', delimiter]);
        let headings = layout.answers.iter().map(|(_, heading)| heading.clone()).collect();
        Roles { roles, headings, four, all: bits::low(layout.answers.len()) }
    }
}

impl Rows {
    pub(super) fn new() -> Self {
        Rows { yes: [0; 64], empty: [0; 64], lines: vec![0; ROWS_MAX], faults: Vec::new() }
    }

    /// Reads one record as a row.
    pub(super) fn read(
        &mut self,
        roles: &Roles,
        scanner: &mut Scanner<'_>,
        worker: &mut Worker,
        line: u64,
    ) -> Result<(), NeedsMore> {
        let mut row = Row { organisation: worker.groups.organisations.empty(), branch: 0, yes: 0, empty: roles.all };
        self.faults.clear();
        let (mut column, mut has_more) = (0, false);
        loop {
            let role = roles.roles.get(column).copied().unwrap_or(Role::Other);
            if let Role::FourAnswers(place) = role
                && let Some(four) = scanner.eight_bytes().map(|word| word ^ roles.four)
                && four & !FOUR_BITS == 0
            {
                row.say_four(place, four);
                scanner.at += 8;
                column += 4;
                continue;
            }
            let cell = scanner.cell()?;
            if cell.is_misquoted {
                self.faults.push(Kind::Quotes);
            }
            match role {
                Role::Answer(place) | Role::FourAnswers(place) => self.answer(&mut row, roles, place, &cell),
                Role::Organisation => row.organisation = worker.groups.organisations.number(&cell.text),
                Role::Branch => row.branch = worker.groups.branches.number(&cell.text),
                Role::Other => has_more |= column >= roles.roles.len() && !cell.text.trim_ascii().is_empty(),
            }
            column += 1;
            if cell.ends_record {
                // A line with nothing in it is no questionnaire.
                if column == 1 && roles.roles.len() > 1 && cell.text.trim_ascii().is_empty() {
                    return Ok(());
                }
                break;
            }
        }
        if column < roles.roles.len() || has_more {
            self.faults.push(Kind::Ragged { cells: column, expected: roles.roles.len() });
        }
        self.keep(&row, worker, line);
        Ok(())
    }

    #[inline]
    fn answer(&mut self, row: &mut Row, roles: &Roles, place: usize, cell: &Cell<'_>) {
        match value::read(&cell.text) {
            Some(Answer::Yes) => row.say(place, true),
            Some(Answer::No) => row.say(place, false),
            Some(Answer::Empty) => {}
            None => {
                let column = roles.headings.get(place).cloned().unwrap_or_default();
                self.faults.push(Kind::NotAnAnswer { column, value: shown(&cell.text) });
            }
        }
    }

    fn keep(&mut self, row: &Row, worker: &mut Worker, line: u64) {
        for kind in self.faults.drain(..) {
            worker.faults.add(worker.file, line, || kind);
        }
        let at = worker.batch.rows;
        worker.batch.groups[at] = worker.groups.group(row.organisation, row.branch);
        self.lines[at] = line;
        (self.yes[at % 64], self.empty[at % 64]) = (row.yes, row.empty);
        worker.batch.rows += 1;
        if at % 64 == 63 {
            self.turn(worker);
        }
        if worker.batch.rows == ROWS_MAX {
            worker.count(|row| self.lines[row]);
        }
    }

    /// Hands the last rows over to the worker's sums.
    pub(super) fn finish(&mut self, worker: &mut Worker) {
        if !worker.batch.rows.is_multiple_of(64) {
            self.turn(worker);
        }
        worker.count(|row| self.lines[row]);
    }

    /// Turns the last 64 rows, or fewer, into columns of the batch.
    fn turn(&mut self, worker: &mut Worker) {
        let word = (worker.batch.rows - 1) / 64;
        bits::transpose(&mut self.yes);
        for (answers, column) in worker.batch.answers.iter_mut().zip(&self.yes) {
            answers.yes[word] = *column;
        }
        if self.empty.iter().any(|row| *row != 0) {
            bits::transpose(&mut self.empty);
            for (answers, column) in worker.batch.answers.iter_mut().zip(&self.empty) {
                answers.empty[word] = *column;
                answers.has_empty |= *column != 0;
            }
        }
        (self.yes, self.empty) = ([0; 64], [0; 64]);
    }
}

impl Row {
    fn say(&mut self, place: usize, yes: bool) {
        self.yes |= u64::from(yes) << place;
        self.empty &= !(1 << place);
    }

    /// Four answers at once: bits 0, 16, 32 and 48.
    fn say_four(&mut self, place: usize, four: u64) {
        // Each factor moves one of the bits to its place among bits 48 to 51, nothing else comes there.
        let packed = four.wrapping_mul(1 << 48 | 1 << 33 | 1 << 18 | 1 << 3) >> 48 & 15;
        self.yes |= packed << place;
        self.empty &= !(15 << place);
    }
}
