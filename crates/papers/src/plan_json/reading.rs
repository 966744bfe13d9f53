//! From plan JSON to a draft; every fault is said in Russian with its place.

use super::FORMAT;
use super::codes::{field_of, intern};
use super::dto::{ApprovalDto, DeadlineDto, DueDto, MeasureDto, PlaceDto, PlanDto, RemarkDto, ScoreDto, SpanDto};
use otklik_domain::Date;
use otklik_domain::deadline::{Deadline, DeadlineKind, Due, Every};
use otklik_domain::plan::{Approval, Draft, DraftKind, Execution, Executor, Measure, Span};
use otklik_domain::remark::{Place, Remark, Severity};
use otklik_domain::score::{Criterion, Points, Scale, ScoreLine};

/// Why a text is not plan JSON («ошибка в файле плана»): one Russian sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

fn fault<T>(words: impl Into<String>) -> Result<T, Fault> {
    Err(Fault(words.into()))
}

pub(super) fn draft(text: &str) -> Result<Draft, Fault> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('[') {
        // Serde would take an array for an object's values in order.
        return fault("Файл не читается как JSON плана: нужен один объект, а не массив");
    }
    let dto: PlanDto = serde_json::from_str(text).map_err(|why| {
        Fault(format!("Файл не читается как JSON плана (строка {}, знак {}): {why}", why.line(), why.column()))
    })?;
    match dto.format.as_deref() {
        Some(FORMAT) => plan(dto),
        Some(other) => fault(format!("Формат «{other}» не поддерживается, нужен «{FORMAT}»")),
        None => fault(format!("Нет ключа format: нужен «{FORMAT}»")),
    }
}

fn plan(dto: PlanDto) -> Result<Draft, Fault> {
    let measures =
        dto.measures.into_iter().enumerate().map(|(i, m)| measure(i + 1, m)).collect::<Result<Vec<_>, _>>()?;
    let scores = dto.scores.into_iter().map(score).collect::<Result<Vec<_>, _>>()?;
    let kind = match dto.kind.as_deref() {
        Some(name) => known(DraftKind::from_name(name), "Вид документа", name)?,
        None if !measures.is_empty() => DraftKind::Plan,
        None if !scores.is_empty() => DraftKind::Results,
        None => DraftKind::Other,
    };
    Ok(Draft {
        kind,
        title: dto.title,
        organisation: dto.organisation,
        organisation_as_written: dto.organisation_as_written,
        period: dto.period.map(span).transpose()?.flatten(),
        assessed_year: dto.assessed_year,
        approval: dto.approval.map(approval).transpose()?,
        scores,
        measures,
        remarks: dto.remarks.into_iter().map(remark).collect::<Result<_, _>>()?,
    })
}

fn known<T>(value: Option<T>, what: &str, text: &str) -> Result<T, Fault> {
    value.ok_or_else(|| Fault(format!("{what} «{text}» неизвестен")))
}

fn date(text: Option<String>) -> Result<Option<Date>, Fault> {
    text.map(|t| t.parse().map_err(|_| Fault(format!("Дата «{t}» записана не по ISO 8601 (нужно ГГГГ-ММ-ДД)"))))
        .transpose()
}

fn points(text: Option<String>) -> Result<Option<Points>, Fault> {
    text.map(|t| t.parse().map_err(|()| Fault(format!("Число «{t}» записано неверно")))).transpose()
}

fn span(dto: SpanDto) -> Result<Option<Span>, Fault> {
    match (date(dto.from)?, date(dto.to)?) {
        (Some(from), Some(to)) if from <= to => Ok(Some(Span { from, to })),
        (None, None) => Ok(None),
        (Some(_), Some(_)) => fault("Период документа кончается раньше, чем начинается"),
        _ => fault("У периода документа нужны оба края: from и to"),
    }
}

fn approval(dto: ApprovalDto) -> Result<Approval, Fault> {
    Ok(Approval { position: dto.position, name: dto.name, date: date(dto.date)?, basis: dto.basis })
}

