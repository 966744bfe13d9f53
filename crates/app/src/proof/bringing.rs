//! Proof is brought: cleaned, fetched, checked, kept with the day it counts for; and taken away again.
//!
//! In comes what a person chose; out goes a proof, or a sentence about the field that is wrong.

use super::find;
use crate::ctx::Ctx;
use crate::fetch::FetchFault;
use crate::fresh;
use crate::measures;
use crate::photos::{alt_of, clean};
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::{RecordExecution, Verb};
use otklik_domain::deadline;
use otklik_domain::ids::{MeasureId, OrganisationId, PhotoUseId, ProofId};
use otklik_domain::plan::{Moment, ProofKind};
use otklik_store::record::{self, Execution, NewFile, NewProof, Proof, Verdict};
use uuid::Uuid;

/// Proofs of one measure, at most.
const N_MAX: usize = 200;
/// Proofs of one report, at most.
const N_AT_ONCE: usize = 12;
/// The largest file.
const FILE_BYTES_MAX: usize = 32 << 20;
/// Endings of files that are taken.
const FORMATS: [&str; 20] = [
    "pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "jpg", "jpeg", "png",
    "tif", "tiff", "sig", "zip",
];

/// A proof as it was brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// Public name of its kind.
    pub kind: String,
    /// «до» or «после», for photos.
    pub moment: String,
    /// What is to be seen; name of the page or of the paper.
    pub words: String,
    /// Address of a page.
    pub address: String,
    /// Number of an act.
    pub number: String,
    /// Day of an act, as people write it.
    pub signed_on: String,
    /// The report or the day it counts for: an id, or a day.
    pub counts_for: String,
    /// Name of the file.
    pub file_name: String,
    /// The photo or the file.
    pub bytes: Vec<u8>,
}

/// What is known of the work that a proof belongs to.
pub(crate) struct Facts {
    organisation: OrganisationId,
    measure: MeasureId,
    text: String,
    execution: Option<Uuid>,
    for_day: Option<Date>,
}

impl Facts {
    pub(crate) fn of_report(measure: &record::Measure, report: Option<&Execution>) -> Self {
        Facts {
            organisation: measure.organisation,
            measure: measure.id,
            text: measure.text.clone(),
            execution: report.map(|report| report.id),
            for_day: report.and_then(|report| report.for_day),
        }
    }
}

/// Words for a photo that nobody described: the side of the work, the measure, the place.
pub fn suggested_alt(text: &str, place: &str, moment: Option<Moment>) -> String {
    let side = match moment {
        Some(Moment::Before) => "До: ",
        Some(Moment::After) => "После: ",
        None => "",
    };
    alt_of(&format!("{side}{}, {place}", text.trim().trim_end_matches('.')))
}

/// Brings proof of a measure, now or for an earlier report.
///
/// # Errors
/// `Invalid` when a field is wrong, the photo cannot be read or there is too much; `NotFound`, `NotAllowed`.
pub async fn add_proof(ctx: &Ctx, id: MeasureId, brought: Brought) -> Result<ProofId, Refusal> {
    let measure = measures::find(ctx, id).await?.value;
    ctx.permit::<RecordExecution>(Some(measure.organisation))?;
    let (proofs, reports) = tokio::try_join!(ctx.store().list_proofs(id), ctx.store().list_executions(id))?;
    if proofs.len() >= N_MAX {
        return Err(Refusal::field("kind", "У меры уже двести подтверждений: уберите лишние"));
    }
    let facts = counted_for(ctx, &measure, &reports, &brought.counts_for)?;
    let new = prepare(ctx, &facts, brought).await?;
    ctx.store().keep_proof(&ctx.act("add_proof"), &new, None).await?;
    Ok(new.proof.id)
}

fn counted_for(ctx: &Ctx, measure: &record::Measure, reports: &[Execution], typed: &str) -> Result<Facts, Refusal> {
    let facts = Facts::of_report(measure, None);
    let wrong = || Refusal::field("counts_for", "Выберите из списка, к чему относится подтверждение");
    if typed.is_empty() {
        return Ok(Facts { for_day: Some(ctx.today()), ..facts });
    }
    if let Ok(day) = typed.parse::<Date>() {
        return Ok(Facts { for_day: Some(day), ..facts });
    }
    let id: Uuid = typed.parse().map_err(|_| wrong())?;
    let report = reports.iter().find(|report| report.id == id).ok_or_else(wrong)?;
    Ok(Facts { execution: Some(id), for_day: Some(measures::day_of(ctx, report)), ..facts })
}

