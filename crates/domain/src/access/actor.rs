//! Who asks, and where their rights reach: places given to a person, and what these cover together.

use super::Role;
use crate::ids::{BranchId, FounderId, OrganisationId, PersonId, TerritoryId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A place whose people somebody answers for («надел»): a person's scope is what all of their grants cover together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grant {
    /// The whole house.
    House,
    /// A territory with everything below it.
    Territory(TerritoryId),
    /// A founder with all its organisations.
    Founder(FounderId),
    /// One organisation with its branches.
    Organisation(OrganisationId),
    /// One branch of an organisation, and nothing of the organisation itself.
    Branch(OrganisationId, BranchId),
}

impl Grant {
    /// The name of its kind in public interfaces.
    pub fn kind(&self) -> &'static str {
        match self {
            Grant::House => "house",
            Grant::Territory(_) => "territory",
            Grant::Founder(_) => "founder",
            Grant::Organisation(_) => "organisation",
            Grant::Branch(..) => "branch",
        }
    }

    /// What tells it from every other one, in forms and in keeping: its kind and what ids it has.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::access::Grant;
    /// use otklik_domain::ids::FounderId;
    /// let founder = FounderId(uuid::Uuid::from_u128(7));
    /// assert_eq!(Grant::Founder(founder).key(), "founder:00000000-0000-0000-0000-000000000007");
    /// assert_eq!(Grant::House.key(), "house");
    /// ```
    pub fn key(&self) -> String {
        let kind = self.kind();
        match self {
            Grant::House => kind.to_owned(),
            Grant::Territory(id) => format!("{kind}:{id}"),
            Grant::Founder(id) => format!("{kind}:{id}"),
            Grant::Organisation(id) => format!("{kind}:{id}"),
            Grant::Branch(organisation, id) => format!("{kind}:{organisation}:{id}"),
        }
    }
}

/// Where something happens («место действия»).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In no organisation: only people of the whole house may there.
    House,
    /// In an organisation.
    Organisation(OrganisationId),
    /// In a branch of an organisation.
    Branch(OrganisationId, BranchId),
}

impl From<Option<OrganisationId>> for Place {
    fn from(organisation: Option<OrganisationId>) -> Self {
        organisation.map_or(Place::House, Place::Organisation)
    }
}

/// Organisations and single branches, found once and asked often («охват»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    organisations: Arc<BTreeSet<OrganisationId>>,
    branches: Arc<BTreeSet<(OrganisationId, BranchId)>>,
}

impl Reach {
    /// These organisations whole, and these branches.
    pub fn new(
        organisations: impl IntoIterator<Item = OrganisationId>,
        branches: impl IntoIterator<Item = (OrganisationId, BranchId)>,
    ) -> Self {
        Reach {
            organisations: Arc::new(organisations.into_iter().collect()),
            branches: Arc::new(branches.into_iter().collect()),
        }
    }

    /// Organisations that are covered whole, in order.
    pub fn organisations(&self) -> impl ExactSizeIterator<Item = OrganisationId> + '_ {
        self.organisations.iter().copied()
    }

    /// Single branches that are covered, in order of their organisations.
    pub fn branches(&self) -> impl ExactSizeIterator<Item = (OrganisationId, BranchId)> + '_ {
        self.branches.iter().copied()
    }

    /// Organisations that are covered whole or by a branch.
    pub fn touched(&self) -> BTreeSet<OrganisationId> {
        self.organisations().chain(self.branches().map(|(organisation, _)| organisation)).collect()
    }

    /// Whether nothing is covered.
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty() && self.branches.is_empty()
    }

    fn covers(&self, place: Place) -> bool {
        match place {
            Place::House => false,
            Place::Organisation(organisation) => self.organisations.contains(&organisation),
            Place::Branch(organisation, branch) => {
                self.organisations.contains(&organisation) || self.branches.contains(&(organisation, branch))
            }
        }
    }
}

/// Where an actor's rights reach («область прав»).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// Nowhere.
    #[default]
    Nowhere,
    /// These organisations and branches only.
    Within(Reach),
    /// Every organisation of the house.
    Everywhere,
}

impl Scope {
    /// These organisations only.
    pub fn of(organisations: impl IntoIterator<Item = OrganisationId>) -> Self {
        Scope::Within(Reach::new(organisations, []))
    }

    /// Whether a place is within: the house itself is within [`Scope::Everywhere`] only, a branch also where its organisation is.
    ///
    /// # Example
    /// ```
    /// use otklik_domain::access::{Place, Scope};
    /// use otklik_domain::ids::{BranchId, OrganisationId};
    /// let (club, branch) = (OrganisationId(uuid::Uuid::from_u128(1)), BranchId(uuid::Uuid::from_u128(2)));
    /// let scope = Scope::of([club]);
    /// assert!(scope.covers(Place::Branch(club, branch)) && !scope.covers(Place::House));
    /// ```
    pub fn covers(&self, place: impl Into<Place>) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Within(reach) => reach.covers(place.into()),
            Scope::Nowhere => false,
        }
    }

    /// Whether anything at all is within.
    pub(crate) fn is_anywhere(&self) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Within(reach) => !reach.is_empty(),
            Scope::Nowhere => false,
        }
    }

    /// Whether everything within the other one is within this one: nobody gives away more than they have.
    ///
    /// # Example
    /// Who has one organisation contains its branch, not the other way round; nothing is contained in everything.
    pub fn contains(&self, other: &Scope) -> bool {
        match (self, other) {
            (Scope::Everywhere, _) | (_, Scope::Nowhere) => true,
            (_, Scope::Everywhere) => false,
            (_, Scope::Within(reach)) => {
                reach.organisations().all(|organisation| self.covers(Place::Organisation(organisation)))
                    && reach.branches.iter().all(|(o, branch)| self.covers(Place::Branch(*o, *branch)))
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_scope_covers_what_was_given_and_nothing_beside() {
        let o = |n| OrganisationId(Uuid::from_u128(n));
        let b = |n| BranchId(Uuid::from_u128(n));
        let house = Place::House;
        let (one, two) = (Place::Organisation(o(1)), Place::Organisation(o(2)));
        let (of_one, of_two, other) = (Place::Branch(o(1), b(1)), Place::Branch(o(2), b(2)), Place::Branch(o(2), b(3)));
        let cases: [(Scope, &[Place]); 5] = [
            (Scope::Nowhere, &[]),
            (Scope::of([]), &[]),
            (Scope::of([o(1)]), &[one, of_one]),
            (Scope::Within(Reach::new([o(1)], [(o(2), b(2))])), &[one, of_one, of_two]),
            (Scope::Everywhere, &[house, one, two, of_one, of_two, other]),
        ];
        for (at, (scope, covered)) in cases.iter().enumerate() {
            for place in [house, one, two, of_one, of_two, other] {
                assert_eq!(scope.covers(place), covered.contains(&place), "{scope:?} {place:?}");
            }
            assert_eq!(scope.is_anywhere(), !covered.is_empty(), "{scope:?}");
            for (later, (wider, _)) in cases.iter().enumerate() {
                assert!(later < at || wider.contains(scope), "{wider:?} {scope:?}");
            }
            assert!(at < 2 || !cases[at - 1].0.contains(scope), "{scope:?}");
        }
        let reach = Reach::new([o(1)], [(o(2), b(2)), (o(2), b(3)), (o(1), b(1))]);
        assert_eq!(reach.touched(), BTreeSet::from([o(1), o(2)]));
        assert_eq!((reach.organisations().len(), reach.branches().len()), (1, 3));
    }
}
