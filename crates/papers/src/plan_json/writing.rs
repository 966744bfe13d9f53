//! From a draft to plan JSON.

use super::FORMAT;
use super::codes::field_name;
use super::dto::{
    ApprovalDto, DeadlineDto, DerivedDto, DueDto, ExecutionDto, ExecutorDto, MeasureDto, PlaceDto, PlanDto, RemarkDto,
    ScoreDto, SpanDto,
};
use otklik_domain::deadline::{Deadline, Due};
use otklik_domain::plan::{Draft, Execution, Measure};
use otklik_domain::remark::{Place, Remark};
use otklik_domain::score::{ScoreLine, derive};
use std::collections::BTreeMap;

pub(super) fn plan(draft: &Draft, file: Option<&str>) -> PlanDto {
    PlanDto {
        file: file.map(str::to_owned),
        format: Some(FORMAT.to_owned()),
        kind: Some(draft.kind.name().to_owned()),
        title: draft.title.clone(),
        organisation: draft.organisation.clone(),
        organisation_as_written: draft.organisation_as_written.clone(),
        period: draft.period.map(|span| SpanDto { from: Some(span.from.to_string()), to: Some(span.to.to_string()) }),
        assessed_year: draft.assessed_year,
        approval: draft.approval.as_ref().map(|a| ApprovalDto {
            position: a.position.clone(),
            name: a.name.clone(),
            date: a.date.map(|d| d.to_string()),
            basis: a.basis.clone(),
        }),
        scores: draft.scores.iter().map(score).collect(),
        derived: derived(&draft.scores),
        measures: draft.measures.iter().map(measure).collect(),
        remarks: draft.remarks.iter().map(remark).collect(),
    }
}

/// What follows from the scores; nothing where no criterion is known.
fn derived(lines: &[ScoreLine]) -> Option<DerivedDto> {
    let found = derive(lines);
    let criteria: BTreeMap<String, String> =
        found.criteria.iter().map(|(criterion, points)| (criterion.number().to_string(), points.to_string())).collect();
    (!criteria.is_empty()).then(|| DerivedDto { criteria, total: found.total.map(|total| total.to_string()) })
}

fn score(line: &ScoreLine) -> ScoreDto {
    ScoreDto {
        subject: line.subject.to_string(),
        value: Some(line.value.to_string()),
        max: line.max.map(|m| m.to_string()),
        scale: Some(line.scale.name().to_owned()),
    }
}

fn measure(m: &Measure) -> MeasureDto {
    MeasureDto {
        number: m.number.clone(),
        organisation: m.organisation.clone(),
        criterion: m.criterion.map(|c| c.number()),
        indicator: m.indicator.map(|i| i.to_string()),
        shortcoming: m.shortcoming.clone(),
        basis: m.basis.clone(),
        text: Some(m.text.clone()),
        under: m.under.clone(),
        deadline: m.deadline.as_ref().map(deadline),
        recurrence_in_text: m.recurrence_in_text.map(|e| e.to_string()),
        executors: m
            .executors
            .iter()
            .map(|e| ExecutorDto { name: e.name.clone(), position: e.position.clone() })
            .collect(),
        funding: m.funding.clone(),
        cost: m.cost.map(|c| c.to_string()),
        expected_result: m.expected_result.clone(),
        result_indicator: m.result_indicator.clone(),
        execution: m.execution.as_ref().map(execution),
        place: m.place.as_ref().map(place),
        places: (!m.places.is_empty())
            .then(|| m.places.iter().map(|(f, p)| (field_name(*f).to_owned(), place(p))).collect()),
    }
}

fn execution(e: &Execution) -> ExecutionDto {
    ExecutionDto { done: e.done.clone(), actual: e.actual.as_ref().map(deadline) }
}

pub(super) fn deadline(d: &Deadline) -> DeadlineDto {
    DeadlineDto {
        as_written: Some(d.as_written.clone()),
        kind: Some(d.kind.name().to_owned()),
        from: d.from.map(|x| x.to_string()),
        to: d.to.map(|x| x.to_string()),
        every: d.every.map(|x| x.to_string()),
        due: d.due.map(|due| match due {
            Due::YearDay { month, day } => DueDto::Day(format!("--{month:02}-{day:02}")),
            Due::AfterPeriod { months, day } => DueDto::After { month: months, day },
        }),
    }
}

fn place(p: &Place) -> PlaceDto {
    PlaceDto { block: p.block, row: p.row, column: p.column, from: p.from, to: p.to }
}

pub(super) fn remark(r: &Remark) -> RemarkDto {
    RemarkDto {
        code: r.code.to_owned(),
        severity: Some(r.severity.name().to_owned()),
        place: r.place.as_ref().map(place),
        measure: r.measure,
        text: Some(r.text.clone()),
        proposal: r.proposal.clone(),
    }
}
