//! Placing: what of a plan and its results is placed where, by when and by whom, and the files for it.
//!
//! In come a plan and marks of people; out go a checklist in the order of the cabinet of bus.gov.ru, packages and the
//! section for a site. Only what is published goes out: working words never leave this way.

pub mod open_plan;
mod package;
pub mod reading_back;
pub mod section;
pub mod terms;
mod texts;

pub use package::package;

use crate::ctx::Ctx;
use crate::drafts::typed::day_typed;
use crate::fresh;
use crate::plans::{self, PublicPlan};
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::PlanId;
use otklik_domain::publication::{Item, Terms};
use otklik_domain::registry::Organisation;
use otklik_store::record::{self, Kept, PublicationItem, Version};

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is placed.
    pub item: Item,
    /// The last day to place it, where that is known: as it was counted when the item was marked, else as it is counted
    /// now.
    pub due_on: Option<Date>,
    /// By which version of the terms that day was counted.
    pub terms_version: i64,
    /// What was written down; nothing yet.
    pub mark: Option<Kept<PublicationItem>>,
}

impl Line {
    /// Whether its last day has passed and nobody has placed it.
    pub fn is_late(&self, today: Date) -> bool {
        let is_placed = self.mark.as_ref().is_some_and(|kept| kept.value.placed_on.is_some());
        !is_placed && self.due_on.is_some_and(|due| due < today)
    }
}

/// The checklist of a plan.
#[derive(Debug, Clone)]
pub struct Checklist {
    /// Whose plan it is.
    pub organisation: Organisation,
    /// The plan.
    pub plan: PlanId,
    /// Its lines in order.
    pub lines: Vec<Line>,
    /// Whether anything of the plan is published: without it there is nothing to place.
    pub is_published: bool,
}

/// A mark as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkTyped {
    /// The day it was placed; empty while it waits.
    pub placed_on: String,
    /// Who placed it.
    pub placed_by: String,
    /// Where it can be seen.
    pub link: String,
    /// Words about it.
    pub note: String,
}

/// What is placed where, of a plan the actor may see.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn checklist(ctx: &Ctx, id: PlanId) -> Result<Checklist, Refusal> {
    let plan = plans::find(ctx, id).await?.value;
    let organisation = ctx.store().find_organisation(plan.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let (terms, marks) = (terms::terms(ctx).await?, ctx.store().list_publication_items(id).await?);
    let events = events(ctx, &plan).await?;
    let line = |item: Item| {
        let mark = marks.iter().find(|kept| kept.value.item == item).cloned();
        let counted = mark.as_ref().map(|kept| (kept.value.due_on, kept.value.terms_version));
        let (due_on, terms_version) = counted.unwrap_or_else(|| (due(ctx, item, &terms, &events), terms.version));
        Line { item, due_on, terms_version, mark }
    };
    Ok(Checklist {
        organisation,
        plan: id,
        lines: Item::ALL.map(line).into(),
        is_published: ctx.store().find_publication(id).await?.is_some(),
    })
}

/// The days from which terms are counted.
struct Events {
    approved_on: Option<Date>,
    published_on: Option<Date>,
    scored_on: Option<Date>,
    today: Date,
}

async fn events(ctx: &Ctx, plan: &record::Plan) -> Result<Events, Refusal> {
    let day = |at: jiff::Timestamp| ctx.house.zone.to_datetime(at).date();
    let approvals = ctx.store().list_plan_approvals(plan.id).await?;
    let block = crate::drafts::parse(&plan.body_json)?.approval.and_then(|block| block.date);
    let published = ctx.store().find_publication(plan.id).await?;
    let score = package::score_of(ctx, plan.organisation).await?;
    Ok(Events {
        approved_on: approvals.last().map(|it| it.approved_on).or(block),
        published_on: published.map(|it| day(it.at)),
        scored_on: score.and_then(|it| it.score.published.as_ref().map(|(_, at)| day(*at))),
        today: ctx.today(),
    })
}

fn due(ctx: &Ctx, item: Item, terms: &Terms, events: &Events) -> Option<Date> {
    let event = match item {
        Item::Results | Item::Report => events.scored_on,
        Item::Plan => events.approved_on,
        Item::Execution => Some(events.today),
        Item::OwnSite | Item::BodySite => events.published_on,
        Item::Body | Item::Council | Item::List | Item::Operator | Item::Proposals => None,
    }?;
    terms.of(item.term()?)?.span.after(event, &ctx.house.calendar)
}

/// Writes down that an item was placed, or what stands in the way.
///
/// # Errors
/// `Invalid` with the fields at fault; `NotFound`, `NotAllowed`, `Stale`, `Taken`.
pub async fn mark_item(
    ctx: &Ctx,
    id: PlanId,
    item: Item,
    expected: Option<Version>,
    typed: &MarkTyped,
) -> Result<(), Refusal> {
    let plan = plans::find(ctx, id).await?.value;
    ctx.demand(Verb::PublishPlan, Some(plan.organisation))?;
    let placed_on = check(ctx, typed)?;
    let list = checklist(ctx, id).await?;
    let line = list.lines.into_iter().find(|line| line.item == item).ok_or(Refusal::NotFound)?;
    let text = |text: &str| text.trim().to_owned();
    let mark = PublicationItem {
        organisation: plan.organisation,
        id: line.mark.as_ref().map_or_else(|| fresh::uuid(ctx.now()), |kept| kept.value.id),
        plan: id,
        item,
        placed_on,
        placed_by: text(&typed.placed_by),
        link: text(&typed.link),
        note: text(&typed.note),
        due_on: line.due_on,
        terms_version: line.terms_version,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    ctx.store().keep_publication_item(&ctx.act("mark_item"), &mark, expected).await?;
    Ok(())
}

fn check(ctx: &Ctx, typed: &MarkTyped) -> Result<Option<Date>, Refusal> {
    let mut faults = Vec::new();
    let day = day_typed(&typed.placed_on, 1, 1).filter(|day| typed.placed_on.trim().len() > 4 && *day <= ctx.today());
    let is_said = !typed.placed_on.trim().is_empty();
    if is_said && day.is_none() {
        faults.push(("placed_on", "День размещения — не позже сегодняшнего: 10.02.2026".to_owned()));
    }
    if is_said && typed.placed_by.trim().is_empty() {
        faults.push(("placed_by", "Напишите, кто разместил".to_owned()));
    }
    let link = typed.link.trim();
    if !(link.is_empty() || link.starts_with("https://") || link.starts_with("http://")) {
        faults.push(("link", "Ссылка начинается с https:// или http://".to_owned()));
    }
    if !is_said && link.is_empty() && typed.note.trim().is_empty() {
        faults.push(("note", "Напишите, когда и кто разместил, или что мешает".to_owned()));
    }
    if faults.is_empty() { Ok(day) } else { Err(Refusal::Invalid(Faults::Fields(faults))) }
}

/// The published plan with its organisation: what everything here is made of.
pub(super) async fn public(ctx: &Ctx, id: PlanId) -> Result<(PublicPlan, Organisation), Refusal> {
    let plan = plans::public_plan(ctx, id).await?;
    let organisation = ctx.store().find_organisation(plan.organisation).await?.ok_or(Refusal::NotFound)?.value;
    Ok((plan, organisation))
}

/// «22.11.2026»
pub(super) fn russian(day: Date) -> String {
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}
