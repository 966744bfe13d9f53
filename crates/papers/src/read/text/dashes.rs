//! Tables whose columns are shown by rulers of dashes: «------- ----------- -----».
//!
//! In come lines; out goes one table. It refuses to know what the columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

/// The table that starts at the first line: a ruler, or headings with a ruler beneath within eight lines.
pub(super) fn find(lines: &[&str]) -> Option<(Vec<Block>, usize)> {
    let first = lines.first().filter(|l| !l.trim().is_empty() && !l.contains('\t'))?;
    let first_ruler = lines.iter().take(9).position(|l| columns_of(l).len() >= 3)?;
    // Headings between two rulers of columns: the second one parts them from the rows.
    let second = lines.iter().take(10).skip(1).position(|l| columns_of(l).len() >= 3).map(|i| i + 1);
    let ruler = if first_ruler == 0 { second.unwrap_or(0) } else { first_ruler };
    let starts_with_line = is_line(first);
    if ruler > 0 && !starts_with_line && lines[..ruler].iter().any(|l| l.trim().is_empty()) {
        return None;
    }
    let columns = columns_of(lines[ruler]);
    if !starts_with_line && !lines[..ruler].iter().all(|l| fits(l, &columns)) {
        return None;
    }
    let head = usize::from(starts_with_line && ruler > 0);
    let mut rows: Vec<Row> = Vec::new();
    if ruler > head {
        rows.push(joined(&lines[head..ruler], &columns));
    }
    let end = end_of(lines, ruler, starts_with_line);
    let body = &lines[ruler + 1..end];
    let has_blanks = body.iter().any(|l| l.trim().is_empty());
    for group in body.split(|l| l.trim().is_empty() || is_line(l)).filter(|g| !g.is_empty()) {
        if has_blanks {
            rows.push(joined(group, &columns));
        } else {
            group.iter().for_each(|line| add(&mut rows, cut(line, &columns)));
        }
    }
    let closing = usize::from(lines.get(end).is_some_and(|l| is_line(l)));
    (rows.len() > 1).then(|| (vec![super::table(table_of(&rows, columns.len()))], end + closing))
}

/// A row of its own, or the rest of the one above: nothing in its first column, and every word goes on.
fn add(rows: &mut Vec<Row>, row: Row) {
    let goes_on = |cell: &String| cell.chars().next().is_none_or(|c| c.is_lowercase() || c.is_ascii_digit());
    let is_rest = row.first().is_some_and(String::is_empty) && row.iter().all(goes_on);
    // The first row is the heading: nothing goes on with it.
    match rows.last_mut().filter(|above| is_rest && above.first().is_some_and(|number| !number.is_empty())) {
        Some(above) => {
            for (cell, text) in above.iter_mut().zip(row).filter(|(_, text)| !text.is_empty()) {
                if !cell.is_empty() {
                    cell.push('\n');
                }
                cell.push_str(&text);
            }
        }
        None => rows.push(row),
    }
}

/// The closing ruler where the table began with one, else the first blank line.
fn end_of(lines: &[&str], ruler: usize, is_framed: bool) -> usize {
    let rest = lines.iter().enumerate().skip(ruler + 1);
    let found = if is_framed {
        rest.clone().filter(|(_, l)| is_line(l)).map(|(i, _)| i).next()
    } else {
        rest.clone().find(|(_, l)| l.trim().is_empty()).map(|(i, _)| i)
    };
    found.unwrap_or(lines.len())
}

fn is_line(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 12 && line.chars().all(|c| matches!(c, '-' | ' ')) && line.contains("---")
}

/// Columns as ranges of characters: two or more runs of dashes apart by spaces.
fn columns_of(line: &str) -> Vec<(usize, usize)> {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut from = None;
    if !line.chars().all(|c| matches!(c, '-' | ' ')) {
        return columns;
    }
    for (i, c) in line.chars().chain([' ']).enumerate() {
        match (c, from) {
            ('-', None) => from = Some(i),
            (' ', Some(start)) => {
                columns.push((start, i));
                from = None;
            }
            _ => {}
        }
    }
    if columns.iter().any(|(from, to)| to - from < 2) { Vec::new() } else { columns }
}

fn fits(line: &str, columns: &[(usize, usize)]) -> bool {
    let chars: Vec<char> = line.chars().collect();
    columns.windows(2).all(|pair| chars.get(pair[1].0 - 1).is_none_or(|c| *c == ' '))
}

fn cut(line: &str, columns: &[(usize, usize)]) -> Row {
    let chars: Vec<char> = line.chars().collect();
    let last = columns.len().saturating_sub(1);
    columns
        .iter()
        .enumerate()
        .map(|(i, (from, _))| {
            let to = if i == last { chars.len() } else { columns[i + 1].0 };
            chars
                .get((*from).min(chars.len())..to.min(chars.len()).max((*from).min(chars.len())))
                .map(|c| c.iter().collect::<String>().trim().to_owned())
                .unwrap_or_default()
        })
        .collect()
}

fn joined(lines: &[&str], columns: &[(usize, usize)]) -> Row {
    let mut row = vec![String::new(); columns.len()];
    for line in lines {
        for (cell, text) in row.iter_mut().zip(cut(line, columns)) {
            if !cell.is_empty() && !text.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&text);
        }
    }
    row
}
