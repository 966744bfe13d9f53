//! Ways of keeping answers that lose or crawl: what tests and benchmarks are measured against, never the product.
//!
//! In comes which of them; out goes a store that keeps answers in that way, or a bare table that asks nothing. A test of
//! loss that does not find the losers losing has shown nothing.

use crate::cell::{Cell, Row};
use crate::database::Database;
use crate::engine::{Engine, Tx};
use crate::intake::{Desk, Manner, Waiting};
use crate::record::AnswerKept;
use crate::sqlite::SqliteEngine;
use crate::{Answer, Fault, Store};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// How answers are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// As the product does.
    Real,
    /// A transaction an answer: durable and slow.
    OneCommit,
    /// Senders are told before anything is kept: must lose when the process is killed.
    AckFirst,
    /// The disk is never asked to hold what it was given: must lose when the power is cut.
    SyncOff,
    /// The disk is asked before and after a checkpoint only, not at a commit: must lose when the power is cut.
    SyncNormal,
}

/// Opens a SQLite data base that keeps answers in this way.
///
/// # Errors
/// As [`crate::open`].
pub async fn open(file: &Path, variant: Variant) -> Answer<Arc<dyn Store>> {
    let engine = match variant {
        Variant::SyncOff | Variant::SyncNormal => {
            SqliteEngine::open_with_less_sync(file, variant == Variant::SyncOff).await?
        }
        Variant::Real | Variant::OneCommit | Variant::AckFirst => SqliteEngine::open(file).await?,
    };
    crate::migrate::migrate(&engine).await?;
    let mut manner = Manner { is_ack_first: variant == Variant::AckFirst, ..Manner::default() };
    if variant == Variant::OneCommit {
        manner.group_max = 1;
    }
    let database = Database::over(Arc::new(engine));
    Ok(Arc::new(Database { desk: Desk::of(manner), ..database }))
}

/// Tells everybody that their answer is kept, which it is not yet, and leaves nobody to be told later.
pub(crate) fn told_first(group: impl Iterator<Item = Waiting>) -> Vec<Waiting> {
    let tell = |one: Waiting| {
        let (nobody, _) = oneshot::channel();
        let _ = one.told.send(Ok(AnswerKept::New));
        Waiting { answer: one.answer, told: nobody }
    };
    group.map(tell).collect()
}

type Bare = (Uuid, Vec<u8>, oneshot::Sender<bool>);

/// Group commit and nothing else: a table of names and bytes, no questions asked, no sums. The most that could be had.
pub struct Skeleton {
    queue: mpsc::Sender<Bare>,
    reader: Arc<SqliteEngine>,
}

impl Skeleton {
    /// Opens a file of its own.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be made.
    pub async fn open(file: &Path) -> Answer<Self> {
        let engine = Arc::new(SqliteEngine::open(file).await?);
        let mut tx = Tx(engine.write().await?);
        tx.run("create table if not exists bare (id blob not null unique, body blob not null)", Vec::new()).await?;
        tx.commit().await?;
        let (queue, bare) = mpsc::channel(4096);
        tokio::spawn(write(Arc::clone(&engine), bare));
        Ok(Skeleton { queue, reader: engine })
    }

    /// Names of everything kept.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be read.
    pub async fn names(&self) -> Answer<Vec<Uuid>> {
        let rows = self.reader.rows(sqlx::SqlSafeStr::into_sql_str("select id from bare"), Vec::new()).await?;
        let name = |mut row: Row| Uuid::from_slice(&row.bytes()?).map_err(|why| Fault::broken(why.to_string()));
        rows.into_iter().map(name).collect()
    }

    /// Keeps bytes under a name; says whether they are kept.
    pub async fn keep(&self, id: Uuid, body: Vec<u8>) -> bool {
        let (told, receipt) = oneshot::channel();
        self.queue.send((id, body, told)).await.is_ok() && receipt.await.unwrap_or(false)
    }
}

async fn write(engine: Arc<SqliteEngine>, mut queue: mpsc::Receiver<Bare>) {
    let mut group = Vec::new();
    while queue.recv_many(&mut group, 512).await > 0 {
        let (mut rows, mut tellers) = (Vec::new(), Vec::new());
        for (id, body, told) in group.drain(..) {
            rows.extend([Cell::from(id.as_bytes().to_vec()), Cell::from(body)]);
            tellers.push(told);
        }
        let is_kept = insert(&engine, rows).await.is_ok();
        tellers.into_iter().for_each(|told| {
            let _ = told.send(is_kept);
        });
    }
}

async fn insert(engine: &SqliteEngine, rows: Vec<Cell>) -> Answer<()> {
    static INSERT: crate::sql::answers::Many =
        crate::sql::answers::Many::new("insert or ignore into bare (id, body) values ", 2, "");
    let mut tx = Tx(engine.write().await?);
    INSERT.run(&mut tx, rows).await?;
    tx.commit().await
}
