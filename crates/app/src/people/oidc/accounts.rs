//! The actor's own outer accounts: which there are, and letting one go.
//!
//! In comes who asks; out go their accounts. It refuses to take the last way in from somebody.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_store::record::OuterAccount;
use uuid::Uuid;

/// Outer accounts of the actor, oldest first.
///
/// # Errors
/// `NotSignedIn` for a stranger.
pub async fn list_outer_accounts(ctx: &Ctx) -> Result<Vec<OuterAccount>, Refusal> {
    let person = ctx.actor.person.ok_or(Refusal::NotSignedIn)?;
    Ok(ctx.store().list_outer_accounts(person).await?)
}

/// Unties an outer account of the actor.
///
/// # Errors
/// `NotProved`; `NotFound` when the actor has no such account; `Invalid` when it is their only way in.
pub async fn untie_outer(ctx: &Ctx, id: Uuid) -> Result<(), Refusal> {
    let accounts = list_outer_accounts(ctx).await?;
    let account = accounts.iter().find(|account| account.id == id).ok_or(Refusal::NotFound)?;
    ctx.demand_proof()?;
    let has_password = ctx.store().find_keyring(account.person).await?.password_hash.is_some();
    if accounts.len() == 1 && !has_password && ctx.store().list_passkeys(account.person).await?.is_empty() {
        let words = "Это ваш единственный вход: сначала выберите пароль или добавьте ключ доступа";
        return Err(Refusal::field("outer", words));
    }
    let is_gone = ctx.store().drop_outer_account(&ctx.act("untie_outer_account"), account.person, id).await?;
    is_gone.then_some(()).ok_or(Refusal::NotFound)
}
