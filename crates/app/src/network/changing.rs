//! A network measure in other words or with another term: each part is asked about first, what is done stays.

use super::typing::{NetworkTyped, Read, read};
use super::{NetworkView, Part, network, parts};
use crate::ctx::Ctx;
use crate::records::{self, measure_of};
use crate::refusal::Refusal;
use otklik_domain::ids::{MeasureId, NetworkId};
use otklik_store::record::{self, NetworkMeasure, Version};
use otklik_store::traits::NewParts;

/// What a change of the whole offers to a part.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The part.
    pub part: Part,
    /// Its words as they would be, where they change.
    pub text: Option<String>,
    /// Its term as it would be, where it changes.
    pub term: Option<String>,
    /// Why it stays as it is.
    pub keeps: Option<&'static str>,
}

/// What other words or another term of the whole would change in its parts.
///
/// # Errors
/// `Invalid` with every field at fault; `NotFound`, `NotAllowed`.
pub async fn offers(ctx: &Ctx, id: NetworkId, typed: &NetworkTyped) -> Result<Vec<Offer>, Refusal> {
    let view = to_change(ctx, id).await?;
    let read = read(ctx, typed)?;
    let old = &view.whole.value;
    Ok(view.parts.into_iter().map(|part| parts::offer(old, &read, part)).collect())
}

async fn to_change(ctx: &Ctx, id: NetworkId) -> Result<NetworkView, Refusal> {
    let view = network(ctx, id).await?;
    if !view.may_change {
        return Err(Refusal::NotAllowed);
    }
    Ok(view)
}

/// Changes the whole, and of its parts those that are chosen and not done.
///
/// # Errors
/// `Invalid` with every field at fault; `Stale` when the whole or a part was changed meanwhile; `NotFound`, `NotAllowed`.
pub async fn change_network(
    ctx: &Ctx,
    id: NetworkId,
    expected: Version,
    typed: &NetworkTyped,
    chosen: &[MeasureId],
) -> Result<usize, Refusal> {
    let view = to_change(ctx, id).await?;
    let read = read(ctx, typed)?;
    let old = view.whole.value.clone();
    let mut parts = NewParts::default();
    for offer in view.parts.into_iter().map(|part| parts::offer(&old, &read, part)) {
        if offer.keeps.is_none() && chosen.contains(&offer.part.measure.value.id) {
            let row = changed(ctx, &read, &offer)?;
            parts.led.push(parts::led(ctx, &read, &row, Some(&offer.part.measure.value)).await?);
            parts.changed.push((row, offer.part.measure.version));
        }
    }
    let whole =
        NetworkMeasure { text: read.text, term: read.term, year: read.year, proof_words: read.proof_words, ..old };
    let n_changed = parts.changed.len();
    let act = ctx.act("change_network_measure");
    ctx.store().keep_network(&act, (&whole, Some(expected)), &parts).await?;
    Ok(n_changed)
}

/// A part with the words and the term of the whole.
fn changed(ctx: &Ctx, read: &Read, offer: &Offer) -> Result<record::Measure, Refusal> {
    let record = offer.part.measure.value.clone();
    let mut measure = measure_of(&record.body_json)?;
    if let Some(text) = &offer.text {
        measure.text.clone_from(text);
    }
    if offer.term.is_some() {
        measure.deadline = Some(read.deadline.clone());
    }
    let deadline = measure.deadline.as_ref();
    Ok(record::Measure {
        text: measure.text.clone(),
        deadline_as_written: deadline.map(|it| it.as_written.clone()),
        deadline_kind: deadline.map(|it| it.kind),
        starts_on: deadline.and_then(|it| it.from),
        due_on: deadline.and_then(|it| records::due_on(it, &ctx.house.calendar)),
        body_json: records::measure_json(&measure),
        ..record
    })
}
