//! Club workers without a password: a link of their own, a short code they choose, their own measures and nothing else.
//!
//! In come secrets and codes as typed; out goes a [`Guest`] who sees and reports the measures that name them or were
//! handed to them. It refuses to keep a secret or a code, and to make a guest into a person of the cabinet.

mod code;
mod guest;

pub(crate) use guest::is_executor;
pub use guest::{Guest, MyMeasure, Said, leave, mine, my_measure, my_photo, report, take_back, visitor};

use crate::ctx::{Ctx, House};
use crate::fresh;
use crate::refusal::Refusal;
use crate::registry;
use crate::scopes::grants_or_card;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::access::{self, Grant, InviteWorkers, Place, Role, Scope, Verb};
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId, PlanId};
use otklik_domain::registry::Organisation;
use otklik_store::Act;
use otklik_store::record::{LinkVisit, OrganisationQuery, PageAsked, Person, PersonState, PersonalLink, RegisterRow};
use std::collections::{BTreeSet, HashMap};

/// Wrong codes after which a link rests.
const N_WRONG_MAX: i64 = 5;
/// For how long it rests; never for ever.
const RESTS: SignedDuration = SignedDuration::from_mins(15);
/// How long a visit by a link lives: people of clubs come back with the same telephone.
const VISIT_LIVES: SignedDuration = SignedDuration::from_hours(12);

/// A club worker and their link, as those see them who gave it.
#[derive(Debug, Clone)]
pub struct Worker {
    /// The person.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their organisations by id.
    pub organisations: Vec<OrganisationId>,
    /// The link, when there is one.
    pub link: Option<PersonalLink>,
}

/// A measure that could be handed to a worker.
#[derive(Debug, Clone)]
pub struct Handing {
    /// The measure.
    pub row: RegisterRow,
    /// The plan names the worker among its executors.
    pub is_named: bool,
    /// It was handed to them.
    pub is_handed: bool,
}

/// What stands behind a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// Nothing: unknown, taken back, or the account is closed.
    Nothing,
    /// It was never opened: its owner chooses a code.
    Chooses(String),
    /// It waits for the code.
    Waits(String),
    /// Too many codes were wrong: it rests until then.
    Rests(String, Timestamp),
}

/// Whether the actor may give a link to somebody with these places.
fn may_invite(ctx: &Ctx, grants: &[Grant]) -> bool {
    let covers = |grant: &Grant| match grant {
        Grant::Organisation(id) => ctx.may(Verb::InviteWorkers, Place::Organisation(*id)),
        Grant::Branch(organisation, id) => ctx.may(Verb::InviteWorkers, Place::Branch(*organisation, *id)),
        // Who answers for more than organisations by name is given a link by people of the whole house.
        Grant::House | Grant::Territory(_) | Grant::Founder(_) => ctx.may(Verb::InviteWorkers, None),
    };
    !grants.is_empty() && grants.iter().all(covers)
}

fn worker_of(person: Person, grants: &[Grant], link: Option<PersonalLink>) -> Worker {
    let organisation = |grant: &Grant| match grant {
        Grant::Organisation(id) | Grant::Branch(id, _) => Some(*id),
        Grant::House | Grant::Territory(_) | Grant::Founder(_) => None,
    };
    Worker { id: person.id, name: person.name, organisations: grants.iter().filter_map(organisation).collect(), link }
}

/// Club workers within the actor's scope, by name, with their links.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn workers(ctx: &Ctx) -> Result<Vec<Worker>, Refusal> {
    ctx.demand_somewhere(Verb::InviteWorkers)?;
    let (people, given, links) =
        tokio::try_join!(ctx.store().list_people(), ctx.store().list_all_grants(), ctx.store().list_personal_links())?;
    let mut grants: HashMap<PersonId, Vec<Grant>> = HashMap::new();
    for (person, grant) in given {
        grants.entry(person).or_default().push(grant);
    }
    let mut links: HashMap<PersonId, PersonalLink> = links.into_iter().map(|link| (link.person, link)).collect();
    let is_worker = |person: &Person| person.role == Role::ClubWorker.name() && person.state == PersonState::Active;
    let people = people.into_iter().map(|kept| kept.value).filter(is_worker);
    let found = people.filter_map(|person| {
        let grants = grants.remove(&person.id).unwrap_or_default();
        may_invite(ctx, &grants).then(|| worker_of(person.clone(), &grants, links.remove(&person.id)))
    });
    Ok(found.collect())
}

