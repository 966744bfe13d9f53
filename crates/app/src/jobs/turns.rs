//! Turns of every measure whose term comes again, counted anew each night: a turn that nobody served gives way to the next.
//! What of published plans is to be placed is counted with them: each quarter asks anew.
//!
//! What was not changed is not written; a stop in the middle is made up for by the next night.

use super::Worker;
use crate::measures;
use crate::refusal::Refusal;

/// Measures read at once.
const PAGE: usize = 1_000;

pub(super) async fn run(worker: &Worker) -> Result<(), Refusal> {
    let mut after = None;
    loop {
        let page = worker.house.store.list_turn_sources(after, PAGE).await?;
        measures::remember(&worker.house, &page.items).await?;
        match page.next.and_then(|next| next.parse().ok()) {
            Some(next) => after = Some(next),
            None => return crate::placing::every_night(&worker.house).await,
        }
    }
}
