//! A draft beside its original: looked at, corrected in place, matched to an organisation, put aside.
//!
//! In come a draft's id, its version and what a person typed; out goes the draft with everything a careful reviewer
//! would say. What was read from the paper is never changed: corrections are kept beside it.

pub(crate) mod typed;

use crate::ctx::Ctx;
use crate::intake::count;
use crate::refusal::Refusal;
use crate::source::Document;
use otklik_domain::access::Verb;
use otklik_domain::deadline;
use otklik_domain::ids::{DraftId, OrganisationId, PlanId};
use otklik_domain::plan::{Draft, Measure, review};
use otklik_domain::registry::Organisation;
use otklik_domain::remark::Remark;
use otklik_papers::plan_json;
use otklik_store::record::{
    self, DraftBrief, DraftState, Kept, OrganisationQuery, Page, PageAsked, PlanQuery, Version,
};
use typed::{kept_text, span_typed, typed_measure};

/// A draft as a person works on it.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// Its id.
    pub id: DraftId,
    /// Version a correction must name.
    pub version: Version,
    /// Where it is on its way.
    pub state: DraftState,
    /// What was read from the paper.
    pub as_read: Draft,
    /// The same with a person's corrections.
    pub corrected: Draft,
    /// The paper itself, neutral.
    pub document: Document,
    /// Remarks of the reading and of the careful reviewer, for the corrected draft.
    pub remarks: Vec<Remark>,
    /// Name of the file.
    pub file_name: String,
    /// The organisation it was matched to.
    pub organisation: Option<Organisation>,
    /// Organisations whose names are like the recognised one: to choose from, never chosen by themselves.
    pub candidates: Vec<Organisation>,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// A measure as typed by a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureTyped {
    /// The measure itself.
    pub text: String,
    /// Criterion 1 to 5, or empty.
    pub criterion: String,
    /// Indicator «1.1», or empty.
    pub indicator: String,
    /// The shortcoming.
    pub shortcoming: String,
    /// The term as written.
    pub term: String,
    /// Executors, one a line.
    pub executors: String,
    /// Funding.
    pub funding: String,
    /// Expected result.
    pub expected_result: String,
    /// What was done.
    pub done: String,
    /// When it was done.
    pub actual: String,
    /// Why a row of an approved plan changes.
    pub reason: String,
    /// Who agreed to that, and where it is written.
    pub agreed: String,
}

/// The head of a draft as typed by a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadTyped {
    /// Title.
    pub title: String,
    /// Organisation as the paper names it.
    pub organisation: String,
    /// First year or day of what it covers.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Year of the assessment.
    pub assessed_year: String,
}

/// Drafts, newest first.
///
/// # Errors
/// `NotSignedIn` or `NotAllowed`.
pub async fn list_drafts(ctx: &Ctx, state: Option<DraftState>, page: &PageAsked) -> Result<Page<DraftBrief>, Refusal> {
    ctx.demand_somewhere(Verb::ReadPapers)?;
    let mut drafts = ctx.store().list_drafts(state, page).await?;
    drafts.items.retain(|d| ctx.may(Verb::ReadPapers, d.organisation));
    Ok(drafts)
}

/// One draft.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn draft(ctx: &Ctx, id: DraftId) -> Result<DraftView, Refusal> {
    let kept = find(ctx, id).await?;
    let paper = ctx.store().find_paper(kept.value.paper).await?;
    let (as_read, corrected) = (parse(&kept.value.as_read_json)?, parse(&kept.value.corrected_json)?);
    let organisation = match kept.value.organisation {
        Some(id) => ctx.store().find_organisation(id).await?.map(|k| k.value),
        None => None,
    };
    Ok(DraftView {
        id,
        version: kept.version,
        state: kept.value.state,
        document: serde_json::from_str(&kept.value.document_json).map_err(Refusal::unavailable)?,
        remarks: all_remarks(&corrected),
        candidates: candidates(ctx, &corrected).await?,
        as_read,
        corrected,
        file_name: paper.map(|p| p.file_name).unwrap_or_default(),
        organisation,
        is_example: kept.value.is_example,
    })
}