fn score(dto: ScoreDto) -> Result<ScoreLine, Fault> {
    let subject = dto.subject.parse().map_err(|()| Fault(format!("Неизвестно, о чём балл: «{}»", dto.subject)))?;
    let Some(value) = points(dto.value)? else {
        return fault(format!("У балла «{}» нет значения", dto.subject));
    };
    let max = points(dto.max)?;
    let scale = match dto.scale.as_deref() {
        Some("points") => Scale::Points,
        Some("weighted") => Scale::Weighted,
        None if max.is_none_or(|m| m == Points::whole(100)) => Scale::Points,
        None => Scale::Weighted,
        Some(other) => return fault(format!("Шкала «{other}» неизвестна")),
    };
    Ok(ScoreLine { subject, value, max, scale })
}

fn measure(number: usize, dto: MeasureDto) -> Result<Measure, Fault> {
    let Some(text) = dto.text.filter(|t| !t.trim().is_empty()) else {
        return fault(format!("У мероприятия {number} нет текста"));
    };
    let criterion = match dto.criterion {
        Some(n) => Some(known(Criterion::new(n), "Критерий", &n.to_string())?),
        None => None,
    };
    let indicator = match dto.indicator {
        Some(code) => Some(known(code.parse().ok(), "Показатель", &code)?),
        None => None,
    };
    let recurrence_in_text = match dto.recurrence_in_text {
        Some(every) => Some(known(Every::from_iso(&every), "Период повторения", &every)?),
        None => None,
    };
    let execution = match dto.execution {
        Some(e) => Some(Execution { done: e.done, actual: e.actual.map(deadline).transpose()? }),
        None => None,
    };
    let places = dto.places.unwrap_or_default();
    Ok(Measure {
        number: dto.number,
        organisation: dto.organisation,
        criterion,
        indicator,
        shortcoming: dto.shortcoming,
        basis: dto.basis,
        funding: dto.funding,
        cost: points(dto.cost)?,
        expected_result: dto.expected_result,
        result_indicator: dto.result_indicator,
        text,
        under: dto.under,
        deadline: dto.deadline.map(deadline).transpose()?,
        recurrence_in_text,
        executors: dto.executors.into_iter().map(|e| Executor { name: e.name, position: e.position }).collect(),
        execution,
        place: dto.place.map(place),
        places: places.into_iter().filter_map(|(name, p)| Some((field_of(&name)?, place(p)))).collect(),
    })
}

fn deadline(dto: DeadlineDto) -> Result<Deadline, Fault> {
    let kind = match dto.kind.as_deref() {
        Some(name) => known(DeadlineKind::from_name(name), "Вид срока", name)?,
        None => DeadlineKind::Unread,
    };
    let every = match dto.every {
        Some(every) => Some(known(Every::from_iso(&every), "Период повторения", &every)?),
        None => None,
    };
    Ok(Deadline {
        as_written: dto.as_written.unwrap_or_default(),
        kind,
        from: date(dto.from)?,
        to: date(dto.to)?,
        every,
        due: dto.due.map(due).transpose()?,
    })
}

fn due(dto: DueDto) -> Result<Due, Fault> {
    match dto {
        DueDto::After { month, day } => Ok(Due::AfterPeriod { months: month, day }),
        DueDto::Day(text) => {
            let parts = text.strip_prefix("--").and_then(|t| t.split_once('-'));
            let read = parts.and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
            let (month, day) = known(read, "День внутри периода", &text)?;
            Ok(Due::YearDay { month, day })
        }
    }
}

fn place(dto: PlaceDto) -> Place {
    Place { block: dto.block, row: dto.row, column: dto.column, from: dto.from, to: dto.to }
}

fn remark(dto: RemarkDto) -> Result<Remark, Fault> {
    let severity = match dto.severity.as_deref() {
        Some(name) => known(Severity::from_name(name), "Важность замечания", name)?,
        None => Severity::Note,
    };
    Ok(Remark {
        code: intern(&dto.code),
        severity,
        place: dto.place.map(place),
        measure: dto.measure,
        text: dto.text.unwrap_or_default(),
        proposal: dto.proposal,
    })
}
