//! Coming in by a name and a password, or by a link; with a second step where the person asked for one.
//!
//! In comes what was typed; out goes the secret of a visit, or one answer for everything that was wrong. It refuses to
//! tell an unknown name from a wrong password, by words or by time.

use super::known::account_of;
use super::{VISIT_LIVES, VISIT_SLEEPS};
use crate::ctx::House;
use crate::door::{Comer, Door, OuterWay, Way};
use crate::fresh;
use crate::refusal::Refusal;
use jiff::Timestamp;
use otklik_domain::account::Login;
use otklik_domain::ids::PersonId;
use otklik_store::Act;
use otklik_store::record::{Kept, Keyring, OuterAccount, Person, PersonState, Session};

/// What came of an attempt to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// A visit is open; its secret for the cookie.
    Open {
        /// The secret.
        secret: String,
        /// The person has no password yet and may want to choose one.
        has_no_password: bool,
    },
    /// The code of the second step is asked for; the ticket goes with it.
    Code(String),
    /// Something of what was given is wrong; nothing more is told.
    Wrong,
    /// Too many tries: not before that time.
    TooOften(Timestamp),
}

/// Signs in by a name and a password.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn sign_in(
    house: &House,
    door: &Door,
    login: &str,
    password: &str,
    comer: &Comer,
) -> Result<SignIn, Refusal> {
    let now = house.clock.now();
    let known = Login::read(login).ok();
    let account = account_of(house, known.as_ref().map_or("", Login::as_str), comer).await?;
    if let Err(until) = door.knock(&account, comer, now) {
        return Ok(SignIn::TooOften(until));
    }
    let person = match &known {
        Some(login) => house.store.find_person_by_login(login.as_str()).await?,
        None => None,
    };
    let person = person.filter(is_active);
    // An unknown name asks the store as often as a known one.
    let id = person.as_ref().map_or(PersonId(uuid::Uuid::nil()), |kept| kept.value.id);
    let keyring = house.store.find_keyring(id).await?;
    let is_right = door.is_password(password, keyring.password_hash.clone()).await?;
    let Some(person) = person.filter(|_| is_right) else { return Ok(SignIn::Wrong) };
    door.welcome(&account, comer);
    go_on(house, door, person.value.id, &keyring, Way::Password, comer).await
}

/// Comes in by a one-time link, which is used up by the visit it opens.
///
/// # Errors
/// `NotFound` when the link is unknown, used or over.
pub async fn enter_by_link(house: &House, door: &Door, secret: &str, comer: &Comer) -> Result<SignIn, Refusal> {
    let (now, hash) = (house.clock.now(), fresh::hash(secret));
    let link = house.store.find_login_link(&hash, now).await?.ok_or(Refusal::NotFound)?;
    let keyring = house.store.find_keyring(link.person).await?;
    if link.asks_code {
        return go_on(house, door, link.person, &keyring, Way::Link(hash), comer).await;
    }
    let secret = open_by_link(house, link.person, &hash, comer.browser.clone()).await?;
    Ok(SignIn::Open { secret, has_no_password: false })
}

/// The first step is made: asks for the second, or opens the visit.
pub(super) async fn go_on(
    house: &House,
    door: &Door,
    person: PersonId,
    keyring: &Keyring,
    way: Way,
    comer: &Comer,
) -> Result<SignIn, Refusal> {
    if keyring.totp_secret.is_some() {
        return Ok(SignIn::Code(door.first_step(person, way, house.clock.now())?));
    }
    open(house, person, keyring, &way, comer).await
}

/// Opens a visit for somebody who made every step.
pub(super) async fn open(
    house: &House,
    person: PersonId,
    keyring: &Keyring,
    way: &Way,
    comer: &Comer,
) -> Result<SignIn, Refusal> {
    let has_no_password = keyring.password_hash.is_none();
    let secret = match way {
        Way::Link(hash) => open_by_link(house, person, hash, comer.browser.clone()).await?,
        Way::Password => {
            let opened = open_visit(house, person, ("enter_by_password", "password"), comer.browser.clone()).await?;
            let Some(secret) = opened else { return Ok(SignIn::Wrong) };
            secret
        }
        Way::Outer(outer) => return open_by_outer(house, person, outer, comer.browser.clone()).await,
    };
    Ok(SignIn::Open { secret, has_no_password })
}

/// Opens a visit by an outer account, which is tied to the person first where it is new.
async fn open_by_outer(
    house: &House,
    person: PersonId,
    outer: &OuterWay,
    browser: Option<String>,
) -> Result<SignIn, Refusal> {
    let (secret, mut visit) = fresh_visit(house, person, "outer", browser)?;
    visit.proved_at = visit.proved_at.filter(|_| outer.is_proved);
    let deed = act(&visit, "enter_by_outer");
    if let Some(link) = &outer.invitation {
        house.store.keep_session_by_link(&deed, link, &visit).await?.ok_or(Refusal::NotFound)?;
    }
    if outer.is_new {
        house.store.keep_outer_account(&act(&visit, "tie_outer_account"), &tied(&visit, outer)).await?;
    }
    if outer.invitation.is_none() {
        let opened = house.store.keep_session_by_outer(&deed, &outer.issuer, &outer.subject, &visit).await?;
        if opened.is_none() {
            return Ok(SignIn::Wrong);
        }
    }
    Ok(SignIn::Open { secret, has_no_password: false })
}

fn tied(visit: &Session, outer: &OuterWay) -> OuterAccount {
    OuterAccount {
        id: fresh::uuid(visit.at),
        issuer: outer.issuer.clone(),
        subject: outer.subject.clone(),
        person: visit.person,
        name: outer.name.clone(),
        at: visit.at,
        used_at: Some(visit.at),
    }
}

/// Opens a visit by a link, once.
pub(super) async fn open_by_link(
    house: &House,
    person: PersonId,
    hash: &str,
    browser: Option<String>,
) -> Result<String, Refusal> {
    let (secret, visit) = fresh_visit(house, person, "link", browser)?;
    let act = act(&visit, "enter");
    house.store.keep_session_by_link(&act, hash, &visit).await?.ok_or(Refusal::NotFound)?;
    Ok(secret)
}

/// Opens a visit for a person; nothing when the account is closed.
pub(super) async fn open_visit(
    house: &House,
    person: PersonId,
    (verb, way): (&'static str, &str),
    browser: Option<String>,
) -> Result<Option<String>, Refusal> {
    let (secret, visit) = fresh_visit(house, person, way, browser)?;
    let opened = house.store.keep_session(&act(&visit, verb), &visit).await?;
    Ok(opened.map(|_| secret))
}

/// The journal names the browser in words and no address.
fn act(visit: &Session, verb: &'static str) -> Act {
    let act = Act::new(visit.person.to_string(), verb, visit.at);
    match &visit.browser {
        Some(browser) => act.because(browser.clone()),
        None => act,
    }
}

fn fresh_visit(
    house: &House,
    person: PersonId,
    way: &str,
    browser: Option<String>,
) -> Result<(String, Session), Refusal> {
    let (now, secret) = (house.clock.now(), fresh::secret()?);
    let visit = Session {
        hash: fresh::hash(&secret),
        person,
        at: now,
        seen_at: now,
        expires_at: (now + VISIT_SLEEPS).min(now + VISIT_LIVES),
        way: way.to_owned(),
        browser,
        proved_at: Some(now),
        before_at: None,
        before_browser: None,
    };
    Ok((secret, visit))
}

fn is_active(kept: &Kept<Person>) -> bool {
    kept.value.state == PersonState::Active
}
