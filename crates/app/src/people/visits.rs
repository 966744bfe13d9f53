//! The actor's own visits: where one is in, and ending them.
//!
//! In comes the secret of this visit; out go all of them in words. Their names here are no secrets of theirs.

use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use jiff::Timestamp;

/// A visit as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVisit {
    /// A name to end it by.
    pub id: String,
    /// The browser in words.
    pub browser: Option<String>,
    /// `link`, `password`, `passkey`, `outer`.
    pub way: String,
    /// Since when.
    pub at: Timestamp,
    /// When last seen.
    pub seen_at: Timestamp,
    /// It is the one that asks.
    pub is_this: bool,
    /// When the person had come in before it.
    pub before_at: Option<Timestamp>,
    /// With which browser.
    pub before_browser: Option<String>,
}

/// Visits of the actor that go on, last seen first.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn visits(ctx: &Ctx, secret: &str) -> Result<Vec<OwnVisit>, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let this = fresh::hash(secret);
    let kept = ctx.store().list_sessions(person, ctx.now()).await?;
    let own = kept.into_iter().map(|session| OwnVisit {
        id: name_of(&session.hash),
        is_this: session.hash == this,
        browser: session.browser,
        way: session.way,
        at: session.at,
        seen_at: session.seen_at,
        before_at: session.before_at,
        before_browser: session.before_browser,
    });
    Ok(own.collect())
}

/// Ends a visit of the actor.
///
/// # Errors
/// `NotFound` when the actor has no such visit.
pub async fn end_visit(ctx: &Ctx, id: &str) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let kept = ctx.store().list_sessions(person, ctx.now()).await?;
    let session = kept.into_iter().find(|session| name_of(&session.hash) == id).ok_or(Refusal::NotFound)?;
    Ok(ctx.store().end_session(&ctx.act("end_visit"), &session.hash).await?)
}

/// Ends every visit of the actor but this one.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn end_other_visits(ctx: &Ctx, secret: &str) -> Result<(), Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    let act = ctx.act("end_other_visits");
    Ok(ctx.store().end_other_sessions(&act, person, &fresh::hash(secret)).await?)
}

/// What a visit is called on pages: it follows from what is kept and cannot be turned back into it.
fn name_of(hash: &str) -> String {
    fresh::hash(hash).chars().take(16).collect()
}
