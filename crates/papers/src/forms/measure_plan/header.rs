//! The heading of a table: which rows it takes and what every column holds.
//!
//! In comes a grid; out goes a heading, from one or several levels, or nothing.
//! It refuses to know what stands beneath; a table without a heading is left to `guess`.

use super::grid::Grid;
use super::lexicon::{Role, meanings, plain};
use super::scores;
use super::source::is_blank;
use otklik_domain::plan::Field;
use std::collections::BTreeMap;

/// Weakest meaning that counts.
const WEAKEST: u32 = 42;
/// How deep into a table a heading is looked for.
const DEEPEST: usize = 24;
/// A longer text is no heading.
const LONGEST: usize = 320;

/// A heading as it was understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// First row of the heading.
    pub(super) first: usize,
    /// The row after the heading.
    pub(super) end: usize,
    /// Which column holds what.
    pub(super) columns: BTreeMap<Role, usize>,
    /// A column of posts beside the one of names.
    pub(super) posts: Option<usize>,
    /// A column of first days beside the one of last days.
    pub(super) starts: Option<usize>,
    /// Columns a quarter or a month each, with what is written above them.
    pub(super) calendar: Vec<(usize, String)>,
    /// Columns of money, a year each: together they are the cost.
    pub(super) sums: Vec<usize>,
    /// The year that stands in the heading of the term: «Срок исполнения (2026 год)».
    pub(super) year: Option<i16>,
    /// Term and executor share a column: «Срок / ответственный».
    pub(super) is_shared: bool,
    /// Columns whose heading means nothing known.
    pub(super) unknown: Vec<usize>,
    /// Plain texts of the heading's cells, to know its repetitions.
    pub(super) texts: Vec<String>,
    /// Sum of the weights.
    pub(super) quality: u32,
}

impl Header {
    /// The column of a role.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        self.columns.get(&role).copied()
    }

    /// The column of a field.
    pub(super) fn field(&self, field: Field) -> Option<usize> {
        self.column(Role::Of(field))
    }

    fn is_good(&self) -> bool {
        let has = |role| self.columns.contains_key(&role);
        let n = self.columns.keys().filter(|r| **r != Role::Ignored && **r != Role::Of(Field::Number)).count();
        let is_scores = has(Role::Value) && (has(Role::Of(Field::Indicator)) || has(Role::Criterion));
        (n >= 2 && has(Role::Of(Field::Text))) || is_scores || n >= 3
    }
}

/// The best heading in the first rows of a table.
pub(super) fn find(grid: &Grid<'_>, is_report: bool) -> Option<Header> {
    let mut best: Option<Header> = None;
    for first in 0..grid.n_rows().min(DEEPEST) {
        if let Some(found) = starting_at(grid, first, is_report)
            && best.as_ref().is_none_or(|b| found.quality > b.quality + b.quality / 4 && !has_scores(grid, b, first))
        {
            best = Some(found);
        }
    }
    best
}

/// Whether scores stand under a heading, above the next one: two tables on one sheet.
fn has_scores(grid: &Grid<'_>, heading: &Header, to: usize) -> bool {
    let Some(column) = heading.column(Role::Value).filter(|_| heading.field(Field::Text).is_none()) else {
        return false;
    };
    let is_score = |row| grid.at(row, column).is_some_and(|cell| scores::in_cell(&cell.text(), None).is_some());
    (heading.end..to).any(is_score)
}

/// The heading that begins in a row, of as many levels as belong to it.
pub(super) fn starting_at(grid: &Grid<'_>, first: usize, is_report: bool) -> Option<Header> {
    let cells = grid.row(first);
    if cells.len() < 2 || grid.filled(first).len() < 2 {
        return None;
    }
    if cells.iter().any(|c| c.text().chars().count() > LONGEST) {
        return None;
    }
    let mut end = cells.iter().filter(|c| c.row == first).map(|c| c.row + c.row_span).max().unwrap_or(first + 1);
    end = end.clamp(first + 1, (first + 4).min(grid.n_rows()));
    while end < grid.n_rows() && end < first + 4 && goes_on(grid, first, end) {
        end += 1;
    }
    let header = read(grid, first, end, is_report);
    header.is_good().then_some(header)
}

/// Whether a row is a lower level of the heading: it divides wide cells, and elsewhere says nothing new.
fn goes_on(grid: &Grid<'_>, first: usize, row: usize) -> bool {
    let mut divides = false;
    for cell in grid.row(row) {
        if cell.row != row {
            continue;
        }
        let Some(above) = grid.at(row - 1, cell.column) else { return false };
        let text = cell.text();
        if is_blank(&text) || plain(&text) == plain(&above.text()) {
            continue;
        }
        let is_under_wide = (first..row)
            .any(|r| grid.at(r, cell.column).is_some_and(|c| c.column_span > 1 && c.column_span < grid.n_columns()));
        let is_number = plain(&text).chars().all(|c| c.is_ascii_digit());
        if !is_under_wide || is_number || text.chars().count() > 200 {
            return false;
        }
        divides = true;
    }
    divides
}

