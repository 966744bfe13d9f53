use jiff::Timestamp;
use otklik_domain::ids::{FounderId, OrganisationId, TerritoryId};
use otklik_domain::registry::Sector;

/// Which organisations are asked for, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrganisationQuery {
    /// Words that stand in the names, the slug or the ИНН; case does not matter.
    pub search: Option<String>,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only of this founder.
    pub founder: Option<FounderId>,
    /// Only of this territory itself.
    pub territory: Option<TerritoryId>,
    /// Closed and merged ones too.
    pub with_gone: bool,
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
