//! Surveys as they are asked, remembered for a moment so that a poster's thousand readers cost one look at the data base,
//! and for longer while the data base is away.

use crate::ctx::House;
use crate::door::{Comer, Tries};
use crate::refusal::Refusal;
use crate::score::{Book, book};
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::SurveyId;
use otklik_domain::registry::Organisation;
use otklik_domain::score::QuestionSet;
use otklik_domain::survey::{Stage, SurveyCode};
use otklik_store::record::{Round, RoundState, Survey};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

/// For how long what was read is shown without asking again.
const FRESH: Duration = Duration::from_secs(2);
/// For how long it is shown while it cannot be asked again.
const LASTING: Duration = Duration::from_secs(3600);
/// How many are remembered; more, and all are forgotten.
const N_SURVEYS: usize = 10_000;
/// Wrong one-time codes of one survey from one place within a quarter of an hour. A hall full of people behind one address
/// may all mistype once; a machine that guesses gets nowhere, see the test below.
pub(crate) const WRONG_CODES_MAX: usize = 300;

/// A survey with everything it is asked by («опрос с анкетой»).
#[derive(Debug, Clone)]
pub struct AskedSurvey {
    /// The survey.
    pub survey: Survey,
    /// The round.
    pub round: Round,
    /// Whose survey it is.
    pub organisation: Organisation,
    /// The rulebook of the round, with the questionnaire.
    pub book: Book,
    /// The questions that are counted.
    pub set: QuestionSet,
    /// For each question of the questionnaire the place of the one it stands after.
    pub gates: Vec<Option<usize>>,
}

impl AskedSurvey {
    /// Where it is on a day.
    pub fn stage(&self, today: Date) -> Stage {
        if self.survey.is_closed || self.round.state == RoundState::Closed {
            return Stage::Over;
        }
        self.survey.term.stage(today)
    }
}

struct Remembered {
    asked: Arc<AskedSurvey>,
    /// How many changes had begun when it was read.
    n_changes: u64,
    read_at: Instant,
    /// When somebody last went to read it again.
    tried_at: Instant,
}

/// Surveys that were asked for lately («открытые опросы»), with what their doors need: the key that signs forms and wrong
/// one-time codes of the last minutes.
#[derive(Clone, Default)]
pub struct OpenSurveys {
    asked: Arc<RwLock<HashMap<SurveyCode, Remembered>>>,
    key: Arc<OnceCell<String>>,
    wrong_codes: Arc<Mutex<Tries>>,
}

impl OpenSurveys {
    pub(super) async fn find(&self, house: &House, code: &str) -> Result<Arc<AskedSurvey>, Refusal> {
        let code = SurveyCode::read(code).ok_or(Refusal::NotFound)?;
        let n_changes = house.store.n_changes();
        if let Some(asked) = self.fresh(&code, n_changes) {
            return Ok(asked);
        }
        match read(house, &code).await {
            Ok(asked) => Ok(self.keep(code, n_changes, asked)),
            Err(Refusal::Unavailable(cause)) => self.lasting(&code).ok_or(Refusal::Unavailable(cause)),
            Err(why) => {
                self.forget(&code);
                Err(why)
            }
        }
    }

    /// What was read a moment ago. When the moment is over, one goes and reads again while others still get this.
    fn fresh(&self, code: &SurveyCode, n_changes: u64) -> Option<Arc<AskedSurvey>> {
        let is_good = |one: &&Remembered| one.n_changes == n_changes && one.read_at.elapsed() < LASTING;
        let is_fresh = |one: &Remembered| one.tried_at.elapsed() < FRESH;
        {
            let all = self.asked.read().unwrap_or_else(PoisonError::into_inner);
            let one = all.get(code).filter(is_good)?;
            if is_fresh(one) {
                return Some(Arc::clone(&one.asked));
            }
        }
        let mut all = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        let one = all.get_mut(code)?;
        if is_fresh(one) {
            return Some(Arc::clone(&one.asked));
        }
        one.tried_at = Instant::now();
        None
    }

