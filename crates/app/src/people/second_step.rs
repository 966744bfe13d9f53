//! The second step: one-time codes of an app on a telephone, and recovery codes for the day it is lost.
//!
//! In come codes as typed; out goes whether they are right, each once. The secret of the codes must be readable to count
//! them and is kept so, in a private column; recovery codes are kept as hashes only.

use super::known;
use super::password::myself;
use super::sign_in::{SignIn, open};
use crate::ctx::{Ctx, House};
use crate::door::{Account, Comer, Door, OuterWay, Way};
use crate::fresh;
use crate::refusal::Refusal;
use jiff::Timestamp;
use otklik_domain::ids::PersonId;
use otklik_store::Act;
use otklik_store::record::Keyring;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// How many recovery codes are made at once.
const RECOVERY_CODES: usize = 10;
/// Letters and digits that are not taken for one another.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What a person shows to the app on the telephone; shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The key as text, in groups of four.
    pub key: String,
    /// The same as a picture.
    pub qr: Option<String>,
}

/// The key for an app, the same until it is confirmed or a quarter of an hour has passed.
///
/// # Errors
/// `NotProved` when the actor came in too long ago; `Taken` when codes are asked already.
pub async fn begin_codes(ctx: &Ctx, door: &Door) -> Result<Enrolment, Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    if ctx.store().find_keyring(person.id).await?.totp_secret.is_some() {
        return Err(Refusal::Taken("Одноразовые коды уже включены".to_owned()));
    }
    let key = door.enrolment(person.id, ctx.now())?;
    let account = person.login.unwrap_or(person.name).replace(':', " ");
    let url = totp(&key, &account)?.to_url().map_err(|cause| Refusal::unavailable(cause.to_string()))?;
    let groups: Vec<String> = key.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    Ok(Enrolment { key: groups.join(" "), qr: super::qr(&url) })
}

/// Turns codes on when the first one is right; gives the recovery codes, shown once.
///
/// # Errors
/// `NotProved`; `Invalid` when the code is wrong or too many were.
pub async fn confirm_codes(ctx: &Ctx, door: &Door, code: &str, comer: &Comer) -> Result<Vec<String>, Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    let account = codes_of(person.id, known::of_person(&ctx.house, person.id, comer).await?);
    if let Err(until) = door.knock_with_code(&account, comer, ctx.now()) {
        return Err(Refusal::field("code", super::too_often(&ctx.house, until)));
    }
    let key = door.enrolment(person.id, ctx.now())?;
    let Some(step) = step_of(&key, &bare(code), ctx.now().as_second())? else {
        return Err(Refusal::field("code", "Код не подходит. Проверьте время на телефоне и наберите новый код"));
    };
    door.welcome(&account, comer);
    let (codes, hashes) = recovery_codes()?;
    ctx.store().keep_totp(&ctx.act("turn_on_codes"), person.id, &key, step, &hashes).await?;
    door.end_enrolment(person.id);
    Ok(codes)
}

/// Turns codes off.
///
/// # Errors
/// `NotProved` when the actor came in too long ago.
pub async fn turn_off_codes(ctx: &Ctx) -> Result<(), Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    Ok(ctx.store().drop_totp(&ctx.act("turn_off_codes"), person.id).await?)
}

/// New recovery codes instead of the old ones, shown once.
///
/// # Errors
/// `NotProved`; `NotFound` when no codes are asked of the actor.
pub async fn new_recovery_codes(ctx: &Ctx) -> Result<Vec<String>, Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    if ctx.store().find_keyring(person.id).await?.totp_secret.is_none() {
        return Err(Refusal::NotFound);
    }
    let (codes, hashes) = recovery_codes()?;
    ctx.store().keep_recovery_codes(&ctx.act("make_recovery_codes"), person.id, &hashes).await?;
    Ok(codes)
}

/// How many recovery codes the actor has left.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn recovery_codes_left(ctx: &Ctx) -> Result<i64, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    Ok(ctx.store().count_recovery_codes(person).await?)
}

