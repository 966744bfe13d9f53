//! How often somebody wants letters, and the links by which letters are refused and calendars are read without a password.
//!
//! A link follows from the key of the house and the person's id and is kept nowhere; a renewed calendar's old link opens
//! nothing. A link of letters does not change: mails that went out a year ago must still be refused by one press.

use crate::ctx::{Ctx, House};
use crate::fresh;
use crate::refusal::Refusal;
use crate::survey::{form_key, key_before};
use otklik_domain::ids::PersonId;
use otklik_domain::reminder::Pace;
use otklik_store::Act;
use otklik_store::record::{LetterChoice, Person, PersonState};

/// Letters of the keyed hash that are kept in a link.
const SIGN_LETTERS: usize = 32;

/// How somebody is written to, as their own page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLetters {
    /// Name.
    pub name: String,
    /// The address; an administrator changes it.
    pub email: Option<String>,
    /// How often.
    pub pace: Pace,
}

async fn choice_of(house: &House, person: PersonId) -> Result<LetterChoice, Refusal> {
    let kept = house.store.find_letter_choice(person).await?;
    Ok(kept.unwrap_or(LetterChoice { person, pace: Pace::default(), told_on: None, n_renewed: 0 }))
}

/// How the actor is written to.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn own_letters(ctx: &Ctx) -> Result<OwnLetters, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let kept = ctx.store().find_person(person).await?.ok_or(Refusal::NotFound)?.value;
    Ok(OwnLetters { name: kept.name, email: kept.email, pace: choice_of(&ctx.house, person).await?.pace })
}

async fn keep_pace(house: &House, person: PersonId, pace: &str) -> Result<(), Refusal> {
    let pace = Pace::from_name(pace).ok_or_else(|| Refusal::field("pace", "Выберите, как часто присылать письма"))?;
    let choice = LetterChoice { pace, ..choice_of(house, person).await? };
    let act = Act::new(person.to_string(), "choose_letters", house.clock.now());
    Ok(house.store.keep_letter_choice(&act, &choice).await?)
}

/// The actor chooses how often letters come.
///
/// # Errors
/// `Invalid` for a pace that is none, `NotSignedIn`.
pub async fn choose(ctx: &Ctx, pace: &str) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    keep_pace(&ctx.house, person, pace).await
}

fn token(key: &str, what: &str, person: PersonId, n: i64) -> String {
    let sign: String = fresh::keyed(key, &format!("{what}:{person}:{n}")).chars().take(SIGN_LETTERS).collect();
    format!("{}{sign}", person.0.simple())
}

/// The person a link names, when it is one; whether it is right is asked next.
fn named(token: &str) -> Option<PersonId> {
    let id = token.get(..32).filter(|_| token.len() == 32 + SIGN_LETTERS)?;
    id.parse().ok().map(PersonId)
}

async fn owner(house: &House, what: &str, given: &str) -> Result<Option<Person>, Refusal> {
    let Some(person) = named(given) else { return Ok(None) };
    let n = if what == CALENDAR { choice_of(house, person).await?.n_renewed } else { 0 };
    let is_by = |key: &str| fresh::hash(&token(key, what, person, n)) == fresh::hash(given);
    let is_right = is_by(&form_key(house).await?)
        // Mails that went out are still refused by their own links; a calendar is not read by what others may know.
        || (what == LETTERS && key_before(house).await?.is_some_and(|key| is_by(&key)));
    if !is_right {
        return Ok(None);
    }
    let kept = house.store.find_person(person).await?.map(|kept| kept.value);
    Ok(kept.filter(|person| person.state == PersonState::Active))
}

const LETTERS: &str = "letters";
const CALENDAR: &str = "calendar";

/// What stands in a link by which somebody's letters are refused.
pub(crate) async fn letter_token(house: &House, person: PersonId) -> Result<String, Refusal> {
    Ok(token(&form_key(house).await?, LETTERS, person, 0))
}

/// Whose link of letters this is, and how often they want them; `None` when it is nobody's.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn token_owner(house: &House, token: &str) -> Result<Option<OwnLetters>, Refusal> {
    let Some(person) = owner(house, LETTERS, token).await? else { return Ok(None) };
    let pace = choice_of(house, person.id).await?.pace;
    Ok(Some(OwnLetters { name: person.name, email: person.email, pace }))
}

/// Chooses how often letters come by a link out of one of them.
///
/// # Errors
/// `NotFound` for a link that is nobody's, `Invalid` for a pace that is none.
pub async fn choose_by_token(house: &House, token: &str, pace: &str) -> Result<(), Refusal> {
    let person = owner(house, LETTERS, token).await?.ok_or(Refusal::NotFound)?;
    keep_pace(house, person.id, pace).await
}

/// What stands in the link of the actor's own calendar.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn calendar_secret(ctx: &Ctx) -> Result<String, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let n = choice_of(&ctx.house, person).await?.n_renewed;
    Ok(token(&form_key(&ctx.house).await?, CALENDAR, person, n))
}

/// Whose calendar a link opens; `None` when it is nobody's, or was renewed since.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn calendar_owner(house: &House, token: &str) -> Result<Option<Person>, Refusal> {
    owner(house, CALENDAR, token).await
}

/// Gives the actor's calendar a new link; the one before opens nothing any more.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn renew_calendar(ctx: &Ctx) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let kept = choice_of(&ctx.house, person).await?;
    let choice = LetterChoice { n_renewed: kept.n_renewed + 1, ..kept };
    Ok(ctx.store().keep_letter_choice(&ctx.act("renew_calendar"), &choice).await?)
}
