//! Filled questionnaires that come in: each is kept once, and whoever sent it learns what became of it.
//!
//! In come raw answers under a name their sender made; out goes a receipt once they outlive a power cut, or a refusal and
//! nothing kept. Anybody may answer, so nobody is asked for rights here. It refuses to know who answered.

mod again;
mod asked;

pub(crate) use again::again;
pub use asked::{AskedSurvey, OpenSurveys};

use crate::ctx::House;
use crate::door::Comer;
use crate::integrity;
use crate::refusal::{Faults, Refusal};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::AnswerId;
use otklik_domain::survey::{AnswerSheet, Channel, Given, RawAnswers, Stage, accept};
use otklik_store::Seat;
use otklik_store::record::{AnswerKept, NewAnswer, Traces};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// After how many seconds to try again when too many came at once.
const RETRY_AFTER_SECONDS: u32 = 2;
/// The longest mark or one-time code that is taken, in letters.
const MARK_LETTERS_MAX: usize = 128;

/// A questionnaire as it was sent («присланная анкета»).
#[derive(Debug, Clone)]
pub struct Submission {
    /// The edition of the questionnaire it was filled by, or the hash of its rulebook.
    pub edition: String,
    /// What was answered.
    pub raw: RawAnswers,
    /// How it came.
    pub channel: Channel,
    /// What was noticed on the way.
    pub traces: Traces,
}

/// What the sender keeps («квитанция»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// It was not kept before.
    pub is_new: bool,
    /// A short number to read aloud: `4F7-K2M`. The same answer has the same number.
    pub number: String,
    /// What will not be counted, and why.
    pub remarks: Vec<String>,
}

/// The survey of a code as people and programs are shown it, also while the data base is away for a while.
///
/// # Errors
/// `NotFound` for a code that is none, `Unavailable` when it was never read and cannot be.
pub async fn survey(house: &House, code: &str) -> Result<Arc<AskedSurvey>, Refusal> {
    house.open_surveys.find(house, code).await
}

/// A place for one more questionnaire, asked for before its body is read and kept until it is answered.
///
/// # Errors
/// `Busy` when those inside would keep it waiting.
pub fn admit(house: &House) -> Result<Seat, Refusal> {
    house.store.seat_for_answer().ok_or_else(busy)
}

fn busy() -> Refusal {
    Refusal::Busy { retry_after_seconds: RETRY_AFTER_SECONDS }
}

/// Takes a filled questionnaire and keeps it once.
///
/// # Errors
/// `NotFound` for the code; `Conflict` when another answer has this id; `Gone` when the survey is over; `Invalid` with
/// every fault, for another edition and before the first day; `Busy`; `Unavailable`. Nothing is kept then.
pub async fn submit(house: &House, code: &str, id: AnswerId, submission: Submission) -> Result<Receipt, Refusal> {
    let (asked, mut submission) = (survey(house, code).await?, submission);
    if let Some(typed) = submission.traces.ticket.take_if(|typed| is_mark(typed)) {
        submission.traces.ticket = Some(integrity::sealed(house, asked.survey.id, &typed).await?);
    }
    if let Some(told) = submission.traces.device.take_if(|told| is_mark(told)) {
        submission.traces.device = Some(integrity::mark_of(house, asked.survey.id, &told).await?);
    }
    keep(house, asked, id, submission, None).await
}

/// The same from somewhere outside: wrong one-time codes from there are counted, so that nobody guesses them.
///
/// # Errors
/// As [`submit`]; `TooOften` after too many wrong codes.
pub async fn submit_from(
    house: &House,
    comer: &Comer,
    code: &str,
    id: AnswerId,
    submission: Submission,
) -> Result<Receipt, Refusal> {
    let asked = survey(house, code).await?;
    if !asked.survey.asks_ticket {
        return submit(house, code, id, submission).await;
    }
    let (surveys, survey) = (&house.open_surveys, asked.survey.id);
    surveys.try_code(survey, comer, house.clock.now())?;
    let said = submit(house, code, id, submission).await;
    let is_wrong_code =
        matches!(&said, Err(Refusal::Invalid(Faults::Fields(fields))) if fields.iter().any(|it| it.0 == "ticket"));
    if !is_wrong_code {
        surveys.code_was_right(survey, comer);
    }
    said
}

/// Takes what stands on a sheet that staff gave out while the survey ran and keyed on that day: until the round is closed.
///
/// # Errors
/// As [`submit`]; `Gone` when the round is closed.
pub(crate) async fn submit_sheet(
    house: &House,
    code: &str,
    id: AnswerId,
    submission: Submission,
    keyed_on: Date,
) -> Result<Receipt, Refusal> {
    keep(house, survey(house, code).await?, id, submission, Some(keyed_on)).await
}

/// The same when the one-time code is sealed already.
///
/// # Errors
/// As [`submit`].
pub(crate) async fn submit_sealed(
    house: &House,
    code: &str,
    id: AnswerId,
    submission: Submission,
) -> Result<Receipt, Refusal> {
    keep(house, survey(house, code).await?, id, submission, None).await
}

