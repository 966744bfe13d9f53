//! Tables that stand on their side: names of fields down the first column, measures across it; cards of one measure each.
//!
//! In comes a document; out goes one in which such tables stand upright, and a draft of it whose places are those of the
//! first. A table is turned only where its first column reads as a heading better than any of its rows. It refuses to
//! know rows.

use super::grid::{Grid, Standing};
use super::header::{self, Header};
use super::lexicon::{meanings, plain};
use super::sections;
use super::source::is_blank;
use crate::read::{Block, Cell, Document, Paragraph, Table};
use otklik_domain::plan::{Draft, Field};
use otklik_domain::remark::{Place, Remark, Severity};
use std::collections::HashMap;

/// A larger table is a list, and lists stand upright.
const ROWS_MAX: usize = 400;
const COLUMNS_MAX: usize = 60;
/// A longer text names no field.
const LABEL_MAX: usize = 120;

/// A document with some tables turned.
pub(super) struct Turned {
    pub(super) document: Document,
    /// Row and column before the turn, by block, row and column after it.
    before: HashMap<(usize, usize, usize), (usize, usize)>,
}

/// What a row of a table that stands on its side is.
enum Line {
    /// Nothing stands in it.
    Blank,
    /// A text over all columns: a section, a title.
    Wide,
    /// A field, by the words of its name.
    Field(String),
}

/// The document with its tables upright; nothing where they all are.
pub(super) fn turned(document: &Document) -> Option<Turned> {
    let mut before = HashMap::new();
    let mut upright: Vec<(usize, Table)> = Vec::new();
    for (number, block) in document.blocks.iter().enumerate() {
        if let Block::Table(table) = block
            && let Some((table, places)) = of_table(table)
        {
            before.extend(places.into_iter().map(|((row, column), place)| ((number, row, column), place)));
            upright.push((number, table));
        }
    }
    if upright.is_empty() {
        return None;
    }
    let mut document = document.clone();
    for (number, table) in upright {
        if let Some(block) = document.blocks.get_mut(number) {
            *block = Block::Table(table);
        }
    }
    Some(Turned { document, before })
}

impl Turned {
    /// The draft with places as they were before the turn.
    pub(super) fn settled(&self, mut draft: Draft) -> Draft {
        for measure in &mut draft.measures {
            measure.place = measure.place.map(|place| self.back(place));
            measure.places.values_mut().for_each(|place| *place = self.back(*place));
        }
        for remark in &mut draft.remarks {
            remark.place = remark.place.map(|place| self.back(place));
        }
        if !draft.measures.is_empty() {
            let text = "Названия полей стоят в первом столбце таблицы: мероприятия прочитаны по столбцам";
            draft
                .remarks
                .push(Remark::new("table-turned", Severity::Note, text).propose("Проверьте, что поля прочитаны верно"));
        }
        draft
    }

    fn back(&self, place: Place) -> Place {
        let found = place.row.zip(place.column).and_then(|(row, column)| self.before.get(&(place.block, row, column)));
        found.map_or(place, |(row, column)| Place { row: Some(*row), column: Some(*column), ..place })
    }
}

/// Where each place of the upright table was.
type Places = Vec<((usize, usize), (usize, usize))>;

fn of_table(table: &Table) -> Option<(Table, Places)> {
    let is_small = table.n_rows <= ROWS_MAX && (2..=COLUMNS_MAX).contains(&table.n_columns);
    if !is_small || table.n_rows < 2 {
        return None;
    }
    let grid = Grid::new(table, Standing::Block(0));
    let values = first_value(&grid)?;
    let lines: Vec<Line> = (0..grid.n_rows()).map(|row| line(&grid, row, values)).collect::<Option<_>>()?;
    let names = names(&lines);
    if names.len() < 2 || !may_head(&names) {
        return None;
    }
    let (upright, places) = Turning::new(&grid, &names, values).turn(&lines);
    let found = header::find(&Grid::new(&upright, Standing::Block(0)), false)?;
    let lying = header::find(&grid, false).map_or(0, |header| header.quality);
    (reads_well(&found) && found.quality * 4 > lying * 5).then_some((upright, places))
}

/// The heading has a measure, something more about it, and little that means nothing.
fn reads_well(header: &Header) -> bool {
    let has = |field| header.field(field).is_some();
    let is_whole = has(Field::Text) && [Field::Deadline, Field::Executors, Field::Shortcoming].into_iter().any(has);
    is_whole && header.unknown.len() <= header.columns.len()
}

/// A quick look before anything is laid out: one name means a measure, or something is done to measures.
fn may_head(names: &[String]) -> bool {
    let n_known = names.iter().filter(|name| !meanings(name).is_empty()).count();
    n_known >= 2 && n_known * 2 >= names.len()
}

/// The column values begin in: the one after the names, which may take several.
fn first_value(grid: &Grid<'_>) -> Option<usize> {
    let mut first = 1;
    for row in 0..grid.n_rows() {
        let cell = grid.at(row, 0)?;
        let end = cell.column + cell.column_span;
        if end >= grid.n_columns() {
            continue;
        }
        // «Исполнитель» beside «Ф.И.О.» and «должность» is divided: names take the next column too.
        let inner = if cell.row_span > 1 { grid.at(row, end).map_or(end, |c| c.column + c.column_span) } else { end };
        first = first.max(inner);
    }
    (first < grid.n_columns()).then_some(first)
}