/// Makes of what came with a report what can be kept with it.
pub(crate) async fn prepare_all(ctx: &Ctx, facts: &Facts, all: Vec<Brought>) -> Result<Vec<NewProof>, Refusal> {
    if all.len() > N_AT_ONCE {
        return Err(Refusal::field("photo", "За один раз можно приложить двенадцать снимков и файлов"));
    }
    let mut ready = Vec::with_capacity(all.len());
    for brought in all {
        ready.push(prepare(ctx, facts, brought).await?);
    }
    Ok(ready)
}

async fn prepare(ctx: &Ctx, facts: &Facts, brought: Brought) -> Result<NewProof, Refusal> {
    let kind = ProofKind::from_name(&brought.kind);
    let kind = kind.ok_or_else(|| Refusal::field("kind", "Выберите, что прикладываете"))?;
    let bare = Proof {
        organisation: facts.organisation,
        id: ProofId(fresh::uuid(ctx.now())),
        measure: facts.measure,
        execution: facts.execution,
        kind,
        moment: None,
        for_day: facts.for_day,
        words: alt_of(&brought.words),
        address: None,
        number: None,
        signed_on: None,
        photo: None,
        paper: None,
        status: None,
        fetched_at: None,
        trouble: None,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    match kind {
        ProofKind::Photo => photo(ctx, facts, bare, brought).await,
        ProofKind::File => file(bare, brought),
        ProofKind::Link => link(ctx, bare, &brought.address).await,
        ProofKind::Act => act(ctx, bare, &brought),
    }
}

async fn photo(ctx: &Ctx, facts: &Facts, mut proof: Proof, brought: Brought) -> Result<NewProof, Refusal> {
    if brought.bytes.is_empty() {
        return Err(Refusal::field("photo", "Выберите снимок или сделайте его"));
    }
    proof.moment = Some(Moment::from_name(&brought.moment).unwrap_or(Moment::After));
    if proof.words.is_empty() {
        let place = ctx.store().find_organisation(facts.organisation).await?.ok_or(Refusal::NotFound)?.value;
        let place = place.short_name.unwrap_or(place.name);
        proof.words = suggested_alt(&facts.text, &place, proof.moment);
    }
    proof.photo = Some(PhotoUseId(fresh::uuid(ctx.now())));
    let cleaned = clean(ctx, brought.bytes).await.map_err(|why| why.at("photo"))?;
    Ok(NewProof { proof, photo: Some(cleaned), file: None })
}

fn file(mut proof: Proof, brought: Brought) -> Result<NewProof, Refusal> {
    let name: String =
        brought.file_name.rsplit(['/', '\\']).next().unwrap_or_default().trim().chars().take(200).collect();
    let format = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if brought.bytes.is_empty() {
        return Err(Refusal::field("file", "Выберите файл"));
    }
    if brought.bytes.len() > FILE_BYTES_MAX {
        return Err(Refusal::field("file", "Файл больше 32 МБ"));
    }
    if !FORMATS.contains(&format.as_str()) {
        let words =
            "Такие файлы не принимаем. Подойдут PDF, Word, Excel, OpenDocument, снимок, подпись .sig, архив .zip";
        return Err(Refusal::field("file", words));
    }
    if proof.words.is_empty() {
        proof.words.clone_from(&name);
    }
    Ok(NewProof { proof, photo: None, file: Some(NewFile { name, format, bytes: brought.bytes }) })
}

fn act(ctx: &Ctx, mut proof: Proof, brought: &Brought) -> Result<NewProof, Refusal> {
    let number: String = brought.number.trim().chars().take(60).collect();
    if number.is_empty() {
        return Err(Refusal::field("number", "Назовите номер акта или другой бумаги"));
    }
    let (term, _) =
        deadline::read(&brought.signed_on, deadline::Context { year: Some(ctx.today().year()), period: None });
    let day = term.to.filter(|day| *day <= ctx.today());
    let words = "Назовите день, которым подписан документ: 09.05.2024";
    proof.signed_on = Some(day.ok_or_else(|| Refusal::field("signed_on", words))?);
    proof.number = Some(number);
    if proof.words.is_empty() {
        "Акт".clone_into(&mut proof.words);
    }
    Ok(NewProof { proof, photo: None, file: None })
}

async fn link(ctx: &Ctx, mut proof: Proof, typed: &str) -> Result<NewProof, Refusal> {
    let typed = typed.trim();
    let has_scheme = typed.split_once("://").is_some();
    let address = if has_scheme { typed.to_owned() } else { format!("https://{typed}") };
    if typed.is_empty() || address.chars().count() > 2000 || address.contains(char::is_whitespace) {
        return Err(Refusal::field("address", "Скопируйте адрес страницы целиком: https://…"));
    }
    proof.address = Some(address);
    snapshot(ctx, proof).await
}

/// Fetches the page of a link. A site that does not answer is no reason to lose the link: the words say so beside it.
async fn snapshot(ctx: &Ctx, mut proof: Proof) -> Result<NewProof, Refusal> {
    let address = proof.address.clone().unwrap_or_default();
    proof.fetched_at = Some(ctx.now());
    let file = match ctx.house.fetcher.fetch(&address).await {
        Ok(fetched) => {
            (proof.status, proof.trouble) = (Some(i64::from(fetched.status)), None);
            let format = format_of(&fetched.media_type).to_owned();
            let name = format!("snapshot-{}.{format}", ctx.today());
            Some(NewFile { name, format, bytes: fetched.bytes }).filter(|file| !file.bytes.is_empty())
        }
        Err(why @ (FetchFault::Address | FetchFault::Inner)) => {
            return Err(Refusal::field("address", format!("Ссылка не принята: {why}")));
        }
        Err(why) => {
            proof.trouble = Some(why.to_string());
            None
        }
    };
    Ok(NewProof { proof, photo: None, file })
}

fn format_of(media_type: &str) -> &'static str {
    match media_type {
        "text/html" | "application/xhtml+xml" => "html",
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "application/json" => "json",
        "text/plain" => "txt",
        _ => "bin",
    }
}

