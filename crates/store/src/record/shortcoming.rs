//! Shortcomings as they are kept, registers that were made, what mends what.

use super::Version;
use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{MeasureId, OrganisationId, RoundId, ShortcomingId, TypicalId};
use otklik_domain::score::Exact;
use otklik_domain::shortcoming::{About, Shortcoming, Standing, Typical};
use std::collections::BTreeMap;

/// A shortcoming as it is kept («запись реестра недостатков»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptShortcoming {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: ShortcomingId,
    /// The round it was found in; nothing where a person typed it outside of any.
    pub round: Option<RoundId>,
    /// The shortcoming itself.
    pub of: Shortcoming,
    /// Years of earlier rounds that found the same there, newest first.
    pub earlier_years: Vec<i16>,
    /// Number and date of the paper, or the address, that speaks of it.
    pub reference: String,
    /// The day of that paper.
    pub found_on: Option<Date>,
    /// Where it stands.
    pub standing: Standing,
    /// Why it was set aside.
    pub reason: Option<String>,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// An example that ships with the program.
    pub is_example: bool,
}

/// That the register of an organisation was made from a round («составленный реестр недостатков»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortcomingRegister {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The round.
    pub round: RoundId,
    /// How many shortcomings the score found.
    pub n_found: i64,
    /// The total it was made from.
    pub total: Option<Exact>,
    /// Who made it last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A register to be kept: what is new or changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterChange {
    /// That it was made.
    pub register: ShortcomingRegister,
    /// The version of its last making.
    pub expected: Option<Version>,
    /// Shortcomings that are new or others now, each with the version it was known in.
    pub changed: Vec<(KeptShortcoming, Option<Version>)>,
    /// What happened, for the journal: names of what is new, changed, gone, back.
    pub summary_json: String,
}

/// Which shortcomings are asked for; what is empty does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShortcomingQuery {
    /// Of these organisations and those merged into them.
    pub organisations: Vec<OrganisationId>,
    /// Of this round.
    pub round: Option<RoundId>,
    /// In these states.
    pub standings: Vec<Standing>,
    /// About this.
    pub about: Option<About>,
    /// These alone.
    pub ids: Vec<ShortcomingId>,
}

/// How far shortcomings of a round reach («охват по сети»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reaches {
    /// Organisations whose register was made.
    pub n_organisations: u64,
    /// In how many of them each thing is wanting.
    pub by_about: BTreeMap<String, u64>,
}

/// That a measure mends a shortcoming («связь мероприятия с недостатком»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureShortcoming {
    /// The organisation of both.
    pub organisation: OrganisationId,
    /// The measure.
    pub measure: MeasureId,
    /// The shortcoming.
    pub shortcoming: ShortcomingId,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A typical measure that the house added («своё типовое мероприятие»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTypical {
    /// Its id.
    pub id: TypicalId,
    /// The sector it is for, by its rulebook's name.
    pub sector: String,
    /// The measure.
    pub typical: Typical,
    /// Whether it is offered no more.
    pub is_retired: bool,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
