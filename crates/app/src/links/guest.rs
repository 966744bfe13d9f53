//! A club worker behind a personal link: their measures, what is due first, and «сделано».

use super::found;
use crate::ctx::{Ctx, House};
use crate::fresh;
use crate::measures::{self, MeasureView, StepTyped, Work};
use crate::photos;
use crate::proof::Brought;
use crate::refusal::Refusal;
use crate::register::lateness;
use crate::scopes::scope_of;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::Date;
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::deadline::{DeadlineKind, Lateness};
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId, PhotoUseId, PlanId};
use otklik_domain::plan::{MeasureState, executors_of, is_named};
use otklik_store::record::{Examples, PageAsked, RegisterQuery, RegisterRow, Verdict, Version, View};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Pages of the register that are looked through at most.
const N_PAGES_MAX: usize = 20;
/// For how long a reminder stands beside its measure.
const REMINDED_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);
/// For how long who said «сделано» can take it back.
const TAKEN_BACK_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Who came by a personal link. What they may is asked here and nowhere else: the context does not leave this room.
#[derive(Clone)]
pub struct Guest {
    ctx: Ctx,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

impl Guest {
    /// Today, where the house stands.
    pub fn today(&self) -> Date {
        self.ctx.today()
    }

    /// A name for what will be said: sent twice under it, it is kept once.
    pub fn fresh_name(&self) -> Uuid {
        fresh::uuid(self.ctx.now())
    }

    /// Whether the guest can say of a measure that it is done: also anew, when its next turn runs or nobody counts turns.
    pub fn can_report(&self, view: &MeasureView) -> bool {
        let asks_anew = view.turn.is_some_and(|turn| turn.is_open || turn.next.is_none());
        let next = view.record.state.next_of(view.turn.is_some());
        view.no_work.is_none()
            && next.contains(&MeasureState::Reported)
            && (view.record.state != MeasureState::Confirmed || asks_anew)
    }

    /// Whether the guest can take back what they said of a measure: it was they, within a day, and nobody judged it yet.
    pub fn can_take_back(&self, view: &MeasureView) -> bool {
        let is_fresh = |at| self.ctx.now().duration_since(at) <= TAKEN_BACK_WITHIN;
        view.record.state == MeasureState::Reported
            && view.executions.last().is_some_and(|report| {
                report.by == self.ctx.actor_name() && report.verdict == Verdict::Waiting && is_fresh(report.at)
            })
    }
}

/// A measure of a guest, with how late it is.
#[derive(Debug, Clone)]
pub struct MyMeasure {
    /// The register's row.
    pub row: RegisterRow,
    /// How late it is today.
    pub lateness: Lateness,
    /// By which day it asks again, when it was confirmed for an earlier turn and a new one runs.
    pub asks_again: Option<Date>,
    /// When somebody reminded of it last, within a fortnight.
    pub reminded_on: Option<Date>,
}

impl MyMeasure {
    /// Whether the guest is to say that it is done.
    pub fn is_to_do(&self) -> bool {
        self.asks_again.is_some() || self.row.state.next().contains(&MeasureState::Reported)
    }
}

/// What a guest says of a measure: words may be left out where a photo tells.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What was done.
    pub done: String,
    /// The name the sender gave it: sent twice it is kept once.
    pub name: Option<Uuid>,
    /// Photos.
    pub photos: Vec<Brought>,
}

/// Whose visit by a link this is; nothing when it is over or unknown. With `by`, only of that link.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn visitor(house: &House, visit: &str, by: Option<&str>) -> Result<Option<Guest>, Refusal> {
    let kept = house.store.find_link_visit(&fresh::hash(visit), house.clock.now()).await?;
    let Some((link, person)) = kept.filter(|(_, person)| person.role == Role::ClubWorker.name()) else {
        return Ok(None);
    };
    if let Some(secret) = by {
        let same = found(house, secret).await?.is_some_and(|(other, _)| other.id == link.id);
        if !same {
            return Ok(None);
        }
    }
    // Which measures are theirs is asked by name; a plan belongs to the whole organisation, also for who has a branch.
    let scope = match scope_of(&*house.store, &person).await? {
        Scope::Within(reach) => Scope::of(reach.touched()),
        scope => scope,
    };
    let actor = Actor { person: Some(person.id), role: Some(Role::ClubWorker), scope };
    Ok(Some(Guest { ctx: house.ctx(actor), person: person.id, name: person.name }))
}

/// Ends a visit by a link.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn leave(house: &House, visit: &str) -> Result<(), Refusal> {
    Ok(house.store.end_link_visit(&fresh::hash(visit)).await?)
}

/// Whether a row names somebody among its executors.
pub(super) fn names(row: &RegisterRow, name: &str) -> bool {
    is_executor(&row.executors, name)
}

/// Whether executors as they are written name somebody.
pub(crate) fn is_executor(executors: &str, name: &str) -> bool {
    executors_of(executors).0.iter().filter_map(|executor| executor.name.as_deref()).any(|n| is_named(name, n))
}

