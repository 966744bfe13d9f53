//! Records of batches, running sums and findings, cell for column.

use crate::cell::{Cell, Row};
use crate::record::{
    Batch, BatchKind, BatchState, Counts, Found, ItemFinding, PaperHash, PlaceCounts, PlaceInputs, Waiting,
};
use crate::sql::rounds::{count, whole};
use crate::table::{self, Record, Table};
use crate::{Answer, Fault, key};
use otklik_domain::ids::{BatchId, RoundId};
use sha2::{Digest, Sha256};

impl Record for Batch {
    const TABLE: &'static Table = &table::BATCH;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.id),
            Cell::printed(self.round),
            Cell::from(self.kind.name()),
            Cell::maybe(self.paper),
            Cell::from(&self.title),
            Cell::from(&self.mapping_json),
            Cell::from(i64::try_from(self.n_rows).unwrap_or(i64::MAX)),
            Cell::from(&self.sha256),
            Cell::from(self.state.name()),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Batch {
            id: row.read()?,
            round: row.read()?,
            kind: row.named(BatchKind::from_name)?,
            paper: row.maybe_read::<PaperHash>()?,
            title: row.text()?,
            mapping_json: row.maybe_text()?,
            n_rows: count(row)?,
            sha256: row.text()?,
            state: row.named(BatchState::from_name)?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

/// Sums out of two columns.
pub(in crate::sql) fn counts(row: &mut Row) -> Answer<Counts> {
    let respondents = count(row)?;
    let text = row.text()?;
    Counts::read(respondents, &text).ok_or_else(|| Fault::broken("sums of answers cannot be read"))
}

/// Sums as two columns.
pub(super) fn counts_cells(counts: &Counts) -> Answer<[Cell; 2]> {
    Ok([whole(counts.respondents)?, Cell::printed(counts)])
}

/// A place of a running sum or of a batch: organisation, owner, branch, respondents, counts.
pub(in crate::sql) fn place_cells(owner: impl ToString, place: &PlaceCounts) -> Answer<Vec<Cell>> {
    let mut cells = vec![Cell::printed(place.organisation), Cell::printed(owner), Cell::from(&place.branch)];
    cells.extend(counts_cells(&place.counts)?);
    Ok(cells)
}

/// A place out of organisation, branch, respondents, counts.
pub(super) fn place(row: &mut Row) -> Answer<PlaceCounts> {
    Ok(PlaceCounts { organisation: row.read()?, branch: row.text()?, counts: counts(row)? })
}

/// A line a finding: aspect, value, item.
pub(super) fn found_text(found: &[(String, Found)]) -> String {
    let line = |(item, found): &(String, Found)| format!("{} {} {item}\n", found.aspect(), found.value());
    found.iter().map(line).collect()
}

fn found_of(text: &str) -> Option<Vec<(String, Found)>> {
    let line = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let found = Found::read(words.next()?, words.next()?)?;
        Some((words.next()?.to_owned(), found))
    };
    text.lines().map(line).collect()
}

pub(super) fn waiting_cells(batch: BatchId, waiting: &Waiting) -> Answer<Vec<Cell>> {
    let mut cells = vec![
        Cell::printed(batch),
        Cell::from(key::of(&waiting.name)),
        Cell::from(&waiting.branch),
        Cell::from(&waiting.name),
    ];
    cells.extend(counts_cells(&waiting.counts)?);
    cells.push(Cell::from(found_text(&waiting.found)));
    Ok(cells)
}

/// Rows that wait, out of branch, name, respondents, counts, findings.
pub(super) fn waiting(row: &mut Row) -> Answer<Waiting> {
    let (branch, name) = (row.text()?, row.text()?);
    Ok(Waiting { branch, name, counts: counts(row)?, found: row.named(found_of)? })
}

impl Record for ItemFinding {
    const TABLE: &'static Table = &table::FINDING;

    fn cells(&self) -> Vec<Cell> {
        let mut cells = finding_key(self);
        cells.extend([
            Cell::from(self.found.value()),
            Cell::from(&self.note),
            Cell::from(&self.by),
            Cell::from(self.at),
        ]);
        cells
    }

    fn take(row: &mut Row) -> Answer<Self> {
        let (organisation, round, branch, item): (_, RoundId, _, _) =
            (row.read()?, row.read()?, row.text()?, row.text()?);
        let (aspect, value) = (row.text()?, row.text()?);
        let found = Found::read(&aspect, &value).ok_or_else(|| Fault::broken("a finding cannot be read"))?;
        Ok(ItemFinding {
            organisation,
            round,
            branch,
            item,
            found,
            note: row.maybe_text()?,
            by: row.text()?,
            at: row.instant()?,
        })
    }
}

/// Everything that names a finding.
pub(super) fn finding_key(finding: &ItemFinding) -> Vec<Cell> {
    vec![
        Cell::printed(finding.organisation),
        Cell::printed(finding.round),
        Cell::from(&finding.branch),
        Cell::from(&finding.item),
        Cell::from(finding.found.aspect()),
    ]
}

/// The hash of everything a batch brought, in the order it was given.
pub(super) fn batch_hash(places: &[PlaceCounts], findings: &[ItemFinding], waiting: &[Waiting]) -> String {
    let mut sum = Sha256::new();
    let mut add = |text: &str| {
        sum.update((text.len() as u64).to_be_bytes());
        sum.update(text.as_bytes());
    };
    for place in places {
        add(&format!("{} {}\n{}\n{}", place.organisation, place.branch, place.counts.respondents, place.counts));
    }
    for it in findings {
        let (organisation, aspect, value) = (it.organisation, it.found.aspect(), it.found.value());
        add(&format!("{organisation} {}\n{} {aspect} {value}", it.branch, it.item));
    }
    for it in waiting {
        let (respondents, counts) = (it.counts.respondents, &it.counts);
        add(&format!("? {}\n{}\n{respondents}\n{counts}\n{}", it.name, it.branch, found_text(&it.found)));
    }
    hex::encode(sum.finalize())
}

/// Puts a finding among what is known of a place.
pub(super) fn put_found(place: &mut PlaceInputs, finding: ItemFinding) {
    place.found.push((finding.item, finding.found));
}
