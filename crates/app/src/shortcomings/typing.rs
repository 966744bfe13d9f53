//! What a person writes into the register: a proposal, an appeal, an inspection; and what they set aside.

use crate::ctx::Ctx;
use crate::drafts::typed::{day_typed, indicator_typed};
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use crate::score::rounds;
use otklik_domain::access::AdoptPlan;
use otklik_domain::access::Verb;
use otklik_domain::ids::{OrganisationId, RoundId, ShortcomingId};
use otklik_domain::score::Criterion;
use otklik_domain::shortcoming::{About, Shortcoming, Source, Standing};
use otklik_store::record::{Kept, KeptShortcoming, Version};

/// A shortcoming as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShortcomingTyped {
    /// Public name of the source.
    pub source: String,
    /// What was found.
    pub found: String,
    /// What must be.
    pub norm: String,
    /// Criterion 1 to 5, or empty.
    pub criterion: String,
    /// Indicator «1.1», or empty.
    pub indicator: String,
    /// Name of the branch, or empty.
    pub branch: String,
    /// The paper that speaks of it.
    pub reference: String,
    /// Its day.
    pub on: String,
}

/// Writes a shortcoming down that no score can find.
///
/// # Errors
/// `Invalid` with every field at fault; `NotFound`, `NotAllowed`.
pub async fn write_shortcoming(
    ctx: &Ctx,
    organisation: OrganisationId,
    round: Option<RoundId>,
    typed: &ShortcomingTyped,
) -> Result<ShortcomingId, Refusal> {
    ctx.permit::<AdoptPlan>(Some(organisation))?;
    let of = ctx.store().find_organisation(organisation).await?.ok_or(Refusal::NotFound)?.value;
    if let Some(id) = round {
        rounds::round(ctx, id).await?;
    }
    let id = ShortcomingId(fresh::uuid(ctx.now()));
    let (found, found_on) = read(typed, About::Typed(id.to_string()))?;
    let shortcoming = KeptShortcoming {
        organisation,
        id,
        round,
        of: found,
        earlier_years: Vec::new(),
        reference: typed.reference.trim().to_owned(),
        found_on,
        standing: Standing::Open,
        reason: None,
        by: ctx.actor_name(),
        at: ctx.now(),
        is_example: of.is_example,
    };
    ctx.store().keep_shortcoming(&ctx.act("write_shortcoming"), &shortcoming, None).await?;
    Ok(id)
}

fn read(typed: &ShortcomingTyped, about: About) -> Result<(Shortcoming, Option<otklik_domain::Date>), Refusal> {
    let mut faults: Vec<(&'static str, String)> = Vec::new();
    let source = Source::from_name(&typed.source).filter(|source| !source.is_of_score());
    if source.is_none() {
        faults.push(("source", "Выберите, откуда известно о недостатке".to_owned()));
    }
    if typed.found.trim().is_empty() {
        faults.push(("found", "Напишите, в чём недостаток".to_owned()));
    }
    let indicator = indicator_typed(&typed.indicator).unwrap_or_else(|words| {
        faults.push(("indicator", words));
        None
    });
    let criterion = match typed.criterion.trim() {
        "" => indicator.map(|it| it.criterion()),
        number => {
            let criterion = Criterion::from_name(number);
            if criterion.is_none() || indicator.is_some_and(|it| Some(it.criterion()) != criterion) {
                faults.push(("criterion", "Критерий — число от 1 до 5, тот же, что у показателя".to_owned()));
            }
            criterion
        }
    };
    let on = day_typed(&typed.on, 1, 1);
    if !typed.on.trim().is_empty() && on.is_none() {
        faults.push(("on", "Дата — день: 22.11.2026".to_owned()));
    }
    let (Some(source), true) = (source, faults.is_empty()) else {
        return Err(Refusal::Invalid(Faults::Fields(faults)));
    };
    let branch = Some(typed.branch.trim().to_owned()).filter(|name| !name.is_empty());
    let (norm, found) = (typed.norm.trim().to_owned(), typed.found.trim().to_owned());
    Ok((Shortcoming { about, branch, source, criterion, indicator, norm, found, answers: None, loss: None }, on))
}

/// Sets a shortcoming aside: it stays in the register, and no plan is drafted for it.
///
/// # Errors
/// `Invalid` without a reason; `Stale`, `NotFound`, `NotAllowed`.
pub async fn set_aside(ctx: &Ctx, id: ShortcomingId, expected: Version, reason: &str) -> Result<(), Refusal> {
    let kept = to_change(ctx, id).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::field("reason", "Напишите, почему недостаток отложен: это увидит проверяющий"));
    }
    if kept.value.standing != Standing::Open {
        return Err(Refusal::Stale);
    }
    let aside = KeptShortcoming { standing: Standing::Aside, reason: Some(reason.to_owned()), ..kept.value };
    let act = ctx.act("set_shortcoming_aside").because(reason);
    ctx.store().keep_shortcoming(&act, &aside, Some(expected)).await?;
    Ok(())
}

/// Takes a shortcoming back to those that wait for measures.
///
/// # Errors
/// `Stale` when it is not aside; `NotFound`, `NotAllowed`.
pub async fn return_shortcoming(ctx: &Ctx, id: ShortcomingId, expected: Version) -> Result<(), Refusal> {
    let kept = to_change(ctx, id).await?;
    if kept.value.standing != Standing::Aside {
        return Err(Refusal::Stale);
    }
    let open = KeptShortcoming { standing: Standing::Open, reason: None, ..kept.value };
    ctx.store().keep_shortcoming(&ctx.act("return_shortcoming"), &open, Some(expected)).await?;
    Ok(())
}

async fn to_change(ctx: &Ctx, id: ShortcomingId) -> Result<Kept<KeptShortcoming>, Refusal> {
    let kept = find(ctx, id).await?;
    ctx.permit::<AdoptPlan>(Some(kept.value.organisation))?;
    Ok(kept)
}

/// One shortcoming the actor may see.
pub(super) async fn find(ctx: &Ctx, id: ShortcomingId) -> Result<Kept<KeptShortcoming>, Refusal> {
    let kept = ctx.store().find_shortcoming(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(kept.value.organisation))?;
    Ok(kept)
}
