//! Who calls: a program with a key, or anybody.
//!
//! In comes `Authorization: Bearer …`; out goes a context with the rights of the key's owner, or a stranger's. A key that
//! is unknown or taken back is refused even where none is needed, so that nobody reads less than they think.

use crate::api::problem::Problem;
use crate::router::Web;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderValue, VARY};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use otklik_app::{Ctx, people};
use otklik_domain::access::Actor;

/// Whoever calls, with what they may.
#[derive(Clone)]
pub(crate) struct Caller(pub(crate) Ctx);

/// A caller with a key; everybody else is told to bring one.
pub(crate) struct Keyed(pub(crate) Ctx);

/// Meets the caller once for the whole request.
pub(crate) async fn meet(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let actor = match actor_of(&web, request.headers()).await {
        Ok(actor) => actor,
        Err(problem) => return problem.into_response(),
    };
    let is_keyed = actor.person.is_some();
    request.extensions_mut().insert(Caller(web.house.ctx(actor)));
    let mut answer = next.run(request).await;
    answer.headers_mut().append(VARY, HeaderValue::from_static("Authorization"));
    if is_keyed {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    answer
}

async fn actor_of(web: &Web, headers: &HeaderMap) -> Result<Actor, Problem> {
    let Some(said) = headers.get(AUTHORIZATION) else { return Ok(Actor::stranger()) };
    let key = said.to_str().ok().and_then(bearer).ok_or_else(Problem::bad_key)?;
    let visitor = people::bearer(&web.house, key).await?;
    visitor.map(|v| v.actor).ok_or_else(Problem::bad_key)
}

/// The key of `Bearer KEY`; the scheme's case does not matter.
fn bearer(said: &str) -> Option<&str> {
    let (scheme, key) = said.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim()).filter(|key| !key.is_empty())
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(Problem::no_key)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Keyed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Caller(ctx) = Caller::from_request_parts(parts, state).await?;
        if ctx.actor.person.is_none() {
            return Err(Problem::no_key());
        }
        Ok(Keyed(ctx))
    }
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn keys_stand_after_the_scheme() {
        for (said, key) in [
            ("Bearer abc", Some("abc")),
            ("bearer  abc ", Some("abc")),
            ("Basic abc", None),
            ("Bearer ", None),
            ("Bearer", None),
            ("", None),
        ] {
            assert_eq!(bearer(said), key, "{said:?}");
        }
    }
}