fn read(grid: &Grid<'_>, first: usize, end: usize, is_report: bool) -> Header {
    let mut leaves: Vec<(usize, String)> = Vec::new();
    let mut column = 0;
    while column < grid.n_columns() {
        let leaf = grid.at(end - 1, column);
        leaves.push((column, heading_of(grid, first, end, column)));
        column = leaf.map_or(column + 1, |c| (c.column + c.column_span).max(column + 1));
    }
    let mut header = Header { first, end, ..Header::default() };
    for row in first..end {
        header.texts.extend(grid.filled(row).iter().map(|c| plain(&c.text())));
    }
    assign(&mut header, &leaves, is_report);
    super::calendar::settle(grid, &mut header);
    add_sums(grid, &mut header, &leaves);
    let term = header.field(Field::Deadline).and_then(|column| leaves.iter().find(|(c, _)| *c == column));
    header.year = term.and_then(|(_, text)| only_year(text));
    header
}

/// «Объём финансирования | 2026 | 2027 | всего»: the column of the whole, else all years together.
fn add_sums(grid: &Grid<'_>, header: &mut Header, leaves: &[(usize, String)]) {
    let is_money =
        |text: &str| meanings(text).iter().any(|(role, _)| matches!(role, Role::Of(Field::Cost | Field::Funding)));
    let lowest = |column: usize| grid.at(header.end.saturating_sub(1), column).map(|cell| plain(&cell.text()));
    let is_year = |text: &str| {
        let bare = text.trim_end_matches("год").trim_end_matches(" г").trim();
        bare.len() == 4 && only_year(bare).is_some()
    };
    let years: Vec<usize> = leaves
        .iter()
        .filter(|(column, text)| is_money(text) && lowest(*column).is_some_and(|name| is_year(&name)))
        .map(|(column, _)| *column)
        .collect();
    if years.len() < 2 {
        return;
    }
    header.columns.retain(|_, column| !years.contains(column));
    header.unknown.retain(|column| !years.contains(column));
    let whole = leaves.iter().find(|(column, text)| {
        !years.contains(column) && is_money(text) && (text.contains("всего") || text.contains("итого"))
    });
    match whole.map(|(column, _)| *column) {
        Some(column) => {
            header.columns.retain(|_, known| *known != column);
            header.columns.insert(Role::Of(Field::Cost), column);
        }
        None => header.sums = years,
    }
}

/// The year of a heading that names one.
fn only_year(text: &str) -> Option<i16> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut years = text.split(|c| !is_digit(c)).filter(|n| n.len() == 4).filter_map(|n| n.parse::<i16>().ok());
    let first = years.next().filter(|year| (2000..2100).contains(year))?;
    years.next().is_none().then_some(first)
}

