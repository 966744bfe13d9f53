//! What the public site shows against what was published: a reply of its service is read, wherever its words stand.
//!
//! In comes a reply as JSON, saved by a person or asked of the service; out goes a verdict for each figure and each row. The
//! service's own format is not published, so the reply is taken as it comes. It is asked only where the house names its
//! address, and only by the fetcher that never asks inner networks.

use super::{checklist, public};
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::PublishedSheet;
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::publication::{Expected, Item, Verdict, read_back};
use otklik_domain::score::Criterion;
use serde_json::Value;

/// The largest reply that is read.
const LONGEST_BYTES: usize = 4 * 1024 * 1024;

/// The setting: the address of the service with `{inn}` in it; without it nothing is asked.
const ADDRESS: &str = "publication.service-address";

/// The address of the public service, where the house names one.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn service_address(ctx: &Ctx) -> Result<Option<String>, Refusal> {
    Ok(ctx.store().find_setting(ADDRESS).await?.filter(|address| !address.is_empty()))
}

/// Names the address of the public service, or nothing to ask it no more.
///
/// # Errors
/// `NotAllowed` for who does not look after the house; `Invalid` without https or `{inn}`.
pub async fn set_service_address(ctx: &Ctx, address: &str) -> Result<(), Refusal> {
    ctx.demand(Verb::RunRounds, None)?;
    let address = address.trim();
    let is_whole = address.starts_with("https://") && address.contains("{inn}");
    if !address.is_empty() && !is_whole {
        return Err(Refusal::field("address", "Адрес начинается с https:// и содержит {inn} там, где стоит ИНН"));
    }
    Ok(ctx.store().keep_setting(&ctx.act("change_service_address"), ADDRESS, address).await?)
}

/// Asks the public service about the organisation and compares its reply with what is published.
///
/// # Errors
/// `Invalid` when no address is set, the organisation has no INN, or the service does not answer with JSON; otherwise as
/// [`compare`].
pub async fn ask(ctx: &Ctx, id: PlanId, placed_on: Option<Date>) -> Result<Vec<Found>, Refusal> {
    let kept = crate::plans::find(ctx, id).await?.value;
    ctx.demand(Verb::PublishPlan, Some(kept.organisation))?;
    let organisation = ctx.store().find_organisation(kept.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let address = service_address(ctx).await?;
    let address = address.ok_or_else(|| Refusal::field("reply", "Адрес службы не задан: вставьте её ответ сами"))?;
    let inn =
        organisation.inn.ok_or_else(|| Refusal::field("reply", "У организации нет ИНН: впишите его в карточку"))?;
    let answer = ctx.house.fetcher.fetch(&address.replace("{inn}", &inn.to_string())).await;
    let answer =
        answer.map_err(|why| Refusal::field("reply", format!("Служба не прочитана: {why}. Вставьте ответ сами")))?;
    if answer.status != 200 {
        let words = format!("Служба ответила кодом {}. Вставьте ответ сами", answer.status);
        return Err(Refusal::field("reply", words));
    }
    compare(ctx, id, &String::from_utf8_lossy(&answer.bytes), placed_on).await
}

/// One line of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What should be seen.
    pub title: String,
    /// Its value.
    pub value: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// Compares a saved reply of the public service with what is published; `placed_on` is the day the site names.
///
/// # Errors
/// `Invalid` when the reply is no JSON; `NotFound` when nothing is published or the actor may not see the plan.
pub async fn compare(ctx: &Ctx, id: PlanId, reply: &str, placed_on: Option<Date>) -> Result<Vec<Found>, Refusal> {
    let kept = crate::plans::find(ctx, id).await?.value;
    ctx.demand(Verb::PublishPlan, Some(kept.organisation))?;
    if reply.len() > LONGEST_BYTES {
        return Err(Refusal::field("reply", "Ответ больше 4 МБ: сохраните только карточку организации"));
    }
    let value: Value = serde_json::from_str(reply).map_err(|cause| {
        Refusal::field(
            "reply",
            format!(
                "Это не JSON: ошибка в строке {}, знак {}. Вставьте ответ службы целиком",
                cause.line(),
                cause.column()
            ),
        )
    })?;
    let mut records = Vec::new();
    collect(&value, &mut records);
    let (plan, organisation) = public(ctx, id).await?;
    let mut expected =
        vec![Expected { title: "Организация".into(), key: organisation.name.clone(), value: String::new() }];
    if let Some(score) = super::package::score_of(ctx, organisation.id).await? {
        expected.extend(points(&score));
    }
    expected.extend(plan.draft.measures.iter().enumerate().map(|(n, row)| Expected {
        title: format!("Строка {}", n + 1),
        key: row.text.clone(),
        value: row.deadline.as_ref().map(|it| it.as_written.clone()).unwrap_or_default(),
    }));
    let due_on =
        checklist(ctx, id).await?.lines.into_iter().find(|line| line.item == Item::Plan).and_then(|it| it.due_on);
    let verdicts = read_back(&expected, &records, placed_on, due_on);
    let line = |(it, verdict): (Expected, Verdict)| Found {
        value: if it.value.is_empty() { it.key } else { format!("{}; {}", it.key, it.value) },
        title: it.title,
        verdict,
    };
    Ok(expected.into_iter().zip(verdicts).map(line).collect())
}

/// The points that should be seen: the total and each criterion that counts.
fn points(score: &PublishedSheet) -> Vec<Expected> {
    let of = |title: String, key: String| Expected { title, key, value: String::new() };
    let criterion = |of_one: Criterion| {
        let points = score.score.figures.criterion(of_one)?.round_half_up(2).to_string();
        Some(of(format!("Критерий {}, {} год", of_one.number(), score.round.year), points))
    };
    let total = super::section::total(score).map(|total| of(format!("Итог {} года", score.round.year), total));
    total.into_iter().chain(Criterion::ALL.into_iter().filter_map(criterion)).collect()
}

/// Every object of a reply as the list of its own texts; a text outside of objects is a record of its own.
fn collect(value: &Value, records: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(map) => {
            let own = map.values().filter_map(text_of).collect();
            records.push(own);
            map.values().for_each(|inner| collect(inner, records));
        }
        Value::Array(all) => all.iter().for_each(|inner| collect(inner, records)),
        other => records.extend(text_of(other).map(|text| vec![text])),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