/// The plan a draft became, when the actor may see it.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn plan_of(ctx: &Ctx, view: &DraftView) -> Result<Option<PlanId>, Refusal> {
    let Some(organisation) = view.organisation.as_ref().filter(|_| view.state == DraftState::Adopted) else {
        return Ok(None);
    };
    let asked = PlanQuery { organisations: vec![organisation.id], ..PlanQuery::default() };
    let plans = crate::plans::list_plans(ctx, &asked, &PageAsked::first(500)).await?;
    Ok(plans.items.iter().find(|plan| plan.value.draft == Some(view.id)).map(|plan| plan.value.id))
}

/// The original of a draft: its file name and bytes.
///
/// # Errors
/// `NotFound` when there is none the actor may see.
pub async fn original(ctx: &Ctx, id: DraftId) -> Result<(String, Vec<u8>), Refusal> {
    let kept = find(ctx, id).await?;
    let paper = ctx.store().find_paper(kept.value.paper).await?.ok_or(Refusal::NotFound)?;
    let bytes = ctx.store().find_paper_bytes(kept.value.paper).await?.ok_or(Refusal::NotFound)?;
    Ok((paper.file_name, bytes))
}

/// Corrects the n-th measure, from zero; the term and executors are read anew from what was typed.
///
/// # Errors
/// `Invalid` with every field at fault; `Stale` when somebody else corrected the draft meanwhile.
pub async fn correct_measure(
    ctx: &Ctx,
    id: DraftId,
    expected: Version,
    n: usize,
    typed: &MeasureTyped,
) -> Result<(), Refusal> {
    change(ctx, id, expected, "correct_draft", |draft| {
        let context = context_of(draft);
        let old = draft.measures.get(n).ok_or(Refusal::NotFound)?;
        let (measure, remarks) = typed_measure(typed, old, context)?;
        forget_remarks(draft, n);
        draft.remarks.extend(remarks.into_iter().map(|r| r.about(n)));
        draft.measures[n] = measure;
        Ok(())
    })
    .await
}

/// Adds a measure at the end.
///
/// # Errors
/// As [`correct_measure`].
pub async fn add_measure(ctx: &Ctx, id: DraftId, expected: Version, typed: &MeasureTyped) -> Result<(), Refusal> {
    change(ctx, id, expected, "correct_draft", |draft| {
        let (measure, remarks) = typed_measure(typed, &Measure::default(), context_of(draft))?;
        let n = draft.measures.len();
        draft.remarks.extend(remarks.into_iter().map(|r| r.about(n)));
        draft.measures.push(measure);
        Ok(())
    })
    .await
}

/// Takes the n-th measure out of the draft; the original keeps it.
///
/// # Errors
/// `NotFound` when there is no such measure; `Stale`.
pub async fn remove_measure(ctx: &Ctx, id: DraftId, expected: Version, n: usize) -> Result<(), Refusal> {
    change(ctx, id, expected, "correct_draft", |draft| {
        if n >= draft.measures.len() {
            return Err(Refusal::NotFound);
        }
        forget_remarks(draft, n);
        for remark in &mut draft.remarks {
            remark.measure = remark.measure.map(|m| if m > n { m - 1 } else { m });
        }
        draft.measures.remove(n);
        Ok(())
    })
    .await
}

