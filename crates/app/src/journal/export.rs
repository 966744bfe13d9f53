//! The journal as a file: every column of every line with its hash, so that anybody can check the chain.
//!
//! In come the same questions as for the page; out goes a table. Who looks after some organisations only takes away what is
//! about them; then the chain has gaps, and the passport says so.

use super::{JournalAsked, in_words, lines, names, query};
use crate::ctx::Ctx;
use crate::paper_out::PaperOut;
use crate::refusal::Refusal;
use jiff::tz::TimeZone;
use otklik_domain::access::Verb;
use otklik_papers::open_table::{OpenColumn, OpenTable};
use otklik_store::Store;
use otklik_store::record::AuditLine;
use std::collections::HashMap;

/// How many lines are read at once.
const AT_ONCE: usize = 500;

const COLUMNS: [OpenColumn; 13] = [
    OpenColumn::new("number", "Номер", "Номер записи, от 1 без пропусков"),
    OpenColumn::new("at", "Когда", "Мгновение по Гринвичу"),
    OpenColumn::new("actor", "Учётная запись", "Кто: номер учётной записи или часть программы"),
    OpenColumn::new("who", "Имя", "Имя этого человека сейчас; в сумму не входит"),
    OpenColumn::new("verb", "Действие", "Имя действия"),
    OpenColumn::new("what", "Действие словами", "То же по-русски; в сумму не входит"),
    OpenColumn::new("kind", "Вид записи", "Какую запись меняли"),
    OpenColumn::new("subject", "Запись", "Её номер"),
    OpenColumn::new(
        "organisation",
        "Организация",
        "О какой организации; пусто, если о доме в целом или запись старой программы",
    ),
    OpenColumn::new("was", "Было", "Изменённые поля до, JSON"),
    OpenColumn::new("became", "Стало", "Они же после, JSON"),
    OpenColumn::new("note", "Слова", "Почему, словами человека"),
    OpenColumn::new("hash", "Сумма", "SHA-256 этой записи и суммы записи перед ней"),
];

/// The journal as a file: `csv`, `json` or `xlsx`.
///
/// # Errors
/// `NotAllowed` for who may not see it; `Invalid` for an unknown format.
pub async fn paper(ctx: &Ctx, asked: &JournalAsked, format: &str) -> Result<PaperOut, Refusal> {
    ctx.demand_somewhere(Verb::SeeAudit)?;
    let mut all = Vec::new();
    let mut asked = asked.clone();
    loop {
        let (lines, next) = lines(ctx, &asked, AT_ONCE).await?;
        all.extend(lines);
        let Some(next) = next else { break };
        asked.before = Some(next);
    }
    let is_whole = ctx.own_organisations(Vec::new())?.is_empty();
    let table = table(all, &names(ctx.store()).await?, is_whole);
    file(&table, format)
}

/// The same for who keeps the data base itself: the command line.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn of_store(
    store: &dyn Store,
    asked: &JournalAsked,
    zone: &TimeZone,
    format: &str,
) -> Result<Vec<u8>, Refusal> {
    let (mut all, mut asked) = (Vec::new(), asked.clone());
    loop {
        let lines = store.list_audit(&query(&asked, zone, None, AT_ONCE)).await?;
        let last = lines.last().map(|line| line.number).filter(|_| lines.len() == AT_ONCE);
        all.extend(lines);
        if last.is_none() {
            break;
        }
        asked.before = last;
    }
    Ok(file(&table(all, &names(store).await?, true), format)?.bytes)
}

fn table(lines: Vec<AuditLine>, names: &HashMap<String, String>, is_whole: bool) -> OpenTable {
    let gaps = if is_whole {
        "Журнал всего дома. Если выбраны не все записи, цепочка сумм прерывается."
    } else {
        "Только записи о своих организациях: номера и цепочка сумм идут с пропусками."
    };
    let row = |line: AuditLine| {
        let (who, what) = (names.get(&line.actor).cloned().unwrap_or_default(), in_words(&line.verb));
        let text = |text: Option<String>| text.unwrap_or_default();
        vec![
            line.number.to_string(),
            line.at.to_string(),
            line.actor,
            who,
            line.verb,
            what,
            line.subject_kind,
            line.subject,
            text(line.organisation),
            text(line.was),
            text(line.became),
            text(line.note),
            line.hash,
        ]
    };
    OpenTable {
        title: "Журнал действий".to_owned(),
        passport: vec![
            ("Что это", gaps.to_owned()),
            ("Записей", lines.len().to_string()),
            (
                "Сумма",
                "SHA-256 полей записи, каждое с длиной, после суммы записи перед ней; проверка: otklik verify"
                    .to_owned(),
            ),
        ],
        columns: COLUMNS.to_vec(),
        rows: lines.into_iter().map(row).collect(),
    }
}

/// A table as a file.
pub(crate) fn file(table: &OpenTable, format: &str) -> Result<PaperOut, Refusal> {
    let (media_type, bytes) = match format {
        "csv" => ("text/csv; charset=utf-8", table.csv()),
        "json" => ("application/json", table.json()),
        "xlsx" => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            table.xlsx().map_err(Refusal::unavailable)?,
        ),
        _ => return Err(Refusal::field("format", "Формат: csv, json или xlsx")),
    };
    Ok(PaperOut { file_name: format!("{}.{format}", crate::paper_out::safe(&table.title)), media_type, bytes })
}
