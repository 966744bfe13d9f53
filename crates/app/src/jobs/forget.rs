//! Forgets what is over by itself, hour by hour: questionnaires that nobody finished, one-time links, visits.

use super::Worker;
use crate::refusal::Refusal;

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let n = worker.house.store.forget_expired(worker.house.clock.now()).await?;
    if n > 0 {
        tracing::info!(records.forgotten = n, "what was over is forgotten");
    }
    Ok(())
}
