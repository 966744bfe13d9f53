//! The protocol of an inspection as an office paper, and what everybody may see of one that is final.
//!
//! In comes an inspection put together; out go bytes, or the same without words, names and photos of people: marks,
//! decisions and kinds of answers are public once an inspection is final, nothing else is.

use super::view::{Noticed, View, inspection, put_together};
use crate::ctx::Ctx;
use crate::paper_out::{ByTemplate, PaperOut, format_of, made_by, safe};
use crate::refusal::Refusal;
use otklik_domain::Date;
use otklik_domain::access::Place;
use otklik_domain::ids::{InspectionId, OrganisationId};
use otklik_domain::inspection::{Difference, Point, Stage};
use otklik_papers::forms::inspection::{DifferenceLine, Protocol, ProtocolLine, ReplyLine, compose};
use otklik_papers::template::{TemplateForm, protocol_values};
use otklik_papers::write::Format;
use otklik_store::record::PhotoUse;

/// The protocol of an inspection: with names, words and numbers of photos, for those who may see the inspection.
///
/// # Errors
/// `NotFound`, `NotSignedIn`, `NotAllowed`; `Invalid` when the format is unknown.
pub async fn protocol_paper(ctx: &Ctx, id: InspectionId, format: &str) -> Result<PaperOut, Refusal> {
    let view = inspection(ctx, id).await?;
    let format = format_of(format)?;
    out(ctx, &protocol(ctx, &view, true).await?, file_name(&view), format).await
}

/// Final inspections of an organisation, newest first, as everybody may see them.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn final_inspections(ctx: &Ctx, organisation: OrganisationId) -> Result<Vec<View>, Refusal> {
    let mut views = Vec::new();
    for kept in ctx.store().list_inspections_of(&[organisation]).await? {
        if kept.value.stage == Stage::Final
            && let Some(whole) = ctx.store().find_inspection(kept.value.id).await?
        {
            views.push(put_together(ctx, whole, (Place::Organisation(organisation), false)).await?);
        }
    }
    Ok(views)
}

/// Whether an organisation has a final inspection.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn has_final_inspection(ctx: &Ctx, organisation: OrganisationId) -> Result<bool, Refusal> {
    let all = ctx.store().list_inspections_of(&[organisation]).await?;
    Ok(all.iter().any(|kept| kept.value.stage == Stage::Final))
}

/// The protocol of a final inspection as everybody may see it: without names, words and photos.
///
/// # Errors
/// `Invalid` when the format is unknown; `NotFound` when there is no such inspection, it is of another organisation, or it
/// is not final.
pub async fn public_protocol_paper(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: &str,
    format: &str,
) -> Result<PaperOut, Refusal> {
    let format = format_of(format)?;
    let id: InspectionId = id.parse().map_err(|_| Refusal::NotFound)?;
    let whole = ctx.store().find_inspection(id).await?.ok_or(Refusal::NotFound)?;
    let found = &whole.inspection.value;
    if found.stage != Stage::Final || found.organisation != organisation {
        return Err(Refusal::NotFound);
    }
    let view = put_together(ctx, whole, (Place::Organisation(organisation), false)).await?;
    out(ctx, &protocol(ctx, &view, false).await?, file_name(&view), format).await
}

async fn out(ctx: &Ctx, protocol: &Protocol, name: String, format: Format) -> Result<PaperOut, Refusal> {
    let by = ByTemplate::own(ctx, TemplateForm::Protocol, || protocol_values(protocol)).await?;
    made_by(ctx, by, || compose(protocol), name, format).await
}

fn file_name(view: &View) -> String {
    format!("Протокол осмотра {} {}", view.round.year, safe(&view.organisation.name))
}

/// «22.11.2026»
fn day(date: Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
}

/// Photos in the order of the points, so that each has one number.
struct Numbered<'a>(Vec<&'a PhotoUse>);

impl<'a> Numbered<'a> {
    fn of(view: &'a View) -> Self {
        let of_point = |point: &Point| {
            let code = point.code.clone();
            view.photos.iter().filter(move |shown| shown.part == code)
        };
        Numbered(view.list.points().flat_map(of_point).collect())
    }

    fn numbers(&self, shown: &[PhotoUse]) -> Vec<usize> {
        let at = |one: &PhotoUse| self.0.iter().position(|known| known.id == one.id).map(|at| at + 1);
        shown.iter().filter_map(at).collect()
    }
}

