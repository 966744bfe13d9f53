//! What a row is about: its criterion, its indicator, its organisation, and the scores it prints.
//!
//! In come the cells of a row; out go its context, the subject of its scores and the scores themselves. It refuses to guess:
//! a number is an indicator's only where the heading or the words say so.

use super::Rows;
use super::telling::code;
use crate::forms::measure_plan::lexicon::Role;
use crate::forms::measure_plan::measures::{self, Cells, Context};
use crate::forms::measure_plan::source::{Source, is_blank};
use crate::forms::measure_plan::{scores, sections};
use otklik_domain::letters::lower;
use otklik_domain::plan::Field;
use otklik_domain::score::{Indicator, Subject};

impl Rows<'_, '_> {
    /// Criterion, indicator and organisation of a row, by its own cells first.
    pub(super) fn context_of(&mut self, row: usize, cells: &mut Cells) -> Context {
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
    pub(super) fn subject(&mut self, row: usize, cells: &Cells, context: &mut Context) -> Option<Subject> {
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

    pub(super) fn scores(&mut self, row: usize, subject: Option<Subject>, cells: &mut Cells) {
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
}