/// The second step of coming in, with the ticket of the first.
///
/// # Errors
/// `NotFound` when the ticket is unknown or over: the first step is made again.
pub async fn enter_by_code(
    house: &House,
    door: &Door,
    ticket: &str,
    code: &str,
    comer: &Comer,
) -> Result<SignIn, Refusal> {
    let now = house.clock.now();
    let step = door.step(ticket, now).ok_or(Refusal::NotFound)?;
    let account = codes_of(step.person, known::of_person(house, step.person, comer).await?);
    if let Err(until) = knock(door, &account, code, comer, now) {
        return Ok(SignIn::TooOften(until));
    }
    let keyring = house.store.find_keyring(step.person).await?;
    if !is_right(house, &keyring, code).await? {
        return Ok(SignIn::Wrong);
    }
    welcome(door, &account, code, comer);
    door.end_step(ticket);
    let way = match step.way {
        // A right code is a proof, however long ago the provider asked for one.
        Way::Outer(outer) => Way::Outer(OuterWay { is_proved: true, ..outer }),
        way => way,
    };
    open(house, step.person, &keyring, &way, comer).await
}

/// The actor gives a code, so that sensitive acts are theirs for some minutes.
///
/// # Errors
/// `Invalid` when it is wrong, or when there were too many tries.
pub async fn prove_by_code(ctx: &Ctx, door: &Door, visit: &str, code: &str, comer: &Comer) -> Result<(), Refusal> {
    let person = myself(ctx).await?.value;
    // Who is in already is not locked out by strangers at the door.
    let account = codes_of(person.id, Some(fresh::hash(visit)));
    if let Err(until) = knock(door, &account, code, comer, ctx.now()) {
        return Err(Refusal::field("code", super::too_often(&ctx.house, until)));
    }
    let keyring = ctx.store().find_keyring(person.id).await?;
    if !is_right(&ctx.house, &keyring, code).await? {
        return Err(Refusal::field("code", "Код не подходит: возьмите новый"));
    }
    welcome(door, &account, code, comer);
    Ok(ctx.store().prove_session(&ctx.act("prove"), &fresh::hash(visit)).await?)
}

/// Whether a code is right and was not used before; it is used by being asked about.
async fn is_right(house: &House, keyring: &Keyring, code: &str) -> Result<bool, Refusal> {
    let (now, code) = (house.clock.now(), bare(code));
    let act = |verb| Act::new(keyring.person.to_string(), verb, now);
    let Some(key) = &keyring.totp_secret else { return Ok(false) };
    if is_recovery(&code) {
        let act = act("use_recovery_code");
        return Ok(house.store.use_recovery_code(&act, keyring.person, &fresh::hash(&code)).await?);
    }
    match step_of(key, &code, now.as_second())? {
        Some(step) => Ok(house.store.use_totp_step(&act("use_code"), keyring.person, step).await?),
        None => Ok(false),
    }
}

fn codes_of(person: PersonId, own: Option<String>) -> Account {
    Account { name: format!("code {person}"), own }
}

/// Six digits can be guessed, so they are counted. A recovery code cannot: it opens also while somebody else guesses digits.
fn knock(door: &Door, account: &Account, code: &str, comer: &Comer, now: Timestamp) -> Result<(), Timestamp> {
    if is_recovery(&bare(code)) { door.knock_from(comer, now) } else { door.knock_with_code(account, comer, now) }
}

/// A right recovery code forgives nobody's digits.
fn welcome(door: &Door, account: &Account, code: &str, comer: &Comer) {
    let nobody = Account { name: String::new(), own: None };
    door.welcome(if is_recovery(&bare(code)) { &nobody } else { account }, comer);
}

fn is_recovery(bare: &str) -> bool {
    bare.len() > 6
}

/// A code without the blanks and dashes it is read by.
fn bare(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Six digits every half a minute, as every app counts them; the neighbours of this half a minute are taken too.
fn totp(key: &str, account: &str) -> Result<Totp, Refusal> {
    let secret = Secret::try_from_base32(key).map_err(|cause| Refusal::unavailable(cause.to_string()))?;
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1).with_step_duration(30);
    let built = builder.with_secret(secret).with_account_name(account).with_issuer(Some("Отклик")).build();
    built.map_err(|cause| Refusal::unavailable(cause.to_string()))
}

/// The half a minute whose code this is, when it is a near one.
fn step_of(key: &str, code: &str, second: i64) -> Result<Option<i64>, Refusal> {
    let step = totp(key, "otklik")?.check(code, u64::try_from(second).unwrap_or_default());
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// Recovery codes as they are shown, and their hashes; 80 bits each, so that a fast hash keeps them.
fn recovery_codes() -> Result<(Vec<String>, Vec<String>), Refusal> {
    let mut shown = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let noise: [u8; 16] = fresh::bytes()?;
        let letters: Vec<char> = noise.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        shown.push(letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"));
    }
    let hashes = shown.iter().map(|code| fresh::hash(&bare(code))).collect();
    Ok((shown, hashes))
}
