//! The package for the cabinet of bus.gov.ru: texts to be retyped in the order of its fields, files, a manifest.
//!
//! In comes a published plan; out goes a zip. What Otklik does not know is left to be filled in and said so; nothing is
//! invented, and there is no exchange format that anybody has published.

use super::{public, russian};
use crate::ctx::Ctx;
use crate::paper_out::{PaperOut, format_of, made, safe, signers};
use crate::plans::PublicPlan;
use crate::refusal::Refusal;
use crate::score::{self, PublishedSheet};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::plan::Measure;
use otklik_domain::publication::Item;
use otklik_domain::registry::Organisation;
use otklik_domain::round::Party;
use otklik_domain::score::Criterion;
use otklik_papers::bundle::bundle;
use otklik_papers::forms::{Form, compose};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const UNKNOWN: &str = "Отклику не известно: впишите";

/// The formats of each paper of the package.
const FORMATS: [&str; 4] = ["docx", "xlsx", "pdf", "csv"];

/// The package of a published plan.
///
/// # Errors
/// `NotFound` when nothing is published or the actor may not see the plan; `NotAllowed` for who does not publish.
pub async fn package(ctx: &Ctx, id: PlanId) -> Result<PaperOut, Refusal> {
    let kept = crate::plans::find(ctx, id).await?.value;
    ctx.demand(Verb::PublishPlan, Some(kept.organisation))?;
    let (plan, organisation) = public(ctx, id).await?;
    let score = score_of(ctx, organisation.id).await?;
    let mut files = Vec::new();
    for (n, item) in Item::ALL.into_iter().enumerate().filter(|(_, item)| is_of_cabinet(*item)) {
        let text = text_of(item, &plan, &organisation, score.as_ref());
        files.push((format!("{:02} {}.txt", n + 1, item.in_words().replace(':', ",")), text.into_bytes()));
    }
    let mut missing = Vec::new();
    papers(ctx, &plan, &organisation, &mut files, &mut missing).await?;
    if let Some(score) = &score {
        for format in FORMATS {
            match score::score_paper(ctx, score.score.id, "score-sheet", format).await {
                Ok(out) => files.push((format!("05 результаты/{}", out.file_name), out.bytes)),
                Err(why) => missing.push(format!("результаты.{format}: {why}")),
            }
        }
    }
    files.push(("порядок размещения.txt".to_owned(), order().into_bytes()));
    let manifest = manifest(ctx, &plan, &organisation, &files, &missing);
    files.insert(0, ("manifest.json".to_owned(), manifest.to_string().into_bytes()));
    let file_name = format!("Для bus.gov.ru {}.zip", safe(&organisation.name));
    Ok(PaperOut { file_name, media_type: "application/zip", bytes: bundle(&files).map_err(Refusal::unavailable)? })
}

fn is_of_cabinet(item: Item) -> bool {
    !matches!(item, Item::OwnSite | Item::BodySite)
}

