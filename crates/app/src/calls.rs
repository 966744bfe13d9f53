//! Asking by telephone and in person: numbers to call, what came of each call, answers, how many were asked today.
//!
//! In come a list of numbers and what a person said; out go the next call and a receipt. Numbers and answers never meet:
//! a call knows no answer and no time of what was done, an answer knows no number, and numbers are erased.

use crate::answers::{Submission, submit};
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::{Faults, Refusal};
use crate::sheets::{Place, accepted, place};
use otklik_domain::Date;
use otklik_domain::access::{KeyAnswers, Verb};
use otklik_domain::ids::{AnswerId, PhoneCallId};
use otklik_domain::survey::{Channel, RawAnswers};
use otklik_store::record::{AskedDay, CallOutcome, Kept, PhoneCall, Traces, Version};

/// How many numbers a list may have.
const NUMBERS_MAX: usize = 5000;
/// Nobody is called more often when they do not answer.
const TRIES_MAX: i64 = 3;

/// The desk of somebody who calls.
#[derive(Debug, Clone)]
pub struct CallDesk {
    /// The survey.
    pub place: Place,
    /// Whom to call now.
    pub next: Option<Kept<PhoneCall>>,
    /// Every call in the order of the list.
    pub calls: Vec<Kept<PhoneCall>>,
    /// How many were asked by telephone today, and how many refused.
    pub today: (u64, u64),
}

impl CallDesk {
    /// How many calls ended so.
    pub fn count(&self, outcome: CallOutcome) -> usize {
        self.calls.iter().filter(|kept| kept.value.outcome == outcome).count()
    }
}

/// The calls of a survey and whom to call now.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn desk(ctx: &Ctx, code: &str) -> Result<CallDesk, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    let calls = ctx.store().list_calls(place.survey.organisation, place.survey.id).await?;
    let now = ctx.house.zone.to_datetime(ctx.now());
    let hour = format!("{:02}:{:02}", now.hour(), now.minute());
    let next = next(&calls, now.date(), &hour).cloned();
    let today = asked_today(ctx, &place, Channel::Phone).await?;
    Ok(CallDesk { next, calls, today, place })
}

/// Who asked to be called by now, then who was never called, then who did not answer.
fn next<'a>(calls: &'a [Kept<PhoneCall>], today: Date, hour: &str) -> Option<&'a Kept<PhoneCall>> {
    let is_due = |call: &PhoneCall| {
        let at = (call.call_on.unwrap_or(today), call.call_at.as_deref().unwrap_or_default());
        call.outcome == CallOutcome::Later && at <= (today, hour)
    };
    let due = calls.iter().find(|kept| is_due(&kept.value));
    let waiting = || calls.iter().find(|kept| kept.value.outcome == CallOutcome::Waiting);
    let silent = || {
        let silent =
            calls.iter().filter(|kept| kept.value.outcome == CallOutcome::NoAnswer && kept.value.n_tries < TRIES_MAX);
        silent.min_by_key(|kept| kept.value.n_tries)
    };
    due.or_else(waiting).or_else(silent)
}

/// How many were asked today, and how many refused.
///
/// # Errors
/// `Unavailable`.
pub async fn asked_today(ctx: &Ctx, place: &Place, channel: Channel) -> Result<(u64, u64), Refusal> {
    let (organisation, survey) = (place.survey.organisation, place.survey.id);
    let found = ctx.store().find_asked(organisation, survey, ctx.today(), channel).await?;
    Ok(found.map_or((0, 0), |day| (day.n_done, day.n_refused)))
}

/// Takes a list of numbers, one a line; answers how many were new.
///
/// # Errors
/// `Invalid` names the lines that are no numbers; `NotFound`, `NotAllowed`.
pub async fn import_calls(ctx: &Ctx, code: &str, list: &str) -> Result<usize, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let known = ctx.store().list_calls(place.survey.organisation, place.survey.id).await?.len();
    let calls = read(list)?.into_iter().enumerate().map(|(at, phone)| PhoneCall {
        organisation: place.survey.organisation,
        id: PhoneCallId(fresh::uuid(ctx.now())),
        survey: place.survey.id,
        position: i64::try_from(known + at).unwrap_or(i64::MAX),
        phone,
        outcome: CallOutcome::Waiting,
        call_on: None,
        call_at: None,
        n_tries: 0,
    });
    Ok(ctx.store().keep_calls(&ctx.act("import_calls"), &calls.collect::<Vec<_>>()).await?)
}