/// Puts the n-th measure of the reading back as it was read: over its correction, or where it was taken out.
///
/// # Errors
/// `NotFound` when the reading has no such measure; `Stale`.
pub async fn restore_measure(ctx: &Ctx, id: DraftId, expected: Version, n: usize) -> Result<(), Refusal> {
    let read = parse(&find(ctx, id).await?.value.as_read_json)?;
    change(ctx, id, expected, "restore_measure", |draft| {
        let measure = read.measures.get(n).ok_or(Refusal::NotFound)?;
        let at = match place_of(&read.measures, &draft.measures, n) {
            Ok(at) => {
                forget_remarks(draft, at);
                draft.measures[at] = measure.clone();
                at
            }
            Err(at) => {
                for remark in &mut draft.remarks {
                    remark.measure = remark.measure.map(|m| if m >= at { m + 1 } else { m });
                }
                draft.measures.insert(at, measure.clone());
                at
            }
        };
        let said = read.remarks.iter().filter(|r| r.measure == Some(n)).cloned();
        draft.remarks.extend(said.map(|r| r.about(at)));
        Ok(())
    })
    .await
}

/// Where the n-th measure of the reading stands among the corrected ones, or where it would be put back. A measure is
/// known by its place in the paper, and where several share one, by their order.
///
/// # Errors
/// The position to put it back to, when it was taken out.
pub fn place_of(read: &[Measure], corrected: &[Measure], n: usize) -> Result<usize, usize> {
    let Some(wanted) = read.get(n) else { return Err(corrected.len()) };
    let alike = |all: &[Measure]| -> Vec<usize> {
        (0..all.len()).filter(|i| all.get(*i).is_some_and(|m| m.place == wanted.place)).collect()
    };
    let (before, now) = (alike(read), alike(corrected));
    let same = now.iter().copied().find(|i| corrected.get(*i) == Some(wanted));
    let in_order = before.iter().position(|i| *i == n).filter(|_| before.len() == now.len() && wanted.place.is_some());
    if let Some(at) = in_order.and_then(|k| now.get(k).copied()).or(same) {
        return Ok(at);
    }
    let later = read.iter().skip(n + 1).filter(|m| m.place.is_some() && m.place != wanted.place);
    let next = later.filter_map(|m| corrected.iter().position(|c| c.place == m.place)).next();
    Err(next.unwrap_or(corrected.len()))
}

/// Corrects title, organisation's name, period and year.
///
/// # Errors
/// `Invalid` with every field at fault; `Stale`.
pub async fn correct_head(ctx: &Ctx, id: DraftId, expected: Version, typed: &HeadTyped) -> Result<(), Refusal> {
    let period = span_typed(typed)?;
    let assessed_year = match typed.assessed_year.trim() {
        "" => None,
        year => Some(
            otklik_domain::typed::year(year)
                .ok_or_else(|| Refusal::field("assessed_year", "Год — четыре цифры, например 2024"))?,
        ),
    };
    change(ctx, id, expected, "correct_draft", |draft| {
        draft.title = kept_text(&typed.title);
        let name = kept_text(&typed.organisation);
        if name != draft.organisation_as_written {
            draft.organisation = name.clone();
            draft.organisation_as_written = name;
        }
        (draft.period, draft.assessed_year) = (period, assessed_year);
        Ok(())
    })
    .await
}

/// Says which organisation of the registry the draft is about, and remembers the name for the next paper.
///
/// # Errors
/// `NotFound` when there is no such organisation; `Stale`.
pub async fn match_organisation(
    ctx: &Ctx,
    id: DraftId,
    expected: Version,
    organisation: OrganisationId,
) -> Result<(), Refusal> {
    let kept = find_waiting(ctx, id, expected).await?;
    ctx.demand(Verb::ReadPapers, Some(organisation))?;
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let draft = record::Draft { organisation: Some(organisation), ..kept.value };
    ctx.store().keep_draft(&ctx.act("match_organisation"), &draft, Some(kept.version)).await?;
    let names = parse(&draft.corrected_json)?;
    for name in [names.organisation_as_written, names.organisation].into_iter().flatten() {
        ctx.store().keep_alias(&ctx.act("match_organisation"), &name, organisation).await?;
    }
    Ok(())
}

