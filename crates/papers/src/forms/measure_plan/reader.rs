//! The walk through a document: what stands before the measures, the tables one by one, or the outline.
//!
//! In comes a document; out goes the draft. It owns the order of things and refuses to know any of them closely.

use super::crew::{Crew, Row};
use super::grid::{Grid, Standing};
use super::header::{self, Header};
use super::hyphens::Words;
use super::lexicon::Role;
use super::measures::{self, Cells, Context, Made};
use super::organisation::Name;
use super::rows::Rows;
use super::sections::Section;
use super::source::{Source, is_blank, tidy};
use super::{
    Options, approval, executors, guess, leftover, organisation, outline, period, preamble, scores, sections, title,
};
use crate::pattern::Regex;
use crate::read::{Block, Document, Format, Table};
use otklik_domain::deadline;
use otklik_domain::letters::lower;
use otklik_domain::plan::{Draft, DraftKind, Field};
use otklik_domain::remark::Remark;
use otklik_domain::score::{ScoreLine, Subject};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::sync::mpsc::Sender;
use std::thread::ScopedJoinHandle;

/// What the walk through the tables found, in its order.
enum Found {
    /// A row: the crew makes it.
    Row,
    /// A row beneath a merged measure, and its number.
    Beneath(Cells, usize),
    /// Something to say, about the next measure or about none.
    Remark(Remark, bool),
}

/// What is known while reading.
pub(super) struct Reader<'d> {
    crew: &'d Crew<'d>,
    rows: Option<Sender<(usize, Row)>>,
    second: Option<ScopedJoinHandle<'d, ()>>,
    found: Vec<Found>,
    n_rows: usize,
    pub(super) format: Format,
    pub(super) is_report: bool,
    pub(super) context: Context,
    pub(super) draft: Draft,
    pub(super) term: deadline::Context,
    document: &'d Document,
    heading: Option<(Header, usize)>,
    /// The heading of the first table, found when it was looked for.
    first_heading: Option<Option<Header>>,
    n_organisations: usize,
    /// A letter: terms and people stand inside its sentences.
    pub(super) is_letter: bool,
    /// The year that was told with the paper; it goes before any printed one.
    told_year: Option<i16>,
    /// Headings of columns that were said to be left out.
    pub(super) columns_left: BTreeSet<String>,
}

/// Reads the document.
pub(super) fn read(document: &Document, options: &Options) -> Draft {
    let (crew, rows) = Crew::new(document);
    std::thread::scope(|scope| Reader::new(document, options, &crew, rows, crew.second(scope)).read())
}

impl<'d> Reader<'d> {
    fn new(
        document: &'d Document,
        options: &Options,
        crew: &'d Crew<'d>,
        rows: Sender<(usize, Row)>,
        second: Option<ScopedJoinHandle<'d, ()>>,
    ) -> Self {
        Reader {
            crew,
            rows: Some(rows),
            second,
            found: Vec::new(),
            n_rows: 0,
            format: document.format,
            is_report: false,
            context: Context::default(),
            draft: Draft::empty(DraftKind::Other),
            term: deadline::Context { year: options.year, period: None },
            document,
            heading: None,
            first_heading: None,
            n_organisations: 0,
            is_letter: false,
            told_year: options.year,
            columns_left: BTreeSet::new(),
        }
    }

    fn read(mut self) -> Draft {
        let document = self.document;
        let first = self.first_table();
        self.before(first);
        self.blocks(first);
        self.settle();
        if self.draft.measures.is_empty() && self.draft.scores.is_empty() {
            outline::read(&mut self, document);
        }
        self.finish()
    }

