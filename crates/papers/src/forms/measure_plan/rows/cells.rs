//! The cells of a row by what they hold.
//!
//! In comes a row with the heading it stands under; out go its texts by field, parts of one thing put together. It refuses
//! to know what the texts mean.

use super::Rows;
use crate::forms::measure_plan::calendar;
use crate::forms::measure_plan::labels;
use crate::forms::measure_plan::measures::{self, Cells};
use crate::forms::measure_plan::source::is_blank;
use crate::read::Cell;
use otklik_domain::plan::Field;
use otklik_domain::score::Points;

const FIELDS: [Field; 14] = [
    Field::Number,
    Field::Organisation,
    Field::Indicator,
    Field::Shortcoming,
    Field::Basis,
    Field::Text,
    Field::Deadline,
    Field::Executors,
    Field::Funding,
    Field::Cost,
    Field::ExpectedResult,
    Field::ResultIndicator,
    Field::Done,
    Field::Actual,
];

impl Rows<'_, '_> {
    /// Texts by field; a cell merged downwards speaks in every row it covers.
    pub(super) fn cells(&self, row: usize) -> Cells {
        let mut cells = Cells { cost_unit: self.cost_unit(), ..Cells::default() };
        for field in FIELDS {
            let Some(cell) = self.header.field(field).and_then(|column| self.grid.at(row, column)) else { continue };
            cells.fields.insert(field, self.grid.source(cell));
        }
        if let Some(term) = calendar::marked(self.grid, &self.header, row) {
            cells.fields.insert(Field::Deadline, term);
        }
        self.add_sums(row, &mut cells);
        self.add_posts(row, &mut cells);
        self.add_starts(row, &mut cells);
        if self.header.is_shared
            && let Some(both) = cells.fields.get(&Field::Deadline).cloned()
        {
            let (term, people) = labels::term_and_people(&both.raw);
            cells.fields.insert(Field::Deadline, both.part(term));
            cells.fields.insert(Field::Executors, both.part(people));
        }
        cells
    }

    /// «Ф.И.О.» and «должность» in two columns are one executor.
    fn add_posts(&self, row: usize, cells: &mut Cells) {
        let Some(posts) = self.header.posts.and_then(|column| self.grid.at(row, column)) else { return };
        let Some(names) = cells.fields.get_mut(&Field::Executors) else { return };
        let posts = posts.text();
        let pairs: Vec<String> = if names.raw.lines().count() == posts.lines().count() {
            names.raw.lines().zip(posts.lines()).map(|(name, post)| joined(name, post)).collect()
        } else {
            vec![joined(&names.raw, &posts)]
        };
        *names = names.reworded(pairs.join("\n"));
    }

    /// «Начало» and «окончание» in two columns are one term.
    fn add_starts(&self, row: usize, cells: &mut Cells) {
        let Some(start) = self.header.starts.and_then(|column| self.grid.at(row, column)) else { return };
        let Some(end) = cells.fields.get_mut(&Field::Deadline) else { return };
        let start = measures::one_line(&start.text(), self.reader.words());
        let last = measures::one_line(&end.raw, self.reader.words());
        match (is_blank(&start), is_blank(&last)) {
            (true, _) => {}
            (false, true) => *end = end.reworded(format!("с {start}")),
            (false, false) => *end = end.reworded(format!("{start} – {last}")),
        }
    }

    /// Money of several years is one cost.
    fn add_sums(&self, row: usize, cells: &mut Cells) {
        let parts = self.header.sums.iter().filter_map(|column| self.grid.at(row, *column));
        let parts: Vec<&Cell> = parts.filter(|cell| !is_blank(&cell.text())).collect();
        let Some(first) = parts.first() else { return };
        let sums: Option<Vec<_>> = parts.iter().map(|cell| measures::amount(&cell.text(), Some(1))).collect();
        let Some(sum) = sums.and_then(|sums| sums.into_iter().map(|sum| sum.0).reduce(|a, b| a + b)) else { return };
        cells.fields.insert(Field::Cost, self.grid.source(first).reworded(Points(sum).to_string()));
    }

    fn cost_unit(&self) -> i64 {
        let is_thousands = self.header.texts.iter().any(|t| t.contains("тыс"));
        if is_thousands { 1000 } else { 1 }
    }
}

fn joined(name: &str, post: &str) -> String {
    if is_blank(post) { name.to_owned() } else { format!("{}, {}", name.trim_end_matches([',', ' ']), post.trim()) }
}
