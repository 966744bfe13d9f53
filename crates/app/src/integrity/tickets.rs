//! One-time codes of a survey: printed once, kept as hashes, each good for one answer. Who was given one is written nowhere.

use crate::ctx::{Ctx, House};
use crate::door::Comer;
use crate::fresh;
use crate::refusal::Refusal;
use crate::survey::{Asking, form_key, key_before};
use otklik_domain::access::{RunSurveys, Verb};
use otklik_domain::ids::{OrganisationId, SurveyId};
use otklik_domain::survey::SurveyCode;
use otklik_store::record::{RoundState, Survey, Version};

/// As many codes may be printed at once.
pub const TICKETS_MAX: usize = 1000;

/// How far the codes of a survey are used («одноразовые коды опроса»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TicketCounts {
    /// Printed.
    pub n_printed: u64,
    /// Used.
    pub n_used: u64,
}

/// What is kept of a code: a keyed hash with the survey in it. A code is read as people type it.
pub(crate) async fn sealed(house: &House, survey: SurveyId, typed: &str) -> Result<String, Refusal> {
    let code = SurveyCode::read(typed).map_or_else(|| typed.trim().to_owned(), |code| code.to_string());
    Ok(hash(&ticket_key(house).await?, survey, &code))
}

/// Codes that were printed before the house got a new key must go on to serve, and are worth nothing without what is kept.
async fn ticket_key(house: &House) -> Result<String, Refusal> {
    match key_before(house).await? {
        Some(key) => Ok(key),
        None => form_key(house).await,
    }
}

fn hash(key: &str, survey: SurveyId, code: &str) -> String {
    fresh::keyed(key, &format!("ticket:{survey}:{code}"))
}

/// Whether a survey asks for a one-time code.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn ask_tickets(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    expected: Version,
    asks_ticket: bool,
) -> Result<Version, Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    let kept = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    let act = ctx.act(if asks_ticket { "ask_tickets" } else { "ask_no_tickets" });
    Ok(ctx.store().keep_survey(&act, &Survey { asks_ticket, ..kept }, expected).await?)
}

/// Makes so many codes. They are shown now and never again.
///
/// # Errors
/// `Invalid` when there are none or too many to be made, or the survey asks for none; `Stale` when the round is closed;
/// `NotFound`, `NotAllowed`.
pub async fn print_tickets(
    ctx: &Ctx,
    organisation: OrganisationId,
    id: SurveyId,
    n: usize,
) -> Result<Vec<SurveyCode>, Refusal> {
    ctx.permit::<RunSurveys>(Some(organisation))?;
    if !(1..=TICKETS_MAX).contains(&n) {
        return Err(Refusal::field("n", format!("Сколько кодов напечатать: целое число от 1 до {TICKETS_MAX}")));
    }
    let survey = ctx.store().find_survey(organisation, id).await?.ok_or(Refusal::NotFound)?.value;
    if !survey.asks_ticket {
        return Err(Refusal::field("n", "Опрос не спрашивает кодов: сначала включите одноразовые коды"));
    }
    if crate::score::rounds::round(ctx, survey.round).await?.value.state == RoundState::Closed {
        return Err(Refusal::Stale);
    }
    let key = ticket_key(&ctx.house).await?;
    let (mut codes, mut hashes) = (Vec::with_capacity(n), Vec::with_capacity(n));
    while codes.len() < n {
        let mut chance = [0_u8; 8];
        getrandom::fill(&mut chance).map_err(|e| Refusal::unavailable(e.to_string()))?;
        let code = SurveyCode::from_chance(chance);
        if !codes.contains(&code) {
            hashes.push(hash(&key, id, code.as_str()));
            codes.push(code);
        }
    }
    ctx.store().keep_tickets(&ctx.act("print_tickets"), organisation, id, &hashes).await?;
    Ok(codes)
}

/// How many codes were printed and used.
///
/// # Errors
/// `NotAllowed`, `Unavailable`.
pub async fn ticket_counts(ctx: &Ctx, organisation: OrganisationId, id: SurveyId) -> Result<TicketCounts, Refusal> {
    ctx.demand(Verb::SeePrivate, Some(organisation))?;
    let (n_printed, n_used) = ctx.store().count_tickets(organisation, id).await?;
    Ok(TicketCounts { n_printed, n_used })
}

/// Looks at a code before the questions are asked, so that nobody answers in vain; answers what to keep of it. It is used
/// where the answer is kept.
///
/// # Errors
/// `Invalid` with words beside the field when the survey asks for a code and this is none, or one that has served;
/// `TooOften` after too many wrong ones from the same place.
pub async fn check_ticket(ctx: &Ctx, asking: &Asking, typed: &str, comer: &Comer) -> Result<Option<String>, Refusal> {
    let survey = &asking.survey;
    if !survey.asks_ticket {
        return Ok(None);
    }
    if typed.trim().is_empty() {
        return Err(Refusal::field("ticket", "Впишите одноразовый код с листка, который вам дали"));
    }
    let Some(code) = SurveyCode::read(typed) else {
        return Err(Refusal::field("ticket", "В коде восемь букв и цифр, например 7KX2-M4P9: сверьте его с листком"));
    };
    let surveys = &ctx.house.open_surveys;
    surveys.try_code(survey.id, comer, ctx.now())?;
    let hash = sealed(&ctx.house, survey.id, code.as_str()).await?;
    if ctx.store().is_ticket_good(survey.organisation, survey.id, &hash).await? {
        surveys.code_was_right(survey.id, comer);
        return Ok(Some(hash));
    }
    Err(Refusal::field(
        "ticket",
        "Такого кода нет или по нему уже ответили: сверьте его с листком или попросите другой",
    ))
}
