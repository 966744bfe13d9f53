//! Passkeys: a key of a telephone or a computer instead of a password and a code.
//!
//! In come answers of authenticators as JSON; out go questions to them, and visits. The site they are bound to is set
//! with the program, never taken from a request. It refuses to tell whether an unknown name has passkeys.

use super::password::myself;
use super::sign_in::{SignIn, open_visit};
use crate::ctx::{Ctx, House};
use crate::door::{Ceremony, Comer, Door};
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::account::Login;
use otklik_domain::ids::PersonId;
use otklik_store::record;
use serde_json::{Value, json};
use webauthn_rs::prelude::{Passkey, PasskeyAuthentication, PublicKeyCredential, RegisterPublicKeyCredential};

/// How many passkeys one person may have.
const PASSKEYS_MAX: usize = 20;

/// A question to an authenticator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Goes with the answer; good once.
    pub ticket: String,
    /// What the browser hands to the authenticator, as JSON.
    pub options: String,
}

/// Passkeys of the actor, oldest first.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn list_passkeys(ctx: &Ctx) -> Result<Vec<record::Passkey>, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    Ok(ctx.store().list_passkeys(person).await?)
}

/// Asks the actor's authenticator for a new passkey.
///
/// # Errors
/// `NotProved`; `NotFound` where the site has no address to bind passkeys to.
pub async fn begin_passkey(ctx: &Ctx, door: &Door) -> Result<Question, Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    let relying = door.relying().ok_or(Refusal::NotFound)?;
    let kept = known(list_passkeys(ctx).await?);
    let taken = kept.iter().map(|passkey| passkey.cred_id().clone()).collect();
    let login = person.login.as_deref().unwrap_or(&person.name);
    let (options, state) = relying
        .start_passkey_registration(person.id.0, login, &person.name, Some(taken))
        .map_err(|cause| Refusal::unavailable(cause.to_string()))?;
    let ticket = door.ask(Ceremony::Add(person.id, Box::new(state)), ctx.now())?;
    Ok(Question { ticket, options: json(&options)? })
}

/// Keeps the passkey that the authenticator made.
///
/// # Errors
/// `NotProved`; `Invalid` without a name, or when the answer does not belong to the question.
pub async fn add_passkey(ctx: &Ctx, door: &Door, ticket: &str, name: &str, answer: &str) -> Result<(), Refusal> {
    let person = myself(ctx).await?.value;
    ctx.demand_proof()?;
    let relying = door.relying().ok_or(Refusal::NotFound)?;
    let state = match door.answered(ticket, ctx.now()) {
        Some(Ceremony::Add(asked, state)) if asked == person.id => state,
        _ => return Err(not_taken()),
    };
    if list_passkeys(ctx).await?.len() >= PASSKEYS_MAX {
        return Err(Refusal::field("name", "Ключей уже двадцать: сначала уберите ненужный"));
    }
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| not_taken())?;
    let passkey = relying.finish_passkey_registration(&answer, &state).map_err(|_| not_taken())?;
    let name = Some(name.trim()).filter(|name| !name.is_empty()).unwrap_or("Ключ доступа");
    let kept = record::Passkey {
        id: id_of(&passkey),
        person: person.id,
        name: name.chars().take(100).collect(),
        body_json: json(&passkey)?,
        at: ctx.now(),
        used_at: None,
    };
    Ok(ctx.store().keep_passkey(&ctx.act("add_passkey"), &kept).await?)
}

/// Forgets a passkey of the actor.
///
/// # Errors
/// `NotProved`; `NotFound` when the actor has no such passkey.
pub async fn remove_passkey(ctx: &Ctx, id: &str) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    ctx.demand_proof()?;
    let is_gone = ctx.store().drop_passkey(&ctx.act("remove_passkey"), person, id).await?;
    is_gone.then_some(()).ok_or(Refusal::NotFound)
}