/// Puts a draft aside; the original stays.
///
/// # Errors
/// `NotFound`, `Stale`.
pub async fn drop_draft(ctx: &Ctx, id: DraftId, expected: Version) -> Result<(), Refusal> {
    let kept = find_waiting(ctx, id, expected).await?;
    let draft = record::Draft { state: DraftState::Dropped, ..kept.value };
    ctx.store().keep_draft(&ctx.act("drop_draft"), &draft, Some(kept.version)).await?;
    Ok(())
}

pub(crate) async fn find(ctx: &Ctx, id: DraftId) -> Result<Kept<record::Draft>, Refusal> {
    ctx.demand_somewhere(Verb::ReadPapers)?;
    let kept = ctx.store().find_draft(id).await?.ok_or(Refusal::NotFound)?;
    // A draft without an organisation belongs to whoever may read papers anywhere: to no one who answers for some of them.
    let is_own = ctx.may(Verb::ReadPapers, kept.value.organisation);
    is_own.then_some(kept).ok_or(Refusal::NotFound)
}

pub(crate) async fn find_waiting(ctx: &Ctx, id: DraftId, expected: Version) -> Result<Kept<record::Draft>, Refusal> {
    waiting(find(ctx, id).await?, expected)
}

/// A draft that waits in this version.
pub(crate) fn waiting(kept: Kept<record::Draft>, expected: Version) -> Result<Kept<record::Draft>, Refusal> {
    let is_fresh = kept.version == expected && kept.value.state == DraftState::Waiting;
    is_fresh.then_some(kept).ok_or(Refusal::Stale)
}

pub(crate) fn parse(json: &str) -> Result<Draft, Refusal> {
    plan_json::from_json(json).map_err(|e| Refusal::unavailable(e.to_string()))
}

async fn change(
    ctx: &Ctx,
    id: DraftId,
    expected: Version,
    verb: &'static str,
    edit: impl FnOnce(&mut Draft) -> Result<(), Refusal> + Send,
) -> Result<(), Refusal> {
    let kept = find_waiting(ctx, id, expected).await?;
    let mut draft = parse(&kept.value.corrected_json)?;
    edit(&mut draft)?;
    let changed = record::Draft {
        title: draft.title.clone(),
        n_measures: count(draft.measures.len()),
        n_remarks: count(all_remarks(&draft).len()),
        corrected_json: plan_json::to_json(&draft),
        ..kept.value
    };
    ctx.store().keep_draft(&ctx.act(verb), &changed, Some(kept.version)).await?;
    Ok(())
}

/// Remarks of the reading and of the careful reviewer, each once.
pub fn all_remarks(draft: &Draft) -> Vec<Remark> {
    let mut remarks = draft.remarks.clone();
    remarks.extend(review::review(draft).into_iter().filter(|r| !draft.remarks.contains(r)));
    remarks
}

async fn candidates(ctx: &Ctx, draft: &Draft) -> Result<Vec<Organisation>, Refusal> {
    let Some(name) = &draft.organisation else { return Ok(Vec::new()) };
    let exact = ctx.store().find_organisations_by_name(name).await?;
    let asked = OrganisationQuery { search: Some(name.clone()), ..OrganisationQuery::default() };
    let alike = ctx.store().list_organisations(&asked, &PageAsked::first(10)).await?;
    let mut found: Vec<Organisation> = exact.into_iter().chain(alike.items).map(|k| k.value).collect();
    let mut seen = std::collections::HashSet::new();
    found.retain(|o| seen.insert(o.id) && ctx.may(Verb::ReadPapers, Some(o.id)));
    Ok(found)
}

fn context_of(draft: &Draft) -> deadline::Context {
    let year = draft.period.filter(|p| p.from.year() == p.to.year()).map(|p| p.from.year());
    deadline::Context { year, period: draft.period.map(|p| (p.from, p.to)) }
}

fn forget_remarks(draft: &mut Draft, n: usize) {
    draft.remarks.retain(|r| r.measure != Some(n));
}
