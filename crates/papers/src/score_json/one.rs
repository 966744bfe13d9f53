//! One organisation as JSON.

use super::figures::{Figure, Figures, Manner};
use crate::losses::{LedgerOut, SelectionOut};
use crate::round::{Noted, Round};
use otklik_domain::remark::Remark;
use otklik_domain::score::{CriterionPoints, Exact, Rounding, ScoreSheet, UnitSheet};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Organisation<'a> {
    organisation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    branches: Vec<Branch<'a>>,
    respondents: u64,
    indicators: Figures<'a>,
    criteria: Figures<'a>,
    total: Option<Figure<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Figure<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact_indicators: Option<Figures<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact_criteria: Option<Figures<'a>>,
    remarks: Vec<Said<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger: Option<&'a LedgerOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cheapest: Option<&'a SelectionOut>,
}

#[derive(Serialize)]
struct Branch<'a> {
    branch: Option<&'a str>,
    respondents: u64,
    indicators: Figures<'a>,
}

/// A remark.
#[derive(Serialize)]
pub(super) struct Said<'a> {
    code: &'a str,
    severity: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "<[u64]>::is_empty")]
    lines: &'a [u64],
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
}

/// An organisation with what its files said and what it lost.
pub(super) fn organisation<'a>(
    sheet: &'a ScoreSheet,
    round: &'a Round<'_>,
    losses: Option<&'a (LedgerOut, Option<SelectionOut>)>,
) -> Organisation<'a> {
    let rounding = sheet.policy.rounding;
    let is_exact = rounding == Rounding::None;
    let is_lone = matches!(&*sheet.branches, [one] if one.branch.is_none());
    let points = sheet.indicators.iter().map(|it| (it.indicator, it.points.as_ref()));
    let indicators = Figures::of_indicators(points, Manner::Needed(rounding));
    let criteria = criteria(sheet, Manner::Shown(rounding));
    let own = sheet.remarks.iter().map(Said::of);
    Organisation {
        organisation: &sheet.organisation,
        kind: sheet.kind.as_deref(),
        branches: sheet.branches.iter().filter(|_| !is_lone).map(|unit| branch(unit, rounding)).collect(),
        respondents: sheet.respondents,
        exact_indicators: is_exact.then(|| indicators.as_ratios()),
        exact_criteria: is_exact.then(|| criteria.as_ratios()),
        indicators,
        criteria,
        total: sheet.total.as_ref().map(|it| Figure(it, Manner::Shown(rounding))),
        exact: sheet.total.as_ref().filter(|_| is_exact).map(|it| Figure(it, Manner::Ratio)),
        remarks: own.chain(round.notes.of(&sheet.organisation).map(Said::noted)).collect(),
        ledger: losses.map(|(ledger, _)| ledger),
        cheapest: losses.and_then(|(_, cheapest)| cheapest.as_ref()),
    }
}

/// Criteria that do not count for the kind of the organisation are `null`, so that the total is the mean of the rest.
fn criteria(sheet: &ScoreSheet, manner: Manner) -> Figures<'_> {
    fn points(it: &CriterionPoints) -> Option<&Exact> {
        it.points.as_ref().filter(|_| it.is_used)
    }
    Figures::of(sheet.criteria.iter().map(|it| (it.criterion.name(), points(it))).collect(), manner)
}

fn branch(unit: &UnitSheet, rounding: Rounding) -> Branch<'_> {
    let points = unit.indicators.iter().map(|it| (it.indicator, it.points.as_ref()));
    Branch {
        branch: unit.branch.as_deref(),
        respondents: unit.respondents,
        indicators: Figures::of_indicators(points, Manner::Needed(rounding)),
    }
}

impl<'a> Said<'a> {
    fn of(remark: &'a Remark) -> Said<'a> {
        let (code, severity) = (remark.code, remark.severity.name());
        Said { code, severity, text: &remark.text, file: None, lines: &[], n: None }
    }

    /// A remark about a file.
    pub(super) fn noted(noted: &'a Noted) -> Said<'a> {
        let is_cut = noted.n > noted.lines.len() as u64;
        let n = is_cut.then_some(noted.n);
        Said { file: noted.file.as_deref(), lines: &noted.lines, n, ..Said::of(&noted.remark) }
    }
}
