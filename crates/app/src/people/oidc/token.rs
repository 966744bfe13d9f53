//! The token: what a provider says of a person, believed only when every part of it is right.
//!
//! In come a code and somebody who came back; out goes who they are at the provider, or a doubt. Signature, issuer,
//! audience, authorised party, nonce, both times and the hash of the access token are checked here.

use super::messenger::Messenger;
use super::setting_out::back_url;
use crate::door::{Absent, Door};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, Nonce, OAuth2TokenResponse, PkceCodeVerifier,
    RequestTokenError, TokenResponse,
};
use otklik_store::record::OuterDoor;
use std::time::SystemTime;

/// Clocks of two houses differ by no more than this.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// Signatures that are believed: public keys only, so that nobody who knows the secret can sign.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why nobody is believed; the words are for the log.
#[derive(Debug, thiserror::Error)]
pub(super) enum Doubt {
    #[error("no answer: {0}")]
    Silent(String),
    #[error("not believed: {0}")]
    Wrong(String),
}

impl Doubt {
    pub(super) fn silent(cause: impl std::error::Error) -> Self {
        Doubt::Silent(in_one_line(&cause))
    }

    fn wrong(cause: impl std::error::Error) -> Self {
        Doubt::Wrong(in_one_line(&cause))
    }
}

fn in_one_line(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |words, cause| format!("{words}: {cause}"))
}

/// Who somebody is at the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vouched {
    pub(super) subject: String,
    /// What the person knows the account by.
    pub(super) name: String,
    /// Only when the provider says that it is confirmed.
    pub(super) email: Option<String>,
    /// When the person proved to the provider who they are.
    pub(super) proved_at: Option<Timestamp>,
    /// Values of `acr` and `amr`.
    pub(super) steps: Vec<String>,
}

/// Exchanges the code and believes the token, or does not.
pub(super) async fn vouched(
    door: &Door,
    outer: &OuterDoor,
    absent: &Absent,
    code: &str,
    now: Timestamp,
) -> Result<Vouched, Doubt> {
    let messenger = Messenger::new(door.outside(), &outer.issuer).map_err(Doubt::silent)?;
    let provider = (*absent.provider).clone();
    let auth_type = match provider.token_endpoint_auth_methods_supported() {
        Some(ways) if !ways.contains(&CoreClientAuthMethod::ClientSecretBasic) => AuthType::RequestBody,
        _ => AuthType::BasicAuth,
    };
    let (client_id, secret) = (ClientId::new(absent.client_id.clone()), outer.client_secret.clone());
    let client = CoreClient::from_provider_metadata(provider, client_id.clone(), secret.map(ClientSecret::new))
        .set_redirect_uri(back_url(door).map_err(Doubt::wrong)?)
        .set_auth_type(auth_type);
    let exchange = client.exchange_code(AuthorizationCode::new(code.to_owned())).map_err(Doubt::wrong)?;
    let verifier = PkceCodeVerifier::new(absent.verifier.clone());
    let response =
        exchange.set_pkce_verifier(verifier).request_async(&messenger).await.map_err(|cause| match cause {
            RequestTokenError::Request(lost) => Doubt::silent(lost),
            other => Doubt::wrong(other),
        })?;
    let token = response.id_token().ok_or_else(|| Doubt::Wrong("there is no id token".to_owned()))?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || SystemTime::from(now - LEEWAY).into())
        .set_issue_time_verifier_fn(|issued| judge_issue(issued.timestamp(), absent.left_at, now));
    let claims = token.claims(&verifier, &Nonce::new(absent.nonce.clone())).map_err(Doubt::wrong)?;
    judge_party(claims, &client_id)?;
    if let Some(expected) = claims.access_token_hash() {
        let (alg, key) =
            (token.signing_alg().map_err(Doubt::wrong)?, token.signing_key(&verifier).map_err(Doubt::wrong)?);
        let hash = AccessTokenHash::from_token(response.access_token(), alg, key).map_err(Doubt::wrong)?;
        if hash != *expected {
            return Err(Doubt::Wrong("the access token is another one".to_owned()));
        }
    }
    let mut who = of_claims(claims);
    if who.email.is_none()
        && let Ok(request) = client.user_info(response.access_token().clone(), Some(claims.subject().clone()))
    {
        match request.request_async::<_, _, openidconnect::core::CoreGenderClaim>(&messenger).await {
            Ok(profile) => who.learn(&profile),
            // The token says who it is; the profile only adds a name and an e-mail.
            Err(cause) => tracing::debug!(cause = %in_one_line(&cause), "the provider told no profile"),
        }
    }
    Ok(who)
}

/// A token made before the person set out, or by a clock that runs ahead, is another one's.
fn judge_issue(issued: i64, left_at: Timestamp, now: Timestamp) -> Result<(), String> {
    let issued = Timestamp::from_second(issued).map_err(|cause| cause.to_string())?;
    if issued < left_at - LEEWAY || issued > now + LEEWAY {
        return Err(format!("issued at {issued}, which is not between {left_at} and {now}"));
    }
    Ok(())
}

/// The library leaves `azp` to us: where it is said, it is us.
fn judge_party(claims: &CoreIdTokenClaims, client_id: &ClientId) -> Result<(), Doubt> {
    match claims.authorized_party() {
        Some(party) if party != client_id => Err(Doubt::Wrong(format!("made for {}", party.as_str()))),
        _ => Ok(()),
    }
}

fn of_claims(claims: &CoreIdTokenClaims) -> Vouched {
    let subject = claims.subject().as_str().to_owned();
    let said = claims.preferred_username().map(|name| name.as_str().to_owned());
    let email = claims.email().map(|email| email.as_str().to_owned());
    let acr = claims.auth_context_ref().map(|acr| acr.as_str().to_owned());
    let amr = claims.auth_method_refs().into_iter().flatten().map(|amr| amr.as_str().to_owned());
    Vouched {
        name: shown(said.or(email.clone()), &subject),
        email: email.filter(|_| claims.email_verified() == Some(true)),
        proved_at: claims.auth_time().and_then(|at| Timestamp::from_second(at.timestamp()).ok()),
        steps: acr.into_iter().chain(amr).collect(),
        subject,
    }
}

impl Vouched {
    /// What the profile adds.
    fn learn(&mut self, profile: &CoreUserInfoClaims) {
        let email = profile.email().map(|email| email.as_str().to_owned());
        let said = profile.preferred_username().map(|name| name.as_str().to_owned()).or(email.clone());
        if self.name == self.subject {
            self.name = shown(said, &self.subject);
        }
        self.email = email.filter(|_| profile.email_verified() == Some(true));
    }
}

/// What an account is called on pages: never longer than a line.
fn shown(said: Option<String>, subject: &str) -> String {
    let said = said.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| subject.to_owned());
    said.trim().chars().take(100).collect()
}
