//! The letters of a day: two hundred thousand measures of two thousand organisations, from the store to letters' rows.

use crate::figure::ms;
use anyhow::{Context, Result, ensure};
use otklik_app::jobs::Worker;
use otklik_app::post::Mail;
use otklik_app::record::{Person, PersonState};
use otklik_app::workshop::SameProcess;
use otklik_app::{FixedClock, House};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::ids::{OrganisationId, PersonId};
use otklik_store::Store;
use otklik_testkit::builders::{self, act, id};
use std::sync::Arc;
use std::time::{Duration, Instant};

const ORGANISATIONS: u64 = 2_000;
const MEASURES_EACH: u64 = 100;

/// The time from the morning's tick to the last letter in its row, and the time of the night before it.
pub(crate) fn bench() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("otklik.db").display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = otklik_store::open(&url).await.map_err(told)?;
        let today = "2026-11-23".parse().context("a day")?;
        keep_register(&*store, today).await.map_err(told)?;
        keep_people(&*store).await?;
        // At four the turns of what comes again are counted, at five letters are written and wait for their hour. The
        // first night finds every turn unknown; a usual one finds what the day before kept.
        let first = turn_at(&store, "2026-11-22T04:30:00Z").await?;
        let night = turn_at(&store, "2026-11-23T04:30:00Z").await?;
        let time = turn_at(&store, "2026-11-23T06:00:00Z").await?;
        let n_letters: i64 = store.count_letters().await.map_err(told)?.into_iter().map(|(_, n)| n).sum();
        ensure!(n_letters > 1_000, "only {n_letters} letters were written");
        Ok(format!(
            "reminders for {} measures: {} to {n_letters} letters (bar 2000 ms), after {} of the night for the turns of one in five ({} the first night)",
            ORGANISATIONS * MEASURES_EACH,
            ms(time),
            ms(night),
            ms(first)
        ))
    })
}

/// How long everything takes whose time has come at this instant.
async fn turn_at(store: &Arc<dyn Store>, instant: &str) -> Result<Duration> {
    let house = House {
        store: store.clone(),
        workshop: Arc::new(SameProcess),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(FixedClock(instant.parse()?)),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: jiff::tz::TimeZone::UTC,
        open_surveys: Default::default(),
    };
    let worker = Worker { house, mail: Mail::default(), site: "https://otklik.example.org".to_owned() };
    let began = Instant::now();
    worker.turn().await.map_err(|why| anyhow::anyhow!("{why:?}"))?;
    Ok(began.elapsed())
}

/// A plan of each organisation; one measure in five has a term that comes again.
async fn keep_register(store: &dyn Store, today: otklik_domain::Date) -> Result<(), otklik_store::Fault> {
    for number in 0..ORGANISATIONS {
        let organisation = builders::organisation(number);
        store.keep_organisation(&act("create_organisation"), &organisation, None).await?;
        let plan = builders::plan(&organisation, number);
        let measures: Vec<_> = (number * MEASURES_EACH..(number + 1) * MEASURES_EACH)
            .map(|n| crate::turns::recurring(builders::measure(&plan, n, today), n))
            .collect();
        store.keep_adopted_plan(&act("adopt_plan"), &plan, &measures, None).await?;
    }
    Ok(())
}

/// A methodologist and a head for each organisation, and one founder of all.
async fn keep_people(store: &dyn Store) -> Result<()> {
    for number in 0..=ORGANISATIONS * 2 {
        let (role, organisation) = match number {
            0 => ("founder", None),
            n if n % 2 == 0 => ("head", Some(n / 2 - 1)),
            n => ("methodologist", Some(n / 2)),
        };
        let person = Person {
            id: PersonId(id(12, number)),
            name: format!("Работник {number}"),
            login: None,
            role: role.to_owned(),
            organisation: organisation.map(|n| OrganisationId(id(1, n))),
            state: PersonState::Active,
            at: builders::instant(0),
            email: Some(format!("w{number}@example.org")),
        };
        store.keep_person(&act("add_person"), &person, None).await.map_err(told)?;
    }
    Ok(())
}

fn told(fault: otklik_store::Fault) -> anyhow::Error {
    anyhow::anyhow!("{fault:?}")
}
