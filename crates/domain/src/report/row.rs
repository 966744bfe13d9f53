//! A report of a plan: its rows, and what each lacks.

use super::change::{Change, changes};
use super::gap::{Gap, Lack};
use super::source::{Followed, ReportedFact};
use super::{ReportPeriod, Standing, Summary, figures};
use crate::Date;
use crate::deadline::{self, Anchor, Deadline, DeadlineKind};
use crate::ids::MeasureId;
use crate::plan::MeasureState;
use crate::score::Criterion;
use std::collections::BTreeMap;

/// A row of a report («строка отчёта»): plan against fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// The measure.
    pub measure: MeasureId,
    /// Number as the plan has it.
    pub number_in_plan: Option<String>,
    /// Criterion.
    pub criterion: Option<Criterion>,
    /// The shortcoming.
    pub shortcoming: Option<String>,
    /// The measure's words.
    pub text: String,
    /// The term as written.
    pub term: Option<String>,
    /// Effective last day.
    pub due_on: Option<Date>,
    /// Who answers.
    pub executors: String,
    /// What the plan promised in figures.
    pub wanted: Option<String>,
    /// Where the measure is on its way.
    pub state: MeasureState,
    /// How it stands on the day of the report.
    pub standing: Standing,
    /// What was done.
    pub done: Option<String>,
    /// When, as written.
    pub done_when: Option<String>,
    /// The figure that was reached.
    pub number: Option<String>,
    /// What proves it.
    pub proofs: Vec<String>,
    /// Why it is late, partly done, moved or given up.
    pub reason: Option<String>,
    /// What is new since the report before; empty where there was none.
    pub changes: Vec<Change>,
    /// What is missing.
    pub lacks: Vec<Lack>,
}

impl ReportRow {
    /// Whether the report may not be signed without more about this row.
    pub fn is_incomplete(&self) -> bool {
        self.lacks.iter().any(|lack| lack.is_required)
    }

    /// Whether a gap is among what is missing.
    pub fn has(&self, gap: Gap) -> bool {
        self.lacks.iter().any(|lack| lack.gap == gap)
    }
}

/// A report on a plan («отчёт об исполнении плана»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it speaks of.
    pub period: ReportPeriod,
    /// The day it speaks from.
    pub as_of: Date,
    /// Rows in the order of the plan.
    pub rows: Vec<ReportRow>,
}

impl Report {
    /// How many stand how.
    pub fn summary(&self) -> Summary {
        Summary::of(self.rows.iter().map(|row| row.standing))
    }

    /// The same by criterion, in the order of the law; rows without one come last.
    pub fn by_criterion(&self) -> Vec<(Option<Criterion>, Summary)> {
        let mut all: BTreeMap<(bool, Option<Criterion>), Summary> = BTreeMap::new();
        for row in &self.rows {
            let sum = all.entry((row.criterion.is_none(), row.criterion)).or_default();
            *sum = sum.and(Summary::of([row.standing]));
        }
        all.into_iter().map(|((_, criterion), sum)| (criterion, sum)).collect()
    }

    /// Rows without which it may not be signed.
    pub fn n_incomplete(&self) -> usize {
        self.rows.iter().filter(|row| row.is_incomplete()).count()
    }

    /// Whether nothing at all was said for any row.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.done.is_none() && row.reason.is_none())
    }
}

/// Makes a report of measures on a day. `former` is the last report that was sent; `start` the first day of the plan.
///
/// What one asks of a row follows from its term: a term that ends by the end of the period asks for a fact or a reason, a
/// recurring one for a fact within the period, one that is said to be done for when, how many and by what it is proved.
///
/// # Example
/// A plan read from a paper that repeats its measures and says nothing of what was done: every row whose term is over
/// lacks its fact and its proof, and each that names no figure lacks its number.
pub fn report(
    measures: &[Followed],
    period: ReportPeriod,
    as_of: Date,
    start: Option<Date>,
    former: Option<&Report>,
) -> Report {
    let before: Option<BTreeMap<MeasureId, &ReportRow>> =
        former.map(|report| report.rows.iter().map(|row| (row.measure, row)).collect());
    let row = |followed: &Followed| {
        let mut row = row(followed, period, as_of, start);
        row.changes = match &before {
            None => Vec::new(),
            Some(before) => before.get(&row.measure).map_or_else(|| vec![Change::Added], |was| changes(&row, was)),
        };
        row
    };
    Report { period, as_of, rows: measures.iter().map(row).collect() }
}

