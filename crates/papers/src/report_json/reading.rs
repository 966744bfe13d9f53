//! From twins back to sheets.

use super::dto::{
    ChangeDto, ConsolidatedDto, ContributionDto, LackDto, RegionDto, ReportDto, RowDto, SectorDto, SheetDto, SignersDto,
};
use super::{CONSOLIDATED_FORMAT, FORMAT, NotAReport, REGION_FORMAT};
use crate::forms::Signers;
use crate::forms::consolidated::ConsolidatedSheet;
use crate::forms::plan_report::ReportSheet;
use crate::forms::region_457::RegionSheet;
use otklik_domain::Date;
use otklik_domain::plan::MeasureState;
use otklik_domain::report::{
    Change, Consolidated, Contribution, Gap, Lack, Origin, RegionReport, RegionSector, Report, ReportRow, Standing,
};
use otklik_domain::score::{Criterion, Exact};
use std::str::FromStr;

type Read<T> = Result<T, NotAReport>;

fn read<T: FromStr>(text: &str, what: &'static str) -> Read<T> {
    text.parse().map_err(|_| NotAReport::Value(what))
}

fn day(text: Option<&String>) -> Read<Option<Date>> {
    text.map(|text| read(text, "день")).transpose()
}

pub(super) fn sheet(dto: SheetDto) -> Read<ReportSheet> {
    if dto.format != FORMAT {
        return Err(NotAReport::Value("версия"));
    }
    Ok(ReportSheet {
        organisation: dto.organisation,
        plan: dto.plan,
        report: report(dto.report)?,
        replaces: dto.frame.replaces,
        template: dto.frame.template,
        signers: signers(dto.frame.signers)?,
    })
}

pub(super) fn consolidated(dto: ConsolidatedDto) -> Read<ConsolidatedSheet> {
    if dto.format != CONSOLIDATED_FORMAT {
        return Err(NotAReport::Value("версия"));
    }
    Ok(ConsolidatedSheet {
        scope: dto.scope,
        replaces: dto.frame.replaces,
        template: dto.frame.template,
        signers: signers(dto.frame.signers)?,
        consolidated: Consolidated {
            period: read(&dto.period, "период")?,
            as_of: read(&dto.as_of, "день")?,
            contributions: dto.contributions.into_iter().map(contribution).collect::<Read<_>>()?,
            without_plan: dto.without_plan,
        },
    })
}

pub(super) fn region(dto: RegionDto) -> Read<RegionSheet> {
    if dto.format != REGION_FORMAT {
        return Err(NotAReport::Value("версия"));
    }
    Ok(RegionSheet {
        report: RegionReport {
            region: dto.region,
            year: dto.year,
            sectors: dto.sectors.into_iter().map(sector).collect::<Read<_>>()?,
            decisions: dto.decisions,
        },
        as_of: read(&dto.as_of, "день")?,
        replaces: dto.frame.replaces,
        signers: signers(dto.frame.signers)?,
        template: dto.frame.template,
    })
}

fn criterion(number: u8) -> Read<Criterion> {
    Criterion::new(number).ok_or(NotAReport::Value("критерий"))
}

fn points(text: &str) -> Read<Exact> {
    Exact::parse(text).ok_or(NotAReport::Value("балл"))
}

fn sector(dto: SectorDto) -> Read<RegionSector> {
    let criteria = dto.criteria.iter().map(|(number, text)| Ok((criterion(*number)?, points(text)?)));
    Ok(RegionSector {
        name: dto.name,
        n_subject: dto.subject,
        n_covered: dto.covered,
        criteria: criteria.collect::<Read<_>>()?,
        total: dto.total.as_deref().map(points).transpose()?,
        shortcomings: dto.shortcomings,
        taken: dto.taken,
        planned: dto.planned,
    })
}

fn contribution(dto: ContributionDto) -> Read<Contribution> {
    let origin = match (dto.number, day(dto.sent_on.as_ref())?) {
        (Some(number), Some(on)) => Origin::Sent { number, on },
        _ => Origin::Register,
    };
    Ok(Contribution {
        organisation: read(&dto.organisation, "организация")?,
        name: dto.name,
        territory: dto.territory,
        origin,
        report: report(dto.report)?,
    })
}

fn signers(dto: SignersDto) -> Read<Signers> {
    Ok(Signers {
        head_position: dto.head_position,
        head_name: dto.head_name,
        maker: dto.maker,
        phone: dto.phone,
        made_on: day(dto.made_on.as_ref())?,
    })
}

fn report(dto: ReportDto) -> Read<Report> {
    Ok(Report {
        period: read(&dto.period, "период")?,
        as_of: read(&dto.as_of, "день")?,
        rows: dto.rows.into_iter().map(row).collect::<Read<_>>()?,
    })
}

fn state(name: &str) -> Read<MeasureState> {
    MeasureState::from_name(name).ok_or(NotAReport::Value("состояние"))
}

fn row(dto: RowDto) -> Read<ReportRow> {
    let criterion = dto.criterion.map(criterion).transpose()?;
    let standing = Standing::from_name(&dto.standing, dto.days_late.unwrap_or_default());
    Ok(ReportRow {
        measure: read(&dto.measure, "мероприятие")?,
        number_in_plan: dto.number_in_plan,
        criterion,
        shortcoming: dto.shortcoming,
        text: dto.text,
        term: dto.term,
        due_on: day(dto.due_on.as_ref())?,
        executors: dto.executors,
        wanted: dto.wanted,
        state: state(&dto.state)?,
        standing: standing.ok_or(NotAReport::Value("положение"))?,
        done: dto.done,
        done_when: dto.done_when,
        number: dto.number,
        proofs: dto.proofs,
        reason: dto.reason,
        changes: dto.changes.into_iter().map(change).collect::<Read<_>>()?,
        lacks: dto.lacks.into_iter().map(lack).collect::<Read<_>>()?,
    })
}

fn lack(dto: LackDto) -> Read<Lack> {
    let gap = Gap::ALL.into_iter().find(|gap| gap.name() == dto.gap).ok_or(NotAReport::Value("пробел"))?;
    Ok(Lack { gap, is_required: dto.required })
}

fn change(dto: ChangeDto) -> Read<Change> {
    let was = dto.was.unwrap_or_default();
    Ok(match dto.kind.as_str() {
        "added" => Change::Added,
        "fact" => Change::Fact,
        "state" => Change::State { was: state(&was)?, became: state(&dto.became.unwrap_or_default())? },
        "number" => Change::Number { was },
        "term" => Change::Term { was },
        _ => return Err(NotAReport::Value("изменение")),
    })
}