    /// All words of the document.
    pub(super) fn words(&self) -> &'d Words {
        self.crew.words()
    }

    /// The first table with measures or scores, and the row its heading begins in.
    fn first_table(&mut self) -> Option<(usize, usize)> {
        self.document.blocks.iter().enumerate().find_map(|(block, content)| match content {
            Block::Table(table) => {
                let (row, heading) = Self::heading_row(table, block)?;
                self.first_heading = Some(heading);
                Some((block, row))
            }
            Block::Paragraph(_) => None,
        })
    }

    /// The row a heading begins in, with the heading where it is the table's own.
    fn heading_row(table: &Table, block: usize) -> Option<(usize, Option<Header>)> {
        let grid = Grid::new(table, Standing::Block(block));
        if let Some(heading) = header::find(&grid, false) {
            return Some((heading.first, Some(heading)));
        }
        // A table around others only frames them: what looks like columns of it is the page.
        let mut frames = table.cells.iter().filter(|c| !c.nested.is_empty());
        let row = frames.find(|c| c.nested.iter().any(|t| Self::heading_row(t, block).is_some())).map(|c| c.row);
        let row = row.or_else(|| guess::without_heading(&grid).map(|heading| heading.first));
        row.map(|row| (row, None))
    }

    /// Title, organisation, period and approval.
    fn before(&mut self, first: Option<(usize, usize)>) {
        let blocks = &self.document.blocks;
        let mut lines = preamble::of_blocks(&blocks[..first.map_or(blocks.len().min(60), |(block, _)| block)]);
        if let Some((Block::Table(table), row)) = first.and_then(|(block, row)| Some((blocks.get(block)?, row))) {
            preamble::of_table(table, row, &mut lines);
            preamble::of_frame(table, row, &mut lines);
        }
        let range = title::find(&lines);
        let title = range.clone().map(|range| tidy(&lines[range].join("\n"), self.words())).filter(|t| !t.is_empty());
        let lower = lower(title.as_deref().unwrap_or_default()).replace(' ', "");
        self.is_report = title::is_of_report(&lower);
        self.draft.approval = approval::find(&lines[..range.as_ref().map_or(lines.len(), |r| r.start)]);
        let text = title.clone().unwrap_or_default();
        self.draft.period = period::of_title(&text, self.is_report);
        self.draft.assessed_year = period::assessed(&text, self.is_report);
        self.draft.title = title;
        let rest = range.as_ref().map_or(&lines[..0], |r| &lines[r.end..]);
        if self.draft.period.is_none() && first.is_some() {
            let near = preamble::groups(rest).into_iter().take(3).collect::<Vec<_>>().join("\n");
            self.draft.period = period::of_title(&near, self.is_report);
        }
        let name = self.organisation(&lines, rest, &text);
        self.draft.organisation_as_written = name.as_ref().map(|n| n.as_written.clone());
        self.draft.organisation = name.map(|n| n.name);
        let year = self.draft.period.as_ref().and_then(period::year_of);
        self.term.year = self.term.year.or(year);
        self.term.period = self.draft.period.map(|span| (span.from, span.to));
    }

    /// A label first, then the lines after the title, the title itself, the lines before it, the signature.
    fn organisation(&self, lines: &[String], rest: &[String], title: &str) -> Option<Name> {
        let all = preamble::groups(lines);
        let after = preamble::groups(rest);
        let tidy_name = |text: &String| tidy(text, self.words());
        let labelled = all.iter().map(tidy_name).find_map(|t| organisation::labelled(&t));
        let labelled = labelled.or_else(|| lines.iter().find_map(|l| organisation::labelled(l)));
        let is_outline_line = |t: &String| t.starts_with(|c: char| c.is_ascii_digit());
        labelled
            .or_else(|| {
                after
                    .iter()
                    .map(tidy_name)
                    .take(4)
                    .filter(|t| !is_outline_line(t))
                    .find_map(|t| organisation::in_text(&t))
            })
            .or_else(|| organisation::in_text(title))
            .or_else(|| {
                let quoted =
                    |t: &&String| t.starts_with(['«', '"']) && t.ends_with(['»', '"']) && t.chars().count() < 120;
                after.iter().take(3).find(quoted).map(|t| organisation::bare(t))
            })
            .or_else(|| {
                all.iter()
                    .filter(|t| !approval::is_part(t))
                    .map(tidy_name)
                    .take(30)
                    .find_map(|t| organisation::in_text(&t))
            })
            .or_else(|| self.signature())
            // «Приложение к приказу МБОУ «…»» names the organisation when nothing else does.
            .or_else(|| all.iter().map(tidy_name).take(30).find_map(|t| organisation::in_text(&t)))
    }

    fn signature(&self) -> Option<Name> {
        let tail = self.document.blocks.iter().rev().take(12);
        tail.filter_map(|b| if let Block::Paragraph(p) = b { Some(p.shown()) } else { None })
            .filter(|text| executors::names_someone(text) && text.chars().count() < 240)
            .find_map(|text| organisation::in_text(&tidy(&text, self.words())))
    }

    fn blocks(&mut self, first: Option<(usize, usize)>) {
        let Some((first, _)) = first else { return };
        let document = self.document;
        for (number, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(number, &paragraph.shown(), number > first),
                Block::Table(table) if number >= first => {
                    self.table(&Grid::new(table, Standing::Block(number)), number > first);
                }
                Block::Table(_) => {}
            }
        }
    }

    /// A heading between tables opens a section or an organisation.
    fn paragraph(&mut self, number: usize, text: &str, is_after_first: bool) {
        if is_blank(text) || text.chars().count() > 330 {
            return;
        }
        let source = Source::paragraph(number, text.to_owned());
        let line = tidy(text, self.words());
        if let Some(section) =
            sections::heading(&line).filter(|s| is_after_first || s.number.is_some() || line.contains("ритери"))
        {
            self.open_section(&section, &source, &line);
        } else if is_after_first && !executors::names_someone(&line) {
            self.open_organisation(&line);
        }
    }

    fn table(&mut self, grid: &Grid<'d>, is_later: bool) {
        let found = match self.first_heading.take() {
            Some(found) if !self.is_report => found,
            _ => header::find(grid, self.is_report),
        };
        if let Some(mut header) = found {
            guess::complete(grid, &mut header);
            self.heading = Some((header.clone(), grid.n_columns()));
            if is_later {
                self.rows_above(grid, header.first);
            }
            let from = header.end;
            let is_about_itself = header.field(Field::Text).is_none() || header.column(Role::Criterion).is_some();
            let before = self.context.clone();
            let year = self.term.year;
            self.term.year = year.or(header.year);
            if !header.sums.is_empty() {
                self.note(cost_summed());
            }
            leftover::tell(self, grid, &header);
            Rows::new(self, grid, header).read(from);
            self.term.year = year;
            // A table of scores, or one that names the criterion in each row, ends with its last one: what stands after
            // it is not about that one.
            if is_about_itself {
                self.context = before;
            }
            return;
        }
        // A table without a heading goes on with the one before it.
        if let Some((header, _)) = self.heading.clone().filter(|(_, n)| *n == grid.n_columns()) {
            let header = Header { first: 0, end: 0, ..header };
            return Rows::new(self, grid, header).read(0);
        }
        let is_frame = |table: &Table| Self::heading_row(table, 0).is_some();
        let frames_others = grid.table.cells.iter().any(|cell| cell.nested.iter().any(is_frame));
        if let Some(header) = guess::without_heading(grid).filter(|_| !frames_others) {
            self.note(
                Remark::new(
                    "columns-guessed",
                    otklik_domain::remark::Severity::Doubt,
                    "У таблицы нет понятной шапки: столбцы определены по содержимому",
                )
                .propose("Проверьте, что мероприятия, сроки и исполнители прочитаны верно"),
            );
            self.heading = Some((header.clone(), grid.n_columns()));
            return Rows::new(self, grid, header).read(0);
        }
        for cell in &grid.table.cells {
            for table in &cell.nested {
                self.table(&Grid::new(table, grid.inside(cell)), is_later);
            }
        }
    }

    /// A title row of a later table may name its criterion or its organisation.
    fn rows_above(&mut self, grid: &Grid<'d>, to: usize) {
        for row in 0..to {
            for cell in grid.filled(row) {
                let source = grid.source(cell);
                let text = tidy(&source.raw, self.words());
                match sections::heading(&text) {
                    Some(section) => self.open_section(&section, &source, &text),
                    None => {
                        self.open_organisation(&text);
                    }
                }
            }
        }
    }

    pub(super) fn open_section(&mut self, section: &Section, source: &Source, text: &str) {
        self.context.criterion = Some(section.criterion);
        self.context.indicator = None;
        if let Some(remark) = sections::misnamed(section, text) {
            self.note(remark.at(Some(source.place(&source.all()))));
        }
        if let Some(found) = scores::in_text(text) {
            self.score(scores::line(Subject::Criterion(section.criterion), found));
        }
    }

    pub(super) fn open_organisation(&mut self, text: &str) -> bool {
        let Some(name) = organisation::as_row(text).or_else(|| self.next_plan(text)) else { return false };
        self.n_organisations += 1;
        self.context = Context { organisation: Some(name.as_written), ..Context::default() };
        true
    }

    /// «План … МБОУ «Гимназия № 2» на 2025 год» after measures: the plan of another organisation, with its own year.
    fn next_plan(&mut self, text: &str) -> Option<organisation::Name> {
        let name = Some(text).filter(|text| title::opens(text)).and_then(organisation::in_text)?;
        if let Some(span) = period::of_title(text, self.is_report) {
            self.term.year = self.told_year.or(period::year_of(&span));
            self.term.period = Some((span.from, span.to));
        }
        Some(name)
    }

    pub(super) fn total(&mut self, text: &str) {
        if let Some(found) = scores::in_text(text) {
            self.score(scores::line(Subject::Total, found));
        }
    }

    pub(super) fn score(&mut self, line: ScoreLine) {
        // The same score printed again (a repeated section) is one score.
        if !self.draft.scores.contains(&line) {
            self.draft.scores.push(line);
        }
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        self.meet(Found::Remark(remark, true));
    }

    /// A remark about no measure.
    pub(super) fn note(&mut self, remark: Remark) {
        self.meet(Found::Remark(remark, false));
    }

    /// Leaves a row to the crew.
    pub(super) fn add(&mut self, cells: Cells, context: Context) {
        let row = Row { cells, context, term: self.term };
        if self.rows.as_ref().is_some_and(|rows| rows.send((self.n_rows, row)).is_ok()) {
            self.found.push(Found::Row);
            self.n_rows += 1;
        }
    }

    /// A row beneath a merged measure adds to the measures above.
    pub(super) fn add_beneath(&mut self, cells: Cells, row: usize) {
        self.meet(Found::Beneath(cells, row));
    }

    /// Makes measures of a row at once, when the tables are over.
    pub(super) fn add_now(&mut self, cells: &Cells, context: &Context) {
        let made = measures::make(cells, context, self.term, self.words());
        self.keep(made);
    }

    /// While rows are made elsewhere everything waits for its turn.
    fn meet(&mut self, found: Found) {
        self.found.push(found);
        if self.rows.is_none() {
            self.settle();
        }
    }

    fn keep(&mut self, made: Made) {
        let n = self.draft.measures.len();
        self.draft.measures.extend(made.measures);
        let numbered = |remark: Remark| Remark { measure: remark.measure.map(|own| n + own), ..remark };
        self.draft.remarks.extend(made.remarks.into_iter().map(numbered));
    }

    /// Puts all that was found into the draft, in the order of the walk.
    fn settle(&mut self) {
        self.rows = None;
        self.crew.work();
        if let Some(Err(panic)) = self.second.take().map(ScopedJoinHandle::join) {
            std::panic::resume_unwind(panic);
        }
        let mut made = self.crew.take().into_iter();
        for found in std::mem::take(&mut self.found) {
            match found {
                Found::Row => made.next().into_iter().for_each(|made| self.keep(made)),
                Found::Beneath(cells, row) => self.extend_last(&cells, row),
                Found::Remark(remark, true) => self.draft.remarks.push(remark.about(self.draft.measures.len())),
                Found::Remark(remark, false) => self.draft.remarks.push(remark),
            }
        }
    }

    fn extend_last(&mut self, cells: &Cells, row: usize) {
        let words = self.words();
        let Some(last) = self.draft.measures.last_mut() else { return };
        let is_own = |s: &&Source| s.place(&s.all()).row == Some(row) && !is_blank(&s.raw);
        if let Some(source) = cells.fields.get(&Field::Executors).filter(is_own) {
            let (more, remarks) = executors::read(&source.raw);
            last.executors.extend(more);
            self.draft.remarks.extend(remarks);
        }
        if let Some(source) = cells.fields.get(&Field::Shortcoming).filter(is_own) {
            let more = tidy(&source.raw, words);
            last.shortcoming = Some(match last.shortcoming.take() {
                Some(before) if before != more => format!("{before}; {more}"),
                _ => more,
            });
        }
        if let Some(source) = cells.fields.get(&Field::Deadline).filter(is_own).filter(|_| last.deadline.is_none()) {
            last.deadline = Some(deadline::read(&tidy(&source.raw, words), self.term).0);
        }
    }

    fn finish(mut self) -> Draft {
        let draft = &mut self.draft;
        let named: BTreeSet<_> = draft.measures.iter().filter_map(|m| m.organisation.clone()).collect();
        let has_nameless = draft.measures.iter().any(|m| m.organisation.is_none());
        if named.len() + usize::from(has_nameless) < 2 {
            // One organisation is the document's, not every row's.
            if let (None, Some(name)) = (&draft.organisation, named.first()) {
                let found = organisation::in_text(name).unwrap_or_else(|| organisation::bare(name));
                draft.organisation = Some(found.name);
                draft.organisation_as_written = Some(name.clone());
            }
            draft.measures.iter_mut().for_each(|m| m.organisation = None);
        } else if has_nameless && self.n_organisations > 0 {
            let own = draft.organisation_as_written.clone();
            draft.measures.iter_mut().filter(|m| m.organisation.is_none()).for_each(|m| m.organisation = own.clone());
        }
        let title = draft.title.clone().unwrap_or_default();
        let of_rows: BTreeSet<_> = draft.measures.iter().filter_map(|m| m.organisation.clone()).collect();
        let is_one_of = |name: &String| of_rows.len() > 1 && of_rows.contains(name) && !title.contains(name.as_str());
        if draft.organisation_as_written.as_ref().is_some_and(is_one_of) {
            // The paper serves several; none of them is the paper's own.
            draft.organisation = None;
            draft.organisation_as_written = None;
        }
        let has_execution = draft.measures.iter().any(|m| m.execution.is_some());
        draft.kind = match (self.is_report || has_execution, draft.measures.is_empty(), draft.scores.is_empty()) {
            (true, _, _) => DraftKind::Report,
            (_, false, _) => DraftKind::Plan,
            (_, true, false) => DraftKind::Results,
            (_, true, true) => DraftKind::Other,
        };
        draft.remarks.extend(self.document.remarks.iter().cloned());
        let is_told = draft.remarks.iter().any(|remark| remark.code == "scan-without-text");
        if draft.kind == DraftKind::Other && !is_told {
            let is_fine = self.document.blocks.iter().any(says_nothing_is_wrong);
            draft.remarks.push(if is_fine { nothing_to_mend() } else { nothing_read() });
        }
        self.draft
    }
}

