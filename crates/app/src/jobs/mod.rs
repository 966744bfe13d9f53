//! Work that nobody waits for: ticks of the calendar and what follows from them, one file a job and this list.
//!
//! In come the wired house, the way out for letters and the site's address; out goes work done, each job of it with the
//! same result when it is done twice. A job that fails comes back later; one whose worker died comes back by its lease.

mod follow;
mod forget;
mod post_letters;
mod remind;
mod sweep;
mod tick;
mod turns;

use crate::ctx::House;
use crate::post::Mail;
use crate::refusal::Refusal;
use jiff::SignedDuration;
use otklik_domain::Date;
use otklik_store::record::Job;

/// What jobs are given.
#[derive(Clone)]
pub struct Worker {
    /// The wired house.
    pub house: House,
    /// The way out for letters.
    pub mail: Mail,
    /// The address of the site, for links: `https://otklik.example.org`.
    pub site: String,
}

/// How often the calendar asks for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    /// Each day at this hour; a day on which the program stood is made up for once, by the next one.
    Day(i8),
    /// Each so many minutes.
    Minutes(i64),
}

/// Jobs by the names they are kept under, and how often the calendar asks for each.
const JOBS: &[(&str, Every)] = &[
    ("remind", Every::Day(5)),
    ("sweep", Every::Day(3)),
    ("forget", Every::Minutes(60)),
    ("turns", Every::Day(4)),
    ("follow", Every::Minutes(5)),
    ("post_letters", Every::Minutes(1)),
];

/// How long a worker may be at one job before another takes it.
const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// Minutes until a job is tried again, try after try; then it is given up.
const AGAIN_AFTER_MINUTES: [i64; 5] = [1, 5, 30, 120, 360];

impl Worker {
    /// Today, where the house stands.
    fn today(&self) -> Date {
        self.house.zone.to_datetime(self.house.clock.now()).date()
    }

    /// Does everything whose time has come; answers how many jobs were done.
    ///
    /// # Errors
    /// `Unavailable` when the store does not answer; a job that fails is no error here.
    pub async fn turn(&self) -> Result<u64, Refusal> {
        self.house.store.keep_ticks(&tick::ticks(&self.house)?).await?;
        let mut n_done = 0;
        while let Some(job) = self.house.store.claim_job(self.house.clock.now(), LEASE).await? {
            n_done += u64::from(self.attempt(&job).await?);
        }
        Ok(n_done)
    }

    /// One job, once; whether it was done.
    async fn attempt(&self, job: &Job) -> Result<bool, Refusal> {
        let done = match job.kind.as_str() {
            "remind" => remind::run(self).await,
            "sweep" => sweep::run(self).await,
            "forget" => forget::run(self).await,
            "turns" => turns::run(self).await,
            "follow" => follow::run(self).await,
            "post_letters" => post_letters::run(self).await,
            other => Err(Refusal::unavailable(format!("no such job: {other}"))),
        };
        let now = self.house.clock.now();
        match done {
            Ok(()) => self.house.store.finish_job(job.id, now).await?,
            Err(why) => {
                let at = usize::try_from(job.n_attempts - 1).ok().and_then(|at| AGAIN_AFTER_MINUTES.get(at));
                let again = at.map(|minutes| now + SignedDuration::from_mins(*minutes));
                tracing::warn!(job.kind = %job.kind, job.attempts = job.n_attempts, fault = ?why, "a job failed");
                self.house.store.fail_job(job.id, &why.to_string(), again).await?;
                return Ok(false);
            }
        }
        Ok(true)
    }
}
