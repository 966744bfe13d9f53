//! One measure for many organisations, and its parts.

use jiff::Timestamp;
use otklik_domain::ids::{MeasureId, NetworkId, OrganisationId};
use otklik_domain::score::{Criterion, Indicator};
use otklik_domain::shortcoming::About;

/// One measure that many organisations carry out («сетевое мероприятие»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkMeasure {
    /// Its id.
    pub id: NetworkId,
    /// The words of the measure.
    pub text: String,
    /// The term as written.
    pub term: String,
    /// The year in which the term is said.
    pub year: i16,
    /// The criterion.
    pub criterion: Option<Criterion>,
    /// The indicator.
    pub indicator: Option<Indicator>,
    /// What it mends everywhere, where it is one thing.
    pub about: Option<About>,
    /// What proves it.
    pub proof_words: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// The part of one organisation in a network measure («часть сетевого мероприятия»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkPart {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The measure in its plan.
    pub measure: MeasureId,
    /// The whole.
    pub network: NetworkId,
    /// Who gave it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