async fn protocol(ctx: &Ctx, view: &View, is_whole: bool) -> Result<Protocol, Refusal> {
    let photos = Numbered::of(view);
    let sheets = view.sheets.iter().zip(1..);
    let who = |(sheet, n): (&super::SheetView, usize)| {
        let name = if is_whole { sheet.inspector.clone() } else { format!("инспектор {n}") };
        format!("{name}, {}", day(sheet.kept.value.inspected_on))
    };
    let block = |block: &otklik_domain::inspection::Block| {
        let lines = block.points.iter().map(|point| line(&view.noticed(point), &photos, is_whole));
        (block.title.clone(), lines.collect())
    };
    let comparison = view.comparison();
    let (n_same, n_all) = (comparison.agreement.n_same, comparison.agreement.n_all);
    let replies = view.list.points().filter_map(|point| reply(&view.noticed(point), &photos, is_whole));
    Ok(Protocol {
        organisation: view.organisation.name.clone(),
        branch: view.kept.value.branch.clone(),
        address: address(ctx, view).await?,
        round: format!("Независимая оценка {} года. {}", view.round.year, view.round.title),
        inspectors: sheets.clone().map(who).collect(),
        stage: stage(ctx, view),
        blocks: view.list.blocks.iter().map(block).collect(),
        agreement: (view.sheets.len() > 1).then(|| format!("Листы инспекторов совпали в {n_same} пунктах из {n_all}.")),
        differences: comparison.differences.iter().filter_map(|one| difference(view, one, is_whole)).collect(),
        replies: replies.collect(),
        photos: if is_whole { photos.0.iter().map(|shown| shown.alt.clone()).collect() } else { Vec::new() },
        signers: if is_whole { view.sheets.iter().map(|sheet| sheet.inspector.clone()).collect() } else { Vec::new() },
        notes: notes(view, is_whole),
        made_on: Some(ctx.today()),
    })
}

/// Where the place is: the branch's own address, else the organisation's.
async fn address(ctx: &Ctx, view: &View) -> Result<Option<String>, Refusal> {
    let branch = &view.kept.value.branch;
    if branch.is_empty() {
        return Ok(view.organisation.address.clone());
    }
    let branches = ctx.store().list_branches(view.organisation.id).await?;
    Ok(branches.into_iter().find(|kept| kept.value.name == *branch).and_then(|kept| kept.value.address))
}

fn stage(ctx: &Ctx, view: &View) -> String {
    let inspection = &view.kept.value;
    let on = |at: jiff::Timestamp| day(ctx.house.zone.to_datetime(at).date());
    match (inspection.stage, inspection.final_at) {
        (Stage::Final, Some(at)) => format!("Итог утверждён {}", on(at)),
        (stage, _) => format!("Проект протокола: {}", stage.in_words()),
    }
}

fn notes(view: &View, is_whole: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if view.kept.value.stage == Stage::Final && view.replies.is_empty() {
        notes.push("Организация не ответила ни на один пункт в отведённый срок.".to_owned());
    }
    if view.kept.value.is_agreed {
        notes.push("Организация не возражала.".to_owned());
    }
    if !is_whole {
        notes.push("Имена инспекторов, заметки, слова ответов и снимки в открытую копию не входят.".to_owned());
    }
    notes
}

fn line(noticed: &Noticed, photos: &Numbered<'_>, is_whole: bool) -> ProtocolLine {
    let words = noticed.notes.iter().flat_map(|noted| [noted.note.clone(), noted.address.clone()]).flatten();
    ProtocolLine {
        title: noticed.point.title.clone(),
        seen: noticed.seen.map_or("не решено".to_owned(), |seen| seen.in_words()),
        notes: if is_whole { words.collect() } else { Vec::new() },
        photos: if is_whole { photos.numbers(&noticed.photos) } else { Vec::new() },
    }
}

fn difference(view: &View, one: &Difference, is_whole: bool) -> Option<DifferenceLine> {
    let noticed = view.noticed(view.list.point(&one.code)?);
    let seen = view.sheets.iter().zip(&one.seen).zip(1..).map(|((sheet, seen), n)| {
        let name = if is_whole { sheet.inspector.clone() } else { format!("инспектор {n}") };
        format!("{name}: {}", seen.map_or("не отмечено".to_owned(), |seen| seen.in_words()))
    });
    Some(DifferenceLine {
        title: noticed.point.title.clone(),
        seen: seen.collect(),
        decided: noticed.seen.map(|seen| seen.in_words()).unwrap_or_default(),
        reason: noticed.decision.filter(|_| is_whole).map(|decision| decision.reason).unwrap_or_default(),
    })
}

fn reply(noticed: &Noticed, photos: &Numbered<'_>, is_whole: bool) -> Option<ReplyLine> {
    let reply = &noticed.reply.as_ref()?.value.reply;
    let said = |words: &str| if is_whole { words.to_owned() } else { String::new() };
    let decided = noticed.seen.filter(|_| reply.review.is_some());
    let decided = decided.map(|seen| format!("Решено: {}", seen.in_words())).unwrap_or_default();
    Some(ReplyLine {
        title: noticed.point.title.clone(),
        kind: reply.kind.in_words().to_owned(),
        words: said(&reply.words),
        review: match &reply.review {
            Some(review) if is_whole => format!("{decided}. {review}"),
            _ => decided,
        },
        photos: if is_whole { photos.numbers(&noticed.reply_photos) } else { Vec::new() },
    })
}
