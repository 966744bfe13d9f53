//! What inspectors marked, item by item.

use super::{Scored, line, section, single_header};
use crate::write::{Column, Row, Table};
use otklik_domain::rulebook::{Inspection, Item};
use otklik_domain::score::{Findings, Mark};

/// A table with a section a list that has marked items; none where nothing was marked.
pub(super) fn table(scored: &Scored<'_>) -> Option<Table> {
    let rows: Vec<Row> = scored.rulebook.inspections.iter().flat_map(|list| of_list(scored, list)).collect();
    (!rows.is_empty()).then(|| Table {
        summary: "Что отмечено при осмотре".to_owned(),
        columns: vec![Column::figures(12), Column::words(130), Column::words(38)],
        header: single_header(&["№", "Что осмотрено", "Отметка"]),
        rows,
    })
}

fn of_list(scored: &Scored<'_>, list: &Inspection) -> Vec<Row> {
    let marked = |item: &&Item| scored.findings.iter().any(|(_, found)| found.item(&item.code).is_some());
    let items: Vec<&Item> = list.items.iter().filter(marked).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let row = |(n, item): (usize, &Item)| line([n.to_string(), item.title.clone(), said(scored.findings, &item.code)]);
    std::iter::once(section(&list.title)).chain((1..).zip(items).map(row)).collect()
}

/// «есть», «нет», «не требуется»; over several places «есть в 5 из 8».
fn said(findings: &[(Option<String>, Findings)], code: &str) -> String {
    let marks: Vec<Mark> = findings.iter().filter_map(|(_, found)| found.item(code)).collect();
    let n = |wanted: Mark| marks.iter().filter(|mark| **mark == wanted).count();
    match marks.as_slice() {
        [Mark::Present] => "есть".to_owned(),
        [Mark::Absent] => "нет".to_owned(),
        _ if n(Mark::NotApplicable) == marks.len() => "не требуется".to_owned(),
        _ => format!("есть в {} из {}", n(Mark::Present), n(Mark::Present) + n(Mark::Absent)),
    }
}
