use crate::Answer;
use crate::record::{Act, LinkVisit, Person, PersonalLink, Version};
use async_trait::async_trait;
use jiff::Timestamp;
use otklik_domain::access::{Grant, Reach};
use otklik_domain::ids::{MeasureId, OrganisationId, PersonId};
use uuid::Uuid;

/// Where people's rights reach, and which organisations that is.
#[async_trait]
pub trait Scopes: Send + Sync {
    /// Places given to a person, in order; `None` when an older program wrote the person and only their organisation speaks.
    async fn list_grants(&self, person: PersonId) -> Answer<Option<Vec<Grant>>>;
    /// Every place given to anybody, by person.
    async fn list_all_grants(&self) -> Answer<Vec<(PersonId, Grant)>>;
    /// Gives a person these places and no others; the person is meant in this version and goes on to the next.
    /// `Unknown` place; `LeavesNobody` who administers the whole house.
    async fn keep_grants(&self, act: &Act, person: PersonId, expected: Version, grants: &[Grant]) -> Answer<Version>;
    /// Organisations and branches that the places cover: of territories with all below, of founders, and everything that
    /// was merged into one of them. The whole house covers none by name.
    async fn find_reach(&self, grants: &[Grant]) -> Answer<Reach>;
}

/// Club workers' own links and the measures handed to them. Secrets never come here, only their hashes.
#[async_trait]
pub trait Links: Send + Sync {
    /// Measures handed to a person.
    async fn list_handed(&self, person: PersonId) -> Answer<Vec<MeasureId>>;
    /// Hands a person these measures and no others. `Unknown` measure.
    async fn keep_handed(&self, act: &Act, person: PersonId, measures: &[(OrganisationId, MeasureId)]) -> Answer<()>;
    /// Gives a person a link; the ones before stop, and visits by them end.
    async fn keep_personal_link(&self, act: &Act, link: &PersonalLink) -> Answer<()>;
    /// Takes a person's links back and ends visits by them.
    async fn revoke_personal_links(&self, act: &Act, person: PersonId) -> Answer<()>;
    /// Links that were not taken back.
    async fn list_personal_links(&self) -> Answer<Vec<PersonalLink>>;
    /// The link and its person, when it was not taken back and the account is open.
    async fn find_personal_link(&self, hash: &str) -> Answer<Option<(PersonalLink, Person)>>;
    /// Counts a try at the code before it is looked at, so that no number of tries at once is more than `n_max`: the last
    /// of them lets the link rest until `rest_until`. `None` while it rests or when it was taken back. Not audited.
    async fn begin_code_try(
        &self,
        id: Uuid,
        now: Timestamp,
        n_max: i64,
        rest_until: Timestamp,
    ) -> Answer<Option<PersonalLink>>;
    /// Writes down that too many codes were wrong and the link rests.
    async fn note_rest(&self, act: &Act, link: &PersonalLink) -> Answer<()>;
    /// Opens a visit and forgets wrong tries; `chosen` is the code of a first opening. `false` when a code was chosen
    /// before, or the link was taken back meanwhile.
    async fn keep_link_visit(&self, act: &Act, visit: &LinkVisit, chosen: Option<&str>) -> Answer<bool>;
    /// The link and the person of a visit, when neither is over.
    async fn find_link_visit(&self, hash: &str, now: Timestamp) -> Answer<Option<(PersonalLink, Person)>>;
    /// Ends a visit. Not audited.
    async fn end_link_visit(&self, hash: &str) -> Answer<()>;
}
