//! What others measured of an organisation.

use jiff::Timestamp;
use otklik_domain::ids::OrganisationId;
use otklik_domain::outside::Figure;
use uuid::Uuid;

/// A figure of a second source as it is kept («записанное показание»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFigure {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: Uuid,
    /// The figure.
    pub figure: Figure,
    /// Where it can be looked up; empty where nobody said.
    pub link: String,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