/// One club worker within the actor's scope.
///
/// # Errors
/// `NotFound` when there is none, `NotSignedIn`, `NotAllowed`.
pub async fn worker(ctx: &Ctx, id: PersonId) -> Result<Worker, Refusal> {
    ctx.demand_somewhere(Verb::InviteWorkers)?;
    let person = ctx.store().find_person(id).await?.ok_or(Refusal::NotFound)?.value;
    let grants = grants_or_card(ctx.store().list_grants(id).await?, &person);
    let is_worker = person.role == Role::ClubWorker.name() && person.state == PersonState::Active;
    if !is_worker || !may_invite(ctx, &grants) {
        return Err(Refusal::NotFound);
    }
    let link = ctx.store().list_personal_links().await?.into_iter().find(|link| link.person == id);
    Ok(worker_of(person, &grants, link))
}

/// Opens an account of a club worker of an organisation and gives them a link; its secret is shown this once.
///
/// # Errors
/// `Invalid` without a name, `NotFound` when the organisation is not there or not covered, `NotAllowed`.
pub async fn invite(ctx: &Ctx, name: &str, organisation: OrganisationId) -> Result<(PersonId, String), Refusal> {
    ctx.permit::<InviteWorkers>(Some(organisation))?;
    ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.contains(' ') {
        return Err(Refusal::field("name", "Напишите фамилию и имя: по ним найдём мероприятия, где работник назван"));
    }
    let person = Person {
        id: PersonId(fresh::uuid(ctx.now())),
        name,
        login: None,
        role: Role::ClubWorker.name().to_owned(),
        organisation: Some(organisation),
        state: PersonState::Active,
        at: ctx.now(),
        email: None,
    };
    ctx.store().keep_person(&ctx.act("add_person"), &person, None).await?;
    Ok((person.id, give_link(ctx, person.id).await?))
}

/// Gives a club worker a fresh link; the one before stops. Its secret is shown this once.
///
/// # Errors
/// As [`worker`].
pub async fn give_link(ctx: &Ctx, id: PersonId) -> Result<String, Refusal> {
    let worker = worker(ctx, id).await?;
    let secret = fresh::short_secret()?;
    let link = PersonalLink {
        id: fresh::uuid(ctx.now()),
        person: worker.id,
        hash: fresh::hash(&secret),
        code_hash: None,
        n_wrong: 0,
        rests_until: None,
        rested_at: None,
        seen_at: None,
        by: ctx.actor_name(),
        at: ctx.now(),
        revoked_at: None,
    };
    ctx.store().keep_personal_link(&ctx.act("make_personal_link"), &link).await?;
    Ok(secret)
}

/// Takes a club worker's link back; a visit by it is over at once.
///
/// # Errors
/// As [`worker`].
pub async fn revoke_link(ctx: &Ctx, id: PersonId) -> Result<(), Refusal> {
    let worker = worker(ctx, id).await?;
    Ok(ctx.store().revoke_personal_links(&ctx.act("revoke_personal_link"), worker.id).await?)
}

