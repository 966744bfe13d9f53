use super::Version;
use jiff::Timestamp;
use otklik_domain::ids::{FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::{Founder, Organisation, Sector, Territory};

/// Which organisations are asked for, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationQuery {
    /// Words that stand in the names, the slug or the ИНН; case does not matter.
    pub search: Option<String>,
    /// Only these; empty means all.
    pub organisations: Vec<OrganisationId>,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only of this kind in words; case and blanks do not matter.
    pub kind: Option<String>,
    /// Only of this founder.
    pub founder: Option<FounderId>,
    /// Only of this territory itself.
    pub territory: Option<TerritoryId>,
    /// Closed and merged ones too.
    pub with_gone: bool,
    /// Only examples, or only what is no example.
    pub is_example: Option<bool>,
}

/// A name as recognised in papers that a person matched to an organisation («сопоставленное название»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as it was recognised.
    pub name: String,
    /// The organisation it means.
    pub organisation: OrganisationId,
    /// Who matched it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// What an import of a list decided to keep («загрузка перечня»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegistryImport {
    /// Territories that are new.
    pub territories: Vec<Territory>,
    /// Founders that are new.
    pub founders: Vec<Founder>,
    /// Organisations: new ones, and changed ones with the version the change was made from.
    pub organisations: Vec<(Organisation, Option<Version>)>,
}
