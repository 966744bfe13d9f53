//! Choosing a password, and proving once more who one is.
//!
//! In come a name for signing in and a password; out goes nothing: only a hash is kept. A password is asked again only
//! when its owner wants a new one, never because time has passed.

use crate::ctx::Ctx;
use crate::door::{Account, Comer, Door};
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use jiff::{SignedDuration, Timestamp};
use otklik_domain::account::{Login, judge_password};
use otklik_store::record::{Kept, Person};

/// So long a proof of who one is holds for sensitive acts.
pub const PROOF_LIVES: SignedDuration = SignedDuration::from_mins(10);

/// What a person has for signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The name to be shown.
    pub name: String,
    /// The name for signing in.
    pub login: Option<String>,
    /// Since when the password is as it is.
    pub password_at: Option<Timestamp>,
    /// Since when codes are asked.
    pub totp_at: Option<Timestamp>,
}

/// What the actor signs in with.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn own(ctx: &Ctx) -> Result<Own, Refusal> {
    let person = myself(ctx).await?.value;
    let keyring = ctx.store().find_keyring(person.id).await?;
    let (password_at, totp_at) = (keyring.password_at, keyring.totp_at);
    Ok(Own { name: person.name, login: person.login, password_at, totp_at })
}

/// Chooses the name and the password of the actor; other visits end, this one goes on.
///
/// # Errors
/// `NotProved` when the actor came in too long ago; `Invalid` names every fault; `Taken` when the name is somebody's.
pub async fn choose_password(
    ctx: &Ctx,
    door: &Door,
    visit: Option<&str>,
    login: &str,
    password: &str,
) -> Result<(), Refusal> {
    let kept = myself(ctx).await?;
    ctx.demand_proof()?;
    let login = checked(&kept.value, login, password)?;
    let hash = door.hash(password).await?;
    let person = Person { login: Some(login.as_str().to_owned()), ..kept.value };
    let spared = visit.map(fresh::hash);
    let act = ctx.act("choose_password");
    ctx.store().keep_password(&act, &person, kept.version, &hash, spared.as_deref()).await?;
    Ok(())
}

fn checked(person: &Person, login: &str, password: &str) -> Result<Login, Refusal> {
    let mut faults = Vec::new();
    let read = Login::read(login).map_err(|fault| faults.push(("login", fault.to_string()))).ok();
    let known = read.as_ref().map_or("", Login::as_str);
    faults.extend(judge_password(password, known, &person.name).iter().map(|f| ("password", f.to_string())));
    match read {
        Some(login) if faults.is_empty() => Ok(login),
        _ => Err(Refusal::Invalid(Faults::Fields(faults))),
    }
}

/// The actor gives the password once more, so that sensitive acts are theirs for some minutes.
///
/// # Errors
/// `Invalid` when it is wrong, or when there were too many tries.
pub async fn prove_by_password(
    ctx: &Ctx,
    door: &Door,
    visit: &str,
    password: &str,
    comer: &Comer,
) -> Result<(), Refusal> {
    let person = myself(ctx).await?.value;
    let name = person.login.clone().unwrap_or_else(|| person.id.to_string());
    // Who is in already is not locked out by strangers at the door.
    let account = Account { name, own: Some(fresh::hash(visit)) };
    if let Err(until) = door.knock(&account, comer, ctx.now()) {
        return Err(Refusal::field("password", super::too_often(&ctx.house, until)));
    }
    let keyring = ctx.store().find_keyring(person.id).await?;
    if !door.is_password(password, keyring.password_hash).await? {
        return Err(Refusal::field("password", "Пароль не подходит"));
    }
    door.welcome(&account, comer);
    Ok(ctx.store().prove_session(&ctx.act("prove"), &fresh::hash(visit)).await?)
}

/// The account of the actor.
pub(super) async fn myself(ctx: &Ctx) -> Result<Kept<Person>, Refusal> {
    let id = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    ctx.store().find_person(id).await?.ok_or(Refusal::NotSignedIn)
}
