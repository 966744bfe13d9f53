//! Tables aligned by runs of spaces, where the gutters between columns are clear.
//!
//! In come lines; out goes one table, or nothing when the gutters are in doubt. It refuses to know what columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

/// The table that starts at the first line: three or more lines that share at least two gutters.
pub(super) fn find(lines: &[&str]) -> Option<(Vec<Block>, usize)> {
    lines.first().filter(|l| pieces(l) >= 3)?;
    let end = end_of(lines);
    let block = &lines[..end];
    if block.iter().filter(|l| pieces(l) >= 3).count() < 3 {
        return None;
    }
    let starts = columns(block);
    if starts.len() < 3 {
        // No clear gutters: these lines are taken as they are, so that they are not tried again one by one.
        return Some((block.iter().map(|line| super::paragraph(line)).collect(), end));
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut is_new = true;
    for line in block {
        if line.trim().is_empty() {
            is_new = true;
            continue;
        }
        let cells = cut(line, &starts);
        let filled = cells.iter().filter(|c| !c.is_empty()).count();
        let goes_on = !is_new && cells.first().is_none_or(|c| c.is_empty());
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => {
                for (cell, text) in row.iter_mut().zip(&cells).filter(|(_, t)| !t.is_empty()) {
                    cell.push('\n');
                    cell.push_str(text);
                }
            }
            None if filled == 1 => rows.push(vec![line.trim().to_owned()]),
            None => rows.push(cells),
        }
        is_new = false;
    }
    (rows.len() > 1).then(|| (vec![super::table(table_of(&rows, starts.len()))], end))
}

fn pieces(line: &str) -> usize {
    if line.contains('\t') || line.contains("___") {
        return 0;
    }
    line.trim().split("  ").filter(|p| !p.trim().is_empty()).count()
}

/// Runs on while lines have several pieces or are indented; two blank lines end it.
fn end_of(lines: &[&str]) -> usize {
    let mut end = 1;
    let mut blanks = 0;
    for (i, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            blanks += 1;
            if blanks > 1 {
                break;
            }
            continue;
        }
        if line.contains('\t') || (pieces(line) < 2 && !line.starts_with("   ")) {
            break;
        }
        blanks = 0;
        end = i + 1;
    }
    end
}

/// Where columns begin: after every stretch of at least two characters that is blank in all lines.
fn columns(block: &[&str]) -> Vec<usize> {
    let width = block.iter().map(|l| l.chars().count()).max().unwrap_or(0).min(2000);
    let mut is_ink = vec![false; width];
    for line in block {
        for (i, c) in line.chars().enumerate().take(width) {
            is_ink[i] |= !c.is_whitespace();
        }
    }
    let mut starts = Vec::new();
    let mut blank = 2;
    for (i, ink) in is_ink.iter().enumerate() {
        if *ink {
            if blank >= 2 {
                starts.push(i);
            }
            blank = 0;
        } else {
            blank += 1;
        }
    }
    starts
}

fn cut(line: &str, starts: &[usize]) -> Row {
    let chars: Vec<char> = line.chars().collect();
    let end_of = |i: usize| starts.get(i + 1).copied().unwrap_or(chars.len()).min(chars.len());
    starts
        .iter()
        .enumerate()
        .map(|(i, from)| {
            chars.get((*from).min(end_of(i))..end_of(i)).unwrap_or(&[]).iter().collect::<String>().trim().to_owned()
        })
        .collect()
}
