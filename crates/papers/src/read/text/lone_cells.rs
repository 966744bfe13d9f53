//! Tables whose every cell stands on a line of its own behind a tab, rows apart by blank lines.
//!
//! In come lines; out go tables and the paragraphs between them. Blank lines also stand inside cells,
//! so rows are found for the whole table at once. It refuses to know what the columns mean.

use super::layout::{Row, table_of};
use crate::read::Block;

const MOST_COLUMNS: usize = 16;

struct Found {
    text: String,
    blank_after: bool,
    /// Lines after the cell that belong to no cell: a heading between tables, a signature.
    outside: Vec<String>,
}

/// The tables that start at the first line, up to the end of the text.
pub(super) fn find(lines: &[&str]) -> Option<(Vec<Block>, usize)> {
    if !is_cell(lines.first()?) {
        return None;
    }
    let mut cells = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = (at + 1..lines.len()).find(|i| lines[*i].starts_with('\t')).unwrap_or(lines.len());
        if !is_cell(lines[at]) {
            break;
        }
        cells.push(cell_of(&lines[at..end], end == lines.len()));
        at = end;
    }
    if cells.len() < 4 {
        return None;
    }
    let mut blocks = Vec::new();
    let mut from = 0;
    for i in 0..cells.len() {
        if !cells[i].outside.is_empty() || i + 1 == cells.len() {
            blocks.push(super::table(one_table(&cells[from..=i])));
            blocks.extend(cells[i].outside.iter().map(|line| super::paragraph(line)));
            from = i + 1;
        }
    }
    Some((blocks, at))
}

fn is_cell(line: &str) -> bool {
    line.strip_prefix('\t').is_some_and(|rest| !rest.contains('\t'))
}

fn cell_of(lines: &[&str], is_last: bool) -> Found {
    let mut kept: Vec<&str> = Vec::new();
    let mut outside = Vec::new();
    let mut was_blank = false;
    for (i, line) in lines.iter().enumerate() {
        let line = if i == 0 { line.trim_start_matches('\t') } else { line };
        if !outside.is_empty() || (was_blank && is_outside(line, is_last)) {
            outside.push(line.trim_end().to_owned());
            continue;
        }
        was_blank = line.trim().is_empty() && i > 0;
        kept.push(line);
    }
    let blank_after = was_blank || !outside.is_empty();
    Found { text: kept.join("\n").trim_end().to_owned(), blank_after, outside }
}

/// A line after a blank one that opens something outside the table.
fn is_outside(line: &str, is_last: bool) -> bool {
    let line = line.trim();
    let lower = line.to_lowercase();
    let opens =
        ["утверждаю", "утверждено", "приложение", "критерий ", "критерий:", "раздел ", "план ", "отчет ", "отчёт "];
    if opens.iter().any(|word| lower.starts_with(word)) || is_roman_section(line) || is_organisation(line) {
        return true;
    }
    is_last && is_signature(&lower, line)
}

/// «II. Комфортность …»; «I полугодие 2026 г.» is a term.
fn is_roman_section(line: &str) -> bool {
    let roman: String = line.chars().take_while(|c| matches!(c, 'I' | 'V' | 'X' | 'І')).collect();
    let rest = &line[roman.len()..];
    !roman.is_empty() && rest.starts_with(['.', ')']) && line.chars().count() < 160
}

fn is_signature(lower: &str, line: &str) -> bool {
    const POSTS: [&str; 14] = [
        "директор",
        "заведующ",
        "руководител",
        "начальник",
        "глава",
        "главный",
        "заместител",
        "исполнител",
        "и.о.",
        "и. о.",
        "врио",
        "ответственн",
        "председател",
        "исп.",
    ];
    POSTS.iter().any(|post| lower.starts_with(post)) || line.contains("____")
}