/// Measures of a worker's organisations that are followed, with what names them and what was handed.
///
/// # Errors
/// As [`worker`].
pub async fn handings(ctx: &Ctx, id: PersonId) -> Result<(Worker, Vec<Handing>), Refusal> {
    let worker = worker(ctx, id).await?;
    let scope = Scope::of(worker.organisations.iter().copied());
    let rows = guest::working_rows(&ctx.house, &scope, None).await?;
    let handed: BTreeSet<MeasureId> = ctx.store().list_handed(id).await?.into_iter().collect();
    let handing = |row: RegisterRow| Handing {
        is_named: guest::names(&row, &worker.name),
        is_handed: handed.contains(&row.id),
        row,
    };
    let rows = rows.into_iter().map(handing).collect();
    Ok((worker, rows))
}

/// Hands a worker these measures and no others.
///
/// # Errors
/// `NotFound` when one is not a followed measure of the worker's organisations; as [`worker`].
pub async fn hand(ctx: &Ctx, id: PersonId, measures: &[MeasureId]) -> Result<(), Refusal> {
    let (worker, rows) = handings(ctx, id).await?;
    let places: HashMap<MeasureId, OrganisationId> =
        rows.iter().map(|handing| (handing.row.id, handing.row.organisation)).collect();
    let wanted: BTreeSet<MeasureId> = measures.iter().copied().collect();
    let place = |id: &MeasureId| places.get(id).map(|organisation| (*organisation, *id));
    let pairs: Option<Vec<(OrganisationId, MeasureId)>> = wanted.iter().map(place).collect();
    let pairs = pairs.ok_or(Refusal::NotFound)?;
    Ok(ctx.store().keep_handed(&ctx.act("hand_measures"), worker.id, &pairs).await?)
}

/// Measures of a plan that are followed, and who could be given them.
#[derive(Debug, Clone)]
pub struct PlanHandings {
    /// Whose plan it is.
    pub organisation: Organisation,
    /// Workers of the organisation who have a link.
    pub workers: Vec<Worker>,
    /// Measures; nothing of a plan that is closed.
    pub measures: Vec<RegisterRow>,
}

/// What of a plan can be handed, and to whom.
///
/// # Errors
/// `NotFound` when there is no such plan, `NotSignedIn`, `NotAllowed`.
pub async fn plan_handings(ctx: &Ctx, id: PlanId) -> Result<PlanHandings, Refusal> {
    let plan = ctx.store().find_plan(id).await?.ok_or(Refusal::NotFound)?.value;
    ctx.permit::<InviteWorkers>(Some(plan.organisation))?;
    let organisation = ctx.store().find_organisation(plan.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let measures = guest::working_rows(&ctx.house, &Scope::of([organisation.id]), Some(id)).await?;
    let mut workers = workers(ctx).await?;
    workers.retain(|worker| worker.link.is_some() && worker.organisations.contains(&organisation.id));
    Ok(PlanHandings { organisation, workers, measures })
}

/// Open organisations in which the actor gives links, by name: those that words find.
///
/// # Errors
/// `NotSignedIn`, `NotAllowed`.
pub async fn places(ctx: &Ctx, words: &str, n_max: usize) -> Result<Vec<Organisation>, Refusal> {
    ctx.demand_somewhere(Verb::InviteWorkers)?;
    let search = Some(words.trim()).filter(|words| !words.is_empty()).map(ToOwned::to_owned);
    let asked = OrganisationQuery { search, ..OrganisationQuery::default() };
    let found = registry::list_organisations(ctx, &asked, &PageAsked::first(n_max)).await?;
    Ok(found.items.into_iter().map(|kept| kept.value).collect())
}

/// Hands a worker these measures beside those they have.
///
/// # Errors
/// `Invalid` when none is named; as [`hand`].
pub async fn hand_also(ctx: &Ctx, id: PersonId, measures: &[MeasureId]) -> Result<(), Refusal> {
    let (_, rows) = handings(ctx, id).await?;
    if measures.is_empty() {
        return Err(Refusal::field("measures", "Отметьте хотя бы одну меру"));
    }
    let before = rows.iter().filter(|handing| handing.is_handed).map(|handing| handing.row.id);
    let all: Vec<MeasureId> = before.chain(measures.iter().copied()).collect();
    hand(ctx, id, &all).await
}

/// Workers whose links rest now, and until when: somebody tried codes, or the worker forgot theirs. Empty for who gives
/// no links.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn resting(ctx: &Ctx) -> Result<Vec<(Worker, Timestamp)>, Refusal> {
    let rests = |link: &PersonalLink| link.rests_until.filter(|until| *until > ctx.now());
    if !access::may_somewhere(&ctx.actor, Verb::InviteWorkers)
        || !ctx.store().list_personal_links().await?.iter().any(|link| rests(link).is_some())
    {
        return Ok(Vec::new());
    }
    let until = |worker: Worker| worker.link.as_ref().and_then(rests).map(|until| (worker, until));
    Ok(workers(ctx).await?.into_iter().filter_map(until).collect())
}

