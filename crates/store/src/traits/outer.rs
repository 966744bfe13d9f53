use crate::Answer;
use crate::record::{Act, Kept, OuterAccount, OuterDoor, Person, Session, Version};
use async_trait::async_trait;
use otklik_domain::ids::PersonId;
use uuid::Uuid;

/// The provider that lets people in besides us, and which of its accounts is whose. The journal never says its secret.
#[async_trait]
pub trait OuterDoors: Send + Sync {
    /// The provider of this name.
    async fn find_outer_door(&self, id: &str) -> Answer<Option<Kept<OuterDoor>>>;
    /// Sets a provider; the journal says whether there is a secret and not which.
    async fn keep_outer_door(&self, act: &Act, door: &OuterDoor, expected: Option<Version>) -> Answer<Version>;
    /// Forgets a provider; accounts stay, for the day it comes back.
    async fn drop_outer_door(&self, act: &Act, id: &str, expected: Version) -> Answer<()>;
    /// The account that a provider calls so.
    async fn find_outer_account(&self, issuer: &str, subject: &str) -> Answer<Option<OuterAccount>>;
    /// Outer accounts of a person, oldest first.
    async fn list_outer_accounts(&self, person: PersonId) -> Answer<Vec<OuterAccount>>;
    /// Says whose an outer account is. `Taken("outer_account.subject")`.
    async fn keep_outer_account(&self, act: &Act, account: &OuterAccount) -> Answer<()>;
    /// Forgets an outer account of a person; no when there is no such one.
    async fn drop_outer_account(&self, act: &Act, person: PersonId, id: Uuid) -> Answer<bool>;
    /// Opens a visit by an outer account that is still its person's; `None` when it is not, or the account is closed.
    async fn keep_session_by_outer(
        &self,
        act: &Act,
        issuer: &str,
        subject: &str,
        session: &Session,
    ) -> Answer<Option<Person>>;
}
