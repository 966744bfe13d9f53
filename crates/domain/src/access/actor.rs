use super::Role;
use crate::ids::{OrganisationId, PersonId};

/// Where an actor's rights reach («область прав»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// Nowhere.
    #[default]
    Nowhere,
    /// These organisations only.
    Organisations(Vec<OrganisationId>),
    /// Every organisation of the house.
    Everywhere,
}

impl Scope {
    /// Whether a place is within; `None` is a thing that belongs to no organisation.
    pub fn covers(&self, place: Option<OrganisationId>) -> bool {
        match (self, place) {
            (Scope::Everywhere, _) => true,
            (Scope::Organisations(own), Some(place)) => own.contains(&place),
            _ => false,
        }
    }
}

/// Who is asking («действующее лицо»): a person with a role and a scope, or a stranger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The person; `None` is a citizen who is not asked for a name.
    pub person: Option<PersonId>,
    /// The role.
    pub role: Option<Role>,
    /// Where the rights reach.
    pub scope: Scope,
}

impl Actor {
    /// Somebody from the street.
    pub fn stranger() -> Self {
        Actor::default()
    }
}
