//! Records of plans, cell for column.

use crate::cell::{Cell, Row};
use crate::record::{Execution, Measure, MeasureEvent, Plan, PlanState, Verdict};
use crate::table::{self, Record, Table};
use crate::{Answer, Fault, key};
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_domain::score::Criterion;

impl Record for Plan {
    const TABLE: &'static Table = &table::PLAN;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::maybe(self.draft),
            Cell::maybe(self.paper),
            Cell::maybe(self.supersedes),
            Cell::from(&self.title),
            Cell::from(self.from),
            Cell::from(self.to),
            Cell::int(self.assessed_year),
            Cell::from(&self.body_json),
            Cell::from(self.n_measures),
            Cell::from(self.state.name()),
            Cell::from(self.stage.name()),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.is_example),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Plan {
            organisation: row.read()?,
            id: row.read()?,
            draft: row.maybe_read()?,
            paper: row.maybe_read()?,
            supersedes: row.maybe_read()?,
            title: row.maybe_text()?,
            from: row.maybe_read()?,
            to: row.maybe_read()?,
            assessed_year: row.maybe_int()?.and_then(|year| i16::try_from(year).ok()),
            body_json: row.text()?,
            n_measures: row.int()?,
            state: row.named(PlanState::from_name)?,
            stage: row.named(Stage::from_name)?,
            by: row.text()?,
            at: row.instant()?,
            is_example: row.flag()?,
        })
    }
}

/// Unfinished measures by their last day, then those without one, then finished ones. Needs no «today»:
/// what is late has the earliest days.
fn order_key(measure: &Measure) -> String {
    match (measure.state.is_awaited(), measure.due_on) {
        (true, Some(due)) => format!("0{due}"),
        (true, None) => "1".to_owned(),
        (false, due) => format!("2{}", due.map(|d| d.to_string()).unwrap_or_default()),
    }
}

/// The number of a criterion out of a cell.
pub(crate) fn criterion(row: &mut Row) -> Answer<Option<Criterion>> {
    let number = row.maybe_int()?;
    let criterion = |n: i64| u8::try_from(n).ok().and_then(Criterion::new);
    number.map(|n| criterion(n).ok_or_else(|| Fault::broken(format!("no such criterion: {n}")))).transpose()
}

/// The name of a kind of term out of a cell.
pub(crate) fn deadline_kind(row: &mut Row) -> Answer<Option<DeadlineKind>> {
    Ok(row.maybe_text()?.as_deref().and_then(DeadlineKind::from_name))
}

impl Record for Measure {
    const TABLE: &'static Table = &table::MEASURE;

    fn cells(&self) -> Vec<Cell> {
        let words = [self.number.as_deref().unwrap_or_default(), &self.text, &self.executors, &self.more_words];
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.plan),
            Cell::from(self.position),
            Cell::from(&self.number),
            Cell::int(self.criterion.map(|c| i64::from(c.number()))),
            Cell::from(&self.text),
            Cell::from(&self.deadline_as_written),
            Cell::maybe(self.deadline_kind.map(DeadlineKind::name)),
            Cell::from(self.starts_on),
            Cell::from(self.due_on),
            Cell::from(self.state.name()),
            Cell::from(&self.reason),
            Cell::from(&self.executors),
            Cell::from(&self.more_words),
            Cell::from(&self.body_json),
            Cell::from(self.is_example),
            Cell::from(order_key(self)),
            Cell::from(key::of(&self.executors)),
            Cell::from(key::of(&words.join(" "))),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Measure {
            organisation: row.read()?,
            id: row.read()?,
            plan: row.read()?,
            position: row.int()?,
            number: row.maybe_text()?,
            criterion: criterion(row)?,
            text: row.text()?,
            deadline_as_written: row.maybe_text()?,
            deadline_kind: deadline_kind(row)?,
            starts_on: row.maybe_read()?,
            due_on: row.maybe_read()?,
            state: row.named(MeasureState::from_name)?,
            reason: row.maybe_text()?,
            executors: row.text()?,
            more_words: row.text()?,
            body_json: row.text()?,
            is_example: row.flag()?,
        })
    }
}

/// A measure as it stands in the newest frozen version.
pub(crate) struct Published(pub(crate) Measure);

impl Record for Published {
    const TABLE: &'static Table = &table::PUBLISHED_MEASURE;

    fn cells(&self) -> Vec<Cell> {
        self.0.cells()
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Measure::take(row).map(Published)
    }
}

/// An event with the organisation's column left out.
pub(crate) struct Event(pub(crate) MeasureEvent);

impl Record for Event {
    const TABLE: &'static Table = &table::MEASURE_EVENT;

    /// Events are written by their own query; they are never changed.
    fn cells(&self) -> Vec<Cell> {
        Vec::new()
    }

    fn take(row: &mut Row) -> Answer<Self> {
        row.text()?;
        Ok(Event(MeasureEvent {
            id: row.read()?,
            measure: row.read()?,
            at: row.instant()?,
            actor: row.text()?,
            verb: row.text()?,
            was: row.maybe_text()?,
            became: row.maybe_text()?,
            note: row.maybe_text()?,
        }))
    }
}

impl Record for Execution {
    const TABLE: &'static Table = &table::EXECUTION;

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::printed(self.organisation),
            Cell::printed(self.id),
            Cell::printed(self.measure),
            Cell::from(&self.done),
            Cell::from(&self.actual_json),
            Cell::maybe(self.paper),
            Cell::from(&self.by),
            Cell::from(self.at),
            Cell::from(self.verdict.name()),
            Cell::from(&self.verdict_note),
            Cell::from(self.for_day),
        ]
    }

    fn take(row: &mut Row) -> Answer<Self> {
        Ok(Execution {
            organisation: row.read()?,
            id: row.read()?,
            measure: row.read()?,
            done: row.text()?,
            actual_json: row.maybe_text()?,
            paper: row.maybe_read()?,
            by: row.text()?,
            at: row.instant()?,
            verdict: row.named(Verdict::from_name)?,
            verdict_note: row.maybe_text()?,
            for_day: row.maybe_read()?,
        })
    }
}
