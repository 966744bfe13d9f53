//! What official papers have in common: approval block, title, organisation, period, sections by criterion, signatures.
//!
//! In comes a draft and what a form decides (its words and columns); out goes a neutral paper.
//! It refuses to invent: what the draft lacks is left blank to be filled in by hand.

mod cells;
mod heading;
mod sections;
mod signers;
mod single;
mod wording;

pub(super) use cells::{Column, Source};
pub(super) use heading::Words;
pub(crate) use heading::organisation;
pub(super) use sections::groups;
pub use signers::Signers;
pub(super) use single::single;
pub(super) use wording::{executor, full_text, term, tidy, unlisted};

use super::nothing::or_say;
use crate::write::{HeaderCell, Paper, Row, Sheet, Table};
use otklik_domain::plan::Draft;

/// What one form decides.
pub(super) struct Layout {
    pub(super) words: Words,
    pub(super) columns: Vec<Column>,
    pub(super) header: Vec<Vec<HeaderCell>>,
    /// How a section by criterion is called.
    pub(super) section: fn(otklik_domain::score::Criterion) -> String,
    /// Whether criteria without measures are named too, as the form of decree 457 does.
    pub(super) names_every_criterion: bool,
}

/// Lays a draft out on a form.
pub(super) fn lay_out(layout: &Layout, draft: &Draft, signers: &Signers) -> Paper {
    let draft = &*single(draft);
    let heading = heading::heading(&layout.words, draft);
    let title = heading::title(&layout.words, draft);
    Paper {
        sheet: Sheet::Landscape,
        approval: heading::approval(&layout.words, draft),
        heading,
        table: Table {
            summary: title.clone(),
            columns: layout.columns.iter().map(column).collect(),
            header: layout.header.clone(),
            rows: rows(layout, draft),
        },
        title,
        made_on: signers.made_on.map(|day| day.to_string()),
        more: Vec::new(),
        notes: heading::approved_plan(&layout.words, draft).into_iter().collect(),
        endings: signers.endings(),
    }
}

fn column(it: &Column) -> crate::write::Column {
    crate::write::Column { width_mm: it.width_mm, is_number: it.source == Source::Number }
}

fn rows(layout: &Layout, draft: &Draft) -> Vec<Row> {
    let mut out = Vec::new();
    let mut n_rows = 0;
    for group in groups(draft, layout.names_every_criterion) {
        if let Some(organisation) = group.organisation {
            out.push(Row::Section { level: 1, text: tidy(organisation) });
        }
        for part in &group.parts {
            out.extend(part.title(layout.section).map(|text| Row::Section { level: 2, text }));
            out.extend(part.remark(draft).map(|text| Row::Remark { text: text.to_owned() }));
            out.extend(cells::rows(&layout.columns, &part.measures, &mut n_rows));
        }
    }
    or_say(out, "Мероприятий нет")
}

/// The header of two rows under which «Сведения о ходе реализации» parts in two. Widths follow the columns.
pub(super) fn header(upper: &[(&str, usize)], lower: &[(&str, usize)]) -> Vec<Vec<HeaderCell>> {
    let mut column = 0;
    let mut rows = vec![Vec::new(), Vec::new()];
    for (text, column_span) in upper {
        let row_span = if *column_span > 1 { 1 } else { 2 };
        rows[0].push(HeaderCell { text: (*text).to_owned(), column, column_span: *column_span, row_span });
        column += column_span;
    }
    for (text, column) in lower {
        rows[1].push(HeaderCell { text: (*text).to_owned(), column: *column, column_span: 1, row_span: 1 });
    }
    rows
}

pub(super) const SHORTCOMING: &str =
    "Недостатки, выявленные в ходе независимой оценки качества условий оказания услуг организацией";
pub(super) const MEASURE: &str = "Наименование мероприятия по устранению недостатков, выявленных в ходе независимой оценки качества условий оказания услуг организацией";
pub(super) const TERM: &str = "Плановый срок реализации мероприятия";
pub(super) const EXECUTORS: &str = "Ответственный исполнитель (с указанием фамилии, имени, отчества и должности)";
pub(super) const EXECUTION: &str = "Сведения о ходе реализации мероприятия";
pub(super) const DONE: &str = "реализованные меры по устранению выявленных недостатков";
pub(super) const ACTUAL: &str = "фактический срок реализации";