    /// What was read before, when it cannot be read now.
    fn lasting(&self, code: &SurveyCode) -> Option<Arc<AskedSurvey>> {
        let all = self.asked.read().unwrap_or_else(PoisonError::into_inner);
        all.get(code).filter(|one| one.read_at.elapsed() < LASTING).map(|one| Arc::clone(&one.asked))
    }

    fn keep(&self, code: SurveyCode, n_changes: u64, asked: AskedSurvey) -> Arc<AskedSurvey> {
        let (asked, now) = (Arc::new(asked), Instant::now());
        let mut all = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= N_SURVEYS {
            all.clear();
        }
        all.insert(code, Remembered { asked: Arc::clone(&asked), n_changes, read_at: now, tried_at: now });
        asked
    }

    /// The key that signs forms: read once, since it never changes.
    ///
    /// # Errors
    /// What reading it refuses with; then it is read again next time.
    pub(crate) async fn key<F: Future<Output = Result<String, Refusal>>>(
        &self,
        read: impl FnOnce() -> F,
    ) -> Result<String, Refusal> {
        self.key.get_or_try_init(read).await.cloned()
    }

    /// Counts a one-time code of a survey before it is looked at, unless too many wrong ones came from there lately.
    ///
    /// # Errors
    /// `TooOften`.
    pub(crate) fn try_code(&self, survey: SurveyId, comer: &Comer, now: Timestamp) -> Result<(), Refusal> {
        let mut tries = self.wrong_codes.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = tries.take(&place_of(survey, comer), WRONG_CODES_MAX, now);
        tried.map_err(|_until| Refusal::TooOften)
    }

    /// The code was none that somebody made up.
    pub(crate) fn code_was_right(&self, survey: SurveyId, comer: &Comer) {
        self.wrong_codes.lock().unwrap_or_else(PoisonError::into_inner).give_back(&place_of(survey, comer));
    }

    /// Counts a code to go on with before it is looked at, unless too many that nobody has came from there lately.
    ///
    /// # Errors
    /// `TooOften`.
    pub(crate) fn try_begun(&self, comer: &Comer, now: Timestamp) -> Result<(), Refusal> {
        let mut tries = self.wrong_codes.lock().unwrap_or_else(PoisonError::into_inner);
        let tried = tries.take(&format!("begun {}", comer.source), WRONG_CODES_MAX, now);
        tried.map_err(|_until| Refusal::TooOften)
    }

    /// The code to go on with was none that somebody made up.
    pub(crate) fn begun_was_right(&self, comer: &Comer) {
        let mut tries = self.wrong_codes.lock().unwrap_or_else(PoisonError::into_inner);
        tries.give_back(&format!("begun {}", comer.source));
    }

    /// Forgets a survey, so that it is read anew.
    pub fn forget(&self, code: &SurveyCode) {
        self.asked.write().unwrap_or_else(PoisonError::into_inner).remove(code);
    }
}

fn place_of(survey: SurveyId, comer: &Comer) -> String {
    format!("{survey} {}", comer.source)
}

async fn read(house: &House, code: &SurveyCode) -> Result<AskedSurvey, Refusal> {
    let store = &*house.store;
    let survey = store.find_survey_by_code(code).await?.ok_or(Refusal::NotFound)?.value;
    let round = store.find_round(survey.round).await?.ok_or(Refusal::NotFound)?.value;
    let organisation = store.find_organisation(survey.organisation).await?.ok_or(Refusal::NotFound)?.value;
    let book = book(store, &round.rulebook.sha256).await?;
    let questions = &book.questionnaire.questions;
    let place = |code: &String| questions.iter().position(|question| question.code == *code);
    let gates = questions.iter().map(|question| question.after.as_ref().and_then(place)).collect();
    Ok(AskedSurvey { set: book.question_set(), gates, survey, round, organisation, book })
}