fn one_table(cells: &[Found]) -> crate::read::Table {
    // A sample is enough to learn the width of a very long table.
    let sample = &cells[..cells.len().min(1200)];
    // A table of one row has nothing under its heading: only where nothing else fits.
    let price = |n: usize| {
        let (cost, ends) = cost(sample, n);
        cost.saturating_add(if ends.len() == 1 { 60 } else { 0 })
    };
    let columns = (2..=MOST_COLUMNS.min(cells.len().max(2))).min_by_key(|n| (price(*n), *n)).unwrap_or(2);
    let (_, ends) = cost(cells, columns);
    let mut rows: Vec<Row> = Vec::new();
    let mut from = 0;
    for end in ends {
        rows.push(cells[from..end].iter().map(|c| c.text.clone()).collect());
        from = end;
    }
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(columns).max(columns);
    table_of(&rows, n_columns)
}

/// How ill the cells fit a table of `n` columns, and where its rows end in the best fit.
fn cost(cells: &[Found], n: usize) -> (u32, Vec<usize>) {
    const FAR: u32 = u32::MAX / 4;
    let mut best = vec![(FAR, 0_usize); cells.len() + 1];
    best[0] = (0, 0);
    for end in 1..=cells.len() {
        if end < cells.len() && !cells[end - 1].blank_after {
            continue;
        }
        for from in end.saturating_sub(MOST_COLUMNS + 4)..end {
            let sum = best[from].0.saturating_add(row_cost(&cells[from..end], n));
            if sum < best[end].0 {
                best[end] = (sum, from);
            }
        }
        // No row may end here within the usual width: the whole rest becomes one row.
        if best[end].0 >= FAR && end == cells.len() {
            best[end] = (FAR, 0);
        }
    }
    let mut ends = Vec::new();
    let mut end = cells.len();
    while end > 0 {
        ends.push(end);
        end = best[end].1;
    }
    ends.reverse();
    (best[cells.len()].0, ends)
}

fn row_cost(row: &[Found], n: usize) -> u32 {
    let width = row.len();
    let inner_blanks = row[..width - 1].iter().filter(|c| c.blank_after).count();
    // «1.2» after a blank line begins a row of its own.
    let skipped = row.windows(2).filter(|pair| pair[0].blank_after && is_ordinal(&pair[1].text)).count();
    let shape = match width {
        w if w == n => 0,
        1 if heads_rows(&row[0].text) => 2,
        1 if row[0].text.chars().count() < 9 => 30,
        1 => 10,
        2 => 14,
        w if w < n => 40 + 10 * (n - w),
        w => 80 + 20 * (w - n),
    };
    let buried = if width > 3 { row.iter().filter(|c| heads_rows(&c.text)).count() } else { 0 };
    u32::try_from(shape + 3 * inner_blanks + 30 * skipped + 40 * buried).unwrap_or(u32::MAX / 4)
}

/// «1.», «2.3», «12»: a number of a row; «01.06» is a date.
fn is_ordinal(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']);
    (1..=5).contains(&text.len())
        && text.split('.').all(|part| {
            (1..=2).contains(&part.len()) && !part.starts_with('0') && part.chars().all(|c| c.is_ascii_digit())
        })
}

/// «II. Комфортность …», «1. Критерий «…»»: a text that covers its row.
fn heads_rows(text: &str) -> bool {
    let text = text.trim_start();
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    const NAMES: [&str; 8] = [
        "критерий ",
        "показатель ",
        "открытость ",
        "комфортность ",
        "доступность ",
        "доброжелательность",
        "удовлетворенность ",
        "удовлетворённость ",
    ];
    let n_chars = text.chars().count();
    let bare = bare.to_lowercase();
    let is_code = bare.starts_with("показатель ") && n_chars < 20;
    is_code
        || (20..250).contains(&n_chars) && (is_roman_section(text) || NAMES.iter().any(|name| bare.starts_with(name)))
}

/// «МБУК «Луговой клуб»»: a legal form and a name in quotes head what follows.
fn is_organisation(line: &str) -> bool {
    let form = line.chars().take_while(|c| c.is_uppercase()).count();
    let rest: String = line.chars().skip(form).collect();
    (3..=9).contains(&form) && rest.trim_start().starts_with('«') && line.chars().count() < 160
}
