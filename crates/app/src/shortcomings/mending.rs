//! What mends what: measures and shortcomings, many to many.

use crate::ctx::Ctx;
use crate::refusal::Refusal;
use otklik_domain::access::{AdoptPlan, Verb};
use otklik_domain::ids::{MeasureId, RoundId, ShortcomingId};
use otklik_domain::rulebook::Rulebook;
use otklik_domain::score::ledger::{Ledger, LedgerKey};
use otklik_domain::shortcoming::{Standing, about_of, in_form_order};
use otklik_store::record::{Kept, KeptShortcoming, Measure, MeasureShortcoming, ShortcomingQuery};
use std::collections::{BTreeSet, HashMap};

/// A measure with the shortcomings of its organisation, and which of them it mends.
#[derive(Debug, Clone)]
pub struct Mendable {
    /// The measure.
    pub measure: Kept<Measure>,
    /// Shortcomings that it mends or could mend, in the order of the form.
    pub all: Vec<(KeptShortcoming, bool)>,
}

/// Measures of plans by the shortcomings they mend.
pub(super) async fn measures_of(
    ctx: &Ctx,
    ids: &[ShortcomingId],
) -> Result<HashMap<ShortcomingId, Vec<Measure>>, Refusal> {
    let ties = ctx.store().list_mending(ids).await?;
    let measures: BTreeSet<MeasureId> = ties.iter().map(|tie| tie.measure).collect();
    let measures: Vec<MeasureId> = measures.into_iter().collect();
    let measures = ctx.store().list_measures_by_id(&measures).await?;
    let mut found: HashMap<ShortcomingId, Vec<Measure>> = HashMap::new();
    for measure in measures {
        for tie in ties.iter().filter(|tie| tie.measure == measure.value.id) {
            found.entry(tie.shortcoming).or_default().push(measure.value.clone());
        }
    }
    Ok(found)
}

/// What a measure mends, and what else its organisation lacks.
///
/// # Errors
/// `NotFound` when there is no such measure the actor may see.
pub async fn mended_by(ctx: &Ctx, id: MeasureId) -> Result<Mendable, Refusal> {
    let measure = ctx.store().find_measure(id).await?.ok_or(Refusal::NotFound)?;
    ctx.demand(Verb::SeePrivate, Some(measure.value.organisation))?;
    let tied: BTreeSet<ShortcomingId> =
        ctx.store().list_mended_by(&[id]).await?.into_iter().map(|tie| tie.shortcoming).collect();
    let asked = ShortcomingQuery { organisations: vec![measure.value.organisation], ..ShortcomingQuery::default() };
    let all = ctx.store().list_shortcomings(&asked).await?.into_iter().map(|kept| kept.value);
    let is_shown = |one: &KeptShortcoming| {
        tied.contains(&one.id) || (one.standing == Standing::Open && one.organisation == measure.value.organisation)
    };
    let mut all: Vec<(KeptShortcoming, bool)> =
        all.filter(is_shown).map(|one| (tied.contains(&one.id), one)).map(|(is_tied, one)| (one, is_tied)).collect();
    in_form_order(&mut all, |(one, _)| &one.of);
    Ok(Mendable { measure, all })
}

/// Says anew what a measure mends.
///
/// # Errors
/// `Invalid` when one of them is another organisation's; `NotFound`, `NotAllowed`.
pub async fn set_mended(ctx: &Ctx, id: MeasureId, mended: &[ShortcomingId]) -> Result<(), Refusal> {
    let now = mended_by(ctx, id).await?;
    let organisation = now.measure.value.organisation;
    ctx.permit::<AdoptPlan>(Some(organisation))?;
    let wanted: BTreeSet<ShortcomingId> = mended.iter().copied().collect();
    if wanted.iter().any(|id| !now.all.iter().any(|(one, _)| one.id == *id && one.organisation == organisation)) {
        return Err(Refusal::field("mends", "Выберите недостатки из списка"));
    }
    if now.all.iter().all(|(one, is_tied)| wanted.contains(&one.id) == *is_tied) {
        return Ok(());
    }
    let tie = |shortcoming| MeasureShortcoming {
        organisation,
        measure: id,
        shortcoming,
        by: ctx.actor_name(),
        at: ctx.now(),
    };
    let ties: Vec<MeasureShortcoming> = wanted.into_iter().map(tie).collect();
    Ok(ctx.store().keep_mended(&ctx.act("tie_measure"), &now.measure.value, &ties).await?)
}

/// Lines of a round's ledger that measures close, by what they are tied to.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn mending_keys(
    ctx: &Ctx,
    round: RoundId,
    measures: &[MeasureId],
    book: &Rulebook,
    ledger: &Ledger,
) -> Result<HashMap<MeasureId, Vec<LedgerKey>>, Refusal> {
    let ties = ctx.store().list_mended_by(measures).await?;
    let ids: Vec<ShortcomingId> = ties.iter().map(|tie| tie.shortcoming).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let asked = ShortcomingQuery { round: Some(round), ids, ..ShortcomingQuery::default() };
    let found = ctx.store().list_shortcomings(&asked).await?;
    let mut keys: HashMap<MeasureId, Vec<LedgerKey>> = HashMap::new();
    for tie in ties {
        let Some(one) = found.iter().find(|kept| kept.value.id == tie.shortcoming) else { continue };
        let of = &one.value.of;
        let is_it = |line: &&otklik_domain::score::ledger::LedgerLine| {
            line.branch == of.branch && about_of(book, &line.key).as_ref() == Some(&of.about)
        };
        let closed = ledger.lines.iter().filter(is_it).map(|line| line.key.clone());
        keys.entry(tie.measure).or_default().extend(closed);
    }
    Ok(keys)
}
