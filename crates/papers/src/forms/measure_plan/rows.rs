//! Rows of a table beneath its heading: sections, organisations, scores, measures.
//!
//! In comes a grid with its heading; out go measures and scores into the draft, and the context for what follows.
//! It refuses to know what stands outside the table.

use super::calendar;
use super::ditto::Above;
use super::grid::Grid;
use super::header::{self, Header};
use super::lexicon::{Role, plain};
use super::measures::{self, Cells, Context};
use super::reader::Reader;
use super::sections::Section;
use super::source::{Source, is_blank};
use super::{labels, scores, sections};
use crate::pattern::Regex;
use crate::read::{Cell, Format};
use otklik_domain::letters::lower;
use otklik_domain::plan::Field;
use otklik_domain::remark::{Remark, Severity};
use otklik_domain::score::{Criterion, Indicator, Subject};
use std::sync::LazyLock;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:показатель\s*)?(?:№\s*)?([1-5])\.([1-3])(?:[.):]*\s|[.):]*$|[.):]+)")
        .expect("a constant pattern")
});

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
        if header::is_repeated(self.grid, row, &self.header) {
            let found = header::starting_at(self.grid, row, self.reader.is_report);
            if let Some(header) = found.filter(|h| header::is_reordered(h, &self.header)) {
                self.header = header;
            }
            return row + 1;
        }
        if let Some(header) = self.new_heading(row, &filled) {
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

    /// Texts by field; a cell merged downwards speaks in every row it covers.
    fn cells(&self, row: usize) -> Cells {
        let mut cells = Cells { cost_unit: self.cost_unit(), ..Cells::default() };
        for field in FIELDS {
            let Some(cell) = self.header.field(field).and_then(|column| self.grid.at(row, column)) else { continue };
            cells.fields.insert(field, self.grid.source(cell));
        }
        if let Some(term) = calendar::marked(self.grid, &self.header, row) {
            cells.fields.insert(Field::Deadline, term);
        }
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

    fn cost_unit(&self) -> i64 {
        let is_thousands = self.header.texts.iter().any(|t| t.contains("тыс"));
        if is_thousands { 1000 } else { 1 }
    }

    /// Criterion, indicator and organisation of a row, by its own cells first.
    fn context_of(&mut self, row: usize, cells: &mut Cells) -> Context {
        if let Some(name) = cells.fields.get(&Field::Organisation).filter(|s| !is_blank(&s.raw)) {
            let name = measures::one_line(&name.raw, self.reader.words());
            self.reader.context.organisation = Some(name);
        }
        if let Some(cell) = self.header.column(Role::Criterion).and_then(|c| self.grid.at(row, c)) {
            let source = self.grid.source(cell);
            let text = measures::one_line(&source.raw, self.reader.words());
            if let Some(section) = sections::heading(&text).filter(|_| cell.row == row) {
                self.open_section(&section, &source, &text);
            } else if let Some(criterion) = sections::in_column(&text) {
                self.reader.context.criterion = Some(criterion);
            }
        }
        self.reader.context.clone()
    }

    /// What the scores of a row are about, and the indicator of its measures.
    fn subject(&mut self, row: usize, cells: &Cells, context: &mut Context) -> Option<Subject> {
        let has_indicators = self.header.field(Field::Indicator).is_some() || self.header.column(Role::Value).is_some();
        let named = self.heading_cell(row, cells);
        let text = named.as_ref().map(|s| measures::one_line(&s.raw, self.reader.words())).unwrap_or_default();
        // A shortcoming may be numbered by itself: only «показатель 1.1» names an indicator there.
        let is_named = cells.fields.contains_key(&Field::Indicator) || lower(&text).contains("показател");
        let from_criterion = self.header.column(Role::Criterion).and_then(|c| self.grid.at(row, c)).map(|c| c.text());
        let code = [
            Some(cells.raw(Field::Number)).filter(|_| has_indicators),
            Some(text.as_str()).filter(|_| is_named),
            from_criterion.as_deref(),
        ]
        .into_iter()
        .flatten()
        .find_map(code);
        if let Some(indicator) = code {
            self.take_indicator(indicator, named.as_ref(), cells, context);
            return Some(Subject::Indicator(indicator));
        }
        let has_text = !is_blank(cells.raw(Field::Text));
        if let Some(source) = named.filter(|_| !has_text)
            && let Some(section) = sections::heading(&text)
        {
            self.open_section(&section, &source, &text);
            return Some(Subject::Criterion(section.criterion));
        }
        // «Критерий 1 | 96 | 100»: its number alone.
        if !has_text
            && self.header.column(Role::Value).is_some()
            && let Some(criterion) = sections::by_number(&text)
        {
            self.reader.context.criterion = Some(criterion);
            return Some(Subject::Criterion(criterion));
        }
        // «Критерий 1. Открытость | 94 | 100 | Обновить сайт»: the row names its own criterion.
        if has_text
            && is_named
            && let Some(section) = sections::heading(&text)
        {
            context.criterion = Some(section.criterion);
            self.reader.context.criterion.get_or_insert(section.criterion);
            return Some(Subject::Criterion(section.criterion));
        }
        if scores::is_total(&text) || scores::is_total(cells.raw(Field::Number)) {
            return Some(Subject::Total);
        }
        self.leave_indicator(cells, context, has_indicators && !text.is_empty());
        let is_criterion_row =
            self.header.column(Role::Criterion).is_some() && self.header.field(Field::Indicator).is_none();
        context.criterion.filter(|_| is_criterion_row).map(Subject::Criterion)
    }

    /// A row names its indicator: so do the rows below it; another criterion above it is told of.
    fn take_indicator(&mut self, indicator: Indicator, named: Option<&Source>, cells: &Cells, context: &mut Context) {
        context.indicator = Some(indicator);
        self.reader.context.indicator = Some(indicator);
        let place = named.map(|s| s.place(&s.all()));
        if let (Some(criterion), Some(place)) = (context.criterion, place)
            && criterion != indicator.criterion()
            && !is_blank(cells.raw(Field::Text))
        {
            self.reader.remark(measures::mismatch(indicator, criterion, place));
        }
        context.criterion.get_or_insert(indicator.criterion());
    }

    /// A row without a number of an indicator: the last one may not belong to it.
    fn leave_indicator(&mut self, cells: &Cells, context: &mut Context, is_worded: bool) {
        // A dash in the column of indicators says that there is none; an empty cell may go on with the one above.
        let is_dashed =
            cells.fields.get(&Field::Indicator).is_some_and(|s| is_blank(&s.raw) && !s.raw.trim().is_empty());
        if is_dashed {
            self.reader.context.indicator = None;
        }
        if is_dashed || is_worded {
            context.indicator = None;
        }
    }

    /// The cell that may name an indicator, a criterion or a total.
    fn heading_cell(&self, row: usize, cells: &Cells) -> Option<Source> {
        let by_field = [Field::Indicator, Field::Shortcoming]
            .into_iter()
            .find_map(|f| cells.fields.get(&f).filter(|s| !is_blank(&s.raw)).cloned());
        by_field.or_else(|| {
            let column = self.header.column(Role::Criterion)?;
            self.grid.at(row, column).map(|c| self.grid.source(c))
        })
    }

    fn scores(&mut self, row: usize, subject: Option<Subject>, cells: &mut Cells) {
        let text_at = |role| {
            let cell = self.header.column(role).and_then(|c| self.grid.at(row, c))?;
            (cell.row == row).then(|| cell.text())
        };
        if let (Some(value), Some(subject)) = (text_at(Role::Value), subject) {
            let maximum = text_at(Role::Maximum);
            if let Some(found) = scores::in_cell(&value, maximum.as_deref()) {
                self.reader.score(scores::line(subject, found));
            }
        }
        // «94 балла из 100» where a shortcoming should stand: a score of the section.
        for field in [Field::Shortcoming, Field::Indicator, Field::Basis] {
            if !scores::is_only(cells.raw(field)) {
                continue;
            }
            let about = cells.fields.remove(&field).and_then(|s| scores::in_text(&s.raw));
            let subject = subject.or(self.reader.context.criterion.map(Subject::Criterion));
            if let (Some(found), Some(subject)) = (about, subject) {
                self.reader.score(scores::line(subject, found));
            }
        }
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

fn joined(name: &str, post: &str) -> String {
    if is_blank(post) { name.to_owned() } else { format!("{}, {}", name.trim_end_matches([',', ' ']), post.trim()) }
}

/// A cell that is a quantity to a workbook: «1.1» became «1,1».
static CODE_AS_QUANTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*([1-5]),([1-3])\s*$").expect("a constant pattern"));

/// «1.1» of a cell.
pub(super) fn code(text: &str) -> Option<Indicator> {
    let found = CODE.captures(text).or_else(|| CODE_AS_QUANTITY.captures(text))?;
    Indicator::new(found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?)
}

/// «1.», «IV», «2.3)»: a number and nothing else.
fn is_ordinal(text: &str) -> bool {
    let text = plain(text);
    !text.is_empty()
        && text.chars().count() < 10
        && text.split(' ').all(|w| w.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x')))
}

/// «VI. Иные мероприятия», «Раздел 6»: a section that names none of the five criteria.
fn opens_other_section(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    let is_numeral = !first.is_empty() && first.chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    is_numeral || lower(text).starts_with("раздел") || lower(text).starts_with("ины")
}

/// «Мероприятия без указания критерия»: what our own papers say above measures of no criterion.
fn leaves_criteria(text: &str) -> bool {
    lower(text).starts_with("мероприятия без указания критери")
}

fn is_signature(text: &str) -> bool {
    text.contains("____")
        || (super::executors::names_someone(text) && !super::items::opens_measure(text) && text.chars().count() < 140)
}

/// A remark about a section whose name is not the order's.
pub(super) fn misnamed(section: &Section, text: &str) -> Option<Remark> {
    let official = section.criterion.official_name();
    if section.is_misnamed {
        return Some(
            Remark::new("criterion-misnamed", Severity::Problem, format!("Раздел назван «{text}»"))
                .propose(format!("По приказу критерий {} называется «{official}»", section.criterion.number())),
        );
    }
    let number = section.number.and_then(Criterion::new).filter(|n| *n != section.criterion)?;
    Some(
        Remark::new(
            "criterion-misnamed",
            Severity::Doubt,
            format!(
                "Раздел «{text}» стоит под номером {}, а по смыслу это критерий {}",
                number.number(),
                section.criterion.number()
            ),
        )
        .propose(format!("Проверьте номер раздела: критерий {} — «{official}»", section.criterion.number())),
    )
}
