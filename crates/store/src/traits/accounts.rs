use crate::Answer;
use crate::record::{Act, ApiToken, Job, Kept, LoginLink, NewJob, Person, Session, Version};
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use otklik_domain::ids::PersonId;
use uuid::Uuid;

/// People, their links, visits and keys. Secrets never come here, only their hashes.
#[async_trait]
pub trait People: Send + Sync {
    /// One person.
    async fn find_person(&self, id: PersonId) -> Answer<Option<Kept<Person>>>;
    /// One person by login.
    async fn find_person_by_login(&self, login: &str) -> Answer<Option<Kept<Person>>>;
    /// Everybody, by name.
    async fn list_people(&self) -> Answer<Vec<Kept<Person>>>;
    /// Creates, changes or closes an account; closing ends its visits and keys. `Taken("person.login")`.
    async fn keep_person(&self, act: &Act, person: &Person, expected: Option<Version>) -> Answer<Version>;
    /// Keeps a one-time link.
    async fn keep_login_link(&self, act: &Act, link: &LoginLink) -> Answer<()>;
    /// Whether a link is there and could be used now; does not use it.
    async fn find_login_link(&self, hash: &str, now: Timestamp) -> Answer<Option<LoginLink>>;
    /// Uses a link once and opens a visit for its person; `None` when it is unknown, used, over, or the account closed.
    /// `session.person` is taken from the link.
    async fn keep_session_by_link(&self, act: &Act, link_hash: &str, session: &Session) -> Answer<Option<Person>>;
    /// The visit and its person, when neither is over.
    async fn find_session(&self, hash: &str, now: Timestamp) -> Answer<Option<(Session, Person)>>;
    /// Moves «last seen» and the end of a visit; not audited.
    async fn touch_session(&self, hash: &str, seen_at: Timestamp, expires_at: Timestamp) -> Answer<()>;
    /// Ends a visit.
    async fn end_session(&self, act: &Act, hash: &str) -> Answer<()>;
    /// Keeps a key for programs.
    async fn keep_api_token(&self, act: &Act, token: &ApiToken) -> Answer<()>;
    /// The key and its person, when neither is over.
    async fn find_api_token(&self, hash: &str) -> Answer<Option<(ApiToken, Person)>>;
    /// Keys of a person, newest first.
    async fn list_api_tokens(&self, person: PersonId) -> Answer<Vec<ApiToken>>;
    /// Takes a key back.
    async fn revoke_api_token(&self, act: &Act, id: Uuid) -> Answer<()>;
}

/// Work that follows changes. Queued by an [`Act`], or by the calendar.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Queues jobs that are not known yet, by their ids: a tick of the calendar comes once, however often it is asked for.
    async fn keep_ticks(&self, jobs: &[NewJob]) -> Answer<()>;
    /// Forgets jobs that were done before this instant.
    async fn forget_jobs(&self, before: Timestamp) -> Answer<()>;
    /// Takes the next job whose time has come, for so long; when its worker dies it comes back after that.
    async fn claim_job(&self, now: Timestamp, lease: SignedDuration) -> Answer<Option<Job>>;
    /// The job is done.
    async fn finish_job(&self, id: Uuid, now: Timestamp) -> Answer<()>;
    /// The job failed: again at `retry_at`, or given up when that is nothing.
    async fn fail_job(&self, id: Uuid, why: &str, retry_at: Option<Timestamp>) -> Answer<()>;
    /// How many wait and how many were given up.
    async fn count_jobs(&self) -> Answer<(i64, i64)>;
}

/// Settings of this installation.
#[async_trait]
pub trait Settings: Send + Sync {
    /// One setting.
    async fn find_setting(&self, name: &str) -> Answer<Option<String>>;
    /// Changes a setting.
    async fn keep_setting(&self, act: &Act, name: &str, value: &str) -> Answer<()>;
    /// Keeps a setting unless there is one; gives the one that is kept. Whoever asks at the same moment gets the same.
    async fn keep_first_setting(&self, act: &Act, name: &str, value: &str) -> Answer<String>;
}
