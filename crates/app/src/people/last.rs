//! The last administrator of the whole house, who must stay: whichever way a change of rights comes.
//!
//! In comes an account and its places as they would be; out goes a refusal when nobody would be left to let people in.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::scopes::{scope_of, scope_of_grants};
use otklik_domain::access::{Grant, Role, Scope};
use otklik_domain::account::keeps_an_administrator;
use otklik_store::record::{Person, PersonState};

/// What is said to whoever would lock the house.
pub(crate) const WORDS: &str = "Это последний администратор всего дома: без него никто не сможет заводить людей. \
                                Сначала сделайте администратором кого-то ещё";

/// Refuses a change of an account after which nobody could let people in; `given` are its places when they change too.
/// The store refuses it again in the transaction, so that two people cannot shut each other out at once.
///
/// # Errors
/// `Invalid` at `field` for the last administrator.
pub(crate) async fn refuse_to_lock_out(
    ctx: &Ctx,
    changed: &Person,
    given: Option<&[Grant]>,
    field: &'static str,
) -> Result<(), Refusal> {
    let people = ctx.store().list_people().await?;
    let after = people.into_iter().map(|kept| kept.value).filter(|person| person.id != changed.id);
    let could = |person: &Person| person.state == PersonState::Active && person.role == Role::Administrator.name();
    let mut roles = Vec::new();
    for person in after.chain([changed.clone()]).filter(could) {
        let is_whole = if person.id == changed.id {
            will_be_of_the_house(ctx, &person, given).await?
        } else {
            scope_of(ctx.store(), &person).await? == Scope::Everywhere
        };
        if is_whole {
            roles.extend(Role::from_name(&person.role));
        }
    }
    if keeps_an_administrator(roles) {
        return Ok(());
    }
    Err(Refusal::field(field, WORDS))
}

async fn will_be_of_the_house(ctx: &Ctx, changed: &Person, given: Option<&[Grant]>) -> Result<bool, Refusal> {
    let scope = match given {
        Some(grants) => scope_of_grants(ctx.store(), grants).await?,
        // Who got an organisation just now loses the whole house with the same change.
        None if changed.organisation.is_some() => Scope::Nowhere,
        None => scope_of(ctx.store(), changed).await?,
    };
    Ok(scope == Scope::Everywhere)
}