/// Said of money that stands under years.
fn cost_summed() -> Remark {
    let text = "Деньги записаны по годам: стоимость мероприятия сложена из них";
    Remark::new("cost-summed", otklik_domain::remark::Severity::Note, text)
}

/// Said of a paper in which nothing was found: silence would look like praise.
fn nothing_read() -> Remark {
    let text = "В документе не найдено ни мероприятий, ни оценок";
    Remark::new("nothing-read", otklik_domain::remark::Severity::Doubt, text).propose(
        "Проверьте, тот ли это документ; мероприятия читаются из таблицы со столбцами «Мероприятие», «Срок», «Ответственный» или из списка с номерами",
    )
}

/// «Недостатки не выявлены», «замечаний нет» somewhere in a paragraph or a table.
fn says_nothing_is_wrong(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => shortcomings_denied(&paragraph.shown()),
        Block::Table(table) => table.cells.iter().any(|cell| shortcomings_denied(&cell.text())),
    }
}

static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:недостатк[а-яё]*|замечани[а-яё]*|нарушени[а-яё]*)\s+(?:[а-яё-]+\s+){0,4}?",
        r"(?:не\s+(?:выявлен|установлен|обнаружен|имеется|было)|отсутству|нет\b)|",
        r"\b(?:не\s+(?:выявлен|установлен|обнаружен)[а-яё]*|нет)\s+(?:недостатков|замечаний|нарушений)"
    ))
    .expect("a constant pattern")
});

fn shortcomings_denied(text: &str) -> bool {
    text.len() < 4_000 && DENIED.is_match(text)
}

/// Said of a paper without measures because there is nothing to mend.
fn nothing_to_mend() -> Remark {
    let text = "В документе сказано, что недостатков нет: мероприятий в нём не найдено";
    Remark::new("nothing-to-mend", otklik_domain::remark::Severity::Note, text)
        .propose("Сохраните документ как есть: устранять по нему нечего")
}