fn read(list: &str) -> Result<Vec<String>, Refusal> {
    let lines = list.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (mut phones, mut wrong) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        match phone(line) {
            Some(phone) => phones.push(phone),
            None => wrong.push((at + 1).to_string()),
        }
    }
    let said = if !wrong.is_empty() {
        let shown = wrong.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        format!("Не телефонные номера в строках: {shown}. Напишите один номер в строке, без имён")
    } else if phones.is_empty() {
        "Вставьте номера, один в строке".to_owned()
    } else if phones.len() > NUMBERS_MAX {
        format!("Не больше {NUMBERS_MAX} номеров за раз")
    } else {
        return Ok(phones);
    };
    Err(Refusal::Invalid(Faults::Fields(vec![("numbers", said)])))
}

/// «8 (900) 123-45-67» is `+79001234567`. A line with words is no number: nobody's name is kept.
fn phone(line: &str) -> Option<String> {
    let is_clean = line.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-–()".contains(c));
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    match (is_clean, digits.len()) {
        (true, 10) => Some(format!("+7{digits}")),
        (true, 11) if digits.starts_with(['7', '8']) => Some(format!("+7{}", &digits[1..])),
        _ => None,
    }
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallEnd {
    /// The outcome.
    pub outcome: CallOutcome,
    /// The day a person asked to be called again.
    pub call_on: Option<Date>,
    /// The hour of that, `14:30`.
    pub call_at: Option<String>,
}

/// Writes down what came of a call. A refusal is counted by day, and the number is not called again.
///
/// # Errors
/// `Invalid` when a call is put off without a day, `Stale`, `NotFound`, `NotAllowed`.
pub async fn record_call(
    ctx: &Ctx,
    code: &str,
    id: PhoneCallId,
    expected: Version,
    end: &CallEnd,
) -> Result<(), Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let kept = ctx.store().find_call(place.survey.organisation, id).await?.ok_or(Refusal::NotFound)?;
    if end.outcome == CallOutcome::Later && end.call_on.is_none_or(|day| day < ctx.today()) {
        return Err(Refusal::field("call_on", "Укажите день, когда перезвонить: сегодня или позже"));
    }
    let is_later = end.outcome == CallOutcome::Later;
    let changed = PhoneCall {
        outcome: end.outcome,
        call_on: end.call_on.filter(|_| is_later),
        call_at: end.call_at.clone().filter(|_| is_later),
        n_tries: kept.value.n_tries + 1,
        ..kept.value
    };
    ctx.store().keep_call(&ctx.act("record_call"), &changed, expected).await?;
    if end.outcome == CallOutcome::Refused {
        count(ctx, &place, Channel::Phone, (0, 1)).await?;
    }
    Ok(())
}

/// Somebody agreed to be asked: nothing is written down before their answers are, so that a talk that broke off comes back.
///
/// # Errors
/// `Stale` when the call ended meanwhile, `NotFound`, `NotAllowed`.
pub async fn begin_talk(ctx: &Ctx, code: &str, id: PhoneCallId) -> Result<(), Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let kept = ctx.store().find_call(place.survey.organisation, id).await?.ok_or(Refusal::NotFound)?;
    if kept.value.survey != place.survey.id {
        return Err(Refusal::NotFound);
    }
    if has_ended(kept.value.outcome) { Err(Refusal::Stale) } else { Ok(()) }
}

fn has_ended(outcome: CallOutcome) -> bool {
    matches!(outcome, CallOutcome::Done | CallOutcome::Refused)
}

/// Keeps an answer given by telephone or in person and counts it by day; sent again it is the same one. The call it was
/// given in is done with it, and neither knows the other from then on.
///
/// # Errors
/// `Invalid` with every fault, what the answers refuse; `NotFound`, `NotAllowed`.
pub async fn keep_asked(
    ctx: &Ctx,
    code: &str,
    id: AnswerId,
    (channel, call): (Channel, Option<PhoneCallId>),
    raw: RawAnswers,
) -> Result<String, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    if !matches!(channel, Channel::Phone | Channel::Interview) {
        return Err(Refusal::NotFound);
    }
    accepted(place.questionnaire(), &raw)?;
    let edition = place.round.rulebook.sha256.clone();
    let submission = Submission { edition, raw, channel, traces: Traces::default() };
    let receipt = submit(&ctx.house, place.survey.code.as_str(), id, submission).await?;
    if receipt.is_new {
        count(ctx, &place, channel, (1, 0)).await?;
    }
    if let Some(call) = call {
        end_talk(ctx, &place, call).await?;
    }
    Ok(receipt.number)
}

