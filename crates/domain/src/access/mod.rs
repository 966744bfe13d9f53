//! Who may do what («права»): one table role × verb × scope.
//!
//! In come an actor and what is to be done where; out goes a proof that a decision asks for, or nothing.
//! A verb that forgets to ask does not compile, for the proof can be made only here.

mod actor;
mod role;
mod table;

pub use actor::{Actor, Grant, Place, Reach, Scope};
pub use role::Role;
pub use table::{Verb, allows, printed};

use crate::ids::PersonId;
use std::marker::PhantomData;

/// What a proof is about: a marker type for each verb that a decision of the domain asks a proof for.
pub trait Right {
    /// The row of the table.
    const VERB: Verb;
}

/// Proof that an actor may do one verb («разрешение»). Only [`permit`] makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Can<R: Right> {
    /// Who may.
    pub who: PersonId,
    right: PhantomData<R>,
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident => $verb:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {}

            impl Right for $name {
                const VERB: Verb = Verb::$verb;
            }
        )*
    };
}

rights! {
    /// Turning a draft into a plan.
    AdoptPlan => AdoptPlan,
    /// Returning a plan that was sent, or approving it.
    ApprovePlan => ApprovePlan,
    /// Showing a plan to everybody.
    PublishPlan => PublishPlan,
    /// Saying what was done.
    RecordExecution => RecordExecution,
    /// Changing the registry.
    EditRegistry => EditRegistry,
    /// Opening, changing and closing rounds of assessment.
    RunRounds => RunRounds,
    /// Bringing answers and findings.
    ImportScores => ImportScores,
    /// Approving what was counted.
    ApproveScores => ApproveScores,
    /// Showing scores to everybody.
    PublishScores => PublishScores,
    /// Opening and closing surveys.
    RunSurveys => RunSurveys,
    /// Leaving answers out, with a reason.
    ReviewAnswers => ReviewAnswers,
    /// Keying answers given on paper or by telephone.
    KeyAnswers => KeyAnswers,
    /// Filling in the lists of an inspection.
    Inspect => Inspect,
    /// Answering a finding on behalf of the organisation.
    AnswerFindings => AnswerFindings,
    /// Giving people of clubs their own links and measures.
    InviteWorkers => InviteWorkers,
}

/// The proof that `actor` may do `R` for an organisation, when the table says so.
///
/// `None` for `place` is the house itself, asked about what belongs to no organisation yet.
pub fn permit<R: Right>(actor: &Actor, place: impl Into<Place>) -> Option<Can<R>> {
    may(actor, R::VERB, place).then_some(())?;
    Some(Can { who: actor.person?, right: PhantomData })
}

/// Whether `actor` may do `verb` for an organisation. The table decides about the role, the scope about the place.
pub fn may(actor: &Actor, verb: Verb, place: impl Into<Place>) -> bool {
    actor.role.is_some_and(|role| table::allows(role, verb)) && actor.scope.covers(place)
}

/// Whether `actor` may do `verb` in some place at least: for lists, which then show what is covered.
pub fn may_somewhere(actor: &Actor, verb: Verb) -> bool {
    actor.role.is_some_and(|role| table::allows(role, verb)) && actor.scope.is_anywhere()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OrganisationId;
    use uuid::Uuid;

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor { person: Some(PersonId(Uuid::from_u128(1))), role: Some(role), scope }
    }

    #[test]
    fn a_methodologist_adopts_only_within_the_scope() {
        let (here, there) = (OrganisationId(Uuid::from_u128(7)), OrganisationId(Uuid::from_u128(8)));
        let person = actor(Role::Methodologist, Scope::of([here]));
        assert!(permit::<AdoptPlan>(&person, Some(here)).is_some());
        assert!(permit::<AdoptPlan>(&person, Some(there)).is_none());
        assert!(permit::<AdoptPlan>(&person, None).is_none());
        assert!(may_somewhere(&person, Verb::AdoptPlan) && !may_somewhere(&person, Verb::ApprovePlan));
    }

    #[test]
    fn a_stranger_may_nothing() {
        for verb in Verb::ALL {
            assert!(!may(&Actor::stranger(), verb, None), "{verb:?}");
            assert!(!may_somewhere(&Actor::stranger(), verb), "{verb:?}");
            assert!(!may_somewhere(&actor(Role::Administrator, Scope::Nowhere), verb), "{verb:?} nowhere");
            assert!(!may_somewhere(&actor(Role::Administrator, Scope::of([])), verb), "{verb:?} in no organisation");
        }
    }

    #[test]
    fn a_club_worker_records_but_does_not_publish() {
        let person = actor(Role::ClubWorker, Scope::Everywhere);
        assert!(permit::<RecordExecution>(&person, None).is_some());
        assert!(permit::<PublishPlan>(&person, None).is_none());
    }
}
