use jiff::Timestamp;
use uuid::Uuid;

/// Work to be done after a change («задание»).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: Uuid,
    /// Which job: the name of its file.
    pub kind: String,
    /// What it needs to know, as JSON.
    pub body_json: String,
    /// Not before.
    pub run_at: Timestamp,
}

/// Where a job is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for its time.
    Waiting,
    /// Done.
    Done,
    /// Given up after too many attempts.
    Failed,
}

impl JobState {
    /// The name used in public interfaces.
    pub fn name(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Done => "done",
            JobState::Failed => "failed",
        }
    }

    /// Reads the public name.
    pub fn from_name(name: &str) -> Option<Self> {
        [JobState::Waiting, JobState::Done, JobState::Failed].into_iter().find(|s| s.name() == name)
    }
}

/// A job as it was claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which job.
    pub kind: String,
    /// What it needs to know, as JSON.
    pub body_json: String,
    /// How many times it was tried, this one included.
    pub n_attempts: i64,
}
