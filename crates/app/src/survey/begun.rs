//! A questionnaire that somebody fills page by page: begun, saved after every page, gone on with by a code.
//!
//! In come answers of one page; out goes what was answered so far, kept for a few days under the hash of a code. It
//! refuses to keep anything about the person: no address, no browser, no name.

use super::asking::{Asking, asking};
use crate::ctx::{Ctx, House};
use crate::door::Comer;
use crate::fresh;
use crate::integrity;
use crate::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::AnswerId;
use otklik_domain::rulebook::Questionnaire;
use otklik_domain::survey::{
    AnswerSheet, Channel, Fault, FaultKind, Given, RawAnswers, Screen, SurveyCode, accept, is_asked, screens,
};
use otklik_store::record::{Act, Traces, Unfinished};
use sha2::{Digest, Sha256};

/// How long a begun questionnaire is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The same on a tablet in a foyer: who goes away does not come back, and the next one must not find their answers.
const KEPT_FOR_ON_TABLET: SignedDuration = SignedDuration::from_mins(60);
/// How old a form may be when it is sent.
const FORM_AGE_MAX: SignedDuration = SignedDuration::from_hours(24);
/// Setting with the key that signs forms. The name says which one: the key before was written into journals once.
const KEY: &str = "survey.seal_key";
/// The key before. What only it can know again stays known by it: printed one-time codes, links in letters that went out.
const KEY_BEFORE: &str = "survey.form_key";

/// What a form carries so that it cannot be made up: its id, when it was given out, and a signature over both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormMark {
    /// The id under which the questionnaire will be sent.
    pub id: AnswerId,
    /// When the form was given out.
    pub at: Timestamp,
    /// The signature.
    pub sign: String,
}

/// A questionnaire that was begun («начатая анкета»).
#[derive(Debug, Clone)]
pub struct Begun {
    /// Its survey.
    pub asking: Asking,
    /// The code to go on with.
    pub code: SurveyCode,
    /// What is kept.
    pub kept: Unfinished,
    /// What was answered so far.
    pub sheet: AnswerSheet,
    /// The small piece of work for the browser; nothing once it was done.
    pub work: Option<String>,
}

/// What came of saving a page.
#[derive(Debug)]
pub enum Saved {
    /// It is kept.
    Kept(Box<Begun>),
    /// Something on it cannot be taken; nothing was kept.
    Faults(Vec<Fault>),
}

impl Begun {
    /// The questionnaire.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.asking.book.questionnaire
    }

    /// What was given to a question, by its place.
    pub fn given(&self, at: usize) -> Option<&Given> {
        self.sheet.given.get(at).and_then(Option::as_ref)
    }

    /// Screens that this person is shown.
    pub fn screens(&self) -> Vec<Screen> {
        screens(self.questionnaire(), |code| is_yes(self.questionnaire(), &self.sheet, code))
    }
}

fn is_yes(questionnaire: &Questionnaire, sheet: &AnswerSheet, code: &str) -> bool {
    let at = questionnaire.questions.iter().position(|question| question.code == code);
    at.and_then(|at| sheet.given.get(at)).is_some_and(|given| *given == Some(Given::Yes))
}

async fn key(ctx: &Ctx) -> Result<String, Refusal> {
    form_key(&ctx.house).await
}

/// The key that signs forms, marks browsers and seals one-time codes; made when it is first needed.
pub(crate) async fn form_key(house: &House) -> Result<String, Refusal> {
    house.open_surveys.key(|| kept_key(house)).await
}

async fn kept_key(house: &House) -> Result<String, Refusal> {
    if let Some(key) = house.store.find_setting(KEY).await? {
        return Ok(key);
    }
    let act = Act::new("otklik", "make_form_key", house.clock.now());
    Ok(house.store.keep_first_setting(&act, KEY, &fresh::secret()?).await?)
}

/// The key before, where this house had one.
pub(crate) async fn key_before(house: &House) -> Result<Option<String>, Refusal> {
    Ok(house.store.find_setting(KEY_BEFORE).await?)
}

fn sign(key: &str, code: &SurveyCode, id: AnswerId, at: Timestamp) -> String {
    fresh::hash(&format!("{key}:form:{code}:{id}:{}:{key}", at.as_millisecond()))
}

/// A mark for a new form of a survey.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn form_mark(ctx: &Ctx, code: &SurveyCode) -> Result<FormMark, Refusal> {
    let id = AnswerId(fresh::uuid(ctx.now()));
    let at = Timestamp::from_millisecond(ctx.now().as_millisecond()).map_err(Refusal::unavailable)?;
    Ok(FormMark { id, at, sign: sign(&key(ctx).await?, code, id, at) })
}

/// Whether a form was given out here, for this survey, within a day.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn mark_is_ours(ctx: &Ctx, code: &SurveyCode, mark: &FormMark) -> Result<bool, Refusal> {
    let age = ctx.now().duration_since(mark.at);
    let is_fresh = age >= SignedDuration::from_secs(-60) && age <= FORM_AGE_MAX;
    Ok(is_fresh && mark.sign == sign(&key(ctx).await?, code, mark.id, mark.at))
}

