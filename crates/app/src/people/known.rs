//! Browsers that somebody came in by before: their tries are counted apart, so that strangers do not lock the owner out.
//!
//! In comes a visit that was opened; out goes what the browser keeps: the person, noise, and a signature over both. Nothing
//! is kept here. It opens no door: whoever has it may only try as often as the owner.

use crate::ctx::House;
use crate::door::{Account, Comer};
use crate::fresh;
use crate::refusal::Refusal;
use crate::survey::form_key;
use otklik_domain::ids::PersonId;

/// Letters of the noise and of the signature.
const LETTERS: usize = 32;
/// Browsers of an office are shared: so many people may be known by one.
const PEOPLE_MAX: usize = 4;

fn signed(key: &str, person: PersonId, noise: &str) -> String {
    let sign: String = fresh::keyed(key, &format!("browser:{person}:{noise}")).chars().take(LETTERS).collect();
    format!("{}{noise}{sign}", person.0.simple())
}

/// What a browser is to keep after a visit was opened by it, together with what it kept of others; nothing where the visit
/// is none.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn remember_browser(house: &House, visit: &str, comer: &Comer) -> Result<Option<String>, Refusal> {
    let visitor = super::visitor(house, visit).await?;
    let Some(person) = visitor.and_then(|visitor| visitor.actor.person) else { return Ok(None) };
    if of_person(house, person, comer).await?.is_some() {
        return Ok(comer.keeps.clone());
    }
    let noise: String = fresh::secret()?.chars().take(LETTERS).collect();
    let own = signed(&form_key(house).await?, person, &noise);
    let others = comer.keeps.as_deref().unwrap_or_default().split('.').filter(|one| is_shaped(one));
    let all: Vec<&str> = std::iter::once(own.as_str()).chain(others.take(PEOPLE_MAX - 1)).collect();
    Ok(Some(all.join(".")))
}

fn is_shaped(one: &str) -> bool {
    one.len() == 3 * LETTERS && one.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The noise of the browser, where this person came in by it before.
pub(super) async fn of_person(house: &House, person: PersonId, comer: &Comer) -> Result<Option<String>, Refusal> {
    let Some(keeps) = &comer.keeps else { return Ok(None) };
    let key = form_key(house).await?;
    let noise = keeps.split('.').take(PEOPLE_MAX).filter(|one| is_shaped(one)).find_map(|one| {
        let noise = one.get(LETTERS..2 * LETTERS)?;
        // Compared by hash: how much of it was right does not show in time.
        (fresh::hash(one) == fresh::hash(&signed(&key, person, noise))).then(|| noise.to_owned())
    });
    Ok(noise)
}

/// Whose tries are counted when somebody says this name.
pub(super) async fn account_of(house: &House, login: &str, comer: &Comer) -> Result<Account, Refusal> {
    let stranger = Account { name: login.to_owned(), own: None };
    if comer.keeps.is_none() || login.is_empty() {
        return Ok(stranger);
    }
    let Some(kept) = house.store.find_person_by_login(login).await? else { return Ok(stranger) };
    Ok(Account { own: of_person(house, kept.value.id, comer).await?, ..stranger })
}