/// What a row is; nothing where the table cannot stand on its side.
fn line(grid: &Grid<'_>, row: usize, values: usize) -> Option<Line> {
    let cells = grid.row(row);
    if cells.iter().all(|cell| is_blank(&cell.text())) {
        return Some(Line::Blank);
    }
    if let [only] = cells.as_slice()
        && only.row == row
        && only.row_span == 1
    {
        return Some(Line::Wide);
    }
    let mut parts: Vec<String> = Vec::new();
    for cell in cells.iter().filter(|cell| cell.column < values) {
        let text = plain(&cell.text());
        if !text.is_empty() && !parts.contains(&text) {
            parts.push(text);
        }
    }
    let name = parts.join(" ");
    (!name.is_empty() && name.chars().count() <= LABEL_MAX).then_some(Line::Field(name))
}

/// Names of fields in the order they are met, each once.
fn names(lines: &[Line]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        if let Line::Field(name) = line
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    }
    names
}

/// The upright table as it grows.
struct Turning<'g, 'd> {
    grid: &'g Grid<'d>,
    names: &'g [String],
    values: usize,
    table: Table,
    places: Places,
}

impl<'g, 'd> Turning<'g, 'd> {
    fn new(grid: &'g Grid<'d>, names: &'g [String], values: usize) -> Self {
        let table = Table { n_columns: names.len(), ..Table::default() };
        Turning { grid, names, values, table, places: Places::new() }
    }

    fn turn(mut self, lines: &[Line]) -> (Table, Places) {
        let mut group: Vec<(usize, usize)> = Vec::new();
        let mut has_heading = false;
        for (row, line) in lines.iter().enumerate() {
            match line {
                Line::Blank => {}
                Line::Wide => {
                    self.rows(&mut group);
                    // A criterion over all columns is beneath the heading, a title above it.
                    if !has_heading && self.is_section(row) {
                        self.heading(lines);
                        has_heading = true;
                    }
                    self.wide(row);
                }
                Line::Field(name) => {
                    if !has_heading {
                        self.heading(lines);
                        has_heading = true;
                    }
                    let column = self.names.iter().position(|known| known == name).unwrap_or(0);
                    // A name that comes again begins the next card.
                    if group.iter().any(|(_, known)| *known == column) {
                        self.rows(&mut group);
                    }
                    group.push((row, column));
                }
            }
        }
        self.rows(&mut group);
        (self.table, self.places)
    }

    fn is_section(&self, row: usize) -> bool {
        self.grid.at(row, 0).is_some_and(|cell| sections::heading(&cell.text()).is_some())
    }

    fn wide(&mut self, row: usize) {
        let Some(cell) = self.grid.at(row, 0) else { return };
        let at = self.table.n_rows;
        let column_span = self.names.len();
        self.table.cells.push(Cell { row: at, column: 0, row_span: 1, column_span, ..cell.clone() });
        self.places.push(((at, 0), (cell.row, cell.column)));
        self.table.n_rows += 1;
    }

    /// The names of fields as a heading, in the words of the paper.
    fn heading(&mut self, lines: &[Line]) {
        let at = self.table.n_rows;
        for (column, name) in self.names.iter().enumerate() {
            let row = lines.iter().position(|line| matches!(line, Line::Field(known) if known == name)).unwrap_or(0);
            let cells = self.grid.row(row).into_iter().filter(|cell| cell.column < self.values);
            let paragraphs: Vec<Paragraph> = cells.flat_map(|cell| cell.paragraphs.clone()).collect();
            self.table.cells.push(Cell {
                row: at,
                column,
                row_span: 1,
                column_span: 1,
                paragraphs,
                nested: Vec::new(),
            });
            self.places.push(((at, column), (row, 0)));
        }
        self.table.n_rows += 1;
    }

    /// A row for each column of values in which the group says anything.
    fn rows(&mut self, group: &mut Vec<(usize, usize)>) {
        let mut rows = std::mem::take(group);
        rows.sort_by_key(|(_, column)| *column);
        let from = self.table.n_rows;
        for value in self.values..self.grid.n_columns() {
            let said = rows.iter().any(|(row, _)| {
                self.grid.at(*row, value).is_some_and(|cell| cell.column == value && !is_blank(&cell.text()))
            });
            if said {
                self.row(&rows, value, from);
            }
        }
    }

    fn row(&mut self, group: &[(usize, usize)], value: usize, from: usize) {
        let at = self.table.n_rows;
        for column in 0..self.names.len() {
            let row = group.iter().find(|(_, known)| *known == column).map(|(row, _)| *row);
            let Some(cell) = row.and_then(|row| self.grid.at(row, value)) else {
                self.table.cells.push(Cell { row: at, column, row_span: 1, column_span: 1, ..Cell::default() });
                continue;
            };
            // A cell over several measures is one cell still, only upright.
            let is_same = cell.column < value && at > from;
            let above = self.table.cells.iter_mut().rev().find(|c| c.column == column && c.row + c.row_span == at);
            match above.filter(|_| is_same) {
                Some(above) => above.row_span += 1,
                None => self.table.cells.push(Cell { row: at, column, row_span: 1, column_span: 1, ..cell.clone() }),
            }
            self.places.push(((at, column), (cell.row, cell.column)));
        }
        self.table.n_rows += 1;
    }
}
