//! What is kept, as plain values: the words the rooms above speak to the store with.
//!
//! In come ids and values of the domain, JSON texts that only the rooms above understand, and times that were given.
//! It refuses to know how a record is stored.

mod answer;
mod audit;
mod batch;
mod closing;
mod counts;
mod draft;
mod found;
mod frozen;
mod inspection;
mod keyring;
mod letter;
mod life;
mod matrix;
mod network;
mod outer;
mod outside;
mod paper;
mod people;
mod photo;
mod placing;
mod plan;
mod proof;
mod publication;
mod register;
mod registry;
mod report;
mod review;
mod rights;
mod round;
mod running;
mod sample;
mod score;
mod sheets;
mod shortcoming;
mod survey;
mod waiting;

pub use answer::{AnswerCount, AnswerKept, KeptAnswer, NewAnswer, Traces};
pub use audit::{Act, AuditLine, AuditQuery};
pub use batch::{Batch, BatchKept, BatchKind, BatchState, PlaceCounts, Waiting};
pub use closing::{NewRoundPublication, RoundFile, RoundPublication};
pub use counts::Counts;
pub use draft::{Draft, DraftBrief, DraftState};
pub use found::{Found, ItemFinding, WAITING};
pub use frozen::{Figures, Inputs, PlaceInputs, policy_text, read_policy};
pub use inspection::{
    Inspection, InspectionDecision, InspectionMark, InspectionReply, InspectionSheet, SheetProgress, WholeInspection,
};
pub use keyring::{Keyring, Passkey, Standing};
pub use letter::{
    DueMeasure, Letter, LetterChoice, LetterState, NewLetter, Recipient, SetAside, Term, WaitingInspection,
};
pub use life::{AmendmentKind, PlanAmendment, PlanApproval, PlanComment, PlanStep, RowChanges};
pub use matrix::{BulkAct, BulkChange, BulkStep, MatrixCell, MatrixRow};
pub use network::{NetworkMeasure, NetworkPart};
pub use outer::{OuterAccount, OuterDoor};
pub use outside::SecondFigure;
pub use paper::{Paper, PaperHash};
pub use people::{ApiToken, LoginLink, Person, PersonState, Session};
pub use photo::{NewPhoto, Photo, PhotoHash, PhotoUse};
pub use placing::PublicationItem;
pub use plan::{Execution, Measure, MeasureEvent, Plan, PlanQuery, PlanState, Verdict};
pub use proof::{ExpectedProof, NewFile, NewProof, Proof, PublishedProof, TermMove, Work};
pub use publication::{NewPublication, Publication};
pub use register::{Examples, FacetRow, Facets, RegisterQuery, RegisterRow, View};
pub use registry::{Alias, OrganisationQuery, RegistryImport};
pub use report::{FiledConsolidated, FiledReport, NewConsolidated, PaperTemplate, ReportFigure, ReportQuery};
pub use review::{AnswerReview, ReviewChange};
pub use rights::{LinkVisit, PersonalLink};
pub use round::{Mapping, Round, RoundQuery, RoundState, RulebookName};
pub use running::{Job, JobState, NewJob};
pub use sample::{PlaceSurvey, PlannedPlace, RoundPlace, RoundQuota, SamplePlan};
pub use score::{EarlierScore, NewScore, Score, ScoreQuery, ScoreRow, ScoreState};
pub use sheets::{AskedDay, CallOutcome, KeyedSheet, PhoneCall, SheetLot};
pub use shortcoming::{
    KeptShortcoming, MeasureShortcoming, OwnTypical, Reaches, RegisterChange, ShortcomingQuery, ShortcomingRegister,
};
pub use survey::{Survey, SurveyQuery, Unfinished};
pub use waiting::{
    AskedTurn, HandedQuery, HandedReport, MeasureTurn, PlacingTurn, SentBack, SentBackQuery, StagedPlan, StagedQuery,
    TurnQuery, TurnSource, UnplacedQuery, UnsentQuery, UnsentReport,
};

/// How many times a record was kept; the first time is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub i64);

/// A record as it is kept, with the version that a change must name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// The record.
    pub value: T,
    /// Its version.
    pub version: Version,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAsked {
    /// The `next` of the page before; nothing for the first page. Opaque: an unknown one is an empty page or a fault.
    pub after: Option<String>,
    /// How many at most, 1 to 500.
    pub limit: usize,
}

impl PageAsked {
    /// The first page of so many.
    pub fn first(limit: usize) -> Self {
        PageAsked { after: None, limit }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// What stands on it, in order.
    pub items: Vec<T>,
    /// What to ask for to go on; nothing on the last page.
    pub next: Option<String>,
}
