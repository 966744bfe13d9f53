use crate::Answer;
use crate::record::{Act, Keyring, Passkey, Person, Session, Standing, Version};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::ids::PersonId;

/// Passwords, codes of the second step, passkeys, and the visits they open. The journal names the person only.
#[async_trait]
pub trait Keyrings: Send + Sync {
    /// What a person comes in with; an empty one when nothing was ever kept.
    async fn find_keyring(&self, person: PersonId) -> Answer<Keyring>;
    /// When everybody was last here and what they have; who never came and has nothing is not among them.
    async fn list_standings(&self) -> Answer<Vec<Standing>>;
    /// Keeps a password and the name it goes with; ends other visits of the person and forgets their links.
    /// `Taken("person.login")`.
    async fn keep_password(
        &self,
        act: &Act,
        person: &Person,
        expected: Version,
        hash: &str,
        spared: Option<&str>,
    ) -> Answer<Version>;
    /// Opens a visit for somebody who proved who they are; `None` when the account is closed.
    async fn keep_session(&self, act: &Act, session: &Session) -> Answer<Option<Person>>;
    /// Visits of a person that are not over, newest first.
    async fn list_sessions(&self, person: PersonId, now: Timestamp) -> Answer<Vec<Session>>;
    /// Ends every visit of a person but one.
    async fn end_other_sessions(&self, act: &Act, person: PersonId, spared: &str) -> Answer<()>;
    /// The person proved who they are once more.
    async fn prove_session(&self, act: &Act, hash: &str) -> Answer<()>;
    /// Codes are asked from now on; `codes` are hashes of the recovery codes.
    async fn keep_totp(&self, act: &Act, person: PersonId, secret: &str, step: i64, codes: &[String]) -> Answer<()>;
    /// Marks the code of a step as used; no when it, or a later one, was used before.
    async fn use_totp_step(&self, act: &Act, person: PersonId, step: i64) -> Answer<bool>;
    /// Codes are not asked any more.
    async fn drop_totp(&self, act: &Act, person: PersonId) -> Answer<()>;
    /// New recovery codes instead of the old ones.
    async fn keep_recovery_codes(&self, act: &Act, person: PersonId, codes: &[String]) -> Answer<()>;
    /// How many recovery codes are left.
    async fn count_recovery_codes(&self, person: PersonId) -> Answer<i64>;
    /// Uses a recovery code; no when it is unknown or used.
    async fn use_recovery_code(&self, act: &Act, person: PersonId, hash: &str) -> Answer<bool>;
    /// Keeps a passkey. `Taken("passkey.id")`.
    async fn keep_passkey(&self, act: &Act, passkey: &Passkey) -> Answer<()>;
    /// Passkeys of a person, oldest first.
    async fn list_passkeys(&self, person: PersonId) -> Answer<Vec<Passkey>>;
    /// One passkey.
    async fn find_passkey(&self, id: &str) -> Answer<Option<Passkey>>;
    /// Moves the counters and «last used» of a passkey; not audited, the visit it opens is.
    async fn touch_passkey(&self, id: &str, body_json: &str, used_at: Timestamp) -> Answer<()>;
    /// Forgets a passkey of a person; no when there is no such one.
    async fn drop_passkey(&self, act: &Act, person: PersonId, id: &str) -> Answer<bool>;
}
