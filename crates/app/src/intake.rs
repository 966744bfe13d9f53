//! A paper comes in: the original is kept byte for byte, its reading waits for a person.
//!
//! In come bytes and the name they came under; out goes a draft's id. A paper that cannot be read leaves nothing.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::Verb;
use otklik_domain::ids::{DraftId, OrganisationId};
use otklik_papers::read::Format;
use otklik_papers::{Reading, plan_json};
use otklik_store::record::{Draft, DraftState, PaperHash};

/// A paper as it came.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Name of the file.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Year of the document, where a person said it.
    pub year: Option<i16>,
    /// The organisation, where a person said it.
    pub organisation: Option<OrganisationId>,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// Reads a paper, keeps the original and a draft of what was understood.
///
/// The same bytes again lead to the draft that still waits, so a second press of a button does not double anything.
///
/// # Errors
/// `NotSignedIn` or `NotAllowed` without the right to read papers; `NotFound` when there is no such organisation; `Invalid`
/// when the paper cannot be read: then nothing is kept.
pub async fn read_plan_paper(ctx: &Ctx, incoming: Incoming) -> Result<DraftId, Refusal> {
    ctx.demand(Verb::ReadPapers, incoming.organisation)?;
    let Incoming { file_name, bytes, year, organisation, is_example } = incoming;
    if let Some(said) = organisation {
        ctx.store().find_organisation(said).await?.ok_or(Refusal::NotFound)?;
    }
    let reading = ctx.house.workshop.read(bytes.clone(), Some(&file_name), year).await?;
    let paper = ctx.store().keep_paper(&ctx.act("keep_paper"), &file_name, format_name(&reading), &bytes).await?;
    if let Some(waiting) = waiting_draft(ctx, paper.hash, organisation).await? {
        return Ok(waiting);
    }
    let matched = match organisation {
        Some(said) => Some(said),
        None => remembered(ctx, &reading).await?,
    };
    let json = plan_json::to_json(&reading.draft);
    let draft = Draft {
        id: DraftId(fresh::uuid(ctx.now())),
        paper: paper.hash,
        kind: reading.draft.kind.name().to_owned(),
        title: reading.draft.title.clone(),
        recognised_name: reading.draft.organisation.clone(),
        organisation: matched,
        n_measures: count(reading.draft.measures.len()),
        n_remarks: count(reading.draft.remarks.len()),
        corrected_json: json.clone(),
        as_read_json: json,
        document_json: serde_json::to_string(&reading.document).map_err(Refusal::unavailable)?,
        state: DraftState::Waiting,
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example,
    };
    ctx.store().keep_draft(&ctx.act("read_paper"), &draft, None).await?;
    Ok(draft.id)
}

/// The draft of the same bytes that still waits, when it is about the same organisation or about none yet.
async fn waiting_draft(ctx: &Ctx, paper: PaperHash, said: Option<OrganisationId>) -> Result<Option<DraftId>, Refusal> {
    let Some(id) = ctx.store().find_draft_of_paper(paper).await? else { return Ok(None) };
    let kept = ctx.store().find_draft(id).await?.filter(|k| k.value.state == DraftState::Waiting);
    let Some(kept) = kept.filter(|k| said.is_none() || k.value.organisation.is_none_or(|o| Some(o) == said)) else {
        return Ok(None);
    };
    if said.is_some() && kept.value.organisation.is_none() {
        let matched = Draft { organisation: said, ..kept.value };
        ctx.store().keep_draft(&ctx.act("match_organisation"), &matched, Some(kept.version)).await?;
    }
    Ok(Some(id))
}

/// The organisation that a person once matched this name to. A name is never matched by likeness alone.
async fn remembered(ctx: &Ctx, reading: &Reading) -> Result<Option<OrganisationId>, Refusal> {
    for name in [&reading.draft.organisation_as_written, &reading.draft.organisation].into_iter().flatten() {
        if let Some(alias) = ctx.store().find_alias(name).await? {
            return Ok(Some(alias.organisation));
        }
    }
    Ok(None)
}

fn format_name(reading: &Reading) -> &'static str {
    match reading.document.format {
        Format::Docx => "docx",
        Format::Doc => "doc",
        Format::Odt => "odt",
        Format::Rtf => "rtf",
        Format::Workbook => "workbook",
        Format::Html => "html",
        Format::Pdf => "pdf",
        Format::Text => "text",
    }
}

pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