/// Begins a questionnaire and gives the code to go on with; the same form begins the same one.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn begin(
    ctx: &Ctx,
    asking: &Asking,
    mark: &FormMark,
    channel: Channel,
    look: &str,
) -> Result<SurveyCode, Refusal> {
    begin_traced(ctx, asking, mark, (channel, look), Traces::default()).await
}

/// The same with what was noticed at the door: the mark of the browser, the one-time code as it is kept.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn begin_traced(
    ctx: &Ctx,
    asking: &Asking,
    mark: &FormMark,
    (channel, look): (Channel, &str),
    traces: Traces,
) -> Result<SurveyCode, Refusal> {
    let kept_for = if channel == Channel::Kiosk { KEPT_FOR_ON_TABLET } else { KEPT_FOR };
    let key = key(ctx).await?;
    let sum = Sha256::digest(format!("{key}:begun:{}:{key}", mark.id));
    let mut chance = [0_u8; 8];
    chance.iter_mut().zip(sum).for_each(|(to, from)| *to = from);
    let code = SurveyCode::from_chance(chance);
    let kept = Unfinished {
        hash: fresh::hash(code.as_str()),
        organisation: asking.survey.organisation,
        survey: asking.survey.id,
        answer: mark.id,
        channel,
        look: look.to_owned(),
        answers: AnswerSheet { given: vec![None; asking.book.questionnaire.questions.len()] }.packed(),
        receipt: None,
        began_at: ctx.now(),
        expires_at: ctx.now().checked_add(kept_for).map_err(Refusal::unavailable)?,
        device: traces.device,
        ticket: traces.ticket,
        has_worked: false,
    };
    ctx.store().begin_unfinished(&kept, ctx.now()).await?;
    Ok(code)
}

/// The questionnaire of a code that came from somewhere: whoever makes codes up is stopped, before they find a right one.
///
/// # Errors
/// `TooOften` after too many codes from there that nobody has; `NotFound`, `Unavailable` as [`find_begun`].
pub async fn find_begun_from(ctx: &Ctx, comer: &Comer, code: &str) -> Result<Begun, Refusal> {
    let surveys = &ctx.house.open_surveys;
    surveys.try_begun(comer, ctx.now())?;
    let found = find_begun(ctx, code).await;
    if !matches!(found, Err(Refusal::NotFound)) {
        surveys.begun_was_right(comer);
    }
    found
}

/// The questionnaire of a code, as somebody typed it.
///
/// # Errors
/// `NotFound` when there is none or its days are over, `Unavailable`.
pub async fn find_begun(ctx: &Ctx, code: &str) -> Result<Begun, Refusal> {
    let code = SurveyCode::read(code).ok_or(Refusal::NotFound)?;
    let kept = ctx.store().find_unfinished(&fresh::hash(code.as_str()), ctx.now()).await?.ok_or(Refusal::NotFound)?;
    let survey = ctx.store().find_survey(kept.organisation, kept.survey).await?.ok_or(Refusal::NotFound)?;
    let asking = asking(ctx, survey.value).await?;
    let sheet = AnswerSheet::unpacked(&asking.book.questionnaire, &kept.answers).map_err(Refusal::unavailable)?;
    let work = integrity::challenge(ctx, &kept).await?;
    Ok(Begun { asking, code, kept, sheet, work })
}

/// Keeps the answers of one screen; answers to what is no longer asked are dropped.
///
/// # Errors
/// `Unavailable` when the store does not answer.
pub async fn save(ctx: &Ctx, begun: Begun, screen: &Screen, raw: &RawAnswers, look: &str) -> Result<Saved, Refusal> {
    let questionnaire = begun.questionnaire();
    let page = match accept(questionnaire, raw) {
        Ok(sheet) => sheet,
        Err(faults) if faults.iter().all(|fault| fault.kind == FaultKind::NothingAnswered) => AnswerSheet::default(),
        Err(faults) => return Ok(Saved::Faults(faults)),
    };
    let mut sheet = begun.sheet.clone();
    for at in &screen.questions {
        if let Some(place) = sheet.given.get_mut(*at) {
            *place = page.given.get(*at).cloned().flatten();
        }
    }
    drop_unasked(questionnaire, &mut sheet);
    let kept = Unfinished { answers: sheet.packed(), look: look.to_owned(), ..begun.kept };
    ctx.store().keep_unfinished(&kept).await?;
    Ok(Saved::Kept(Box::new(Begun { kept, sheet, asking: begun.asking, code: begun.code, work: None })))
}

/// A «нет» makes what follows from a «да» unasked; a chain of such questions falls with its first.
fn drop_unasked(questionnaire: &Questionnaire, sheet: &mut AnswerSheet) {
    for (at, question) in questionnaire.questions.iter().enumerate() {
        if !is_asked(question, |code| is_yes(questionnaire, sheet, code))
            && let Some(place) = sheet.given.get_mut(at)
        {
            *place = None;
        }
    }
}
