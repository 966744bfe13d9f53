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
mod waiting;

pub use package::package;
pub(crate) use waiting::{every_night, look_again, plan_due};

use crate::ctx::{Ctx, House};
use crate::drafts::typed::day_typed;
use crate::fresh;
use crate::plans::{self, PublicPlan};
use crate::refusal::{Faults, Refusal};
use otklik_domain::Date;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::publication::{Item, Terms};
use otklik_domain::registry::{Organisation, OrganisationState};
use otklik_store::record::{self, Kept, Publication, PublicationItem, ScoreQuery, Version};

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
    /// Whether it was placed, for the quarter that is over where it is placed each quarter.
    pub is_placed: bool,
}

impl Line {
    /// Whether its last day has passed and nobody has placed it.
    pub fn is_late(&self, today: Date) -> bool {
        !self.is_placed && self.due_on.is_some_and(|due| due < today)
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
    let published = ctx.store().find_publication(id).await?;
    let lines = lines(&ctx.house, &plan, published.as_ref()).await?;
    Ok(Checklist { organisation, plan: id, lines, is_published: published.is_some() })
}

/// Every line of a plan as it stands today.
async fn lines(house: &House, plan: &record::Plan, published: Option<&Publication>) -> Result<Vec<Line>, Refusal> {
    let (terms, marks) = (terms::in_force(&*house.store).await?, house.store.list_publication_items(plan.id).await?);
    let events = events(house, plan, published).await?;
    let line = |item: Item| {
        let mark = marks.iter().find(|kept| kept.value.item == item).cloned();
        let is_over = mark.as_ref().is_some_and(|kept| events.asks_again(&kept.value));
        let counted = mark.as_ref().filter(|_| !is_over).map(|kept| (kept.value.due_on, kept.value.terms_version));
        let (due_on, terms_version) = counted.unwrap_or_else(|| (due(house, item, &terms, &events), terms.version));
        let is_placed = !is_over && mark.as_ref().is_some_and(|kept| kept.value.placed_on.is_some());
        Line { item, due_on, terms_version, mark, is_placed }
    };
    Ok(Item::ALL.map(line).into())
}

/// The days from which terms are counted.
struct Events {
    approved_on: Option<Date>,
    published_on: Option<Date>,
    scored_on: Option<Date>,
    /// The last day of the quarter that execution is told of: the one that is over, once the plan was public in it.
    quarter_on: Date,
    today: Date,
}

impl Events {
    /// What is placed each quarter asks again when another quarter is over.
    fn asks_again(&self, mark: &PublicationItem) -> bool {
        let is_over = self.quarter_on < self.today;
        mark.item == Item::Execution && is_over && mark.placed_on.is_some_and(|day| day <= self.quarter_on)
    }
}

/// The last day of the quarter before a day.
fn quarter_before(day: Date) -> Option<Date> {
    Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?.yesterday().ok()
}

async fn events(house: &House, plan: &record::Plan, published: Option<&Publication>) -> Result<Events, Refusal> {
    let day = |at: jiff::Timestamp| house.zone.to_datetime(at).date();
    let approvals = house.store.list_plan_approvals(plan.id).await?;
    let block = crate::drafts::parse(&plan.body_json)?.approval.and_then(|block| block.date);
    let published_on = published.map(|it| day(it.at));
    let today = day(house.clock.now());
    let over = quarter_before(today).filter(|last| published_on.is_some_and(|first| first <= *last));
    Ok(Events {
        approved_on: approvals.last().map(|it| it.approved_on).or(block),
        published_on,
        scored_on: scored_at(house, plan.organisation).await?.map(day),
        quarter_on: over.unwrap_or(today),
        today,
    })
}

/// When the newest score of an organisation was published, or of the one it was merged into.
async fn scored_at(house: &House, id: OrganisationId) -> Result<Option<jiff::Timestamp>, Refusal> {
    let organisation = house.store.find_organisation(id).await?.ok_or(Refusal::NotFound)?.value;
    let id = match organisation.state {
        OrganisationState::Merged { into } => into,
        _ => id,
    };
    let asked = ScoreQuery { organisations: vec![id], is_published: true, ..ScoreQuery::default() };
    let rows = house.store.list_scores(&asked).await?;
    Ok(rows.into_iter().max_by_key(|row| (row.year, row.organisation == id)).and_then(|row| row.published_at))
}

fn due(house: &House, item: Item, terms: &Terms, events: &Events) -> Option<Date> {
    let event = match item {
        Item::Results | Item::Report => events.scored_on,
        Item::Plan => events.approved_on,
        Item::Execution => Some(events.quarter_on),
        Item::OwnSite | Item::BodySite => events.published_on,
        Item::Body | Item::Council | Item::List | Item::Operator | Item::Proposals => None,
    }?;
    terms.of(item.term()?)?.span.after(event, &house.calendar)
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
    look_again(ctx, id).await;
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
