//! Setting out to the provider: with a state, a nonce and a PKCE question of one's own, for one errand.
//!
//! In comes what somebody wants there; out go the address to go to and a ticket for their browser. The provider is asked
//! for its description first, so that people are not sent to a house that does not answer.

use super::messenger::Messenger;
use super::settings::open_door;
use super::token::Doubt;
use crate::ctx::{Ctx, House};
use crate::door::{Absent, Comer, Door, Errand};
use crate::fresh;
use crate::people::VISIT_LIVES;
use crate::refusal::Refusal;
use jiff::SignedDuration;
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{ClientId, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge, RedirectUrl, Scope};
use otklik_store::record::OuterDoor;
use std::sync::Arc;
use std::time::Duration;

/// What came of setting out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingOut {
    /// Go there; the ticket stays in the browser until the way back.
    Go {
        /// The address of the provider, with the question.
        url: String,
        /// For a cookie.
        ticket: String,
    },
    /// The provider does not answer, or not as one.
    Silent,
}

/// Sets out to come in.
///
/// # Errors
/// `NotFound` where there is no outer door, `TooOften` from a place that asked too often.
pub async fn enter_by_outer(house: &House, door: &Door, comer: &Comer) -> Result<SettingOut, Refusal> {
    set_out(house, door, comer, Errand::Enter).await
}

/// Whether an invitation can be accepted by the outer door: it is good, and no second step is asked with it.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn takes_outer(house: &House, door: &Door, link_secret: &str) -> Result<Option<String>, Refusal> {
    let link = house.store.find_login_link(&fresh::hash(link_secret), house.clock.now()).await?;
    let Some(link) = link else { return Ok(None) };
    let asks_code = link.asks_code && house.store.find_keyring(link.person).await?.totp_secret.is_some();
    let outer = open_door(house, door).await?;
    Ok(outer.filter(|_| !asks_code).map(|outer| outer.title))
}

/// Sets out to accept an invitation by an outer account.
///
/// # Errors
/// As [`enter_by_outer`]; `NotFound` when the link is unknown, used or over.
pub async fn accept_by_outer(
    house: &House,
    door: &Door,
    link_secret: &str,
    comer: &Comer,
) -> Result<SettingOut, Refusal> {
    takes_outer(house, door, link_secret).await?.ok_or(Refusal::NotFound)?;
    set_out(house, door, comer, Errand::Accept(fresh::hash(link_secret))).await
}

/// Sets out to tie an outer account to the actor's own.
///
/// # Errors
/// `NotProved`; as [`enter_by_outer`].
pub async fn tie_outer(ctx: &Ctx, door: &Door, visit: &str, comer: &Comer) -> Result<SettingOut, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    ctx.demand_proof()?;
    set_out(&ctx.house, door, comer, Errand::Tie(person, fresh::hash(visit))).await
}

/// Sets out to prove once more who the actor is; `back` is where they want to go on.
///
/// # Errors
/// As [`enter_by_outer`].
pub async fn prove_by_outer(
    ctx: &Ctx,
    door: &Door,
    visit: &str,
    back: &str,
    comer: &Comer,
) -> Result<SettingOut, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    set_out(&ctx.house, door, comer, Errand::Prove(person, fresh::hash(visit), back.to_owned())).await
}

async fn set_out(house: &House, door: &Door, comer: &Comer, errand: Errand) -> Result<SettingOut, Refusal> {
    let outer = open_door(house, door).await?.ok_or(Refusal::NotFound)?;
    door.leave_from(comer, house.clock.now()).map_err(|_| Refusal::TooOften)?;
    let provider = match discover(door, &outer).await {
        Ok(provider) => provider,
        Err(doubt) => {
            tracing::warn!(cause = %doubt, "the provider of the outer door does not answer");
            return Ok(SettingOut::Silent);
        }
    };
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let client = CoreClient::from_provider_metadata(provider.clone(), ClientId::new(outer.client_id.clone()), None)
        .set_redirect_uri(back_url(door)?);
    let mut question = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge)
        .add_scopes(outer.scopes.split(' ').filter(|scope| !scope.is_empty()).map(|scope| Scope::new(scope.to_owned())))
        .set_max_age(freshness(&errand));
    if matches!(errand, Errand::Prove(..)) {
        question = question.add_prompt(CoreAuthPrompt::Login);
    }
    let (url, state, nonce) = question.url();
    let ticket = door.go_out(Absent {
        errand,
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        client_id: outer.client_id,
        provider: Arc::new(provider),
        left_at: house.clock.now(),
    })?;
    Ok(SettingOut::Go { url: url.to_string(), ticket })
}

/// How long ago the person may have proved to the provider who they are: for a visit as long as visits live.
fn freshness(errand: &Errand) -> Duration {
    let lives = match errand {
        Errand::Prove(..) => SignedDuration::ZERO,
        Errand::Enter | Errand::Accept(_) | Errand::Tie(..) => VISIT_LIVES,
    };
    lives.unsigned_abs()
}

/// The page people come back to: by the address that was set, never by the one a request named.
pub(super) fn back_url(door: &Door) -> Result<RedirectUrl, Refusal> {
    let address = door.back_address().ok_or(Refusal::NotFound)?;
    RedirectUrl::new(address.to_owned()).map_err(Refusal::unavailable)
}

/// How a provider describes itself, with its keys.
pub(super) async fn discover(door: &Door, outer: &OuterDoor) -> Result<CoreProviderMetadata, Doubt> {
    let messenger = Messenger::new(door.outside(), &outer.issuer).map_err(Doubt::silent)?;
    let issuer = IssuerUrl::new(outer.issuer.clone()).map_err(Doubt::silent)?;
    CoreProviderMetadata::discover_async(issuer, &messenger).await.map_err(Doubt::silent)
}