/// The newest published score of an organisation.
pub(super) async fn score_of(ctx: &Ctx, id: OrganisationId) -> Result<Option<PublishedSheet>, Refusal> {
    let organisation = ctx.store().find_organisation(id).await?.ok_or(Refusal::NotFound)?.value;
    match score::published_sheet(ctx, &organisation.slug.to_string(), None).await {
        Ok(sheet) => Ok(Some(sheet)),
        Err(Refusal::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Plan and execution as papers of the published version.
async fn papers(
    ctx: &Ctx,
    plan: &PublicPlan,
    organisation: &Organisation,
    files: &mut Vec<(String, Vec<u8>)>,
    missing: &mut Vec<String>,
) -> Result<(), Refusal> {
    let signers = signers(ctx, &plan.draft, organisation.id).await?;
    for (folder, name, form) in [("07 план", "План", Form::Plan457), ("08 исполнение", "Исполнение", Form::Report457)]
    {
        let paper = compose(form, &plan.draft, &signers);
        for format in FORMATS {
            match made(ctx, &paper, name.to_owned(), format_of(format)?).await {
                Ok(out) => files.push((format!("{folder}/{}", out.file_name), out.bytes)),
                Err(why) => missing.push(format!("{folder}/{name}.{format}: {why}")),
            }
        }
    }
    Ok(())
}

fn manifest(
    ctx: &Ctx,
    plan: &PublicPlan,
    organisation: &Organisation,
    files: &[(String, Vec<u8>)],
    missing: &[String],
) -> Value {
    let file = |(name, bytes): &(String, Vec<u8>)| json!({ "name": name, "size_bytes": bytes.len(), "sha256": hex::encode(Sha256::digest(bytes)) });
    json!({
        "what": "Пакет для личного кабинета bus.gov.ru",
        "organisation": { "name": organisation.name, "inn": organisation.inn.as_ref().map(ToString::to_string) },
        "plan": { "id": plan.id.to_string(), "version": plan.publication.number, "sha256": plan.publication.sha256 },
        "made_at": ctx.now().to_string(),
        "files": files.iter().map(file).collect::<Vec<_>>(),
        "not_made": missing,
        "note": "Порядок полей взят из описания размещения и не сверен с приказом Минфина 66н. Формата обмена для НОК никто не опубликовал: тексты перепечатывают в поля, файлы прикладывают.",
    })
}

fn order() -> String {
    let mut text = String::from("Порядок размещения в личном кабинете bus.gov.ru и на сайтах\r\n\r\n");
    for (n, item) in Item::ALL.into_iter().enumerate() {
        let place = if is_of_cabinet(item) { "bus.gov.ru" } else { "сайт" };
        text.push_str(&format!("{:>2}. {} ({place})\r\n", n + 1, item.in_words()));
    }
    text.push_str("\r\nОтмечайте размещённое в Отклике: план, «Размещение».\r\n");
    text
}

/// The text of an item, field for line.
fn text_of(item: Item, plan: &PublicPlan, organisation: &Organisation, score: Option<&PublishedSheet>) -> String {
    let unknown = || UNKNOWN.to_owned();
    let line = |name: &str, value: String| format!("{name}: {}\r\n", if value.is_empty() { unknown() } else { value });
    let blank = |names: &[&str]| names.iter().map(|name| line(name, String::new())).collect::<String>();
    let round = score.map(|score| &score.round);
    let own = || {
        line("Организация", organisation.name.clone())
            + &line("ИНН", organisation.inn.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    match item {
        Item::Body => blank(&["Полное название органа", "ИНН", "КПП", "ОГРН", "Сайт", "Контакт"]),
        Item::Council => {
            let (name, paper) = round.map(|it| party(&it.parties.council)).unwrap_or_default();
            line("Общественный совет", name)
                + &line("Решение совета", paper)
                + &blank(&["Акт о создании совета", "Положение", "Члены совета", "Протоколы"])
        }
        Item::List => own() + &line("Период оценки", round.map(|round| round.year.to_string()).unwrap_or_default()),
        Item::Operator => {
            let parties = round.map(|round| &round.parties);
            let (name, paper) = parties.map(|it| party(&it.operator)).unwrap_or_default();
            line("Оператор", name)
                + &line("Контракт", paper)
                + &blank(&["ИНН оператора", "Предмет контракта", "Отчёт оператора"])
        }
        Item::Results => own() + &results(score),
        Item::Proposals => blank(&["Предложения общественного совета"]),
        Item::Plan => own() + &plan.draft.measures.iter().enumerate().map(plan_row).collect::<String>(),
        Item::Execution => own() + &plan.draft.measures.iter().enumerate().map(done_row).collect::<String>(),
        Item::Report => blank(&["Публичный отчёт высшего должностного лица"]),
        Item::OwnSite | Item::BodySite => String::new(),
    }
}

/// Its name, and its paper with the day.
fn party(of: &Party) -> (String, String) {
    let day = of.paper_on.map(|day| format!(" от {}", russian(day))).unwrap_or_default();
    let paper = if of.paper.is_empty() { String::new() } else { format!("№ {}{day}", of.paper) };
    (of.name.clone(), paper)
}

fn results(score: Option<&PublishedSheet>) -> String {
    let Some(score) = score else { return format!("Баллы: {UNKNOWN}\r\n") };
    let point = |name: String, value: Option<String>| {
        format!("{name}: {}\r\n", value.unwrap_or_else(|| "не оценивается".into()))
    };
    let mut text = format!("Год: {}\r\n", score.round.year);
    for criterion in Criterion::ALL {
        let value =
            score.score.figures.criterion(criterion).map(|it| it.round_half_up(2).to_string().replace('.', ","));
        text.push_str(&point(format!("Критерий {}. {}", criterion.number(), criterion.official_name()), value));
    }
    text.push_str(&point("Итог".to_owned(), super::section::total(score).map(|it| it.replace('.', ","))));
    text
}

fn plan_row((n, row): (usize, &Measure)) -> String {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| UNKNOWN.to_owned());
    let term = row.deadline.as_ref().map(|it| it.as_written.clone());
    format!(
        "\r\nСтрока {}\r\nНедостаток: {}\r\nМероприятие: {}\r\nПлановый срок: {}\r\nОтветственный: {}\r\n",
        n + 1,
        said(&row.shortcoming),
        row.text,
        said(&term),
        super::section::who(row)
    )
}

fn done_row((n, row): (usize, &Measure)) -> String {
    let done = row.execution.as_ref().and_then(|it| it.done.clone()).unwrap_or_else(|| "сведений пока нет".to_owned());
    let actual = row.execution.as_ref().and_then(|it| it.actual.as_ref()).map(|it| it.as_written.clone());
    format!(
        "\r\nСтрока {}\r\nМероприятие: {}\r\nРеализованные меры: {done}\r\nФактический срок: {}\r\n",
        n + 1,
        row.text,
        actual.unwrap_or_else(|| "сведений пока нет".to_owned())
    )
}
