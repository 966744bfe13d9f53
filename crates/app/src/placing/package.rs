//! The package for the cabinet of bus.gov.ru: texts to be retyped in the order of its fields, files, a manifest.
//!
//! In comes a published plan; out goes a zip. What Otklik does not know is left to be filled in and said so; nothing is
//! invented, and there is no exchange format that anybody has published.

use super::public;
use super::texts::{Known, text_of};
use crate::ctx::Ctx;
use crate::paper_out::{PaperOut, format_of, made, safe, signers};
use crate::plans::PublicPlan;
use crate::refusal::Refusal;
use crate::score::{self, PublishedSheet};
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::publication::Item;
use otklik_domain::registry::Organisation;
use otklik_papers::bundle::bundle;
use otklik_papers::forms::{Form, compose};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

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
    let known = Known::of(ctx, &organisation).await?;
    let mut files = Vec::new();
    for (n, item) in Item::ALL.into_iter().enumerate().filter(|(_, item)| is_of_cabinet(*item)) {
        let text = text_of(item, &plan, &organisation, &known);
        files.push((format!("{:02} {}.txt", n + 1, item.in_words().replace(':', ",")), text.into_bytes()));
    }
    let mut missing = Vec::new();
    papers(ctx, &plan, &organisation, &mut files, &mut missing).await?;
    if let Some(score) = known.score() {
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
