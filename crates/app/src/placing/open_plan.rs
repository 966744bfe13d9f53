//! A published plan as open data: rows, the meaning of each column, a passport that names the version.
//!
//! In comes a frozen version; out goes a file. It refuses columns that the house keeps for itself.

use super::{public, russian};
use crate::ctx::Ctx;
use crate::journal::export::file;
use crate::paper_out::PaperOut;
use crate::refusal::Refusal;
use otklik_domain::ids::PlanId;
use otklik_papers::open_table::{OpenColumn, OpenTable};

const COLUMNS: [OpenColumn; 11] = [
    OpenColumn::new("number", "Номер", "Номер мероприятия, как в плане; пусто, если его нет"),
    OpenColumn::new("criterion", "Критерий", "Номер критерия от 1 до 5; пусто, если не назван"),
    OpenColumn::new("indicator", "Показатель", "Номер показателя: 1.1; пусто, если не назван"),
    OpenColumn::new("shortcoming", "Недостаток", "Недостаток словами плана"),
    OpenColumn::new("text", "Мероприятие", "Что делают, словами плана"),
    OpenColumn::new("term", "Срок", "Плановый срок, как написан; рядом с перенесённым стоит первоначальный"),
    OpenColumn::new("due_on", "Последний день", "Последний рабочий день срока, ГГГГ-ММ-ДД; пусто, если срок без конца"),
    OpenColumn::new("executors", "Отвечает", "Должность; фамилия только с согласия человека"),
    OpenColumn::new("state", "Состояние", "planned, in_work, reported, confirmed, partly, not_done, moved"),
    OpenColumn::new("done", "Что сделано", "Сведения о ходе реализации; пусто, если их нет"),
    OpenColumn::new("actual", "Когда сделано", "Фактический срок, как написан"),
];

/// The published plan as `csv`, `json` or `xlsx`; `dictionary` is the meaning of the columns. Needs no sign-in.
///
/// # Errors
/// `NotFound` when nothing is published; `Invalid` for an unknown format.
pub async fn plan_data(ctx: &Ctx, id: PlanId, format: &str) -> Result<PaperOut, Refusal> {
    let table = table(ctx, id).await?;
    if format == "dictionary" {
        let media_type = "text/csv; charset=utf-8";
        return Ok(PaperOut {
            file_name: "Словарь данных плана.csv".to_owned(),
            media_type,
            bytes: table.dictionary(),
        });
    }
    file(&table, format)
}

async fn table(ctx: &Ctx, id: PlanId) -> Result<OpenTable, Refusal> {
    let (plan, organisation) = public(ctx, id).await?;
    let day = ctx.house.zone.to_datetime(plan.publication.at).date();
    let rows = plan.draft.measures.iter().zip(&plan.measures).map(|(row, record)| {
        let text = |text: Option<String>| text.unwrap_or_default();
        let actual = row.execution.as_ref().and_then(|it| it.actual.as_ref());
        vec![
            text(row.number.clone()),
            text(row.criterion.map(|it| it.number().to_string())),
            text(row.indicator.map(|it| it.to_string())),
            text(row.shortcoming.clone()),
            row.text.clone(),
            text(row.deadline.as_ref().map(|it| it.as_written.clone())),
            text(record.due_on.map(|it| it.to_string())),
            super::section::who(row),
            record.state.name().to_owned(),
            text(row.execution.as_ref().and_then(|it| it.done.clone())),
            text(actual.map(|it| it.as_written.clone())),
        ]
    });
    Ok(OpenTable {
        title: format!("План по устранению недостатков, {}", organisation.name),
        passport: vec![
            ("Организация", organisation.name.clone()),
            ("ИНН", organisation.inn.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("Версия", plan.publication.number.to_string()),
            ("Опубликована", russian(day)),
            ("SHA-256 версии", plan.publication.sha256.clone()),
            ("Прежняя версия", plan.publication.supersedes.map(|it| it.to_string()).unwrap_or_default()),
            ("Личные сведения", "Скрыты: показаны должности; фамилии только с согласия людей".to_owned()),
        ],
        columns: COLUMNS.to_vec(),
        rows: rows.collect(),
    })
}