async fn found(house: &House, secret: &str) -> Result<Option<(PersonalLink, Person)>, Refusal> {
    let found = house.store.find_personal_link(&fresh::hash(secret)).await?;
    Ok(found.filter(|(_, person)| person.role == Role::ClubWorker.name()))
}

/// What stands behind a link; looking changes nothing.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn door(house: &House, secret: &str) -> Result<Door, Refusal> {
    let Some((link, person)) = found(house, secret).await? else { return Ok(Door::Nothing) };
    let now = house.clock.now();
    Ok(match (link.rests_until.filter(|until| *until > now), link.code_hash) {
        (Some(until), _) => Door::Rests(person.name, until),
        (None, None) => Door::Chooses(person.name),
        (None, Some(_)) => Door::Waits(person.name),
    })
}

/// Opens a visit: with the code chosen now and typed twice at the first opening, with the same code later.
///
/// # Errors
/// `Invalid` when the code is no code, typed differently, or wrong; `TooOften` while the link rests; `NotFound` for an
/// unknown link.
pub async fn open(house: &House, secret: &str, typed: &str, again: &str) -> Result<String, Refusal> {
    let (link, person) = found(house, secret).await?.ok_or(Refusal::NotFound)?;
    code::check(typed)?;
    match &link.code_hash {
        None if typed != again => Err(Refusal::field("again", "Коды не совпали: наберите один и тот же код дважды")),
        None => {
            let hash = code::hash(typed.to_owned()).await?;
            visit(house, &link, &person, Some(&hash)).await
        }
        Some(_) => guess(house, &link, &person, typed).await,
    }
}

async fn guess(house: &House, link: &PersonalLink, person: &Person, typed: &str) -> Result<String, Refusal> {
    let now = house.clock.now();
    let counted = house.store.begin_code_try(link.id, now, N_WRONG_MAX, now + RESTS).await?;
    let counted = counted.ok_or(Refusal::TooOften)?;
    if code::is_right(typed.to_owned(), counted.code_hash.clone().unwrap_or_default()).await? {
        return visit(house, link, person, None).await;
    }
    if counted.rests_until.is_some() {
        let act = Act::new(person.id.to_string(), "rest_personal_link", now);
        house.store.note_rest(&act, link).await?;
        return Err(Refusal::TooOften);
    }
    let left = N_WRONG_MAX - counted.n_wrong;
    Err(Refusal::field("code", format!("Код не подошёл. Осталось попыток: {left}, потом ссылка отдохнёт 15 минут")))
}

async fn visit(house: &House, link: &PersonalLink, person: &Person, chosen: Option<&str>) -> Result<String, Refusal> {
    let (now, secret) = (house.clock.now(), fresh::secret()?);
    let visit = LinkVisit { hash: fresh::hash(&secret), link: link.id, at: now, expires_at: now + VISIT_LIVES };
    let act = Act::new(person.id.to_string(), "enter_by_personal_link", now);
    let is_kept = house.store.keep_link_visit(&act, &visit, chosen).await?;
    // Somebody chose a code in the same moment, or the link was taken back: the page begins anew.
    is_kept.then_some(secret).ok_or(Refusal::Stale)
}
