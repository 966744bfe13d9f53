//! Coming back from the provider: what somebody went out for is done, once.
//!
//! In come what the provider sent along and the ticket of the browser; out goes a visit, a tie, a proof, or why not. Who
//! was not invited stays outside, and a closed account is told apart from nobody by nobody.

use super::settings::open_door;
use super::token::{Doubt, Vouched, vouched};
use crate::ctx::{Ctx, House};
use crate::door::{Comer, Door, Errand, OuterWay, Way};
use crate::fresh;
use crate::people::PROOF_LIVES;
use crate::people::sign_in::{SignIn, go_on, open};
use crate::refusal::Refusal;
use otklik_domain::ids::PersonId;
use otklik_store::record::{OuterAccount, OuterDoor, Person, PersonState};

/// What the provider sent along with somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// The code for a token.
    pub code: String,
    /// What we sent along with them.
    pub state: String,
    /// Why there is no code.
    pub error: String,
    /// Who sends them, where it says so (RFC 9207).
    pub issuer: String,
}

/// What came of coming back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// Into the house, or to its second step.
    Entered(SignIn),
    /// The provider knows them and nobody here invited them.
    Stranger,
    /// The outer account is tied to their own.
    Tied,
    /// They proved who they are; the way on.
    Proved(String),
    /// They, or the provider, changed their mind.
    Declined,
    /// This browser did not set out, or too long ago, or came back once already.
    Over,
    /// The provider said something that is not to be believed.
    Wrong,
    /// The provider does not answer.
    Silent,
}

/// Lets somebody come back; `visit` is the visit they are in, if any.
///
/// # Errors
/// `Taken` when the outer account is somebody else's already, `NotFound` when the invitation is over meanwhile.
pub async fn come_back(
    ctx: &Ctx,
    door: &Door,
    visit: &str,
    ticket: &str,
    said: &Returned,
    comer: &Comer,
) -> Result<Back, Refusal> {
    let Some(absent) = door.come_back(ticket, &said.state, ctx.now()) else { return Ok(Back::Over) };
    let outer = open_door(&ctx.house, door)
        .await?
        .filter(|outer| outer.issuer == absent.provider.issuer().as_str() && outer.client_id == absent.client_id);
    let Some(outer) = outer else { return Ok(Back::Over) };
    if !said.error.is_empty() || said.code.is_empty() {
        return Ok(Back::Declined);
    }
    if !said.issuer.is_empty() && said.issuer != outer.issuer {
        return Ok(Back::Wrong);
    }
    let who = match vouched(door, &outer, &absent, &said.code, ctx.now()).await {
        Ok(who) => who,
        Err(doubt) => {
            tracing::warn!(cause = %doubt, "nobody comes in by the outer door");
            return Ok(if matches!(doubt, Doubt::Silent(_)) { Back::Silent } else { Back::Wrong });
        }
    };
    match absent.errand {
        Errand::Enter => enter(&ctx.house, door, &outer, &who, comer).await,
        Errand::Accept(link) => accept(&ctx.house, &outer, &who, link, comer).await,
        Errand::Tie(person, whose) if is_same(ctx, visit, person, &whose) => tie(ctx, &outer, &who, person).await,
        Errand::Prove(person, whose, way) if is_same(ctx, visit, person, &whose) => {
            prove(ctx, &outer, &who, person, &whose, way).await
        }
        Errand::Tie(..) | Errand::Prove(..) => Ok(Back::Over),
    }
}

/// Whether it is the visit that somebody set out from.
fn is_same(ctx: &Ctx, visit: &str, person: PersonId, whose: &str) -> bool {
    ctx.actor.person == Some(person) && fresh::hash(visit) == whose
}

async fn enter(house: &House, door: &Door, outer: &OuterDoor, who: &Vouched, comer: &Comer) -> Result<Back, Refusal> {
    let tied = house.store.find_outer_account(&outer.issuer, &who.subject).await?;
    let is_new = tied.is_none();
    let person = match tied {
        Some(account) => Some(account.person),
        None => by_email(house, outer, who).await?,
    };
    let Some(person) = person else { return Ok(Back::Stranger) };
    let account = house.store.find_person(person).await?.map(|kept| kept.value);
    if account.is_none_or(|person| person.state != PersonState::Active) {
        return Ok(Back::Stranger);
    }
    let keyring = house.store.find_keyring(person).await?;
    let way = Way::Outer(way(house, outer, who, is_new));
    let said = if is_two_steps(outer, who) {
        open(house, person, &keyring, &way, comer).await?
    } else {
        go_on(house, door, person, &keyring, way, comer).await?
    };
    Ok(if said == SignIn::Wrong { Back::Stranger } else { Back::Entered(said) })
}

