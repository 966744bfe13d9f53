//! Forgets what nobody asks for any more: jobs that were done, letters of half a year ago, what was put off and is over.

use super::Worker;
use crate::refusal::Refusal;
use jiff::SignedDuration;

const JOBS_LIVE: SignedDuration = SignedDuration::from_hours(24 * 7);
const LETTERS_LIVE: SignedDuration = SignedDuration::from_hours(24 * 180);
const READ_LIVES: SignedDuration = SignedDuration::from_hours(24 * 365);

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let (store, now) = (&worker.house.store, worker.house.clock.now());
    store.forget_jobs(now - JOBS_LIVE).await?;
    store.forget_letters(now - LETTERS_LIVE).await?;
    Ok(store.forget_set_aside(worker.today(), now - READ_LIVES).await?)
}
