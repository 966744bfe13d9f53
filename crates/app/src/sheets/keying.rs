//! Keying: what stands on a sheet goes in under its number, once; a second entry is a check, and differences are settled.

use super::place::{Place, place};
use super::second::refuse_same_person;
use crate::ctx::Ctx;
use crate::fresh;
use crate::refusal::Refusal;
use otklik_domain::access::{KeyAnswers, Verb};
use otklik_domain::ids::AnswerId;
use otklik_domain::rulebook::Questionnaire;
use otklik_domain::survey::{AnswerSheet, FaultKind, RawAnswers, SheetNumber, SurveyCode, accept, differences};
use otklik_store::record::{Kept, KeyedSheet, Version};
use sha2::{Digest, Sha256};

/// What was keyed of one sheet.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The number as it was typed from the sheet.
    pub number: String,
    /// The name under which it will be counted, made where it was keyed: sending it again is sending the same.
    pub id: AnswerId,
    /// What was keyed.
    pub raw: RawAnswers,
    /// It is the second entry: a check.
    pub is_second: bool,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keyed {
    /// The sheet is kept.
    First,
    /// The same came before; nothing was done.
    Before,
    /// Both entries say the same.
    Agreed,
    /// Entries differ at these places of the questionnaire.
    Differs(Vec<usize>),
}

/// A name for an answer that is about to be keyed.
pub fn new_answer(ctx: &Ctx) -> AnswerId {
    AnswerId(fresh::uuid(ctx.now()))
}

/// The name under which a sheet will be counted: a page that was gone back to sends the name of one sheet with the number
/// of another, and each must be counted.
fn answer_of(number: SheetNumber, named: AnswerId) -> AnswerId {
    let mut bytes = *named.0.as_bytes();
    let sum = Sha256::new().chain_update(bytes).chain_update(number.bare().to_be_bytes()).finalize();
    // The first six say when it was made and stay: names go up with time.
    bytes.iter_mut().skip(6).zip(sum).for_each(|(to, from)| *to = from);
    AnswerId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Reads a number of a sheet of this survey.
fn number_of(place: &Place, text: &str) -> Result<SheetNumber, Refusal> {
    SheetNumber::read(text, &place.survey.code).map_err(|wrong| Refusal::field("number", wrong.to_string()))
}

/// The sheet that was keyed, or what is wrong with it, named by the numbers of the questions.
pub(crate) fn accepted(questionnaire: &Questionnaire, raw: &RawAnswers) -> Result<AnswerSheet, Refusal> {
    accept(questionnaire, raw).map_err(|faults| {
        let said = faults.iter().map(|fault| {
            let question = questionnaire.questions.iter().find(|question| question.code == fault.question);
            match (question, &fault.kind) {
                (_, FaultKind::NothingAnswered) => {
                    "На бланке нет ни одного ответа: не вводите его, а запишите как испорченный".to_owned()
                }
                (Some(question), _) => format!("Вопрос {}: {fault}", question.number),
                (None, _) => fault.to_string(),
            }
        });
        Refusal::field("answers", said.collect::<Vec<_>>().join("; "))
    })
}

/// Keeps an entry of a sheet.
///
/// # Errors
/// `Invalid` when the number is not of this survey, was not given out, was keyed before or is counted already, or an
/// answer cannot be taken; `NotFound`, `NotAllowed`.
pub async fn key_sheet(ctx: &Ctx, code: &str, entry: &Entry) -> Result<Keyed, Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let number = number_of(&place, &entry.number)?;
    let given = hex::encode(accepted(place.questionnaire(), &entry.raw)?.packed());
    let (organisation, survey) = (place.survey.organisation, place.survey.id);
    let known = ctx.store().find_keyed(organisation, survey, number.bare()).await?;
    match known {
        Some(kept) if entry.is_second => second(ctx, &place, kept, given).await,
        Some(kept) => repeated(&place, &kept.value, answer_of(number, entry.id), &given),
        None if entry.is_second => {
            Err(Refusal::field("number", "Этот бланк ещё не вводили: сначала введите его первый раз"))
        }
        None => first(ctx, &place, number, answer_of(number, entry.id), given).await,
    }
}

async fn first(
    ctx: &Ctx,
    place: &Place,
    number: SheetNumber,
    answer: AnswerId,
    given: String,
) -> Result<Keyed, Refusal> {
    let (organisation, survey) = (place.survey.organisation, place.survey.id);
    let lots = ctx.store().list_lots(organisation, survey).await?;
    let lot = lots.iter().find(|kept| (kept.value.first..=kept.value.last).contains(&number.bare()));
    let lot = lot.ok_or_else(|| Refusal::field("number", "Бланка с таким номером не печатали: сверьте номер"))?;
    let sheet = KeyedSheet {
        organisation,
        survey,
        number: number.bare(),
        lot: lot.value.id,
        answer,
        given,
        by: ctx.actor_name(),
        on: ctx.today(),
        second: None,
        second_by: None,
        is_settled: false,
        is_counted: false,
    };
    ctx.store().keep_keyed(&ctx.act("key_sheet"), &sheet, None).await?;
    Ok(Keyed::First)
}

/// A first entry of a sheet that has one: the same again is nothing new, anything else is somebody's slip.
fn repeated(place: &Place, kept: &KeyedSheet, answer: AnswerId, given: &str) -> Result<Keyed, Refusal> {
    if kept.answer == answer && kept.given == given {
        return Ok(Keyed::Before);
    }
    let number = SheetNumber::new(kept.number).map(|it| it.printed(&place.survey.code)).unwrap_or_default();
    Err(Refusal::field(
        "number",
        format!("Бланк № {number} уже введён. Для проверки введите его в режиме «Второй ввод»"),
    ))
}

