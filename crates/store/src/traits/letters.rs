use crate::Answer;
use crate::record::{
    Act, AuditLine, DueMeasure, Letter, LetterChoice, LetterState, NewLetter, Page, PageAsked, Recipient, SetAside,
    Term, WaitingInspection,
};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId, RoundId};
use otklik_domain::plan::life::Stage;
use uuid::Uuid;

/// Letters on their way, and who wants them how often.
#[async_trait]
pub trait Letters: Send + Sync {
    /// People who may come in and have an address, by id.
    async fn list_recipients(&self) -> Answer<Vec<Recipient>>;
    /// Organisations that these people's rights reach by name, territory or founder, in pairs.
    async fn list_recipient_places(&self) -> Answer<Vec<(PersonId, OrganisationId)>>;
    /// Measures handed to people who have an address.
    async fn list_recipient_measures(&self) -> Answer<Vec<(PersonId, MeasureId)>>;
    /// Measures of followed plans that wait and whose last day is at most this one, the earliest first; so many after the
    /// cursor. Examples are not told of.
    async fn list_due(&self, until: Date, page: &PageAsked) -> Answer<Page<DueMeasure>>;
    /// How many measures are reported and wait to be confirmed, by organisation.
    async fn count_reported(&self) -> Answer<Vec<(OrganisationId, i64)>>;
    /// Keeps letters in one step, those already kept under their name left out, and notes the day of a digest for their
    /// people; one line of the journal for all. Answers how many were kept.
    async fn keep_letters(&self, act: &Act, letters: &[NewLetter], told: &[(PersonId, Date)]) -> Answer<u64>;
    /// Lines of the journal after a number, the earliest first.
    async fn list_lines_after(&self, number: i64, limit: usize) -> Answer<Vec<AuditLine>>;
    /// Number of the last line whose event was told of; nothing before the first time.
    async fn find_followed(&self) -> Answer<Option<i64>>;
    /// Keeps letters about events, as [`Letters::keep_letters`], and up to which line of the journal they tell.
    async fn keep_event_letters(&self, act: &Act, letters: &[NewLetter], followed: i64) -> Answer<u64>;
    /// Takes letters whose hour has come, the earliest first; when their worker dies they come back after the lease.
    async fn claim_letters(&self, now: Timestamp, lease: SignedDuration, limit: usize) -> Answer<Vec<Letter>>;
    /// The letter went, was given up, or waits again until the instant. Not audited: the letter is the record of itself.
    async fn settle_letter(&self, id: Uuid, state: LetterState, why: Option<&str>, at: Timestamp) -> Answer<()>;
    /// Letters, newest first.
    async fn list_letters(&self, state: Option<LetterState>, page: &PageAsked) -> Answer<Page<Letter>>;
    /// Letters of one name, whoever gets them.
    async fn list_letters_named(&self, once: &str) -> Answer<Vec<Letter>>;
    /// One letter.
    async fn find_letter(&self, id: Uuid) -> Answer<Option<Letter>>;
    /// How many letters are in each state.
    async fn count_letters(&self) -> Answer<Vec<(LetterState, i64)>>;
    /// Lets a letter that failed or was dropped wait again. `Stale` when it is in another state.
    async fn send_letter_again(&self, act: &Act, id: Uuid) -> Answer<()>;
    /// Forgets letters that ended before this instant. Answers how many.
    async fn forget_letters(&self, before: Timestamp) -> Answer<u64>;
    /// How somebody wants letters; nothing when they never said.
    async fn find_letter_choice(&self, person: PersonId) -> Answer<Option<LetterChoice>>;
    /// Keeps how somebody wants letters; the day of the last digest stays.
    async fn keep_letter_choice(&self, act: &Act, choice: &LetterChoice) -> Answer<()>;
}

/// What people set aside among their affairs. A person's own desk: not audited.
#[async_trait]
pub trait Affairs: Send + Sync {
    /// What a person put off and has read, with how its measure stands.
    async fn list_set_aside(&self, person: PersonId) -> Answer<Vec<SetAside>>;
    /// Sets something aside, or anew.
    async fn keep_set_aside(&self, person: PersonId, aside: &SetAside) -> Answer<()>;
    /// Takes something back.
    async fn remove_set_aside(&self, person: PersonId, subject: &str) -> Answer<()>;
    /// Plans that were sent to be approved and those that were sent back, by stage; examples apart.
    async fn list_plans_to_decide(&self) -> Answer<Vec<(Stage, OrganisationId)>>;
    /// Inspections of rounds that go on, where the organisation or the operator has the word; examples apart.
    async fn list_waiting_inspections(&self) -> Answer<Vec<WaitingInspection>>;
    /// Scores of rounds that go on which were counted and wait to be approved, by round; examples apart.
    async fn list_scores_to_approve(&self) -> Answer<Vec<(RoundId, OrganisationId)>>;
    /// Measures of followed plans of these organisations (empty: of all) with a last day between two, the earliest first,
    /// so many at most; examples apart.
    async fn list_terms(&self, own: &[OrganisationId], from: Date, to: Date, limit: usize) -> Answer<Vec<Term>>;
    /// Forgets what was set aside up to a day before this one, and what was read before this instant.
    async fn forget_set_aside(&self, day: Date, before: Timestamp) -> Answer<()>;
}
