//! Measures whose term comes again, with the turns that the program counts of them each night.
//!
//! In comes a register of invented measures; out goes the same one with one measure in five that never ends: «постоянно»
//! and «ежеквартально». Turns are counted by the job of the night itself, not invented beside it.

use anyhow::{Result, ensure};
use otklik_app::jobs::Worker;
use otklik_app::post::Mail;
use otklik_app::workshop::SameProcess;
use otklik_app::{FixedClock, House};
use otklik_domain::calendar::ProductionCalendar;
use otklik_domain::deadline::{self, Context};
use otklik_domain::plan::{self, Draft, DraftKind};
use otklik_papers::plan_json;
use otklik_store::Store;
use otklik_store::record::Measure;
use std::sync::Arc;

/// The same measure, where its number says so with a term that comes again.
pub(crate) fn recurring(measure: Measure, number: u64) -> Measure {
    let words = match number % 10 {
        3 => "постоянно",
        7 => "ежеквартально",
        _ => return measure,
    };
    let (deadline, _) = deadline::read(words, Context::default());
    let kind = deadline.kind;
    let row = plan::Measure { text: measure.text.clone(), deadline: Some(deadline), ..plan::Measure::default() };
    let draft = Draft { measures: vec![row], ..Draft::empty(DraftKind::Plan) };
    Measure {
        deadline_as_written: Some(words.to_owned()),
        deadline_kind: Some(kind),
        due_on: None,
        body_json: plan_json::to_json(&draft),
        ..measure
    }
}

/// Counts every turn as the night does; refuses to go on without any.
pub(crate) async fn count(store: Arc<dyn Store>) -> Result<()> {
    // At noon every job of the night has had its hour, whenever the benchmark runs.
    let noon = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().at(12, 0, 0, 0);
    let clock = FixedClock(noon.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp());
    let house = House {
        store: store.clone(),
        workshop: Arc::new(SameProcess),
        fetcher: Arc::new(otklik_app::fetch::Nothing),
        clock: Arc::new(clock),
        calendar: Arc::new(ProductionCalendar::federal()),
        zone: jiff::tz::TimeZone::UTC,
        open_surveys: Default::default(),
    };
    let worker = Worker { house, mail: Mail::default(), site: "https://otklik.example.org".to_owned() };
    worker.turn().await.map_err(|why| anyhow::anyhow!("{why:?}"))?;
    let asked = store.list_turn_sources(None, 1_000).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    let ids: Vec<_> = asked.items.iter().map(|source| source.measure.id).collect();
    let turns = store.list_turns(&ids).await.map_err(|fault| anyhow::anyhow!("{fault:?}"))?;
    ensure!(turns.len() * 2 > ids.len(), "{} turns of {} measures that come again", turns.len(), ids.len());
    Ok(())
}
