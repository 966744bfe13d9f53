//! Letters as they are kept, who gets them, and what somebody set aside among their affairs.

use super::Person;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{InspectionId, MeasureId, OrganisationId, PersonId};
use otklik_domain::inspection::Stage;
use otklik_domain::plan::MeasureState;
use otklik_domain::reminder::Pace;
use uuid::Uuid;

/// Where a letter is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LetterState {
    /// Waits for its hour.
    Waiting,
    /// Taken by the post.
    Sent,
    /// Given up: the post refused it.
    Failed,
    /// Not sent: nobody is to be told any more.
    Dropped,
}

impl LetterState {
    /// Every state, in the order of a letter's way.
    pub const ALL: [LetterState; 4] =
        [LetterState::Waiting, LetterState::Sent, LetterState::Failed, LetterState::Dropped];

    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            LetterState::Waiting => "waiting",
            LetterState::Sent => "sent",
            LetterState::Failed => "failed",
            LetterState::Dropped => "dropped",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A letter before it is kept («новое письмо»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLetter {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// What it is, once for a person: a second letter of that name is not kept.
    pub once: String,
    /// Which words it has.
    pub kind: String,
    /// Where it goes.
    pub address: String,
    /// What stands above it; nothing about anybody.
    pub subject: String,
    /// What it says, as JSON; the store does not look inside.
    pub body_json: String,
    /// Not before.
    pub run_at: Timestamp,
}

/// A letter as it is kept («письмо»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What was to be sent.
    pub letter: NewLetter,
    /// Where it is on its way.
    pub state: LetterState,
    /// How many times it was tried.
    pub n_attempts: i64,
    /// Why it did not go the last time.
    pub last_fault: Option<String>,
    /// When it was made.
    pub at: Timestamp,
    /// When it was sent or given up.
    pub ended_at: Option<Timestamp>,
}

/// How somebody wants letters («выбор частоты писем»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterChoice {
    /// Who.
    pub person: PersonId,
    /// How often.
    pub pace: Pace,
    /// The day of the last digest.
    pub told_on: Option<Date>,
    /// How many times the links of letters and calendars were renewed: those before do not open any more.
    pub n_renewed: i64,
}

/// Somebody who can be written to («адресат»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The person; they have an address and may come in.
    pub person: Person,
    /// How they want letters.
    pub choice: LetterChoice,
    /// Their rights reach everywhere.
    pub is_everywhere: bool,
}

/// A measure that waits and has a last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMeasure {
    /// Whose.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: MeasureId,
    /// The measure itself.
    pub text: String,
    /// Its effective last day.
    pub due_on: Date,
    /// Where it is on its way.
    pub state: MeasureState,
    /// Executors for people.
    pub executors: String,
}

/// Something somebody put off or has read («отложенное дело»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// What: a name that changes when there is a new reason to look.
    pub subject: String,
    /// The measure it is about.
    pub measure: Option<MeasureId>,
    /// Hidden up to this day, it comes back on it; nothing means read.
    pub until: Option<Date>,
    /// Since when.
    pub at: Timestamp,
    /// The measure as it stands now: its state and last day.
    pub stands: Option<(MeasureState, Option<Date>)>,
}

/// An inspection that waits for somebody's words, in a round that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingInspection {
    /// Its id.
    pub id: InspectionId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The place; empty is the organisation's own.
    pub branch: String,
    /// Whose turn it is.
    pub stage: Stage,
    /// The last day to answer.
    pub answer_until: Option<Date>,
}

/// A measure with a last day, as a calendar shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its id.
    pub id: MeasureId,
    /// Short name of the organisation, or the whole one.
    pub organisation: String,
    /// The measure itself.
    pub text: String,
    /// Its effective last day.
    pub due_on: Date,
    /// Where it is on its way.
    pub state: MeasureState,
    /// How many times it was kept.
    pub version: i64,
    /// Executors for people.
    pub executors: String,
}
