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
/// So many may always be inside: they are kept in a step or two.
const INSIDE_LEAST: usize = 256;
/// Above that, as many as are kept in so many microseconds at the pace of late: nobody stands in a queue that takes longer.
const WAIT_MAX_US: usize = 40_000;
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
    inside: Arc<AtomicUsize>,
}

/// How far one answer came after another of late, in nanoseconds: reading and checking them included.
#[derive(Default)]
struct Pace(AtomicUsize);

impl Pace {
    /// So many were kept since the group before; few say nothing about many.
    fn learn(&self, n: usize, took: Duration) {
        if n >= INSIDE_LEAST / 8 {
            let now = usize::try_from(took.as_nanos()).unwrap_or(usize::MAX) / n;
            let before = self.0.load(Ordering::Relaxed);
            self.0.store(if before == 0 { now } else { (7 * before + now) / 8 }, Ordering::Relaxed);
        }
    }

    /// Whether one more would be kept in time behind so many.
    fn has_room_behind(&self, n_inside: usize) -> bool {
        n_inside < INSIDE_LEAST || n_inside.saturating_mul(self.0.load(Ordering::Relaxed)) < WAIT_MAX_US * 1000
    }
}

/// A place inside for one questionnaire, from before it is read until it is answered; given back when it is dropped.
#[derive(Debug)]
pub struct Seat(Arc<AtomicUsize>);

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
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

    /// A place for one more, unless those inside would keep it waiting.
    pub(crate) fn seat(&self) -> Option<Seat> {
        let n_before = self.inside.fetch_add(1, Ordering::Relaxed);
        let seat = Seat(Arc::clone(&self.inside));
        self.pace.has_room_behind(n_before).then_some(seat)
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
        queue.try_send(waiting).is_ok()
    }
}

/// The writer: it lives as long as anybody can hand in.
async fn write(engine: Arc<dyn Engine>, mut queue: mpsc::Receiver<Waiting>, manner: Manner, pace: Arc<Pace>) {
    let (mut group, mut ended) = (Vec::new(), Instant::now());
    while queue.recv_many(&mut group, manner.group_max).await > 0 {
        let group = std::mem::take(&mut group);
        #[cfg(feature = "negative-controls")]
        let group = if manner.is_ack_first { crate::controls::told_first(group.into_iter()) } else { group };
        let n = group.len();
        keep(engine.as_ref(), group).await;
        pace.learn(n, ended.elapsed());
        ended = Instant::now();
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
        pace.learn(500, Duration::from_millis(20));
        for (n_inside, has_room) in [(0, true), (255, true), (999, true), (1000, false), (4000, false)] {
            assert_eq!(pace.has_room_behind(n_inside), has_room, "{n_inside}");
        }
    }

    #[test]
    fn a_seat_is_given_back() {
        let desk = Desk::default();
        desk.pace.learn(500, Duration::from_secs(1));
        let seats: Vec<_> = (0..INSIDE_LEAST).map(|_| desk.seat().expect("room")).collect();
        assert!(desk.seat().is_none(), "at this pace the next would wait half a second");
        drop(seats);
        assert!(desk.seat().is_some());
    }
}
