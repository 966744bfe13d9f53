//! Answers and findings come in: matched with the registry, kept once, taken back whole.

use super::names;
use super::rounds::round;
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::{ImportScores, Verb};
use otklik_domain::ids::{BatchId, OrganisationId, RoundId};
use otklik_domain::score::{Findings, Tally};
use otklik_store::record::{
    Batch, BatchKept, BatchKind, BatchState, Counts, Found, ItemFinding, Kept, Mapping, PlaceCounts, Round, RoundState,
    Version, Waiting,
};
use std::collections::BTreeMap;

/// Where sums came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Name of the file.
    pub title: String,
    /// The file itself, kept byte for byte where it is given, and its format.
    pub bytes: Option<(Vec<u8>, String)>,
    /// The mapping of headings it was read by.
    pub mapping_json: Option<String>,
    /// How many rows it had.
    pub n_rows: u64,
}

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The batch.
    pub batch: BatchId,
    /// Whether the same file was there before, so that nothing was done.
    pub is_before: bool,
    /// Places that count.
    pub n_places: usize,
    /// Names that wait for a person.
    pub waiting: Vec<String>,
}

/// Place of an organisation in a file: name, branch.
type Place = (String, Option<String>);

/// The same file in the same round counts once: it leads to the batch that counts already.
async fn known(ctx: &Ctx, round: RoundId, kind: BatchKind, source: &Source) -> Result<Option<BatchId>, Refusal> {
    let Some((bytes, _)) = &source.bytes else { return Ok(None) };
    let hash = otklik_store::record::PaperHash(<sha2::Sha256 as sha2::Digest>::digest(bytes).into());
    let batches = ctx.store().list_batches(round).await?;
    let is_it = |batch: &Batch| batch.paper == Some(hash) && batch.kind == kind && batch.state == BatchState::Kept;
    Ok(batches.into_iter().find(|kept| is_it(&kept.value)).map(|kept| kept.value.id))
}

async fn new_batch(ctx: &Ctx, round: &Round, kind: BatchKind, source: &Source) -> Result<Batch, Refusal> {
    let paper = match &source.bytes {
        Some((bytes, format)) => {
            Some(ctx.store().keep_paper(&ctx.act("keep_paper"), &source.title, format, bytes).await?.hash)
        }
        None => None,
    };
    Ok(Batch {
        id: BatchId(fresh::uuid(ctx.now())),
        round: round.id,
        kind,
        paper,
        title: source.title.clone(),
        mapping_json: source.mapping_json.clone(),
        n_rows: source.n_rows,
        sha256: String::new(),
        state: BatchState::Kept,
        by: ctx.actor_name(),
        at: ctx.now(),
    })
}

async fn open(ctx: &Ctx, id: RoundId) -> Result<Round, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let round = round(ctx, id).await?.value;
    if round.state == RoundState::Closed {
        return Err(Refusal::field("round", "Тур закрыт: откройте его снова, чтобы добавить данные"));
    }
    Ok(round)
}

