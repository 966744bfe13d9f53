//! From sheets to their twins.

use super::dto::{
    ChangeDto, ConsolidatedDto, ContributionDto, FrameDto, LackDto, RegionDto, ReportDto, RowDto, SectorDto, SheetDto,
    SignersDto,
};
use super::{CONSOLIDATED_FORMAT, FORMAT, REGION_FORMAT};
use crate::forms::Signers;
use crate::forms::consolidated::ConsolidatedSheet;
use crate::forms::plan_report::ReportSheet;
use crate::forms::region_457::RegionSheet;
use otklik_domain::report::{Change, Contribution, Origin, RegionSector, Report, ReportRow, Standing};

pub(super) fn sheet(sheet: &ReportSheet) -> SheetDto {
    SheetDto {
        format: FORMAT.to_owned(),
        organisation: sheet.organisation.clone(),
        plan: sheet.plan.clone(),
        frame: frame(sheet.replaces, sheet.template.as_ref(), &sheet.signers),
        report: report(&sheet.report),
    }
}

pub(super) fn consolidated(sheet: &ConsolidatedSheet) -> ConsolidatedDto {
    let it = &sheet.consolidated;
    ConsolidatedDto {
        format: CONSOLIDATED_FORMAT.to_owned(),
        scope: sheet.scope.clone(),
        period: it.period.to_string(),
        as_of: it.as_of.to_string(),
        frame: frame(sheet.replaces, sheet.template.as_ref(), &sheet.signers),
        without_plan: it.without_plan.clone(),
        contributions: it.contributions.iter().map(contribution).collect(),
    }
}

pub(super) fn region(sheet: &RegionSheet) -> RegionDto {
    let it = &sheet.report;
    RegionDto {
        format: REGION_FORMAT.to_owned(),
        region: it.region.clone(),
        year: it.year,
        as_of: sheet.as_of.to_string(),
        frame: frame(sheet.replaces, sheet.template.as_ref(), &sheet.signers),
        sectors: it.sectors.iter().map(sector).collect(),
        decisions: it.decisions.clone(),
    }
}

fn sector(it: &RegionSector) -> SectorDto {
    SectorDto {
        name: it.name.clone(),
        subject: it.n_subject,
        covered: it.n_covered,
        criteria: it.criteria.iter().map(|(criterion, points)| (criterion.number(), points.to_ratio())).collect(),
        total: it.total.as_ref().map(otklik_domain::score::Exact::to_ratio),
        shortcomings: it.shortcomings.clone(),
        taken: it.taken.clone(),
        planned: it.planned.clone(),
    }
}

fn contribution(it: &Contribution) -> ContributionDto {
    let sent = match it.origin {
        Origin::Sent { number, on } => Some((number, on)),
        Origin::Register => None,
    };
    ContributionDto {
        organisation: it.organisation.to_string(),
        name: it.name.clone(),
        territory: it.territory.clone(),
        number: sent.map(|(number, _)| number),
        sent_on: sent.map(|(_, on)| on.to_string()),
        report: report(&it.report),
    }
}

fn frame(replaces: Option<i64>, template: Option<&String>, it: &Signers) -> FrameDto {
    FrameDto { replaces, template: template.cloned(), signers: signers(it) }
}

fn signers(signers: &Signers) -> SignersDto {
    SignersDto {
        head_position: signers.head_position.clone(),
        head_name: signers.head_name.clone(),
        maker: signers.maker.clone(),
        phone: signers.phone.clone(),
        made_on: signers.made_on.map(|day| day.to_string()),
    }
}

fn report(report: &Report) -> ReportDto {
    ReportDto {
        period: report.period.to_string(),
        as_of: report.as_of.to_string(),
        rows: report.rows.iter().map(row).collect(),
    }
}

fn row(it: &ReportRow) -> RowDto {
    let days_late = match it.standing {
        Standing::Late(days) => Some(days),
        _ => None,
    };
    RowDto {
        measure: it.measure.to_string(),
        number_in_plan: it.number_in_plan.clone(),
        criterion: it.criterion.map(otklik_domain::score::Criterion::number),
        shortcoming: it.shortcoming.clone(),
        text: it.text.clone(),
        term: it.term.clone(),
        due_on: it.due_on.map(|day| day.to_string()),
        executors: it.executors.clone(),
        wanted: it.wanted.clone(),
        state: it.state.name().to_owned(),
        standing: it.standing.name().to_owned(),
        days_late,
        done: it.done.clone(),
        done_when: it.done_when.clone(),
        number: it.number.clone(),
        proofs: it.proofs.clone(),
        reason: it.reason.clone(),
        changes: it.changes.iter().map(change).collect(),
        lacks: it
            .lacks
            .iter()
            .map(|lack| LackDto { gap: lack.gap.name().to_owned(), required: lack.is_required })
            .collect(),
    }
}

fn change(change: &Change) -> ChangeDto {
    let of = |kind: &str, was: Option<String>, became: Option<String>| ChangeDto { kind: kind.to_owned(), was, became };
    match change {
        Change::Added => of("added", None, None),
        Change::Fact => of("fact", None, None),
        Change::State { was, became } => of("state", Some(was.name().to_owned()), Some(became.name().to_owned())),
        Change::Number { was } => of("number", Some(was.clone()), None),
        Change::Term { was } => of("term", Some(was.clone()), None),
    }
}
