//! Rows of a table beneath its heading: sections, organisations, scores, measures.
//!
//! In comes a grid with its heading; out go measures and scores into the draft, and the context for what follows.
//! It refuses to know what stands outside the table.

mod cells;
mod subject;
mod telling;

use self::telling::{code, is_ordinal, is_signature, leaves_criteria, opens_other_section};
use super::ditto::Above;
use super::grid::Grid;
use super::header::{self, Header};
use super::leftover;
use super::measures::{self, Cells};
use super::reader::Reader;
use super::sections::Section;
use super::source::{Source, is_blank};
use super::{scores, sections};
use crate::read::{Cell, Format};
use otklik_domain::letters::lower;
use otklik_domain::plan::Field;
use otklik_domain::remark::{Remark, Severity};
use otklik_domain::score::Indicator;

/// Walks the rows of one table.
pub(super) struct Rows<'r, 'd> {
    pub(super) reader: &'r mut Reader<'d>,
    pub(super) grid: &'r Grid<'d>,
    pub(super) header: Header,
    /// Texts of the last row, for cells whose merging a flat format lost.
    above: Option<Source>,
    /// What «то же» stands for.
    same: Above,
}

impl<'r, 'd> Rows<'r, 'd> {
    pub(super) fn new(reader: &'r mut Reader<'d>, grid: &'r Grid<'d>, header: Header) -> Self {
        Rows { reader, grid, header, above: None, same: Above::default() }
    }

    pub(super) fn read(&mut self, from: usize) {
        let mut row = from;
        while row < self.grid.n_rows() {
            row = self.step(row);
        }
    }

    /// Reads a row and says which comes next.
    fn step(&mut self, row: usize) -> usize {
        let filled = self.grid.filled(row);
        if filled.is_empty() {
            return row + 1;
        }
        if self.is_signed(row) {
            return row + 1;
        }
        if header::is_repeated(self.grid, row, &self.header) {
            let found = header::starting_at(self.grid, row, self.reader.is_report);
            if let Some(header) = found.filter(|h| header::is_reordered(h, &self.header)) {
                self.header = header;
            }
            return row + 1;
        }
        if let Some(header) = self.new_heading(row, &filled) {
            leftover::tell(self.reader, self.grid, &header);
            self.header = header;
            return self.header.end.max(row + 1);
        }
        if let Some(cell) = self.lone(row, &filled)
            && self.section_row(cell)
        {
            return row + 1;
        }
        self.record(row);
        row + 1
    }

    /// «Директор | ________ | М.М. Мышкина»: a line to sign on, and no term beside it.
    fn is_signed(&self, row: usize) -> bool {
        let is_line = |text: &str| {
            let text = text.trim();
            text.len() >= 3 && text.chars().all(|c| c == '_' || c.is_whitespace())
        };
        let has_line = self.grid.row(row).iter().any(|cell| cell.row == row && is_line(&cell.text()));
        let term = self.header.field(Field::Deadline).and_then(|column| self.grid.at(row, column));
        has_line && !term.is_some_and(|cell| super::terms::looks_like_term(&cell.text()))
    }

    /// Another heading in the middle of a table: the form of the next organisation.
    fn new_heading(&self, row: usize, filled: &[&Cell]) -> Option<Header> {
        if filled.len() < 3 || filled.iter().any(|c| c.text().chars().count() > 200) {
            return None;
        }
        const WORDS: [&str; 6] = ["ероприят", "рок", "тветственн", "сполнител", "едостат", "езультат"];
        let n_telling = filled.iter().filter(|c| WORDS.iter().any(|w| c.text().contains(w))).count();
        let found = (n_telling >= 2).then(|| header::starting_at(self.grid, row, self.reader.is_report)).flatten()?;
        let n_known = found.columns.len();
        (n_known >= 3 && n_known * 5 >= filled.len() * 4 && found.quality >= 80 * u32::try_from(n_known).unwrap_or(1))
            .then_some(found)
    }