/// Asks for a passkey of whoever has this name; a name without passkeys is asked too, in vain.
///
/// # Errors
/// `NotFound` where the site has no passkeys, `TooOften` from a place that asked too often.
pub async fn begin_entry(house: &House, door: &Door, login: &str, comer: &Comer) -> Result<Question, Refusal> {
    let (relying, now) = (door.relying().ok_or(Refusal::NotFound)?, house.clock.now());
    door.knock_at(comer, now).map_err(|_| Refusal::TooOften)?;
    let found = match Login::read(login) {
        Ok(login) => house.store.find_person_by_login(login.as_str()).await?,
        Err(_) => None,
    };
    let person = found.map_or(PersonId(uuid::Uuid::nil()), |kept| kept.value.id);
    let kept = known(house.store.list_passkeys(person).await?);
    if kept.is_empty() {
        return Ok(Question { ticket: fresh::secret()?, options: in_vain(door, login)? });
    }
    let started = relying.start_passkey_authentication(&kept);
    let (options, state) = started.map_err(|cause| Refusal::unavailable(cause.to_string()))?;
    let ticket = door.ask(Ceremony::Enter(person, Box::new(state)), now)?;
    Ok(Question { ticket, options: json(&options)? })
}

/// Opens a visit for who showed a passkey; no second step is asked, the authenticator has asked its own.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn enter_by_passkey(
    house: &House,
    door: &Door,
    ticket: &str,
    answer: &str,
    comer: &Comer,
) -> Result<SignIn, Refusal> {
    let Some(Ceremony::Enter(person, state)) = door.answered(ticket, house.clock.now()) else {
        return Ok(SignIn::Wrong);
    };
    if !is_shown(house, door, person, &state, answer).await? {
        return Ok(SignIn::Wrong);
    }
    let opened = open_visit(house, person, ("enter_by_passkey", "passkey"), comer.browser.clone()).await?;
    Ok(opened.map_or(SignIn::Wrong, |secret| SignIn::Open { secret, has_no_password: false }))
}

/// Whether the answer shows a passkey of the person; its counter is moved.
async fn is_shown(
    house: &House,
    door: &Door,
    person: PersonId,
    state: &PasskeyAuthentication,
    answer: &str,
) -> Result<bool, Refusal> {
    let Some(relying) = door.relying() else { return Ok(false) };
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else { return Ok(false) };
    let Ok(result) = relying.finish_passkey_authentication(&answer, state) else { return Ok(false) };
    // It may have been taken back while the authenticator was asked.
    let kept = known(house.store.list_passkeys(person).await?);
    let Some(mut passkey) = kept.into_iter().find(|passkey| passkey.cred_id() == result.cred_id()) else {
        return Ok(false);
    };
    passkey.update_credential(&result);
    house.store.touch_passkey(&id_of(&passkey), &json(&passkey)?, house.clock.now()).await?;
    Ok(true)
}

fn known(kept: Vec<record::Passkey>) -> Vec<Passkey> {
    kept.iter().filter_map(|passkey| serde_json::from_str(&passkey.body_json).ok()).collect()
}

fn id_of(passkey: &Passkey) -> String {
    hex::encode(passkey.cred_id())
}

fn json(value: &impl serde::Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(Refusal::unavailable)
}

fn not_taken() -> Refusal {
    Refusal::field("name", "Ключ доступа не добавлен: начните ещё раз")
}

/// A question that nobody can answer, shaped as the others: the same name is always asked for the same passkey.
fn in_vain(door: &Door, login: &str) -> Result<String, Refusal> {
    let id = base64(&door.noise_of(&login.trim().to_lowercase())?);
    let challenge = base64(&fresh::bytes::<32>()?);
    let question: Value = json!({ "publicKey": {
        "challenge": challenge, "timeout": 300_000, "rpId": door.site_name().unwrap_or_default(),
        "allowCredentials": [{ "type": "public-key", "id": id }], "userVerification": "required",
    } });
    Ok(question.to_string())
}

/// Bytes as browsers want them: base64 for addresses, without padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let letters = bytes.chunks(3).flat_map(|three| {
        let number = (0..3).fold(0_usize, |sum, at| sum << 8 | three.get(at).map_or(0, |byte| usize::from(*byte)));
        (0..=three.len()).map(move |at| char::from(LETTERS[number >> (18 - 6 * at) & 63]))
    });
    letters.collect()
}