async fn keep(
    house: &House,
    asked: Arc<AskedSurvey>,
    id: AnswerId,
    submission: Submission,
    keyed_on: Option<Date>,
) -> Result<Receipt, Refusal> {
    let today = house.zone.to_datetime(house.clock.now()).date();
    let sheet = match read(&asked, &submission) {
        Ok(sheet) => sheet,
        Err(why) => return Err(first_reason(house, &asked, id, today, why).await?),
    };
    let came = answer(&asked, id, &sheet, submission, (keyed_on.unwrap_or(today), house.clock.now()));
    let new = NewAnswer { is_from_sheet: keyed_on.is_some(), ..came };
    match house.store.keep_answer(new).await? {
        AnswerKept::New => Ok(receipt(&asked, id, &sheet, true)),
        AnswerKept::Before => Ok(receipt(&asked, id, &sheet, false)),
        AnswerKept::Differs => Err(differs()),
        AnswerKept::TooLate => Err(Refusal::Gone),
        AnswerKept::Busy => Err(busy()),
        AnswerKept::NoSurvey => Err(forget(house, &asked, Refusal::NotFound)),
        AnswerKept::TooEarly => Err(forget(house, &asked, too_early(&asked))),
        AnswerKept::OtherRulebook => Err(forget(house, &asked, other_edition(&asked))),
        AnswerKept::TicketUsed => {
            Err(Refusal::Conflict("Этот одноразовый код уже использован: попросите другой".to_owned()))
        }
        AnswerKept::TicketUnknown => {
            Err(Refusal::field("ticket", "Этот опрос — по одноразовым кодам, а такого кода нет: сверьте его с листком"))
        }
    }
}

/// What was remembered of the survey turned out old.
fn forget(house: &House, asked: &AskedSurvey, why: Refusal) -> Refusal {
    house.open_surveys.forget(&asked.survey.code);
    why
}

fn is_mark(mark: &str) -> bool {
    mark.chars().count() <= MARK_LETTERS_MAX && !mark.chars().any(char::is_control)
}

fn read(asked: &AskedSurvey, submission: &Submission) -> Result<AnswerSheet, Refusal> {
    if ![&asked.book.edition, &asked.book.sha256].contains(&&submission.edition) {
        return Err(other_edition(asked));
    }
    if !submission.traces.ticket.iter().all(|mark| is_mark(mark)) {
        return Err(Refusal::field("ticket", "Такого одноразового кода быть не может"));
    }
    if !submission.traces.device.iter().all(|mark| is_mark(mark)) {
        return Err(Refusal::field("device", "Метка устройства — до 128 знаков в одну строку"));
    }
    accept(&asked.book.questionnaire, &submission.raw).map_err(|faults| Refusal::Invalid(Faults::Answers(faults)))
}

/// A known name is told first, then what is over or not yet; what is wrong with the answers comes last.
async fn first_reason(
    house: &House,
    asked: &AskedSurvey,
    id: AnswerId,
    today: Date,
    why: Refusal,
) -> Result<Refusal, Refusal> {
    let survey = &asked.survey;
    if house.store.find_answer(survey.organisation, survey.id, id).await?.is_some() {
        return Ok(differs());
    }
    Ok(match asked.stage(today) {
        Stage::Over => Refusal::Gone,
        Stage::Before => too_early(asked),
        Stage::Running => why,
    })
}

fn differs() -> Refusal {
    Refusal::Conflict("Под этим номером уже принята другая анкета: пошлите свою под новым".to_owned())
}

fn other_edition(asked: &AskedSurvey) -> Refusal {
    let words =
        format!("Анкета заполнена по другой редакции, сейчас действует {}: откройте её заново", asked.book.edition);
    Refusal::field("edition", words)
}

fn too_early(asked: &AskedSurvey) -> Refusal {
    let day = asked.survey.term.opens_on.map(|day| format!(" {}", day.strftime("%d.%m.%Y"))).unwrap_or_default();
    Refusal::field("survey", format!("Опрос ещё не начался: он откроется{day}"))
}

fn answer(
    asked: &AskedSurvey,
    id: AnswerId,
    sheet: &AnswerSheet,
    submission: Submission,
    (on, at): (Date, Timestamp),
) -> NewAnswer {
    NewAnswer {
        organisation: asked.survey.organisation,
        survey: asked.survey.id,
        id,
        rulebook_sha256: asked.book.sha256.clone(),
        set: asked.set.clone(),
        counted: sheet.counted(&asked.book.questionnaire),
        packed: sheet.packed(),
        channel: submission.channel,
        on,
        at,
        is_from_sheet: false,
        traces: submission.traces,
    }
}

fn receipt(asked: &AskedSurvey, id: AnswerId, sheet: &AnswerSheet, is_new: bool) -> Receipt {
    Receipt { is_new, number: number(asked, id), remarks: remarks(asked, sheet) }
}

/// Six letters and digits that nobody takes for one another, out of the survey and the answer's name.
fn number(asked: &AskedSurvey, id: AnswerId) -> String {
    const LETTERS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    let sum = Sha256::new().chain_update(asked.survey.id.0.as_bytes()).chain_update(id.0.as_bytes()).finalize();
    let letter = |byte: &u8| LETTERS.get(usize::from(*byte) % LETTERS.len()).map_or('2', |letter| char::from(*letter));
    let letters: String = sum.iter().take(6).map(letter).collect();
    let (first, second) = letters.split_at(3);
    format!("{first}-{second}")
}

/// Answers to questions that were to be skipped: they are kept as given and do not count.
fn remarks(asked: &AskedSurvey, sheet: &AnswerSheet) -> Vec<String> {
    let given = |at: usize| sheet.given.get(at).and_then(Option::as_ref);
    let questions = asked.book.questionnaire.questions.iter().zip(&asked.gates).enumerate();
    let beside = questions
        .filter(|(at, (_, gate))| given(*at).is_some() && gate.is_some_and(|gate| given(gate) == Some(&Given::No)));
    beside
        .map(|(_, (question, _))| {
            format!("Ответ на вопрос {} не учитывается: вопрос перед ним отвечен «нет»", question.number)
        })
        .collect()
}
