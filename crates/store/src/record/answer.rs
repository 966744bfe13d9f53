//! Filled questionnaires as they are kept, and what becomes of one that is handed in.

use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{AnswerId, OrganisationId, SurveyId};
use otklik_domain::score::{self, QuestionSet};
use otklik_domain::survey::Channel;

/// What was noticed about the way of an answer («следы ответа»): nothing that names a person, no address of the network.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traces {
    /// How long the questionnaire was being filled.
    pub filled_seconds: Option<u32>,
    /// A mark by which two answers of one device are alike and which leads to nobody: a keyed hash.
    pub device: Option<String>,
    /// The one-time code it was opened with, as its hash; a code serves one answer of a survey.
    pub ticket: Option<String>,
    /// The browser did the small piece of work it was asked for; `None` where nobody asked.
    pub has_worked: Option<bool>,
}

/// A filled questionnaire to be kept once («ответ к приёму»).
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// Its name, made by whoever filled it, so that sending it again is sending the same.
    pub id: AnswerId,
    /// SHA-256 of the rulebook by whose questionnaire it was read.
    pub rulebook_sha256: String,
    /// The questions that are counted.
    pub set: QuestionSet,
    /// What was answered to them, in their order.
    pub counted: Vec<score::Answer>,
    /// The whole sheet in few bytes; equal sheets have equal bytes.
    pub packed: Vec<u8>,
    /// How it came.
    pub channel: Channel,
    /// The day it came, where the house stands.
    pub on: Date,
    /// When it came.
    pub at: Timestamp,
    /// It stands on a sheet that staff gave out while the survey ran: it is taken until the round is closed.
    pub is_from_sheet: bool,
    /// What was noticed.
    pub traces: Traces,
}

/// What became of an answer that was handed in («исход приёма»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnswerKept {
    /// It was new and is kept now, so that no power cut takes it away.
    New,
    /// The same was kept before; nothing was done.
    Before,
    /// Another answer was kept under this name; nothing was done.
    Differs,
    /// There is no such survey.
    NoSurvey,
    /// The survey takes answers from a later day.
    TooEarly,
    /// The survey, its round or its term is over.
    TooLate,
    /// The round stands on another rulebook than the answer was read by.
    OtherRulebook,
    /// Its one-time code has served another answer.
    TicketUsed,
    /// The survey asks for a one-time code, and this is none of its codes, or there is none.
    TicketUnknown,
    /// Too many wait already; nothing was done.
    Busy,
}

/// A filled questionnaire as it is kept («принятый ответ»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// Its name.
    pub id: AnswerId,
    /// The whole sheet, for [`otklik_domain::survey::AnswerSheet::unpacked`].
    pub packed: Vec<u8>,
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub at: Timestamp,
    /// The day it came, where the house stands.
    pub on: Date,
    /// Number of the journal's line it was kept with.
    pub line: i64,
    /// What was noticed.
    pub traces: Traces,
}

/// How many answers came, of one survey by one channel on one day («число ответов»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerCount {
    /// Whose survey it is.
    pub organisation: OrganisationId,
    /// The survey.
    pub survey: SurveyId,
    /// Name of the branch; empty is the organisation's own place.
    pub branch: String,
    /// How they came.
    pub channel: Channel,
    /// The day.
    pub on: Date,
    /// How many.
    pub n: u64,
}