/// Makes the snapshot of a link anew; the one before stays among the originals.
///
/// # Errors
/// `Invalid` when the address leads to an inner network now; `Stale`, `NotFound`, `NotAllowed`.
pub async fn snap_again(ctx: &Ctx, id: ProofId) -> Result<MeasureId, Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<RecordExecution>(Some(kept.value.organisation))?;
    if kept.value.kind != ProofKind::Link {
        return Err(Refusal::field("proof", "Снимок страницы делают только у ссылки"));
    }
    let measure = kept.value.measure;
    let new = snapshot(ctx, kept.value).await?;
    ctx.store().keep_proof(&ctx.act("snap_again"), &new, Some(kept.version)).await?;
    Ok(measure)
}

/// Takes a proof away: one's own while nobody confirmed the report it came with, or anybody's by who adopts plans. A
/// second press says that it is meant.
///
/// # Errors
/// `Invalid` when the report was confirmed, `Stale`, `NotFound`, `NotAllowed`.
pub async fn remove_proof(ctx: &Ctx, id: ProofId, is_sure: bool) -> Result<MeasureId, Refusal> {
    let proof = find(ctx, id).await?.value;
    ctx.permit::<RecordExecution>(Some(proof.organisation))?;
    if proof.by != ctx.actor_name() {
        ctx.demand(Verb::AdoptPlan, Some(proof.organisation))?;
    }
    if !is_sure {
        return Err(Refusal::field("proof", "Отметьте, что подтверждение действительно нужно убрать"));
    }
    let reports = ctx.store().list_executions(proof.measure).await?;
    let is_confirmed = |report: &Execution| Some(report.id) == proof.execution && report.verdict == Verdict::Confirmed;
    if reports.iter().any(is_confirmed) {
        let words = "Исполнение с этим подтверждением уже проверено: убрать его нельзя, можно приложить ещё";
        return Err(Refusal::field("proof", words));
    }
    ctx.store().remove_proof(&ctx.act("remove_proof"), &proof).await?;
    Ok(proof.measure)
}
