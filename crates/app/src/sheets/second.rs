//! Who may key a sheet the second time: another person, where there is one, for one and the same slips twice.
//!
//! In come a round and what was chosen for it; out goes whether another person is asked for. Until somebody chooses, one is
//! asked for as soon as two may key.

use super::place::Place;
use crate::ctx::Ctx;
use crate::refusal::Refusal;
use crate::score::rounds::round;
use otklik_domain::access::{Role, RunRounds, Verb, allows};
use otklik_domain::ids::RoundId;
use otklik_store::record::{KeyedSheet, PersonState, RoundState};

const OTHER: &str = "other";
const ANYBODY: &str = "anybody";

fn setting(round: RoundId) -> String {
    format!("sheets.second.{round}")
}

/// Whether the second entry of a sheet is for another person than the first.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn asks_second_person(ctx: &Ctx, round: RoundId) -> Result<bool, Refusal> {
    if let Some(chosen) = ctx.store().find_setting(&setting(round)).await? {
        return Ok(chosen == OTHER);
    }
    let may_key = |role: &str| Role::from_name(role).is_some_and(|role| allows(role, Verb::KeyAnswers));
    let people = ctx.store().list_people().await?;
    let n = people.iter().filter(|kept| kept.value.state == PersonState::Active && may_key(&kept.value.role)).count();
    Ok(n > 1)
}

/// Chooses for a round whether another person is asked for.
///
/// # Errors
/// `Stale` when the round is closed, `NotFound`, `NotAllowed`.
pub async fn choose_second_person(ctx: &Ctx, id: RoundId, asks: bool) -> Result<(), Refusal> {
    ctx.permit::<RunRounds>(None)?;
    if round(ctx, id).await?.value.state == RoundState::Closed {
        return Err(Refusal::Stale);
    }
    let value = if asks { OTHER } else { ANYBODY };
    Ok(ctx.store().keep_setting(&ctx.act("choose_second_person"), &setting(id), value).await?)
}

/// Refuses the second entry of who made the first.
pub(super) async fn refuse_same_person(ctx: &Ctx, place: &Place, sheet: &KeyedSheet) -> Result<(), Refusal> {
    if sheet.by != ctx.actor_name() || !asks_second_person(ctx, place.round.id).await? {
        return Ok(());
    }
    let words = "Первый раз этот бланк вводили вы. Второй ввод делает другой человек: так видна ошибка, которую один \
                 повторит";
    Err(Refusal::field("number", words))
}
