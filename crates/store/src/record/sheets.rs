//! Printed questionnaires that were given out and keyed, and calls to people who are to be asked.

use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{AnswerId, OrganisationId, PhoneCallId, SheetLotId, SurveyId};
use otklik_domain::survey::Channel;

/// A lot of printed questionnaires («партия бланков»): which numbers, to whom, what came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetLot {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: SheetLotId,
    /// The survey.
    pub survey: SurveyId,
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
    /// To whom, by position: «администратор зала». Empty is not yet given out.
    pub given_to: String,
    /// The day it was printed.
    pub given_on: Date,
    /// How many came back filled.
    pub n_returned: u32,
    /// How many came back spoiled or empty.
    pub n_spoiled: u32,
    /// Control sums as a person counted them by hand, as JSON.
    pub control_json: Option<String>,
    /// Who printed it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl SheetLot {
    /// How many sheets were printed.
    pub fn n_printed(&self) -> u32 {
        (self.last + 1).saturating_sub(self.first)
    }
}

/// A printed questionnaire that was keyed («введённый бланк»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedSheet {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// The number printed on it.
    pub number: u32,
    /// Its lot.
    pub lot: SheetLotId,
    /// Under which name it is counted, once.
    pub answer: AnswerId,
    /// What was keyed, as [`otklik_domain::survey::AnswerSheet::packed`] writes it, in hex. Settled, it is what counts.
    pub given: String,
    /// Who keyed it.
    pub by: String,
    /// On which day.
    pub on: Date,
    /// What was keyed the second time, likewise; a check, never counted.
    pub second: Option<String>,
    /// Who keyed it the second time.
    pub second_by: Option<String>,
    /// A person looked at the differences and said what the sheet says.
    pub is_settled: bool,
    /// It was handed over to the answers; nothing of it changes any more.
    pub is_counted: bool,
}

impl KeyedSheet {
    /// Both entries differ and nobody has looked yet.
    pub fn is_disputed(&self) -> bool {
        !self.is_settled && self.second.as_ref().is_some_and(|second| *second != self.given)
    }
}

/// What came of a call («исход звонка»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallOutcome {
    /// ещё не звонили
    Waiting,
    /// не отвечает
    NoAnswer,
    /// просит перезвонить
    Later,
    /// отказ
    Refused,
    /// опрошен
    Done,
}

impl CallOutcome {
    /// Every outcome.
    pub const ALL: [CallOutcome; 5] =
        [CallOutcome::Waiting, CallOutcome::NoAnswer, CallOutcome::Later, CallOutcome::Refused, CallOutcome::Done];

    /// The kept name.
    pub fn name(self) -> &'static str {
        match self {
            CallOutcome::Waiting => "waiting",
            CallOutcome::NoAnswer => "no-answer",
            CallOutcome::Later => "later",
            CallOutcome::Refused => "refused",
            CallOutcome::Done => "done",
        }
    }

    /// In words.
    pub fn in_words(self) -> &'static str {
        match self {
            CallOutcome::Waiting => "ещё не звонили",
            CallOutcome::NoAnswer => "не отвечает",
            CallOutcome::Later => "перезвонить",
            CallOutcome::Refused => "отказ",
            CallOutcome::Done => "опрошен",
        }
    }

    /// Reads the kept name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// A call to be made («звонок»). It knows no answer, and of what was done neither hour nor day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneCall {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// Its id; nothing else carries it.
    pub id: PhoneCallId,
    /// The survey.
    pub survey: SurveyId,
    /// Place in the list.
    pub position: i64,
    /// The number, digits and a plus.
    pub phone: String,
    /// What came of it.
    pub outcome: CallOutcome,
    /// The day a person asked to be called again; gone once they were.
    pub call_on: Option<Date>,
    /// The hour of that, `14:30`; gone likewise.
    pub call_at: Option<String>,
    /// How many times it was tried.
    pub n_tries: i64,
}

/// How many were asked on a day («опрошено за день»): sums only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedDay {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// The day.
    pub day: Date,
    /// By telephone or in person.
    pub channel: Channel,
    /// How many answered.
    pub n_done: u64,
    /// How many refused.
    pub n_refused: u64,
}
