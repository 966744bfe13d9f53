//! Papers and drafts as short texts: `|` parts cells, `<` goes on leftwards, `^` goes on upwards, `⏎` breaks a line.

use crate::read::{Block, Cell, Document, Format, Paragraph, Table};
use otklik_domain::deadline::Deadline;
use otklik_domain::plan::{Draft, Measure};
use std::fmt::Write;

/// The document a short text describes.
pub(super) fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.lines().chain([""]) {
        if let Some(row) = line.strip_prefix('|') {
            let row = row.trim_end().trim_end_matches('|');
            rows.push(row.split('|').map(|c| c.trim().replace('⏎', "\n")).collect());
            continue;
        }
        if !rows.is_empty() {
            blocks.push(Block::Table(table(&std::mem::take(&mut rows))));
        }
        blocks.push(Block::Paragraph(Paragraph::plain(line)));
    }
    Document { format: Format::Docx, blocks, remarks: Vec::new() }
}

fn table(rows: &[Vec<String>]) -> Table {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let at = |row: usize, column: usize| rows.get(row).and_then(|r| r.get(column)).map_or("", String::as_str);
    let mut cells = Vec::new();
    for row in 0..rows.len() {
        for column in 0..n_columns {
            let text = at(row, column);
            if text == "<" || text == "^" {
                continue;
            }
            let column_span = 1 + (column + 1..n_columns).take_while(|c| at(row, *c) == "<").count();
            let row_span = 1 + (row + 1..rows.len()).take_while(|r| at(*r, column) == "^").count();
            let paragraphs = text.split('\n').map(Paragraph::plain).collect();
            cells.push(Cell { row, column, row_span, column_span, paragraphs, nested: Vec::new() });
        }
    }
    Table { n_rows: rows.len(), n_columns, cells, n_header_rows: 0 }
}

/// The draft as a short text.
pub(super) fn shown(draft: &Draft) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}", draft.kind.name(), draft.title.as_deref().unwrap_or("–"));
    line(&mut out, "organisation", draft.organisation.as_deref());
    line(&mut out, "as written", draft.organisation_as_written.as_deref());
    line(&mut out, "period", draft.period.map(|p| format!("{}..{}", p.from, p.to)).as_deref());
    line(&mut out, "assessed", draft.assessed_year.map(|y| y.to_string()).as_deref());
    if let Some(a) = &draft.approval {
        let date = a.date.map(|d| d.to_string());
        let parts = [&a.position, &a.name, &date, &a.basis].map(|p| p.clone().unwrap_or_else(|| "–".to_owned()));
        line(&mut out, "approval", Some(&parts.join(" | ")));
    }
    for score in &draft.scores {
        let max = score.max.map_or("–".to_owned(), |m| m.to_string());
        let _ = writeln!(out, "score {}: {} of {} {}", score.subject, score.value, max, score.scale.name());
    }
    draft.measures.iter().for_each(|m| measure(&mut out, m));
    for remark in &draft.remarks {
        let about = remark.measure.map_or(String::new(), |m| format!(" #{m}"));
        let _ = writeln!(out, "! {} {}{about}: {}", remark.severity.name(), remark.code, remark.text);
    }
    out
}

fn line(out: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{name}: {value}");
    }
}

fn measure(out: &mut String, m: &Measure) {
    let criterion = m.criterion.map_or("–".to_owned(), |c| c.number().to_string());
    let indicator = m.indicator.map_or(String::new(), |i| format!(" {i}"));
    let _ = writeln!(out, "* [{criterion}{indicator}] {} · {}", m.number.as_deref().unwrap_or("–"), m.text);
    let executors: Vec<String> = m
        .executors
        .iter()
        .map(|e| format!("{} / {}", e.name.as_deref().unwrap_or("–"), e.position.as_deref().unwrap_or("–")))
        .collect();
    line(out, "    under", m.under.as_deref());
    line(out, "    organisation", m.organisation.as_deref());
    line(out, "    shortcoming", m.shortcoming.as_deref());
    line(out, "    basis", m.basis.as_deref());
    line(out, "    term", m.deadline.as_ref().map(term).as_deref());
    line(out, "    again", m.recurrence_in_text.map(|e| e.to_string()).as_deref());
    line(out, "    who", (!executors.is_empty()).then(|| executors.join("; ")).as_deref());
    line(out, "    funding", m.funding.as_deref());
    line(out, "    cost", m.cost.map(|c| c.to_string()).as_deref());
    line(out, "    expected", m.expected_result.as_deref());
    line(out, "    shown by", m.result_indicator.as_deref());
    if let Some(e) = &m.execution {
        let actual = e.actual.as_ref().map_or("–".to_owned(), term);
        let _ = writeln!(out, "    done: {} · {actual}", e.done.as_deref().unwrap_or("–"));
    }
}

fn term(d: &Deadline) -> String {
    let day = |d: Option<otklik_domain::Date>| d.map_or(String::new(), |d| d.to_string());
    let every = d.every.map_or(String::new(), |e| format!(" {e}"));
    format!("«{}» {} {}..{}{every}", d.as_written, d.kind.name(), day(d.from), day(d.to))
}
