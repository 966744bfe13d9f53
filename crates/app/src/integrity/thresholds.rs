//! Thresholds of a round: the usual ones of the domain until somebody sets others.

use crate::ctx::Ctx;
use crate::refusal::{Faults, Refusal};
use crate::score::rounds::round;
use otklik_domain::access::RunRounds;
use otklik_domain::ids::RoundId;
use otklik_domain::integrity::Thresholds;
use otklik_domain::typed::whole;
use otklik_store::Store;
use otklik_store::record::RoundState;
use std::collections::BTreeMap;

/// One threshold: its field, what it is called, the least and the most that make sense, how it is read and written.
type Line = (&'static str, &'static str, u32, u32, fn(&mut Thresholds) -> Place<'_>);

/// Where a threshold stands.
enum Place<'a> {
    Number(&'a mut u32),
    /// A number of questionnaires.
    Count(&'a mut usize),
}

impl Place<'_> {
    fn get(&self) -> u32 {
        match self {
            Place::Number(number) => **number,
            Place::Count(count) => u32::try_from(**count).unwrap_or(u32::MAX),
        }
    }

    fn set(&mut self, value: u32) {
        match self {
            Place::Number(number) => **number = value,
            Place::Count(count) => **count = usize::try_from(value).unwrap_or(usize::MAX),
        }
    }
}

/// Every threshold in the order in which it is shown.
const THRESHOLDS: &[Line] = &[
    (
        "tenths_an_answer_min",
        "Слишком быстро: меньше стольких десятых секунды на ответ",
        0,
        100,
        |it| Place::Number(&mut it.tenths_an_answer_min),
    ),
    ("burst_answers", "Столько анкет подряд — всплеск", 2, 10_000, |it| {
        Place::Count(&mut it.burst_answers)
    }),
    ("burst_minutes", "Минуты, за которые считается всплеск", 1, 1440, |it| {
        Place::Number(&mut it.burst_minutes)
    }),
    ("one_device_max", "Больше анкет с одного устройства — много", 1, 1000, |it| {
        Place::Count(&mut it.one_device_max)
    }),
    (
        "in_a_row_answers",
        "Столько анкет на планшете без перерыва — одна рука",
        2,
        1000,
        |it| Place::Count(&mut it.in_a_row_answers),
    ),
    (
        "in_a_row_seconds",
        "Секунды между анкетами, которые считаются перерывом",
        1,
        3600,
        |it| Place::Number(&mut it.in_a_row_seconds),
    ),
    (
        "equal_answers",
        "Столько одинаковых анкет за время всплеска",
        2,
        10_000,
        |it| Place::Count(&mut it.equal_answers),
    ),
    ("one_word_answers", "Один и тот же ответ на столько вопросов", 2, 100, |it| {
        Place::Count(&mut it.one_word_answers)
    }),
];

/// Fields, what they are called and their values, in the order in which they are shown.
pub fn threshold_values(thresholds: &Thresholds) -> Vec<(&'static str, &'static str, u32)> {
    let mut own = *thresholds;
    THRESHOLDS.iter().map(|(name, words, _, _, place)| (*name, *words, place(&mut own).get())).collect()
}

/// Thresholds out of values by field; fields that are not told stay as usual.
pub(super) fn of_values(values: &BTreeMap<String, u32>) -> Thresholds {
    let mut thresholds = Thresholds::default();
    for (name, _, _, _, place) in THRESHOLDS {
        if let Some(value) = values.get(*name) {
            place(&mut thresholds).set(*value);
        }
    }
    thresholds
}

fn setting(round: RoundId) -> String {
    format!("integrity.{round}")
}

/// Under which name the number of an edition stands among the values.
const EDITION: &str = "edition";
/// The edition of who changed nothing.
const FIRST: u32 = 1;

async fn kept(store: &dyn Store, round: RoundId) -> Result<Option<BTreeMap<String, u32>>, Refusal> {
    let text = store.find_setting(&setting(round)).await?;
    text.map(|text| serde_json::from_str(&text).map_err(Refusal::unavailable)).transpose()
}

/// What counts as worth a look in a round.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn thresholds(store: &dyn Store, round: RoundId) -> Result<Thresholds, Refusal> {
    Ok(kept(store, round).await?.map(|values| of_values(&values)).unwrap_or_default())
}

/// Which edition of its thresholds a round has: each change makes the next one. The journal has every one of them.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn edition(store: &dyn Store, round: RoundId) -> Result<u32, Refusal> {
    Ok(kept(store, round).await?.and_then(|values| values.get(EDITION).copied()).unwrap_or(FIRST))
}

/// Writes the thresholds of a round down before it is judged by them, so that a newer program with other usual ones
/// judges it by the same.
pub(super) async fn remember(ctx: &Ctx, round: RoundId) -> Result<(), Refusal> {
    if kept(ctx.store(), round).await?.is_some() {
        return Ok(());
    }
    keep(ctx, "remember_thresholds", round, &Thresholds::default(), FIRST).await
}

async fn keep(
    ctx: &Ctx,
    verb: &'static str,
    round: RoundId,
    thresholds: &Thresholds,
    edition: u32,
) -> Result<(), Refusal> {
    let values = threshold_values(thresholds).into_iter().map(|(name, _, value)| (name, value));
    let values: BTreeMap<&str, u32> = values.chain([(EDITION, edition)]).collect();
    let text = serde_json::to_string(&values).map_err(Refusal::unavailable)?;
    Ok(ctx.store().keep_setting(&ctx.act(verb), &setting(round), &text).await?)
}

/// Sets thresholds of an open round; `typed` gives what was typed into a field.
///
/// # Errors
/// `Invalid` with every field that is no number within its bounds, `Stale` when the round is closed, `NotFound`,
/// `NotAllowed`.
pub async fn change_thresholds(
    ctx: &Ctx,
    id: RoundId,
    typed: impl Fn(&str) -> String + Send,
) -> Result<Thresholds, Refusal> {
    ctx.permit::<RunRounds>(None)?;
    let round = round(ctx, id).await?.value;
    let (mut values, mut faults) = (BTreeMap::new(), Vec::new());
    for (name, _, least, most, _) in THRESHOLDS {
        match whole(&typed(name)) {
            Some(value) if (*least..=*most).contains(&value) => {
                values.insert((*name).to_owned(), value);
            }
            _ => faults.push((*name, format!("Целое число от {least} до {most}"))),
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::Invalid(Faults::Fields(faults)));
    }
    if round.state == RoundState::Closed {
        return Err(Refusal::Stale);
    }
    let changed = of_values(&values);
    if changed != thresholds(ctx.store(), id).await? {
        let next = edition(ctx.store(), id).await?.saturating_add(1);
        keep(ctx, "change_thresholds", id, &changed, next).await?;
    }
    Ok(changed)
}
