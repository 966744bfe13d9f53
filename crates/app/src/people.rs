//! People at the door: one-time links, visits, keys for programs.
//!
//! In come secrets as typed or sent; out go actors. It refuses to keep a secret: only hashes reach the store.

mod accounts;
mod known;
pub(crate) mod last;
mod oidc;
mod passkeys;
mod password;
mod second_step;
mod sign_in;
mod visits;

pub(crate) use accounts::organisation_of;
pub use accounts::{
    Member, PersonCard, block, edit_person, find_member, invite, lift_second_step, list_members, new_link, unblock,
};
pub use known::remember_browser;
pub use oidc::{
    Back, OuterCard, Returned, SettingOut, accept_by_outer, come_back, enter_by_outer, find_outer_door,
    keep_outer_door, list_outer_accounts, outer_title, prove_by_outer, remove_outer_door, takes_outer, tie_outer,
    untie_outer,
};
pub use passkeys::{
    Question, add_passkey, begin_entry, begin_passkey, enter_by_passkey, list_passkeys, remove_passkey,
};
pub use password::{Own, PROOF_LIVES, choose_password, own, prove_by_password};
pub use second_step::{
    Enrolment, begin_codes, confirm_codes, enter_by_code, new_recovery_codes, prove_by_code, recovery_codes_left,
    turn_off_codes,
};
pub use sign_in::{SignIn, enter_by_link, sign_in};
pub use visits::{OwnVisit, end_other_visits, end_visit, visits};

use crate::ctx::{Ctx, House};
use crate::door::{Comer, Door};
use crate::fresh;
use crate::refusal::Refusal;
use crate::scopes;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::access::{Actor, Role, Verb};
use otklik_domain::ids::PersonId;
use otklik_store::Act;
use otklik_store::record::{ApiToken, Kept, LoginLink, Person, PersonState, Session};
use std::collections::{HashMap, HashSet};

const LINK_LIVES: SignedDuration = SignedDuration::from_hours(24);
const VISIT_LIVES: SignedDuration = SignedDuration::from_hours(12);
/// A visit nobody comes back to ends sooner.
const VISIT_SLEEPS: SignedDuration = SignedDuration::from_hours(2);
/// A visit is touched no oftener than this, so that reading pages does not write.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(5);

/// A person who is in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// What they may.
    pub actor: Actor,
    /// Name to be shown.
    pub name: String,
    /// Role in words.
    pub role: &'static str,
    /// When they last proved who they are; never for a program with a key.
    pub proved_at: Option<Timestamp>,
}

/// Somebody's account with the name of their role.
#[derive(Debug, Clone)]
pub struct Account {
    /// The person.
    pub id: PersonId,
    /// Name to be shown.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Whether they may come in.
    pub is_active: bool,
}

/// Makes sure that there is an administrator and gives a fresh one-time secret for the first one.
///
/// The program calls this at its start and prints the link; whoever can read the terminal owns the machine anyway.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn first_link(house: &House) -> Result<String, Refusal> {
    let everybody = house.store.list_people().await?;
    let is_admin =
        |p: &&Kept<Person>| p.value.role == Role::Administrator.name() && p.value.state == PersonState::Active;
    let person = match everybody.iter().find(is_admin) {
        Some(kept) => kept.value.id,
        None => add(house, "Администратор", Role::Administrator).await?,
    };
    link_for(house, person).await
}

/// Opens an account on behalf of the program's owner at the command line and gives its id.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn add(house: &House, name: &str, role: Role) -> Result<PersonId, Refusal> {
    let now = house.clock.now();
    let person = Person {
        id: PersonId(fresh::uuid(now)),
        name: name.to_owned(),
        login: None,
        role: role.name().to_owned(),
        organisation: None,
        state: PersonState::Active,
        at: now,
        email: None,
    };
    house.store.keep_person(&Act::new("otklik", "add_person", now), &person, None).await?;
    Ok(person.id)
}

/// A fresh one-time secret for a person.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn link_for(house: &House, person: PersonId) -> Result<String, Refusal> {
    let now = house.clock.now();
    let secret = fresh::secret()?;
    let link = LoginLink { hash: fresh::hash(&secret), person, expires_at: now + LINK_LIVES, asks_code: false };
    house.store.keep_login_link(&Act::new("otklik", "make_login_link", now), &link).await?;
    Ok(secret)
}

/// Everybody by name.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn accounts(house: &House) -> Result<Vec<Account>, Refusal> {
    let people = house.store.list_people().await?;
    let account = |kept: Kept<Person>| {
        let person = kept.value;
        let role = Role::from_name(&person.role)?;
        Some(Account { id: person.id, name: person.name, role, is_active: person.state == PersonState::Active })
    };
    Ok(people.into_iter().filter_map(account).collect())
}

/// Names of those who acted, by how the journal calls them; parts of the program itself have none.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn names(ctx: &Ctx, actors: impl Iterator<Item = &str> + Send) -> Result<HashMap<String, String>, Refusal> {
    let actors: HashSet<&str> = actors.collect();
    let mut names = HashMap::new();
    for actor in actors {
        let Ok(id) = actor.parse() else { continue };
        if let Some(kept) = ctx.store().find_person(PersonId(id)).await? {
            names.insert(actor.to_owned(), kept.value.name);
        }
    }
    Ok(names)
}

