//! Answers that wait for the one writer: whatever waits is kept in one transaction, and each sender gets an own receipt.
//!
//! In come filled questionnaires one by one; out goes what became of each, after the commit and never before. The queue
//! is bounded: who finds it full is told at once. It refuses to know tables; the group is written by `sql::answers`.

use crate::engine::{Engine, Tx};
use crate::record::{AnswerKept, NewAnswer};
use crate::sql::answers::keep_group;
use crate::{Answer, Fault};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// How many may wait at most.
const WAITING_MAX: usize = 4096;
/// So many may always wait: they are kept in a step or two.
const WAITING_LEAST: usize = 256;
/// Above that, as many as are kept in so many microseconds at the pace of late: nobody stands in a queue that takes longer.
const WAIT_MAX_US: usize = 200_000;
/// How many are kept in one transaction at most.
const GROUP_MAX: usize = 512;

/// How often a group is split for bad answers in it: enough for two of the greatest. What fails more is not theirs.
const SPLITS_MAX: usize = 20;

/// An answer and who waits for its receipt.
pub(crate) struct Waiting {
    pub(crate) answer: NewAnswer,
    pub(crate) told: oneshot::Sender<Answer<AnswerKept>>,
}

/// How groups are made and when their senders are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// How many are kept in one transaction at most.
    pub(crate) group_max: usize,
    /// Tells senders before anything is kept: a control that must lose, never the product.
    #[cfg(feature = "negative-controls")]
    pub(crate) is_ack_first: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Manner {
            group_max: GROUP_MAX,
            #[cfg(feature = "negative-controls")]
            is_ack_first: false,
        }
    }
}

/// Where answers are handed in.
#[derive(Default)]
pub(crate) struct Desk {
    manner: Manner,
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    pace: Arc<Pace>,
}

/// How long one answer of a group took of late, in microseconds.
#[derive(Default)]
struct Pace(AtomicUsize);

impl Pace {
    /// A group was kept; small ones say nothing about many.
    fn learn(&self, n: usize, took: Duration) {
        if n >= WAITING_LEAST / 8 {
            let now = usize::try_from(took.as_micros()).unwrap_or(WAIT_MAX_US) / n;
            let before = self.0.load(Ordering::Relaxed);
            self.0.store(if before == 0 { now } else { (7 * before + now) / 8 }, Ordering::Relaxed);
        }
    }

    /// Whether one more would be kept in time behind so many.
    fn has_room_behind(&self, n_waiting: usize) -> bool {
        n_waiting < WAITING_LEAST || n_waiting.saturating_mul(self.0.load(Ordering::Relaxed)) < WAIT_MAX_US
    }
}

impl Desk {
    /// One that makes groups in a manner of its own.
    #[cfg(feature = "negative-controls")]
    pub(crate) fn of(manner: Manner) -> Self {
        Desk { manner, ..Desk::default() }
    }

    /// Hands an answer in and waits for its receipt.
    pub(crate) async fn keep(&self, engine: &Arc<dyn Engine>, answer: NewAnswer) -> Answer<AnswerKept> {
        let (told, receipt) = oneshot::channel();
        if !self.hand_in(engine, Waiting { answer, told }) {
            return Ok(AnswerKept::Busy);
        }
        receipt.await.unwrap_or_else(|_| Err(Fault::broken("the writer of answers stopped")))
    }

    /// Whether one more would find room.
    pub(crate) fn has_room(&self) -> bool {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().is_none_or(|queue| self.is_short(queue))
    }

    fn is_short(&self, queue: &mpsc::Sender<Waiting>) -> bool {
        self.pace.has_room_behind(queue.max_capacity() - queue.capacity())
    }

    /// Whether it found room. The writer begins with the first answer, and anew should it ever have stopped.
    fn hand_in(&self, engine: &Arc<dyn Engine>, waiting: Waiting) -> bool {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.as_ref().is_some_and(mpsc::Sender::is_closed) {
            *queue = None;
        }
        let queue = queue.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel(WAITING_MAX);
            tokio::spawn(write(Arc::clone(engine), receiver, self.manner, Arc::clone(&self.pace)));
            sender
        });
        self.is_short(queue) && queue.try_send(waiting).is_ok()
    }
}

