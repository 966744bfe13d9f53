//! Tables whose rows are lines and whose cells are apart by tabs, with rulers, lone headings and page headers between.
//!
//! In come lines; out goes one table. It refuses to know what the columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

/// The table that starts at the first line.
pub(super) fn find(lines: &[&str]) -> Option<(Vec<Block>, usize)> {
    let width = |line: &str| line.matches('\t').count() + 1;
    let first = lines.first().filter(|line| width(line) >= 3 || line.trim().contains('\t'))?;
    let end = end_of(lines);
    let n_rows = lines[..end].iter().filter(|l| l.contains('\t')).count();
    if n_rows < 2 && width(first) < 4 {
        return None;
    }
    let columns = lines[..end].iter().map(|l| width(l)).max().unwrap_or(1);
    if columns > 60 {
        return None;
    }
    let rows = rows_of(&lines[..end], columns);
    Some((vec![super::table(table_of(&rows, columns))], end))
}

/// One past the last line with tabs; up to five lines without them may stand between.
fn end_of(lines: &[&str]) -> usize {
    let mut end = 1;
    for (i, line) in lines.iter().enumerate() {
        if line.contains('\t') {
            end = i + 1;
        } else if i >= end + 6 {
            break;
        }
    }
    end
}

fn rows_of(lines: &[&str], columns: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut was_blank = false;
    for line in lines {
        if line.trim().is_empty() && !line.contains('\t') {
            was_blank = true;
            continue;
        }
        if !is_ruler(line) {
            if line.contains('\t') {
                let mut row: Row = line.split('\t').map(|c| unquoted(c.trim())).collect();
                row.resize(columns.max(row.len()), String::new());
                rows.push(row);
            } else if was_blank || rows.is_empty() || opens_section(line) {
                rows.push(vec![line.trim().to_owned()]);
            } else if let Some(cell) = rows.last_mut().and_then(|row| row.iter_mut().rev().find(|c| !c.is_empty())) {
                // A line right under a row is the rest of its last cell.
                cell.push('\n');
                cell.push_str(line.trim());
            }
        }
        was_blank = false;
    }
    rows
}

fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
        Some(inner) if !inner.is_empty() && inner.replace("\"\"", "").matches('"').count() == 0 => {
            inner.replace("\"\"", "\"")
        }
        _ => cell.to_owned(),
    }
}

/// «II. …», «2. Комфортность …», «Критерий …»: a heading of rows, also right under a row.
fn opens_section(line: &str) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    let first = line.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    let is_numeral = !number.is_empty() && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    let opens_capital = line[first.len()..].trim_start().starts_with(|c: char| c.is_uppercase() || c == '«');
    lower.starts_with("критерий")
        || lower.starts_with("раздел")
        || (is_numeral && first.ends_with('.') && opens_capital)
}

/// «------\t---»: only rulers and white space.
fn is_ruler(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '=' | '_' | '+' | '|' | ' ' | '\t'))
}