/// What stands above a column, from the top level down, each cell once.
fn heading_of(grid: &Grid<'_>, first: usize, end: usize, column: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut seen = None;
    for row in first..end {
        let Some(cell) = grid.at(row, column) else { continue };
        if seen == Some((cell.row, cell.column)) {
            continue;
        }
        seen = Some((cell.row, cell.column));
        let text = plain(&cell.text());
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts.join(" ")
}

/// The strongest meanings first; every role goes to one column, every column has one role.
fn assign(header: &mut Header, leaves: &[(usize, String)], is_report: bool) {
    let mut wishes: Vec<(u32, usize, Role)> = Vec::new();
    for (column, text) in leaves {
        for (role, weight) in meanings(text) {
            wishes.push((turned(role, weight, text, is_report), *column, role));
        }
    }
    wishes.retain(|(weight, ..)| *weight >= WEAKEST);
    wishes.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: Vec<usize> = Vec::new();
    for (weight, column, role) in &wishes {
        if taken.contains(column) || header.columns.contains_key(role) {
            continue;
        }
        taken.push(*column);
        header.columns.insert(*role, *column);
        header.quality += weight;
    }
    mend_roles(header, &wishes);
    bound_terms(header, leaves);
    share_term(header, leaves);
    header.posts = leaves
        .iter()
        .find(|(c, text)| text.contains("должност") && !header.columns.values().any(|v| v == c))
        .map(|(c, _)| *c)
        .filter(|_| header.columns.contains_key(&Role::Of(Field::Executors)));
    header.unknown = leaves
        .iter()
        .map(|(c, _)| *c)
        .filter(|c| !header.columns.values().any(|v| v == c) && header.posts != Some(*c) && header.starts != Some(*c))
        .collect();
}

/// «Срок: начало | окончание»: the last day is the term, the first one belongs to it.
fn bound_terms(header: &mut Header, leaves: &[(usize, String)]) {
    let has = |text: &str, stems: &[&str]| {
        text.split(' ').rev().take(2).any(|word| stems.iter().any(|stem| word.starts_with(stem)))
    };
    let find = |stems: &[&str]| leaves.iter().find(|(_, text)| has(text, stems)).map(|(column, _)| *column);
    let (Some(first), Some(last)) = (find(&["начал"]), find(&["окончан", "заверш", "конец"]))
    else {
        return;
    };
    let deadline = Role::Of(Field::Deadline);
    if header.column(deadline).is_some_and(|column| column == first || column == last) {
        header.columns.retain(|_, column| *column != first && *column != last);
        header.columns.insert(deadline, last);
        header.starts = Some(first);
    }
}

/// «Срок реализации, ответственный» in one column.
fn share_term(header: &mut Header, leaves: &[(usize, String)]) {
    let (deadline, executors) = (Role::Of(Field::Deadline), Role::Of(Field::Executors));
    let column = match (header.column(deadline), header.column(executors)) {
        (Some(column), None) | (None, Some(column)) => column,
        _ => return,
    };
    let says = |text: &str, stems: &[&str]| text.split(' ').any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    header.is_shared = leaves.iter().any(|(c, text)| {
        *c == column && says(text, &["срок", "дата", "период"]) && says(text, &["ответственн", "исполнител"])
    });
    if header.is_shared {
        header.columns.insert(deadline, column);
        header.columns.insert(executors, column);
    }
}

/// In a report «Результат» is what was done.
fn turned(role: Role, weight: u32, text: &str, is_report: bool) -> u32 {
    match role {
        Role::Of(Field::ExpectedResult) if is_report && !text.contains("ожидаем") && !text.contains("планируем") => {
            weight.saturating_sub(12)
        }
        Role::Of(Field::Done) if is_report => weight + 12,
        _ => weight,
    }
}

fn mend_roles(header: &mut Header, wishes: &[(u32, usize, Role)]) {
    let text = Role::Of(Field::Text);
    if !header.columns.contains_key(&text) {
        // «Планы по улучшению», «Проведённые мероприятия»: the only column that may hold measures does.
        let protected = [Role::Of(Field::Deadline), Role::Of(Field::Executors), Role::Of(Field::Shortcoming)];
        let best = wishes.iter().find(|(_, column, role)| {
            *role == text && !protected.iter().any(|p| header.columns.get(p) == Some(column))
        });
        if let Some((_, column, _)) = best {
            header.columns.retain(|_, c| c != column);
            header.columns.insert(text, *column);
        }
    }
    let (deadline, actual) = (Role::Of(Field::Deadline), Role::Of(Field::Actual));
    let is_factual =
        |column: usize| wishes.iter().any(|(weight, c, role)| *c == column && *role == actual && *weight >= 100);
    if let Some(column) = header.column(actual).filter(|c| !is_factual(*c))
        && !header.columns.contains_key(&deadline)
    {
        header.columns.remove(&actual);
        header.columns.insert(deadline, column);
    }
}

/// A heading of the same columns in another order.
pub(super) fn is_reordered(one: &Header, other: &Header) -> bool {
    one.columns.len() == other.columns.len()
        && one.columns.keys().eq(other.columns.keys())
        && one.columns != other.columns
}

/// Whether a row repeats the heading, or numbers its columns «1 2 3 4 5».
pub(super) fn is_repeated(grid: &Grid<'_>, row: usize, header: &Header) -> bool {
    let cells = grid.filled(row);
    if cells.len() < 2 {
        return false;
    }
    // Most rows show with their first cells that they repeat nothing; the rest of such a row is not looked at.
    let n_strange_max = cells.len() * 3 / 10;
    let mut texts: Vec<String> = Vec::with_capacity(cells.len());
    let mut n_strange = 0;
    for cell in &cells {
        let text = plain(&cell.text());
        n_strange += usize::from(!header.texts.contains(&text));
        if n_strange > n_strange_max && text.parse::<u32>().is_err() {
            return false;
        }
        texts.push(text);
    }
    (texts.len() - n_strange) * 10 >= texts.len() * 7 || is_numbering(&texts)
}

/// «1 2 3 4 5», also with a step left out, from any number on.
pub(super) fn is_numbering(texts: &[String]) -> bool {
    let numbers: Vec<u32> = texts.iter().filter_map(|t| t.parse().ok()).collect();
    numbers.len() == texts.len() && numbers.len() >= 2 && numbers.windows(2).all(|p| p[1] == p[0] + 1)
}
