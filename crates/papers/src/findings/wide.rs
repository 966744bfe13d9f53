//! One row a place: headings are codes of items or their official names.

use super::Places;
use super::codes::{Item, Known};
use crate::answers::mapping::{branch_by_name, organisation_by_name};
use crate::answers::table::{Refused, Row};
use crate::round::{Round, What, collapsed, long};
use otklik_domain::remark::Severity;

/// How many headings are told.
pub(super) fn weight(known: &mut Known<'_>, row: &Row) -> usize {
    let (mut n, mut has_item) = (0, false);
    for cell in row.cells.iter().filter(|cell| !cell.trim().is_empty()) {
        let is_organisation = organisation_by_name(cell);
        let is_item = known.of(cell).is_some();
        n += usize::from(is_organisation || is_item);
        has_item |= is_item && !is_organisation;
    }
    if has_item { n } else { 0 }
}

pub(super) fn take(
    round: &mut Round<'_>,
    file: &str,
    headings: &Row,
    rows: impl Iterator<Item = Result<Row, Refused>>,
    known: &mut Known<'_>,
    places: &mut Places,
) -> Result<(), Refused> {
    let organisation =
        headings.cells.iter().position(|cell| organisation_by_name(cell)).ok_or(Refused::NoOrganisation)?;
    let branch = headings.cells.iter().position(|cell| branch_by_name(cell));
    let items = items(round, file, headings, &[Some(organisation), branch], known);
    for row in rows {
        let row = row?;
        if row.is_blank() {
            continue;
        }
        let place = (collapsed(row.cell(organisation)), branch.map(|at| collapsed(row.cell(at))).unwrap_or_default());
        say_shape(round, file, &row, headings.cells.len());
        if place.0.is_empty() {
            let what = What { file, line: Some(row.line), ..What::of("no-organisation", Severity::Problem) };
            round.notes.say(&what, || "организация не названа: строка не учтена".to_owned());
            continue;
        }
        let (organisation, branch) = place.clone();
        let mut entry = long::Entry { organisation, branch, item: String::new(), value: String::new(), line: row.line };
        let values = places.entry(place).or_default();
        for (at, heading, item) in &items {
            entry.item.clone_from(heading);
            entry.value = collapsed(row.cell(*at));
            round.entry(file, &entry, item, values);
        }
    }
    Ok(())
}

/// The columns that are told, with what they are about; the others are said.
fn items(
    round: &mut Round<'_>,
    file: &str,
    headings: &Row,
    taken: &[Option<usize>],
    known: &mut Known<'_>,
) -> Vec<(usize, String, Item)> {
    let mut items: Vec<(usize, String, Item)> = Vec::new();
    for (at, cell) in headings.cells.iter().enumerate() {
        let heading = collapsed(cell);
        if heading.is_empty() || taken.contains(&Some(at)) {
            continue;
        }
        let what = What { file, about: &heading, ..What::of("unknown-column", Severity::Doubt) };
        match known.of(&heading) {
            Some(item) => items.push((at, heading, item)),
            None => round.notes.say(&what, || {
                format!("графа «{heading}» не похожа ни на один пункт осмотра и не учтена; коды печатает otklik score --items")
            }),
        }
    }
    items
}

fn say_shape(round: &mut Round<'_>, file: &str, row: &Row, n_columns: usize) {
    let n = row.cells.len();
    let is_over = row.cells.iter().skip(n_columns).any(|cell| !cell.trim().is_empty());
    if n < n_columns || is_over || row.is_open {
        let what = What { file, line: Some(row.line), ..What::of("ragged-row", Severity::Doubt) };
        round.notes.say(&what, || format!("ячеек {n}, а заголовков {n_columns}; лишние не учтены, недостающие пусты"));
    }
}
