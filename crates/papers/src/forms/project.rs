use super::Form;
use super::official::{full_text, groups, organisation, single, term, tidy, unlisted};
use otklik_domain::deadline::{self, Context};
use otklik_domain::plan::{Draft, DraftKind, Executor, Measure};

/// What of a draft a form keeps: the same draft read back from the paper («что сохраняет форма»).
///
/// Forms have no place for funding, money, basis, results, points and places. An item of an outline says what it stands
/// under in its own words. Terms are read anew from their phrase. Order is that of the paper: by organisation, then by
/// criterion. The plan form keeps no execution; the quarterly one numbers its rows itself.
pub fn project(form: Form, draft: &Draft) -> Draft {
    let draft = &*single(draft);
    let kind = match form {
        _ if draft.measures.is_empty() => DraftKind::Other,
        Form::Plan457 => DraftKind::Plan,
        Form::Report457 | Form::Quarterly => DraftKind::Report,
    };
    let context = context(draft);
    let mut measures = Vec::with_capacity(draft.measures.len());
    for measure in groups(draft, false).iter().flat_map(|g| &g.parts).flat_map(|p| &p.measures) {
        measures.push(keep(form, measure, context, measures.len() + 1));
    }
    Draft {
        kind,
        title: None,
        organisation_as_written: organisation(draft),
        scores: Vec::new(),
        remarks: Vec::new(),
        measures,
        // A report is signed: who approved its plan is told in a note.
        approval: draft.approval.clone().filter(|_| form == Form::Plan457 || draft.kind == DraftKind::Report),
        ..draft.clone()
    }
}

/// What the printed paper says about its year.
fn context(draft: &Draft) -> Context {
    let period = draft.period.map(|span| (span.from, span.to));
    let year = period.filter(|(from, to)| from.year() == to.year()).map(|(from, _)| from.year());
    Context { year, period }
}

fn keep(form: Form, measure: &Measure, context: Context, number: usize) -> Measure {
    let is_quarterly = form == Form::Quarterly;
    let read = |d: &deadline::Deadline| {
        let phrase = term(d);
        (!phrase.is_empty()).then(|| deadline::read(&phrase, context).0)
    };
    let execution = measure.execution.as_ref().filter(|_| form != Form::Plan457).map(|e| {
        let done = said(e.done.as_deref());
        let actual = e.actual.as_ref().and_then(read);
        otklik_domain::plan::Execution { done, actual }
    });
    Measure {
        number: is_quarterly.then(|| number.to_string()),
        organisation: said(measure.organisation.as_deref()),
        criterion: measure.criterion,
        indicator: measure.indicator.filter(|_| is_quarterly),
        shortcoming: measure.shortcoming.as_deref().map(unlisted).filter(|t| !t.is_empty()),
        text: full_text(measure),
        deadline: measure.deadline.as_ref().and_then(read),
        executors: kept_executors(&measure.executors),
        execution: execution.filter(|e| e.done.is_some() || e.actual.is_some()),
        ..Measure::default()
    }
}

/// Each person or office once.
fn kept_executors(executors: &[Executor]) -> Vec<Executor> {
    let mut kept: Vec<Executor> = Vec::with_capacity(executors.len());
    for executor in executors {
        let own = Executor { name: said(executor.name.as_deref()), position: said(executor.position.as_deref()) };
        if own != Executor::default() && !kept.contains(&own) {
            kept.push(own);
        }
    }
    kept
}

fn said(text: Option<&str>) -> Option<String> {
    text.map(tidy).filter(|t| !t.is_empty())
}
