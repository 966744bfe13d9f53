//! A plan and its measures as they are kept.

use super::PaperHash;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::deadline::DeadlineKind;
use otklik_domain::ids::{DraftId, MeasureId, OrganisationId, PlanId};
use otklik_domain::plan::MeasureState;
use otklik_domain::plan::life::Stage;
use otklik_domain::score::Criterion;
use uuid::Uuid;

/// Whether a plan is followed («состояние плана»). Adopted means private; publishing is a decision of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlanState {
    /// It is followed.
    Active,
    /// All is done, or its years are over.
    Closed,
    /// A newer edition took its place.
    Superseded,
}

impl PlanState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            PlanState::Active => "active",
            PlanState::Closed => "closed",
            PlanState::Superseded => "superseded",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [PlanState::Active, PlanState::Closed, PlanState::Superseded].into_iter().find(|s| s.name() == name)
    }
}

/// A plan that a person adopted («план»). Private until published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The organisation it belongs to.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: PlanId,
    /// The draft it was made of.
    pub draft: Option<DraftId>,
    /// The original.
    pub paper: Option<PaperHash>,
    /// The edition it took the place of.
    pub supersedes: Option<PlanId>,
    /// Title.
    pub title: Option<String>,
    /// First day of what it covers.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// Year of the assessment it answers.
    pub assessed_year: Option<i16>,
    /// Plan JSON without measures: approval, scores, remarks; the store does not look inside.
    pub body_json: String,
    /// How many measures.
    pub n_measures: i64,
    /// Whether it is followed.
    pub state: PlanState,
    /// Where it is on its way from a draft to its end.
    pub stage: Stage,
    /// Who adopted it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// A measure of an adopted plan («мероприятие») with what the register asks for beside its whole JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The organisation it belongs to.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: MeasureId,
    /// The plan it stands in.
    pub plan: PlanId,
    /// Place in the plan, from zero.
    pub position: i64,
    /// Number as written.
    pub number: Option<String>,
    /// Criterion.
    pub criterion: Option<Criterion>,
    /// The measure itself.
    pub text: String,
    /// The term as written.
    pub deadline_as_written: Option<String>,
    /// What sort of term it is.
    pub deadline_kind: Option<DeadlineKind>,
    /// First day of the term.
    pub starts_on: Option<Date>,
    /// Effective last day: rolled to a working day, moved where it was moved. Late is the day after.
    pub due_on: Option<Date>,
    /// Where it is on its way.
    pub state: MeasureState,
    /// Why it is so: not done, partly done, moved.
    pub reason: Option<String>,
    /// Executors for people, «Линькова И.И., заместитель директора; …».
    pub executors: String,
    /// More words to be found by: shortcoming, result, execution.
    pub more_words: String,
    /// The whole measure as plan JSON; the store does not look inside.
    pub body_json: String,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// One change of a measure («история мероприятия»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureEvent {
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The measure.
    pub measure: MeasureId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// The verb.
    pub verb: String,
    /// Columns that changed, as they were: a JSON object.
    pub was: Option<String>,
    /// The same columns, as they became.
    pub became: Option<String>,
    /// Why, in the person's words.
    pub note: Option<String>,
}

/// What was decided about reported work («проверка исполнения»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nobody looked yet.
    Waiting,
    /// It is done.
    Confirmed,
    /// A part of it is done; the note says what is left.
    Partly,
    /// It is sent back with a reason.
    Returned,
}

impl Verdict {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Waiting => "waiting",
            Verdict::Confirmed => "confirmed",
            Verdict::Partly => "partly",
            Verdict::Returned => "returned",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Verdict::Waiting, Verdict::Confirmed, Verdict::Partly, Verdict::Returned]
            .into_iter()
            .find(|s| s.name() == name)
    }
}

/// A report that a measure was worked on («исполнение»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Execution {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id, ordered by time.
    pub id: Uuid,
    /// The measure.
    pub measure: MeasureId,
    /// What was done.
    pub done: String,
    /// When, as a deadline of plan JSON.
    pub actual_json: Option<String>,
    /// A proof.
    pub paper: Option<PaperHash>,
    /// Who reported.
    pub by: String,
    /// When it was reported.
    pub at: Timestamp,
    /// What was decided.
    pub verdict: Verdict,
    /// Why it was sent back, or what is left.
    pub verdict_note: Option<String>,
    /// The day it counts for: of the turn, where the term comes again.
    pub for_day: Option<Date>,
}

/// Which plans are asked for, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanQuery {
    /// Only of these organisations and those merged into them; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Only in this state.
    pub state: Option<PlanState>,
    /// Only at this stage.
    pub stage: Option<Stage>,
    /// Only those with a published version.
    pub is_published: bool,
    /// Only those that were approved for the first time after this day.
    pub approved_after: Option<Date>,
}
