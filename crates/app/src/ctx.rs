//! What every verb is given: the store, the workshop, who asks, what time it is and which days are worked.
//!
//! In come the wired parts; out goes a [`Ctx`] for one request. It refuses to know where they came from.

use crate::answers::OpenSurveys;
use crate::fetch::Fetcher;
use crate::people::PROOF_LIVES;
use crate::refusal::Refusal;
use crate::workshop::Workshop;
use jiff::{Timestamp, tz::TimeZone};
use otklik_domain::Date;
use otklik_domain::access::{self, Actor, Can, Place, Right, Verb};
use otklik_domain::calendar::ProductionCalendar;
use otklik_store::Store;
use std::sync::Arc;

/// Tells the time. Two of them: the machine's and a fixed one for tests and stories.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The wired house: what lives as long as the program.
#[derive(Clone)]
pub struct House {
    /// Where things are kept.
    pub store: Arc<dyn Store>,
    /// Where strangers' files are opened.
    pub workshop: Arc<dyn Workshop>,
    /// How pages of other sites are fetched.
    pub fetcher: Arc<dyn Fetcher>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Which days are worked.
    pub calendar: Arc<ProductionCalendar>,
    /// In which zone «today» is told.
    pub zone: TimeZone,
    /// Surveys that were asked for lately.
    pub open_surveys: OpenSurveys,
}

impl House {
    /// A context for one actor.
    pub fn ctx(&self, actor: Actor) -> Ctx {
        Ctx { house: self.clone(), actor, proved_at: None }
    }
}

/// What a verb is given («обстоятельства»).
#[derive(Clone)]
pub struct Ctx {
    /// The wired house.
    pub house: House,
    /// Who asks.
    pub actor: Actor,
    /// When they last proved who they are; never for programs.
    proved_at: Option<Timestamp>,
}

impl Ctx {
    /// The store.
    pub fn store(&self) -> &dyn Store {
        &*self.house.store
    }

    /// The same, of somebody who proved then who they are.
    #[must_use]
    pub fn proved(mut self, at: Option<Timestamp>) -> Self {
        self.proved_at = at;
        self
    }

    /// Whether the actor proved who they are a short while ago.
    pub fn is_proved(&self) -> bool {
        self.proved_at.is_some_and(|at| self.now().duration_since(at) < PROOF_LIVES)
    }

    /// Asks for a fresh proof of who the actor is, before an act that opens doors.
    ///
    /// # Errors
    /// `NotProved` when there is none.
    pub fn demand_proof(&self) -> Result<(), Refusal> {
        self.is_proved().then_some(()).ok_or(Refusal::NotProved)
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.house.clock.now()
    }

    /// Today, where the house stands.
    pub fn today(&self) -> Date {
        self.house.zone.to_datetime(self.now()).date()
    }

    /// The proof that the actor may do `R` there.
    ///
    /// # Errors
    /// `NotSignedIn` for a stranger, `NotFound` where the actor may not even see the place, `NotAllowed` otherwise.
    pub fn permit<R: Right>(&self, place: impl Into<Place>) -> Result<Can<R>, Refusal> {
        let place = place.into();
        access::permit(&self.actor, place).ok_or_else(|| self.why_not(place))
    }

    /// Asks for a verb that no decision of the domain wants a proof of.
    ///
    /// # Errors
    /// As [`Ctx::permit`].
    pub fn demand(&self, verb: Verb, place: impl Into<Place>) -> Result<(), Refusal> {
        let place = place.into();
        access::may(&self.actor, verb, place).then_some(()).ok_or_else(|| self.why_not(place))
    }

    /// Asks for a verb in some place at least: the list behind it shows only what is covered.
    ///
    /// # Errors
    /// `NotSignedIn` for a stranger, `NotAllowed` otherwise.
    pub fn demand_somewhere(&self, verb: Verb) -> Result<(), Refusal> {
        let may = access::may_somewhere(&self.actor, verb);
        may.then_some(()).ok_or_else(|| self.why_not(Place::House))
    }

    /// Whether the actor may do a verb there: for showing or hiding a button.
    pub fn may(&self, verb: Verb, place: impl Into<Place>) -> bool {
        access::may(&self.actor, verb, place)
    }

    /// The act of a verb by this actor, now.
    pub(crate) fn act(&self, verb: &'static str) -> otklik_store::Act {
        otklik_store::Act::new(self.actor_name(), verb, self.now())
    }

    /// How the actor is written into the journal.
    pub(crate) fn actor_name(&self) -> String {
        self.actor.person.map_or_else(|| "otklik".to_owned(), |person| person.to_string())
    }

    fn why_not(&self, place: Place) -> Refusal {
        match self.actor.person {
            None => Refusal::NotSignedIn,
            Some(_) if access::may(&self.actor, Verb::SeePrivate, place) || place == Place::House => {
                Refusal::NotAllowed
            }
            Some(_) => Refusal::NotFound,
        }
    }
}
