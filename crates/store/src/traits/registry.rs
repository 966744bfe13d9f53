use crate::Answer;
use crate::record::{Act, Alias, Kept, OrganisationQuery, Page, PageAsked, RegistryImport, Version};
use async_trait::async_trait;
use otklik_domain::ids::{BranchId, FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::{Branch, Founder, Organisation, Territory};

/// The registry («реестр организаций»): organisations, branches, founders, territories, remembered names.
#[async_trait]
pub trait Organisations: Send + Sync {
    /// One organisation by id.
    async fn find_organisation(&self, id: OrganisationId) -> Answer<Option<Kept<Organisation>>>;
    /// One organisation by its slug; a merged one is found too and says where it went.
    async fn find_organisation_by_slug(&self, slug: &str) -> Answer<Option<Kept<Organisation>>>;
    /// Open organisations with this ИНН.
    async fn find_organisation_by_inn(&self, inn: &str) -> Answer<Option<Kept<Organisation>>>;
    /// Open organisations whose full or short name is this one, quotes, case and blanks aside.
    async fn find_organisations_by_name(&self, name: &str) -> Answer<Vec<Kept<Organisation>>>;
    /// Organisations by name.
    async fn list_organisations(&self, asked: &OrganisationQuery, page: &PageAsked)
    -> Answer<Page<Kept<Organisation>>>;
    /// How many such organisations there are.
    async fn count_organisations(&self, asked: &OrganisationQuery) -> Answer<i64>;
    /// Kinds of open organisations, each in one spelling, in order.
    async fn list_kinds(&self) -> Answer<Vec<String>>;
    /// Slugs that begin so; for making a free one.
    async fn list_slugs(&self, beginning: &str) -> Answer<Vec<String>>;
    /// Creates, changes or closes an organisation. `Taken("organisation.slug")`, `Taken("organisation.inn")` among
    /// open ones; `Unknown` founder or territory. The slug of a kept one is never changed by this.
    async fn keep_organisation(
        &self,
        act: &Act,
        organisation: &Organisation,
        expected: Option<Version>,
    ) -> Answer<Version>;
    /// Keeps a whole import: new territories and founders, then organisations, each with the version it was decided on.
    /// One step, whole or not at all; an audit line for each.
    async fn keep_import(&self, act: &Act, import: &RegistryImport) -> Answer<()>;
    /// Joins one organisation to another: its slug leads there, its plans and names are found there; what is kept of it
    /// in open rounds goes there too, and closed rounds stay as they were. All in one step.
    /// `Taken("round.organisation")` when both have answers, findings or scores in the same open round.
    async fn keep_merging(
        &self,
        act: &Act,
        gone: OrganisationId,
        expected: Version,
        into: OrganisationId,
    ) -> Answer<()>;

    /// Branches of an organisation, open ones first, by name.
    async fn list_branches(&self, organisation: OrganisationId) -> Answer<Vec<Kept<Branch>>>;
    /// Branches of these organisations, by name within each.
    async fn list_branches_of(&self, organisations: &[OrganisationId]) -> Answer<Vec<Kept<Branch>>>;
    /// One branch.
    async fn find_branch(&self, organisation: OrganisationId, id: BranchId) -> Answer<Option<Kept<Branch>>>;
    /// Creates, changes or closes a branch.
    async fn keep_branch(&self, act: &Act, branch: &Branch, expected: Option<Version>) -> Answer<Version>;

    /// Every founder, by name.
    async fn list_founders(&self) -> Answer<Vec<Kept<Founder>>>;
    /// One founder.
    async fn find_founder(&self, id: FounderId) -> Answer<Option<Kept<Founder>>>;
    /// Creates or changes a founder. `Taken("founder.name_key")`.
    async fn keep_founder(&self, act: &Act, founder: &Founder, expected: Option<Version>) -> Answer<Version>;

    /// Every territory, by name.
    async fn list_territories(&self) -> Answer<Vec<Kept<Territory>>>;
    /// One territory.
    async fn find_territory(&self, id: TerritoryId) -> Answer<Option<Kept<Territory>>>;
    /// Creates or changes a territory.
    async fn keep_territory(&self, act: &Act, territory: &Territory, expected: Option<Version>) -> Answer<Version>;

    /// The organisation a recognised name was matched to by a person, where it went when it was merged.
    async fn find_alias(&self, name: &str) -> Answer<Option<Alias>>;
    /// Names matched to an organisation.
    async fn list_aliases(&self, organisation: OrganisationId) -> Answer<Vec<Alias>>;
    /// Remembers which organisation a name means; the newest decision wins.
    async fn keep_alias(&self, act: &Act, name: &str, organisation: OrganisationId) -> Answer<()>;
}