/// The writer: it lives as long as anybody can hand in.
async fn write(engine: Arc<dyn Engine>, mut queue: mpsc::Receiver<Waiting>, manner: Manner, pace: Arc<Pace>) {
    let mut group = Vec::new();
    while queue.recv_many(&mut group, manner.group_max).await > 0 {
        let group = std::mem::take(&mut group);
        #[cfg(feature = "negative-controls")]
        let group = if manner.is_ack_first { crate::controls::told_first(group.into_iter()) } else { group };
        let (n, began) = (group.len(), Instant::now());
        keep(engine.as_ref(), group).await;
        pace.learn(n, began.elapsed());
    }
}

/// Keeps a group. Where a statement fails though the data base answers, one of the group is bad: the halves go on apart,
/// until the bad one is alone.
async fn keep(engine: &dyn Engine, group: Vec<Waiting>) {
    let (mut groups, mut n_splits) = (vec![group], 0);
    while let Some(mut group) = groups.pop() {
        let (answers, tellers): (Vec<_>, Vec<_>) = group.drain(..).map(|one| (one.answer, one.told)).unzip();
        let why = match attempt(engine, &answers).await {
            Ok(outcomes) => {
                tell(tellers, outcomes.into_iter().map(Ok));
                continue;
            }
            Err(why) => why,
        };
        let may_be_split = why.is_of_a_statement && answers.len() > 1 && n_splits < SPLITS_MAX;
        if may_be_split && answers_now(engine).await {
            n_splits += 1;
            let waiting = answers.into_iter().zip(tellers).map(|(answer, told)| Waiting { answer, told });
            let mut first: Vec<Waiting> = waiting.collect();
            let second = first.split_off(first.len() / 2);
            groups.extend([second, first]);
        } else {
            let words = why.fault.to_string_with_cause();
            tell(tellers, std::iter::repeat_with(|| Err(Fault::broken(words.clone()))));
        }
    }
}

fn tell(tellers: Vec<oneshot::Sender<Answer<AnswerKept>>>, said: impl Iterator<Item = Answer<AnswerKept>>) {
    for (teller, outcome) in tellers.into_iter().zip(said) {
        // Who went away meanwhile asks again under the same name.
        let _ = teller.send(outcome);
    }
}

struct NotKept {
    fault: Fault,
    /// A statement failed: neither the beginning, which may take long, nor the commit, after which nothing is certain.
    is_of_a_statement: bool,
}

async fn attempt(engine: &dyn Engine, answers: &[NewAnswer]) -> Result<Vec<AnswerKept>, NotKept> {
    let not_kept = |is_of_a_statement| move |fault| NotKept { fault, is_of_a_statement };
    let mut tx = Tx(engine.write().await.map_err(not_kept(false))?);
    let (outcomes, is_changed) = keep_group(&mut tx, answers).await.map_err(not_kept(true))?;
    if is_changed {
        tx.commit().await.map_err(not_kept(false))?;
    }
    Ok(outcomes)
}

async fn answers_now(engine: &dyn Engine) -> bool {
    engine.rows(sqlx::SqlSafeStr::into_sql_str("select 1"), Vec::new()).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_as_long_as_it_is_kept_in_time() {
        let pace = Pace::default();
        assert!(pace.has_room_behind(4000), "nothing is known yet");
        pace.learn(1, Duration::from_secs(1));
        assert!(pace.has_room_behind(4000), "one alone says nothing about many");
        pace.learn(500, Duration::from_millis(50));
        for (n_waiting, has_room) in [(0, true), (255, true), (1999, true), (2000, false), (4000, false)] {
            assert_eq!(pace.has_room_behind(n_waiting), has_room, "{n_waiting}");
        }
    }
}
