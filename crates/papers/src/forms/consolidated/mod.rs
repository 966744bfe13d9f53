//! Reports of many organisations on one paper: sums by criterion, municipality and organisation, each late item with its
//! comment, and the rows of each.
//!
//! In comes what was put together; out goes a paper, A4 landscape. It refuses to count: sums are the domain's.

mod late;

use super::official::Signers;
use super::plan_report::{appended, frame, russian, sums};
use crate::write::{Line, LineStyle, Paper, Sheet, Table};
use otklik_domain::report::{Consolidated, Contribution, Origin};

/// Reports put together, with what stands around them on paper («сводный отчёт для печати»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsolidatedSheet {
    /// Which organisations: «учредитель: Отдел культуры Луговского района».
    pub scope: String,
    /// What was put together.
    pub consolidated: Consolidated,
    /// Number of the report that this one corrects.
    pub replaces: Option<i64>,
    /// Who signs and who made it.
    pub signers: Signers,
    /// SHA-256 of the Word template it goes out by, frozen with it.
    pub template: Option<String>,
}

/// Who signs where nobody is named.
const HEAD: &str = "Руководитель";

/// Lays it out. `number` stands on it once it is frozen.
pub fn compose(sheet: &ConsolidatedSheet, number: Option<i64>) -> Paper {
    let it = &sheet.consolidated;
    let title = format!("Сводный отчёт о выполнении планов, {}, {}", it.period.in_words(), sheet.scope);
    let main = Table { summary: title.clone(), ..sums::by_criterion(&it.by_criterion(), it.summary()) };
    let mut rows = Vec::new();
    for one in &it.contributions {
        appended(&mut rows, &one.name, &one.report);
    }
    let lines: Vec<_> = it.by_organisation().into_iter().zip(it.contributions.iter().map(origin)).collect();
    let mut more = vec![
        sums::by_part("Итоги по муниципалитетам", "Муниципалитет", &it.by_territory()),
        sums::by_organisation(&lines),
        late::table(it),
    ];
    if !rows.is_empty() {
        more.push(frame("Строки отчётов".to_owned(), rows));
    }
    Paper {
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading: heading(sheet, number),
        table: main,
        more,
        notes: notes(it),
        endings: sheet.signers.endings_of(HEAD),
        made_on: Some(it.as_of.to_string()),
        title,
    }
}

fn heading(sheet: &ConsolidatedSheet, number: Option<i64>) -> Vec<Line> {
    let name = number.map_or_else(|| "СВОДНЫЙ ОТЧЁТ".to_owned(), |number| format!("СВОДНЫЙ ОТЧЁТ № {number}"));
    let it = &sheet.consolidated;
    let plain = |text: String| Line::new(LineStyle::Plain, text);
    let mut lines = vec![
        Line::new(LineStyle::Title, name),
        Line::new(
            LineStyle::Strong,
            "о выполнении планов по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
        ),
        plain(format!("за {}", it.period.in_words())),
        plain(sheet.scope.clone()),
        plain(format!("По состоянию на {}. Организаций с планом: {}", russian(it.as_of), it.contributions.len())),
    ];
    lines.extend(sheet.replaces.map(|number| plain(format!("Исправленный: взамен сводного отчёта № {number}"))));
    lines
}

fn origin(it: &Contribution) -> String {
    match it.origin {
        Origin::Sent { number, on } => format!("№ {number} от {}", russian(on)),
        Origin::Register => "не прислан, взято из учёта".to_owned(),
    }
}

fn notes(it: &Consolidated) -> Vec<String> {
    let mut notes = Vec::new();
    if it.n_unsent() > 0 {
        let unsent = it.contributions.iter().filter(|one| one.origin == Origin::Register);
        let names: Vec<&str> = unsent.map(|one| one.name.as_str()).collect();
        notes.push(format!("Отчёт не прислали организации ({}): {}.", names.len(), names.join("; ")));
    }
    if !it.without_plan.is_empty() {
        let names = it.without_plan.join("; ");
        notes.push(format!("Плана на этот период нет у организаций ({}): {names}.", it.without_plan.len()));
    }
    notes
}

#[cfg(test)]
mod tests;