/// The one active person with a confirmed e-mail, where the settings allow it and nothing is tied to them yet.
async fn by_email(house: &House, outer: &OuterDoor, who: &Vouched) -> Result<Option<PersonId>, Refusal> {
    let Some(email) = who.email.as_ref().filter(|_| outer.finds_by_email) else { return Ok(None) };
    let email = email.trim().to_lowercase();
    let is_theirs = |person: &Person| {
        let known = person.email.as_deref().map(|known| known.trim().to_lowercase());
        person.state == PersonState::Active && known.as_ref() == Some(&email)
    };
    let people = house.store.list_people().await?.into_iter().map(|kept| kept.value);
    let found: Vec<Person> = people.filter(is_theirs).collect();
    let [person] = found.as_slice() else { return Ok(None) };
    let tied = house.store.list_outer_accounts(person.id).await?;
    Ok(tied.iter().all(|account| account.issuer != outer.issuer).then_some(person.id))
}

/// Whether the settings trust this provider to have asked a second step.
fn is_two_steps(outer: &OuterDoor, who: &Vouched) -> bool {
    outer.trusted_steps.split(' ').any(|step| !step.is_empty() && who.steps.iter().any(|said| said == step))
}

fn way(house: &House, outer: &OuterDoor, who: &Vouched, is_new: bool) -> OuterWay {
    OuterWay {
        issuer: outer.issuer.clone(),
        subject: who.subject.clone(),
        name: who.name.clone(),
        is_new,
        is_proved: is_fresh(house, who),
        invitation: None,
    }
}

/// Whether the person proved just now to the provider who they are; what it does not say it did not see.
fn is_fresh(house: &House, who: &Vouched) -> bool {
    who.proved_at.is_some_and(|at| house.clock.now().duration_since(at) < PROOF_LIVES)
}

async fn accept(house: &House, outer: &OuterDoor, who: &Vouched, hash: String, comer: &Comer) -> Result<Back, Refusal> {
    let link = house.store.find_login_link(&hash, house.clock.now()).await?.ok_or(Refusal::NotFound)?;
    let is_new = is_free(house, outer, who, link.person).await?;
    let keyring = house.store.find_keyring(link.person).await?;
    if link.asks_code && keyring.totp_secret.is_some() {
        return Err(Refusal::NotFound);
    }
    let way = OuterWay { invitation: Some(hash), is_proved: true, ..way(house, outer, who, is_new) };
    Ok(Back::Entered(open(house, link.person, &keyring, &Way::Outer(way), comer).await?))
}

/// Whether an outer account is nobody's yet; no when it is this person's.
async fn is_free(house: &House, outer: &OuterDoor, who: &Vouched, person: PersonId) -> Result<bool, Refusal> {
    match house.store.find_outer_account(&outer.issuer, &who.subject).await? {
        None => Ok(true),
        Some(account) if account.person == person => Ok(false),
        Some(_) => Err(otklik_store::Fault::Taken("outer_account.subject".to_owned()).into()),
    }
}

async fn tie(ctx: &Ctx, outer: &OuterDoor, who: &Vouched, person: PersonId) -> Result<Back, Refusal> {
    if is_free(&ctx.house, outer, who, person).await? {
        let account = OuterAccount {
            id: fresh::uuid(ctx.now()),
            issuer: outer.issuer.clone(),
            subject: who.subject.clone(),
            person,
            name: who.name.clone(),
            at: ctx.now(),
            used_at: None,
        };
        ctx.store().keep_outer_account(&ctx.act("tie_outer_account"), &account).await?;
    }
    Ok(Back::Tied)
}

/// A proof is the person's own outer account, shown now and not from memory of the provider.
async fn prove(
    ctx: &Ctx,
    outer: &OuterDoor,
    who: &Vouched,
    person: PersonId,
    visit: &str,
    way: String,
) -> Result<Back, Refusal> {
    let account = ctx.store().find_outer_account(&outer.issuer, &who.subject).await?;
    if account.is_none_or(|account| account.person != person) || !is_fresh(&ctx.house, who) {
        return Ok(Back::Wrong);
    }
    ctx.store().prove_session(&ctx.act("prove"), visit).await?;
    Ok(Back::Proved(way))
}