fn row(followed: &Followed, period: ReportPeriod, as_of: Date, start: Option<Date>) -> ReportRow {
    let (tracked, measure) = (&followed.tracked, &followed.tracked.measure);
    let recurs = measure.deadline.as_ref().is_some_and(goes_on);
    // What recurs answers for its own period; what comes once is done whenever it was done.
    let (from, to) = if recurs { (Some(period.span().from), period.span().to.min(as_of)) } else { (None, as_of) };
    let fact = followed.fact_within(from, to);
    let typed = followed.number.as_deref().map(str::trim).filter(|number| !number.is_empty()).map(str::to_owned);
    let said = fact.as_ref().map(|fact| figures(&fact.done)).unwrap_or_default();
    let number = typed.or_else(|| (!said.is_empty()).then(|| said.join("; ")));
    let reason = tracked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
    let wanted = followed.wanted();
    let asked = is_asked(followed, period, start);
    let known = Known { fact: fact.as_ref(), number: number.as_deref(), reason: reason.as_deref(), wanted: &wanted };
    ReportRow {
        lacks: lacks(followed, asked, recurs, &known),
        measure: tracked.id,
        number_in_plan: measure.number.clone(),
        criterion: measure.criterion,
        shortcoming: measure.shortcoming.clone(),
        text: match measure.under.as_deref().map(|under| under.trim_end_matches([':', ';', ' '])) {
            Some(under) if !under.is_empty() => format!("{under}: {}", measure.text),
            _ => measure.text.clone(),
        },
        term: measure.deadline.as_ref().map(|it| it.as_written.clone()).filter(|it| !it.trim().is_empty()),
        due_on: followed.due_on,
        executors: followed.executors.clone(),
        state: tracked.state,
        standing: Standing::of(followed, as_of),
        done_when: fact.as_ref().and_then(|fact| fact.when.clone()),
        proofs: fact.as_ref().map(|fact| fact.proofs.clone()).unwrap_or_default(),
        done: fact.map(|fact| fact.done),
        number,
        wanted,
        reason,
        changes: Vec::new(),
    }
}

fn goes_on(deadline: &Deadline) -> bool {
    matches!(deadline.kind, DeadlineKind::Recurring | DeadlineKind::Ongoing)
}

/// Whether a report of the period has to say something of a measure.
fn is_asked(followed: &Followed, period: ReportPeriod, start: Option<Date>) -> bool {
    let Some(deadline) = followed.tracked.measure.deadline.as_ref() else { return followed.is_said_done() };
    let span = period.span();
    let anchor = Anchor { start, last_done: None };
    let is_over = match deadline.kind {
        DeadlineKind::ByDate | DeadlineKind::Period => deadline.to.is_some_and(|to| to <= span.to),
        DeadlineKind::Recurring | DeadlineKind::Ongoing => {
            deadline::is_due_within(deadline, anchor, span.from, span.to)
        }
        DeadlineKind::OnDemand | DeadlineKind::Unread => false,
    };
    is_over || followed.is_said_done()
}

/// What is known for a row.
struct Known<'a> {
    fact: Option<&'a ReportedFact>,
    number: Option<&'a str>,
    reason: Option<&'a str>,
    wanted: &'a Option<String>,
}

fn lacks(followed: &Followed, asked: bool, recurs: bool, known: &Known<'_>) -> Vec<Lack> {
    let state = followed.tracked.state;
    let mut lacks = Vec::new();
    let needs_reason = matches!(state, MeasureState::Partly | MeasureState::Moved | MeasureState::NotDone);
    if needs_reason && known.reason.is_none() {
        lacks.push(Lack::required(Gap::Reason));
    }
    // What is not done and why is an answer too; a repeated measure answers for each period.
    let is_explained = known.reason.is_some() && state.is_awaited() && !recurs && state != MeasureState::Partly;
    if !asked || state == MeasureState::NotDone || (is_explained && known.fact.is_none()) {
        return lacks;
    }
    match known.fact {
        None => lacks.push(Lack::required(Gap::Fact)),
        Some(fact) if fact.when.is_none() && fact.day.is_none() => lacks.push(Lack::required(Gap::When)),
        Some(_) => {}
    }
    if known.number.is_none() {
        // Figures of the measure's own words are better than none; a promised figure needs its own.
        match known.wanted {
            Some(_) => lacks.push(Lack { gap: Gap::Number, is_required: known.fact.is_some() }),
            None if figures(&followed.tracked.measure.text).is_empty() => lacks.push(Lack::advised(Gap::Number)),
            None => {}
        }
    }
    if known.fact.is_none_or(|fact| fact.proofs.is_empty()) {
        lacks.push(Lack::advised(Gap::Proof));
    }
    lacks
}