/// The answers are kept whatever became of the call: one that ended meanwhile, or whose number was erased, stays as it is.
async fn end_talk(ctx: &Ctx, place: &Place, id: PhoneCallId) -> Result<(), Refusal> {
    let found = ctx.store().find_call(place.survey.organisation, id).await?;
    let Some(Kept { value: call, version }) = found else { return Ok(()) };
    if has_ended(call.outcome) || call.survey != place.survey.id {
        return Ok(());
    }
    let done =
        PhoneCall { outcome: CallOutcome::Done, call_on: None, call_at: None, n_tries: call.n_tries + 1, ..call };
    match ctx.store().keep_call(&ctx.act("record_call"), &done, version).await {
        Ok(_) | Err(otklik_store::Fault::Stale) => Ok(()),
        Err(cause) => Err(cause.into()),
    }
}

/// Somebody refused to be asked: a number for the day, nothing else.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn count_refusal(ctx: &Ctx, code: &str, channel: Channel) -> Result<(), Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    count(ctx, &place, channel, (0, 1)).await
}

async fn count(ctx: &Ctx, place: &Place, channel: Channel, (n_done, n_refused): (u64, u64)) -> Result<(), Refusal> {
    let (organisation, survey, day) = (place.survey.organisation, place.survey.id, ctx.today());
    let one = AskedDay { organisation, survey, day, channel, n_done, n_refused };
    Ok(ctx.store().count_asked(&ctx.act("count_asked"), &one).await?)
}

/// The survey of a code for somebody who asks in person.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn asking(ctx: &Ctx, code: &str) -> Result<Place, Refusal> {
    place(ctx, code, Verb::KeyAnswers).await
}

/// Erases one number, when its owner asks for it.
///
/// # Errors
/// `Stale` when it is gone, `NotFound`, `NotAllowed`.
pub async fn erase_call(ctx: &Ctx, code: &str, id: PhoneCallId) -> Result<(), Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    Ok(ctx.store().erase_call(&ctx.act("erase_calls"), place.survey.organisation, id).await?)
}

/// Erases every number of a survey; answers how many there were.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn erase_calls(ctx: &Ctx, code: &str) -> Result<u64, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    Ok(ctx.store().erase_calls(&ctx.act("erase_calls"), place.survey.organisation, place.survey.id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them_and_names_are_not_taken() {
        for (line, expected) in [
            ("8 (900) 123-45-67", Some("+79001234567")),
            ("+7 900 123 45 67", Some("+79001234567")),
            ("9001234567", Some("+79001234567")),
            ("84951234567", Some("+74951234567")),
            ("123", None),
            ("Иванова 89001234567", None),
            ("+1 900 123 45 67", None),
        ] {
            assert_eq!(phone(line).as_deref(), expected, "{line}");
        }
        let faults = read("89001234567\n\nИванова\n12").expect_err("two lines are wrong");
        assert!(format!("{faults}").contains("строках: 3, 4"), "{faults}");
    }

    #[test]
    fn who_asked_for_a_call_comes_first_then_the_new_then_the_silent() {
        let id = |n: u128| uuid::Uuid::from_u128(n);
        let call = |n: u128, outcome, hour: &str, n_tries| Kept {
            value: PhoneCall {
                organisation: otklik_domain::ids::OrganisationId(id(1)),
                id: PhoneCallId(id(n)),
                survey: otklik_domain::ids::SurveyId(id(2)),
                position: 0,
                phone: String::new(),
                outcome,
                call_on: (outcome == CallOutcome::Later).then(|| "2026-03-05".parse().expect("a day")),
                call_at: Some(hour.to_owned()),
                n_tries,
            },
            version: Version(1),
        };
        let calls = [
            call(1, CallOutcome::Done, "", 1),
            call(2, CallOutcome::NoAnswer, "", 2),
            call(3, CallOutcome::NoAnswer, "", 1),
            call(4, CallOutcome::Waiting, "", 0),
            call(5, CallOutcome::Later, "14:30", 1),
        ];
        let today: Date = "2026-03-05".parse().expect("a day");
        let found = |from: usize, hour: &str| next(&calls[from.min(5)..], today, hour).map(|k| k.value.id);
        assert_eq!(found(0, "15:00"), Some(PhoneCallId(id(5))));
        assert_eq!(found(0, "14:00"), Some(PhoneCallId(id(4))));
        assert_eq!(next(&calls[..3], today, "14:00").map(|k| k.value.id), Some(PhoneCallId(id(3))));
        assert_eq!(next(&calls[..1], today, "14:00"), None);
    }
}