/// One line without repeated blanks; nothing is the organisation's own place.
fn branch(name: Option<&String>) -> String {
    name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

/// Takes in sums of answers by the names that stand in a file.
///
/// # Errors
/// `Invalid` when the round is closed or the sums do not fit its questions, `NotFound`, `NotAllowed`.
pub async fn import_tallies(
    ctx: &Ctx,
    id: RoundId,
    source: &Source,
    tallies: &BTreeMap<Place, Tally>,
) -> Result<Imported, Refusal> {
    let round = open(ctx, id).await?;
    let book = super::books::book(ctx.store(), &round.rulebook.sha256).await?;
    if tallies.values().any(|tally| *tally.set() != book.question_set()) {
        return Err(Refusal::field("file", "Анкеты подсчитаны по другому перечню вопросов: выберите тур этой сферы"));
    }
    if let Some(batch) = known(ctx, id, BatchKind::Answers, source).await? {
        return Ok(Imported { batch, is_before: true, n_places: 0, waiting: Vec::new() });
    }
    let known = names::all(ctx, &round, tallies.keys().map(|(name, _)| name)).await?;
    let mut places: BTreeMap<(OrganisationId, String), Counts> = BTreeMap::new();
    let mut waiting: BTreeMap<(String, String), Waiting> = BTreeMap::new();
    for ((name, branch_name), tally) in tallies {
        let (branch, counts) = (branch(branch_name.as_ref()), Counts::of(tally));
        let sums = match known.get(name.as_str()).copied().flatten() {
            Some(organisation) => places.entry((organisation, branch)).or_default(),
            None => {
                let key = (otklik_store::key::of(name), branch.clone());
                &mut waiting.entry(key).or_insert(unknown(name, branch)).counts
            }
        };
        *sums = sums.plus(&counts).ok_or_else(|| Refusal::unavailable("sums of answers have no room"))?;
    }
    let places: Vec<PlaceCounts> = places
        .into_iter()
        .map(|((organisation, branch), counts)| PlaceCounts { organisation, branch, counts })
        .collect();
    let waiting: Vec<Waiting> = waiting.into_values().collect();
    let batch = new_batch(ctx, &round, BatchKind::Answers, source).await?;
    let kept = ctx.store().keep_answer_batch(&ctx.act("import_answers"), &batch, &places, &waiting).await?;
    Ok(imported(batch.id, kept, places.len(), &waiting))
}

fn unknown(name: &str, branch: String) -> Waiting {
    Waiting { name: name.trim().to_owned(), branch, ..Waiting::default() }
}

fn imported(batch: BatchId, kept: BatchKept, n_places: usize, waiting: &[Waiting]) -> Imported {
    let mut names: Vec<String> = waiting.iter().map(|one| one.name.clone()).collect();
    names.dedup();
    Imported { batch, is_before: kept == BatchKept::Before, n_places, waiting: names }
}

/// Takes in findings by the names that stand in a file; each takes the place of what was said before.
///
/// # Errors
/// `Invalid` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn import_findings(
    ctx: &Ctx,
    id: RoundId,
    source: &Source,
    found: &BTreeMap<Place, Findings>,
) -> Result<Imported, Refusal> {
    let round = open(ctx, id).await?;
    if let Some(batch) = known(ctx, id, BatchKind::Findings, source).await? {
        return Ok(Imported { batch, is_before: true, n_places: 0, waiting: Vec::new() });
    }
    let known = names::all(ctx, &round, found.keys().map(|(name, _)| name)).await?;
    let (mut findings, mut n_places) = (Vec::new(), 0);
    let mut waiting: BTreeMap<(String, String), Waiting> = BTreeMap::new();
    for ((name, branch_name), of_place) in found {
        let (branch, items) = (branch(branch_name.as_ref()), Found::all(of_place));
        match known.get(name.as_str()).copied().flatten() {
            Some(organisation) => {
                n_places += 1;
                findings.extend(items.into_iter().map(|(item, found)| ItemFinding {
                    organisation,
                    round: id,
                    branch: branch.clone(),
                    item,
                    found,
                    note: None,
                    by: ctx.actor_name(),
                    at: ctx.now(),
                }));
            }
            None => {
                let key = (otklik_store::key::of(name), branch.clone());
                waiting.entry(key).or_insert(unknown(name, branch)).found.extend(items);
            }
        }
    }
    let waiting: Vec<Waiting> = waiting.into_values().collect();
    let batch = new_batch(ctx, &round, BatchKind::Findings, source).await?;
    let kept = ctx.store().keep_finding_batch(&ctx.act("import_findings"), &batch, &findings, &waiting).await?;
    Ok(imported(batch.id, kept, n_places, &waiting))
}

/// Batches of a round, newest first.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn batches(ctx: &Ctx, id: RoundId) -> Result<Vec<Kept<Batch>>, Refusal> {
    ctx.demand(Verb::SeePrivate, None)?;
    round(ctx, id).await?;
    Ok(ctx.store().list_batches(id).await?)
}

/// Takes a batch of answers back: its sums leave the round.
///
/// # Errors
/// `Stale` when it was taken back before or the round is closed; `NotFound`, `NotAllowed`.
pub async fn withdraw_batch(ctx: &Ctx, id: BatchId, expected: Version) -> Result<(), Refusal> {
    ctx.permit::<ImportScores>(None)?;
    ctx.store().find_batch(id).await?.ok_or(Refusal::NotFound)?;
    Ok(ctx.store().withdraw_batch(&ctx.act("withdraw_batch"), id, expected).await?)
}

/// Mappings of headings by name.
///
/// # Errors
/// `NotAllowed`.
pub async fn mappings(ctx: &Ctx) -> Result<Vec<Kept<Mapping>>, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    Ok(ctx.store().list_mappings().await?)
}

/// The text of a kept mapping, for reading a file by it.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn mapping_text(ctx: &Ctx, name: &str) -> Result<String, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let kept = ctx.store().find_mapping(name).await?.ok_or(Refusal::NotFound)?;
    serde_json::from_str(&kept.value.body_json).map_err(Refusal::unavailable)
}

/// Keeps a mapping under its name, new or in place of the one of that version; its text is TOML, kept as JSON text.
///
/// # Errors
/// `Invalid` without a name, `Stale`, `NotAllowed`.
pub async fn keep_mapping(ctx: &Ctx, name: &str, text: &str, expected: Option<Version>) -> Result<Version, Refusal> {
    ctx.permit::<ImportScores>(None)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::field("name", "Назовите сопоставление"));
    }
    let body_json = serde_json::Value::from(text).to_string();
    let mapping = Mapping { name, body_json, by: ctx.actor_name(), at: ctx.now() };
    Ok(ctx.store().keep_mapping(&ctx.act("keep_mapping"), &mapping, expected).await?)
}
