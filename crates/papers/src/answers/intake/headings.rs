//! Which row holds the headings: the first of those that are told best.

use super::value;
use crate::answers::mapping::{Mapping, Meaning, organisation_by_name};
use crate::answers::table::{Refused, Row};
use crate::round::{Notes, What};
use otklik_domain::remark::Severity;
use otklik_domain::rulebook::Rulebook;

/// Titles and empty rows above the headings are not longer than this.
const ABOVE_MAX: usize = 20;

/// The rows of a file parted by its headings.
pub(super) struct Headings<I> {
    above: Vec<Row>,
    pub(super) row: Row,
    pub(super) mapping: Mapping,
    pub(super) rows: std::iter::Chain<std::vec::IntoIter<Result<Row, Refused>>, I>,
}

impl<I: Iterator<Item = Result<Row, Refused>>> Headings<I> {
    /// Finds them among the first rows.
    pub(super) fn find(rows: I, rulebook: &Rulebook, kept: Option<&Mapping>) -> Result<Self, Refused> {
        let mapping = |row: &Row| match kept {
            Some(kept) => kept.applied(&row.cells, rulebook),
            None => Mapping::of(&row.cells, rulebook),
        };
        let weight = |row: &Row| match row {
            row if is_counted(row) => usize::MAX,
            row => weight(&mapping(&without_values(row))),
        };
        let what = "вопросами анкеты";
        let (above, row, rows) = found(rows, weight)?.ok_or(Refused::NoHeadings(what))?;
        let mapping = mapping(&row);
        Ok(Headings { above, row, mapping, rows })
    }

    pub(super) fn is_counted(&self) -> bool {
        is_counted(&self.row)
    }

    /// Says what stands above the headings: nothing of it is counted.
    pub(super) fn say_above(&self, file: &str, notes: &mut Notes) {
        for row in self.above.iter().filter(|row| !row.is_blank()) {
            let what = What { file, line: Some(row.line), ..What::of("rows-above-headings", Severity::Note) };
            notes.say(&what, || "строки над заголовками не прочитаны".to_owned());
        }
    }
}

type Found<I> = (Vec<Row>, Row, std::iter::Chain<std::vec::IntoIter<Result<Row, Refused>>, I>);

/// The first row of the greatest weight among the first rows, what stands above it, and what follows.
pub(crate) fn found<I: Iterator<Item = Result<Row, Refused>>>(
    mut rows: I,
    weight: impl FnMut(&Row) -> usize,
) -> Result<Option<Found<I>>, Refused> {
    let mut first = Vec::new();
    for row in rows.by_ref().take(ABOVE_MAX) {
        let row = row?;
        if row.is_too_wide() {
            return Err(Refused::TooManyColumns(row.line));
        }
        first.push(row);
    }
    let weights: Vec<usize> = first.iter().map(weight).collect();
    let best = weights.iter().copied().max().unwrap_or(0);
    let Some(at) = weights.iter().position(|weight| *weight == best && best > 0) else { return Ok(None) };
    let mut below = first.split_off(at);
    let row = below.remove(0);
    let below: Vec<Result<Row, Refused>> = below.into_iter().map(Ok).collect();
    Ok(Some((first, row, below.into_iter().chain(rows))))
}

/// `organisation,branch,item,value`.
fn is_counted(row: &Row) -> bool {
    let is = |name: &str| row.cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    is("item") && is("value") && row.cells.iter().any(|cell| organisation_by_name(cell))
}

/// A row as if nothing stood in the cells that are answers: they are no headings, and the row is soon looked at.
fn without_values(row: &Row) -> Row {
    let cell = |cell: &String| if value::read(cell).is_some() { String::new() } else { cell.clone() };
    Row { cells: row.cells.iter().map(cell).collect(), ..*row }
}

/// How many columns are told; a row of answers tells none.
fn weight(mapping: &Mapping) -> usize {
    let is_told = |meaning: &Meaning| matches!(meaning, Meaning::Question(_) | Meaning::Doubt(_));
    let n = mapping.columns.iter().filter(|column| is_told(&column.meaning)).count();
    let has_organisation = mapping.place(&Meaning::Organisation).is_some();
    if n == 0 { 0 } else { n * 2 + usize::from(has_organisation) }
}