/// Gives a person another role.
///
/// # Errors
/// `NotFound` when there is no such person.
pub async fn change_role(house: &House, id: PersonId, role: Role) -> Result<(), Refusal> {
    let kept = house.store.find_person(id).await?.ok_or(Refusal::NotFound)?;
    let person = Person { role: role.name().to_owned(), ..kept.value };
    let act = Act::new("otklik", "change_role", house.clock.now());
    house.store.keep_person(&act, &person, Some(kept.version)).await?;
    Ok(())
}

/// Whether a one-time secret would open a visit now; does not use it.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn link_is_good(house: &House, secret: &str) -> Result<bool, Refusal> {
    Ok(house.store.find_login_link(&fresh::hash(secret), house.clock.now()).await?.is_some())
}

/// Uses a one-time secret of which no second step is asked and opens a visit; gives the visit's secret for the cookie.
///
/// # Errors
/// `NotFound` when the link is unknown, used or over; `NotAllowed` when a second step is asked.
pub async fn enter(house: &House, link_secret: &str) -> Result<String, Refusal> {
    match enter_by_link(house, &Door::default(), link_secret, &Comer::default()).await? {
        SignIn::Open { secret, .. } => Ok(secret),
        SignIn::Code(_) | SignIn::Wrong | SignIn::TooOften(_) => Err(Refusal::NotAllowed),
    }
}

/// Whose visit this is; nothing when it is over or unknown.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn visitor(house: &House, secret: &str) -> Result<Option<Visitor>, Refusal> {
    let (now, hash) = (house.clock.now(), fresh::hash(secret));
    let Some((visit, person)) = house.store.find_session(&hash, now).await? else { return Ok(None) };
    if is_worth_touching(&visit, now) {
        let until = (now + VISIT_SLEEPS).min(visit.at + VISIT_LIVES);
        house.store.touch_session(&hash, now, until).await?;
    }
    let visitor = visitor_of(house, person).await?;
    Ok(visitor.map(|visitor| Visitor { proved_at: visit.proved_at, ..visitor }))
}

fn is_worth_touching(visit: &Session, now: Timestamp) -> bool {
    now.duration_since(visit.seen_at) > TOUCH_AFTER
}

/// Ends a visit.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn leave(ctx: &Ctx, secret: &str) -> Result<(), Refusal> {
    Ok(ctx.store().end_session(&ctx.act("leave"), &fresh::hash(secret)).await?)
}

/// Whose key this is; nothing when it was taken back or is unknown.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn bearer(house: &House, key: &str) -> Result<Option<Visitor>, Refusal> {
    let found = house.store.find_api_token(&fresh::hash(key)).await?;
    match found {
        Some((_, person)) => visitor_of(house, person).await,
        None => Ok(None),
    }
}

/// Makes a key for programs with the rights of the actor; shown once.
///
/// # Errors
/// `NotSignedIn` for a stranger, `NotProved` when the actor came in too long ago, `Invalid` without a name.
pub async fn make_key(ctx: &Ctx, name: &str) -> Result<String, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    ctx.demand_proof()?;
    if name.trim().is_empty() {
        return Err(Refusal::field("name", "Назовите ключ: для какой он программы"));
    }
    let (now, secret) = (ctx.now(), fresh::secret()?);
    let token = ApiToken {
        id: fresh::uuid(now),
        hash: fresh::hash(&secret),
        name: name.trim().to_owned(),
        person,
        at: now,
        revoked_at: None,
    };
    ctx.store().keep_api_token(&ctx.act("make_key"), &token).await?;
    Ok(secret)
}

/// Keys of the actor, newest first.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn keys(ctx: &Ctx) -> Result<Vec<ApiToken>, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    Ok(ctx.store().list_api_tokens(person).await?)
}

/// Takes a key of the actor back.
///
/// # Errors
/// `NotFound` when it is not the actor's own and the actor does not manage people.
pub async fn revoke_key(ctx: &Ctx, id: uuid::Uuid) -> Result<(), Refusal> {
    let is_own = keys(ctx).await?.iter().any(|key| key.id == id);
    if !is_own && !ctx.may(Verb::ManagePeople, None) {
        return Err(Refusal::NotFound);
    }
    Ok(ctx.store().revoke_api_token(&ctx.act("revoke_key"), id).await?)
}

/// The context of a person without a visit, as links of theirs act; nothing when their role is of a newer program.
pub(crate) async fn acting(house: &House, person: &Person) -> Result<Option<Ctx>, Refusal> {
    Ok(visitor_of(house, person.clone()).await?.map(|visitor| house.ctx(visitor.actor)))
}

async fn visitor_of(house: &House, person: Person) -> Result<Option<Visitor>, Refusal> {
    let Some(role) = Role::from_name(&person.role) else { return Ok(None) };
    let scope = scopes::scope_of(&*house.store, &person).await?;
    let actor = Actor { person: Some(person.id), role: Some(role), scope };
    Ok(Some(Visitor { actor, name: person.name, role: role.in_words(), proved_at: None }))
}

/// A text as a picture that a telephone reads; nothing when it is too long for one.
pub fn qr(text: &str) -> Option<String> {
    otklik_papers::qr::svg(text).ok()
}

/// Words for who tried too often.
pub fn too_often(house: &House, until: Timestamp) -> String {
    let at = house.zone.to_datetime(until);
    let is_today = at.date() == house.zone.to_datetime(house.clock.now()).date();
    let when = at.strftime(if is_today { "%H:%M" } else { "%H:%M %d.%m.%Y" });
    format!("Слишком много попыток. Попробуйте снова в {when} или войдите по ссылке")
}
