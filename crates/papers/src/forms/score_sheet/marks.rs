//! What inspectors marked, item by item.

use super::{Scored, line, section};
use crate::write::Row;
use otklik_domain::rulebook::{Inspection, Item};
use otklik_domain::score::{Findings, Mark};

/// A section a list that has marked items.
pub(super) fn rows(scored: &Scored<'_>) -> Vec<Row> {
    scored.rulebook.inspections.iter().flat_map(|list| of_list(scored, list)).collect()
}

fn of_list(scored: &Scored<'_>, list: &Inspection) -> Vec<Row> {
    let marked = |item: &&Item| scored.findings.iter().any(|(_, found)| found.item(&item.code).is_some());
    let items: Vec<&Item> = list.items.iter().filter(marked).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![section(format!("Осмотр. {}", list.title))];
    rows.extend(items.into_iter().enumerate().map(|(n, item)| {
        let said = said(scored.findings, &item.code);
        line([(n + 1).to_string(), item.title.clone(), String::new(), String::new(), said])
    }));
    rows
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
