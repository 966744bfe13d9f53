//! Ticks of the calendar: jobs whose ids follow from their day or minute, so that each is queued once by whoever looks.

use super::{Every, JOBS};
use crate::ctx::House;
use crate::refusal::Refusal;
use jiff::Timestamp;
use otklik_store::record::NewJob;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The newest tick of each job of the list whose time has come.
pub(super) fn ticks(house: &House) -> Result<Vec<NewJob>, Refusal> {
    let now = house.clock.now();
    let ticks = JOBS.iter().map(|(kind, every)| tick_at(house, kind, *every, now));
    let ticks: Result<Vec<Option<NewJob>>, jiff::Error> = ticks.collect();
    Ok(ticks.map_err(Refusal::unavailable)?.into_iter().flatten().collect())
}

fn tick_at(house: &House, kind: &str, every: Every, now: Timestamp) -> Result<Option<NewJob>, jiff::Error> {
    let (period, run_at) = match every {
        Every::Day(hour) => {
            let day = house.zone.to_datetime(now).date();
            (day.to_string(), day.at(hour, 0, 0, 0).to_zoned(house.zone.clone())?.timestamp())
        }
        Every::Minutes(n) => {
            let n_periods = now.as_second().div_euclid(n * 60);
            (n_periods.to_string(), Timestamp::from_second(n_periods * n * 60)?)
        }
    };
    let job = || NewJob { id: id(kind, &period), kind: kind.to_owned(), body_json: "{}".to_owned(), run_at };
    Ok((run_at <= now).then(job))
}

/// An id that is the same for everybody who asks.
fn id(kind: &str, period: &str) -> Uuid {
    let sum: [u8; 32] = Sha256::digest(format!("tick:{kind}:{period}")).into();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(sum.get(..16).unwrap_or(&[0; 16]));
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
