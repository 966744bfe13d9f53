use jiff::Timestamp;
use otklik_domain::Date;
use otklik_domain::ids::{OrganisationId, PlanId};
use otklik_domain::publication::Item;
use uuid::Uuid;

/// What became of one item of the list of what is placed («отметка о размещении»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationItem {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its id.
    pub id: Uuid,
    /// The plan it goes with.
    pub plan: PlanId,
    /// Which item; once a plan.
    pub item: Item,
    /// The day it was placed; none while it waits.
    pub placed_on: Option<Date>,
    /// Who placed it, in words.
    pub placed_by: String,
    /// Where it can be seen.
    pub link: String,
    /// Words about it.
    pub note: String,
    /// The last day it should be placed on, as it was counted then.
    pub due_on: Option<Date>,
    /// The version of the terms that day was counted by.
    pub terms_version: i64,
    /// Who wrote this down.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
