//! The house of a year: a clock that is turned on, people with their roles, and what each stage leaves for the next.

use crate::district;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use otklik_app::workshop::SameProcess;
use otklik_app::{Clock, Ctx, House, score};
use otklik_domain::Date;
use otklik_domain::access::{Actor, Role, Scope};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::{OrganisationId, PersonId, PlanId};
use otklik_testkit::builders::id;
use otklik_testkit::databases::Scratch;
use std::sync::{Arc, Mutex, PoisonError};

/// A clock that shows what it was turned to.
#[derive(Debug)]
struct Turned(Mutex<Timestamp>);

impl Clock for Turned {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A year of a district as far as it went.
pub(crate) struct Year {
    pub(crate) house: House,
    pub(crate) clubs: Vec<(OrganisationId, String)>,
    pub(crate) plans: Vec<PlanId>,
    engine: &'static str,
    clock: Arc<Turned>,
    _scratch: Scratch,
}

impl Year {
    /// A house with a district in it; the year has not begun.
    pub(crate) async fn in_district(engine: &'static str, scratch: Scratch) -> Self {
        let clock = Arc::new(Turned(Mutex::new(noon("2025-09-01"))));
        let house = House {
            store: scratch.store.clone(),
            workshop: Arc::new(SameProcess),
            clock: clock.clone(),
            calendar: Arc::new(ProductionCalendar::federal()),
            zone: TimeZone::fixed(jiff::tz::offset(3)),
            fetcher: Arc::new(otklik_app::fetch::Nothing),
            open_surveys: Default::default(),
        };
        let mut year = Year { house, clubs: Vec::new(), plans: Vec::new(), engine, clock, _scratch: scratch };
        year.clubs = district::founded(&year).await;
        year.say("district", format!("в районе заведено клубов: {}", year.clubs.len()));
        year
    }

    /// It is noon of this day now.
    pub(crate) fn turn_to(&self, day: &str) {
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner) = noon(day);
    }

    /// Somebody of the district; each role is another person.
    pub(crate) fn as_a(&self, role: Role) -> Ctx {
        let number = 1 + Role::ALL.iter().position(|it| *it == role).unwrap_or_default() as u64;
        self.house.ctx(Actor { person: Some(PersonId(id(12, number))), role: Some(role), scope: Scope::Everywhere })
    }

    /// Somebody from the street.
    pub(crate) fn citizen(&self) -> Ctx {
        self.house.ctx(Actor::stranger())
    }

    /// Tells of a stage that was gone through: on which data base, on what day of the story, what happened.
    pub(crate) fn say(&self, stage: &str, words: String) {
        println!("{} {} {stage}: {words}", self.engine, self.as_a(Role::Administrator).today());
    }

    /// Everything that is kept adds up, the journal to its last line.
    pub(crate) async fn verified(&self) {
        let store = &self.house.store;
        assert_eq!(store.verify().await.expect("checked"), vec![], "hashes and the journal hold");
        assert_eq!(score::verify(store.as_ref()).await.expect("checked"), vec![], "published scores and sums hold");
        self.say("log", format!("журнал и опубликованное целы, изменений {}", store.edition().await.expect("read")));
    }
}

fn noon(day: &str) -> Timestamp {
    let day: Date = day.parse().expect("a day");
    day.at(12, 0, 0, 0).to_zoned(TimeZone::fixed(jiff::tz::offset(3))).expect("a moment").timestamp()
}