async fn second(ctx: &Ctx, place: &Place, kept: Kept<KeyedSheet>, given: String) -> Result<Keyed, Refusal> {
    let Kept { value: sheet, version } = kept;
    if sheet.second.as_deref() == Some(given.as_str()) {
        return Ok(Keyed::Before);
    }
    if sheet.is_counted {
        return Err(Refusal::field("number", "Этот бланк уже учтён: второй ввод ничего не изменит"));
    }
    refuse_same_person(ctx, place, &sheet).await?;
    let places = if sheet.given == given { Vec::new() } else { differing(place, &sheet.given, &given)? };
    let second_by = Some(ctx.actor_name());
    let changed = KeyedSheet { second: Some(given), second_by, is_settled: false, ..sheet };
    ctx.store().keep_keyed(&ctx.act("check_sheet"), &changed, Some(version)).await?;
    Ok(if places.is_empty() { Keyed::Agreed } else { Keyed::Differs(places) })
}

fn differing(place: &Place, one: &str, other: &str) -> Result<Vec<usize>, Refusal> {
    Ok(differences(&unpacked(place, one)?, &unpacked(place, other)?))
}

/// A sheet as it was kept.
pub(super) fn unpacked(place: &Place, given: &str) -> Result<AnswerSheet, Refusal> {
    let bytes = hex::decode(given).map_err(Refusal::unavailable)?;
    AnswerSheet::unpacked(place.questionnaire(), &bytes).map_err(Refusal::unavailable)
}

/// Takes the last entry of a sheet back: the second one where there is one, else the sheet. What is not there is taken
/// back already.
///
/// # Errors
/// `Invalid` when it is counted already, `NotFound`, `NotAllowed`.
pub async fn undo_sheet(ctx: &Ctx, code: &str, number: &str, is_second: bool) -> Result<(), Refusal> {
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    ctx.permit::<KeyAnswers>(Some(place.survey.organisation))?;
    let number = number_of(&place, number)?;
    let known = ctx.store().find_keyed(place.survey.organisation, place.survey.id, number.bare()).await?;
    let Some(Kept { value: sheet, version }) = known else { return Ok(()) };
    if sheet.is_counted {
        return Err(Refusal::field("number", "Этот бланк уже учтён: отменить ввод нельзя"));
    }
    if !is_second {
        return Ok(ctx.store().drop_keyed(&ctx.act("drop_sheet"), &sheet, version).await?);
    }
    if sheet.second.is_some() {
        let changed = KeyedSheet { second: None, second_by: None, ..sheet };
        ctx.store().keep_keyed(&ctx.act("drop_sheet"), &changed, Some(version)).await?;
    }
    Ok(())
}

/// Two entries of one sheet beside each other.
#[derive(Debug, Clone)]
pub struct Dispute {
    /// The survey.
    pub place: Place,
    /// The number of the sheet, as it is printed.
    pub number: String,
    /// The version a change must name.
    pub version: Version,
    /// What was keyed first.
    pub first: AnswerSheet,
    /// What was keyed the second time.
    pub second: AnswerSheet,
    /// Places of questions that differ.
    pub places: Vec<usize>,
}

/// The two entries of a sheet that differ.
///
/// # Errors
/// `NotFound` when they do not, `NotAllowed`.
pub async fn dispute(ctx: &Ctx, code: &str, number: &str) -> Result<Dispute, Refusal> {
    let survey = SurveyCode::read(code).ok_or(Refusal::NotFound)?;
    let number = SheetNumber::read(number, &survey).map_err(|_| Refusal::NotFound)?;
    let place = place(ctx, code, Verb::KeyAnswers).await?;
    let known = ctx.store().find_keyed(place.survey.organisation, place.survey.id, number.bare()).await?;
    let kept = known.filter(|kept| kept.value.is_disputed()).ok_or(Refusal::NotFound)?;
    let first = unpacked(&place, &kept.value.given)?;
    let second = unpacked(&place, kept.value.second.as_deref().unwrap_or_default())?;
    let places = differences(&first, &second);
    let number = number.printed(&place.survey.code);
    Ok(Dispute { place, number, version: kept.version, first, second, places })
}

/// A person looked at the paper: these places say what the second entry says, all others what the first says.
///
/// # Errors
/// `Stale`, `NotFound`, `NotAllowed`.
pub async fn settle_sheet(
    ctx: &Ctx,
    code: &str,
    number: &str,
    expected: Version,
    from_second: &[usize],
) -> Result<(), Refusal> {
    let dispute = dispute(ctx, code, number).await?;
    ctx.permit::<KeyAnswers>(Some(dispute.place.survey.organisation))?;
    let mut settled = dispute.first.clone();
    for at in dispute.places.iter().filter(|at| from_second.contains(at)) {
        if let Some(given) = settled.given.get_mut(*at) {
            *given = dispute.second.given.get(*at).cloned().flatten();
        }
    }
    let survey = &dispute.place.survey;
    let bare = SheetNumber::read(&dispute.number, &survey.code).map_err(|_| Refusal::NotFound)?.bare();
    let kept = ctx.store().find_keyed(survey.organisation, survey.id, bare).await?.ok_or(Refusal::NotFound)?;
    let changed = KeyedSheet { given: hex::encode(settled.packed()), is_settled: true, ..kept.value };
    ctx.store().keep_keyed(&ctx.act("settle_sheet"), &changed, Some(expected)).await?;
    Ok(())
}