    /// The only cell of a row that says something, its number apart.
    fn lone<'c>(&self, row: usize, filled: &[&'c Cell]) -> Option<&'c Cell> {
        let covered = self.grid.row(row).iter().any(|c| c.row < row && !is_blank(&c.text()));
        // «2.2 | Время ожидания | - | -» is an indicator without anything, not a section.
        if filled.iter().any(|c| code(&c.text()).is_some() && is_ordinal(&c.text())) {
            return None;
        }
        let telling: Vec<&&Cell> =
            filled.iter().enumerate().filter(|(i, c)| *i > 0 || !is_ordinal(&c.text())).map(|(_, c)| c).collect();
        match telling.as_slice() {
            [only] if !covered => Some(**only),
            // «1. | Критерий … | 95 | 100» is a row of scores, not a lone heading.
            [] if filled.len() == 1 => None,
            _ => None,
        }
    }

    /// A row that heads others. `false` when it is a record after all.
    fn section_row(&mut self, cell: &Cell) -> bool {
        let source = self.grid.source(cell);
        let text = measures::one_line(&source.raw, self.reader.words());
        let is_wide = cell.column_span > 1 && cell.column_span * 2 > self.grid.n_columns();
        if let Some(indicator) = code(&text).filter(|_| is_wide || lower(&text).starts_with("показател")) {
            self.open_indicator(indicator, &source);
            return true;
        }
        if let Some(section) = sections::heading(&text) {
            self.open_section(&section, &source, &text);
            return true;
        }
        if leaves_criteria(&text) {
            self.reader.context.criterion = None;
            self.reader.context.indicator = None;
            self.above = None;
            return true;
        }
        if self.reader.open_organisation(&text) {
            self.above = None;
            return true;
        }
        if scores::is_total(&text) {
            self.reader.total(&text);
            return true;
        }
        let width = cell.column_span;
        let is_merged = width > 1 && width * 2 > self.grid.n_columns();
        let text_column = self.header.field(Field::Text);
        if is_merged || Some(cell.column) != text_column {
            if is_merged && opens_other_section(&text) {
                self.reader.context.criterion = None;
                self.reader.context.indicator = None;
            }
            return is_merged || is_signature(&text);
        }
        is_signature(&text)
    }

    /// «Показатель 1.2. Наличие дистанционных способов» across the table: the measures beneath are about it.
    fn open_indicator(&mut self, indicator: Indicator, source: &Source) {
        let context = &mut self.reader.context;
        context.indicator = Some(indicator);
        let criterion = *context.criterion.get_or_insert(indicator.criterion());
        if criterion != indicator.criterion() {
            let place = source.place(&source.all());
            self.reader.remark(measures::mismatch(indicator, criterion, place));
        }
        self.above = None;
    }

    fn open_section(&mut self, section: &Section, source: &Source, text: &str) {
        self.reader.open_section(section, source, text);
        self.above = None;
    }

    fn record(&mut self, row: usize) {
        let mut cells = self.cells(row);
        for remark in self.same.complete(&mut cells) {
            self.reader.remark(remark);
        }
        let mut context = self.context_of(row, &mut cells);
        let subject = self.subject(row, &cells, &mut context);
        self.scores(row, subject, &mut cells);
        self.inherit(row, &mut cells);
        let text_cell = self.header.field(Field::Text).and_then(|column| self.grid.at(row, column));
        if text_cell.is_some_and(|cell| cell.row < row) {
            self.reader.add_beneath(cells, row);
        } else {
            self.without_measure(row, &cells);
            self.reader.add(cells, context);
        }
    }

    /// A shortcoming that no measure mends.
    fn without_measure(&mut self, row: usize, cells: &Cells) {
        let Some(source) = cells.fields.get(&Field::Shortcoming) else { return };
        let is_own = source.place(&source.all()).row == Some(row);
        let has_column = self.header.field(Field::Text).is_some();
        let is_mended = !measures::is_nothing(cells.raw(Field::Text)) || measures::is_nothing(&source.raw);
        if !is_own || !has_column || is_mended {
            return;
        }
        let text = measures::one_line(&source.raw, self.reader.words());
        if sections::heading(&text).is_some() {
            return;
        }
        self.reader.note(
            Remark::new(
                "shortcoming-without-measure",
                Severity::Problem,
                format!("Для недостатка нет мероприятия: «{text}»"),
            )
            .propose("Запланируйте мероприятие или напишите, почему оно не нужно")
            .at(Some(source.place(&source.all()))),
        );
    }

    /// Flat text loses merging downwards: an empty shortcoming is the one above it.
    fn inherit(&mut self, row: usize, cells: &mut Cells) {
        if self.reader.format != Format::Text || row == 0 {
            return;
        }
        let Some(source) = cells.fields.get(&Field::Shortcoming) else { return };
        if !source.raw.trim().is_empty() {
            self.above = Some(source.clone());
        } else if let Some(above) = &self.above {
            cells.fields.insert(Field::Shortcoming, above.clone());
        }
    }
}
