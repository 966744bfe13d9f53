//! The report on a plan for the founder: plan against fact, figures, proofs, reasons, what changed, sums by criterion.
//!
//! In comes a report with what stands around it; out goes a paper, A4 landscape. It refuses to fill what nobody said:
//! cells in which something is missing stay empty, and a note names their rows.

pub(super) mod rows;
pub(super) mod sums;

use super::official::Signers;
use super::score_sheet::single_header;
use crate::write::{Column, Line, LineStyle, Paper, Row, Sheet, Table};
use otklik_domain::Date;
use otklik_domain::report::{Gap, Report};

/// A report with what stands around it on paper («отчёт для печати»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSheet {
    /// Full name of the organisation.
    pub organisation: String,
    /// Title of the plan.
    pub plan: Option<String>,
    /// The report itself.
    pub report: Report,
    /// Number of the report that this one corrects.
    pub replaces: Option<i64>,
    /// Who signs and who made it.
    pub signers: Signers,
    /// SHA-256 of the Word template it goes out by, frozen with it.
    pub template: Option<String>,
}

const HEADS: [(&str, u32); 9] = [
    ("№", 9),
    ("Недостаток", 34),
    ("Мероприятие и исполнитель", 48),
    ("Плановый срок", 26),
    ("Что сделано и когда", 44),
    ("Число: план и факт", 20),
    ("Подтверждение", 33),
    ("Положение и причина", 26),
    ("Изменилось", 27),
];

/// Lays a report out. `number` stands on it once it is sent.
pub fn compose(sheet: &ReportSheet, number: Option<i64>) -> Paper {
    let report = &sheet.report;
    let title = format!("Отчёт о выполнении плана, {}, {}", report.period.in_words(), sheet.organisation);
    let mut rows_of_all = Vec::new();
    rows::push(&mut rows_of_all, report);
    Paper {
        sheet: Sheet::Landscape,
        approval: Vec::new(),
        heading: heading(sheet, number),
        table: frame(title.clone(), rows_of_all),
        more: vec![sums::by_criterion(&report.by_criterion(), report.summary())],
        notes: notes(sheet),
        endings: sheet.signers.endings(),
        made_on: Some(report.as_of.to_string()),
        title,
    }
}

fn heading(sheet: &ReportSheet, number: Option<i64>) -> Vec<Line> {
    let name = number.map_or_else(|| "ОТЧЁТ".to_owned(), |number| format!("ОТЧЁТ № {number}"));
    let plain = |text: String| Line::new(LineStyle::Plain, text);
    let mut lines = vec![
        Line::new(LineStyle::Title, name),
        Line::new(
            LineStyle::Strong,
            "о выполнении плана по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг",
        ),
        plain(format!("за {}", sheet.report.period.in_words())),
        Line::new(LineStyle::Strong, &sheet.organisation),
    ];
    lines.push(plain(format!("По состоянию на {}", russian(sheet.report.as_of))));
    lines.extend(sheet.replaces.map(|number| plain(format!("Исправленный: взамен отчёта № {number}"))));
    lines
}

/// «22.11.2026»
pub(super) fn russian(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// «План: Дорожная карта.»; a title that says of itself that it is a plan is said once.
fn named(title: &str) -> String {
    let title = title.trim().trim_end_matches('.');
    if title.to_lowercase().starts_with("план") { format!("{title}.") } else { format!("План: {title}.") }
}

fn notes(sheet: &ReportSheet) -> Vec<String> {
    let mut notes: Vec<String> = sheet.plan.iter().map(|title| named(title)).collect();
    for gap in Gap::ALL {
        let lacking: Vec<String> = sheet
            .report
            .rows
            .iter()
            .zip(1..)
            .filter(|(row, _)| row.has(gap))
            .map(|(_, number): (_, usize)| number.to_string())
            .collect();
        if !lacking.is_empty() {
            notes.push(format!("Строки {}: {}.", lacking.join(", "), gap.in_words()));
        }
    }
    notes
}

/// Rows of one organisation under its name, for papers of many.
pub(super) fn appended(rows_of_all: &mut Vec<Row>, name: &str, report: &Report) {
    rows_of_all.push(Row::Section { level: 1, text: name.to_owned() });
    rows::push(rows_of_all, report);
}

/// Columns and header of the rows, for papers of many.
pub(super) fn frame(summary: String, rows: Vec<Row>) -> Table {
    Table {
        summary,
        columns: HEADS.iter().map(|(head, width)| Column { width_mm: *width, is_number: *head == "№" }).collect(),
        header: single_header(&HEADS.map(|(text, _)| text)),
        rows,
    }
}

#[cfg(test)]
pub(crate) mod tests;