/// Every followed measure of the organisations within a scope, what is due first first; with `plan`, only its own.
pub(super) async fn working_rows(
    house: &House,
    scope: &Scope,
    plan: Option<PlanId>,
) -> Result<Vec<RegisterRow>, Refusal> {
    let Scope::Within(reach) = scope else { return Ok(Vec::new()) };
    let organisations: Vec<OrganisationId> = reach.organisations().collect();
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let today = house.zone.to_datetime(house.clock.now()).date();
    let followed = RegisterQuery { view: View::Working, examples: Examples::With, ..RegisterQuery::on(today) };
    let asked = RegisterQuery { organisations, plan, ..followed };
    let (mut rows, mut page) = (Vec::new(), PageAsked::first(500));
    for _ in 0..N_PAGES_MAX {
        let listed = house.store.list_register(&asked, &page).await?;
        rows.extend(listed.items);
        match listed.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    Ok(rows)
}

/// Measures of a guest: those that name them and those handed to them, what is due first first.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn mine(guest: &Guest) -> Result<Vec<MyMeasure>, Refusal> {
    let house = &guest.ctx.house;
    let handed: BTreeSet<MeasureId> = house.store.list_handed(guest.person).await?.into_iter().collect();
    let rows = working_rows(house, &guest.ctx.actor.scope, None).await?;
    let today = guest.ctx.today();
    let own = rows.into_iter().filter(|row| handed.contains(&row.id) || names(row, &guest.name));
    let own: Vec<RegisterRow> = own.collect();
    let ids: Vec<MeasureId> = own.iter().map(|row| row.id).collect();
    let reminded: HashMap<MeasureId, Timestamp> =
        house.store.list_reminded(&ids, house.clock.now() - REMINDED_WITHIN).await?.into_iter().collect();
    let (mut all, mut asked) = (Vec::new(), HashMap::new());
    for row in own {
        // What nobody approved yet asks nothing of anybody.
        if !is_followed(house, row.plan, &mut asked).await? {
            continue;
        }
        let asks_again = asks_again(&guest.ctx, &row).await?;
        let reminded_on = reminded.get(&row.id).map(|at| house.zone.to_datetime(*at).date());
        all.push(MyMeasure { lateness: lateness(row.due_on, row.state, today), asks_again, reminded_on, row });
    }
    Ok(all)
}

/// Whether work on measures of a plan is marked; each plan is asked for once.
async fn is_followed(house: &House, plan: PlanId, asked: &mut HashMap<PlanId, bool>) -> Result<bool, Refusal> {
    if let Some(known) = asked.get(&plan) {
        return Ok(*known);
    }
    let kept = house.store.find_plan(plan).await?;
    let is_followed = kept.is_some_and(|kept| measures::no_work(&kept.value).is_none());
    asked.insert(plan, is_followed);
    Ok(is_followed)
}

/// What was confirmed once and comes again asks anew when its next turn runs.
async fn asks_again(ctx: &Ctx, row: &RegisterRow) -> Result<Option<Date>, Refusal> {
    let comes_again = row.deadline_kind.is_some_and(DeadlineKind::comes_again);
    if row.state != MeasureState::Confirmed || !comes_again {
        return Ok(None);
    }
    let Some(kept) = ctx.store().find_measure(row.id).await? else { return Ok(None) };
    let turn = measures::turn_of(ctx, &kept.value).await?;
    Ok(turn.filter(|turn| turn.is_open).and_then(|turn| turn.next))
}

async fn demand_mine(guest: &Guest, id: MeasureId) -> Result<(), Refusal> {
    let is_mine = mine(guest).await?.iter().any(|mine| mine.row.id == id);
    is_mine.then_some(()).ok_or(Refusal::NotFound)
}

/// One measure of a guest.
///
/// # Errors
/// `NotFound` when it is not theirs.
pub async fn my_measure(guest: &Guest, id: MeasureId) -> Result<MeasureView, Refusal> {
    demand_mine(guest, id).await?;
    measures::measure(&guest.ctx, id).await
}

/// Says that a measure is done: in one sentence, or by photos. Without `expected` whatever it is now goes on.
///
/// # Errors
/// `Invalid` without words and photos or when it cannot be reported now, `Stale`, `NotFound` when it is not theirs.
pub async fn report(guest: &Guest, id: MeasureId, expected: Option<Version>, said: Said) -> Result<(), Refusal> {
    demand_mine(guest, id).await?;
    let expected = match expected {
        Some(version) => version,
        None => measures::find(&guest.ctx, id).await?.version,
    };
    let to = MeasureState::Reported.name().to_owned();
    let typed = StepTyped { to, done: said.done, ..StepTyped::default() };
    measures::record_work(&guest.ctx, id, expected, Work { typed, name: said.name, brought: said.photos }).await
}

/// The bytes of a photo of a guest's own measure.
///
/// # Errors
/// `NotFound` when it is not theirs.
pub async fn my_photo(guest: &Guest, id: PhotoUseId) -> Result<Vec<u8>, Refusal> {
    let store = guest.ctx.store();
    let shown = store.find_photo(id).await?.filter(|shown| shown.subject_kind == photos::PROOF);
    let proof = shown.and_then(|shown| shown.subject.parse().ok()).ok_or(Refusal::NotFound)?;
    let proof = store.find_proof(proof).await?.ok_or(Refusal::NotFound)?.value;
    demand_mine(guest, proof.measure).await?;
    photos::photo_bytes(&guest.ctx, id).await
}

/// Takes «сделано» back: it was pressed by mistake.
///
/// # Errors
/// `Invalid` when a day is over, somebody judged it or another one said it; `Stale`, `NotFound` when it is not theirs.
pub async fn take_back(guest: &Guest, id: MeasureId, expected: Version) -> Result<(), Refusal> {
    let view = my_measure(guest, id).await?;
    if !guest.can_take_back(&view) {
        let words = "Отметку уже не снять: прошли сутки, её проверили или поставил другой человек. Скажите методисту";
        return Err(Refusal::field("back", words));
    }
    let typed = StepTyped {
        to: MeasureState::InWork.name().to_owned(),
        reason: "Отметку снял тот, кто её поставил".to_owned(),
        ..StepTyped::default()
    };
    measures::record_execution(&guest.ctx, id, expected, &typed).await
}
