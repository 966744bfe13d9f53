//! SQLite: one file, one writer, several readers.
//!
//! In come queries; out go rows. Settings keep what was acknowledged through a power cut: WAL with `synchronous=FULL`.
//! It refuses to know any table.

mod questions;

use crate::cell::{Cell, Row};
use crate::engine::{Engine, Work, fault};
use crate::{Answer, Fault, own_file};
use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Row as _, SqlStr, Sqlite, Transaction, TypeInfo, ValueRef};
use std::path::Path;
use std::time::Duration;

/// How many readers at once; each keeps its own page cache.
const N_READERS: u32 = 4;

pub(crate) struct SqliteEngine {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteEngine {
    pub(crate) async fn open(path: &Path) -> Answer<Self> {
        Self::open_in(path, SqliteJournalMode::Wal, SqliteSynchronous::Full).await
    }

    /// Asks the disk to hold what it was given seldom, or never: controls that must lose at a power cut.
    #[cfg(feature = "negative-controls")]
    pub(crate) async fn open_with_less_sync(path: &Path, is_never: bool) -> Answer<Self> {
        let synchronous = if is_never { SqliteSynchronous::Off } else { SqliteSynchronous::Normal };
        Self::open_in(path, SqliteJournalMode::Wal, synchronous).await
    }

    /// Without a journal beside it between transactions: for a copy that travels as one file.
    pub(crate) async fn open_single_file(path: &Path) -> Answer<Self> {
        Self::open_in(path, SqliteJournalMode::Delete, SqliteSynchronous::Full).await
    }

    async fn open_in(path: &Path, journal: SqliteJournalMode, synchronous: SqliteSynchronous) -> Answer<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Fault::Unavailable(Box::new(e)))?;
        }
        // A folder that was there before may be open to others: the base is not. Its journal follows its mode.
        match own_file::make(path) {
            Err(why) if why.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(Fault::Unavailable(Box::new(why)));
            }
            _ => {}
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(journal)
            .synchronous(synchronous)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("journal_size_limit", "67108864")
            .pragma("cache_size", "-4000")
            .row_buffer_size(ROWS_AHEAD);
        let writer = connected(&options).await?;
        let readers = pool(N_READERS).connect_lazy_with(options.pragma("query_only", "on"));
        Ok(SqliteEngine { writer, readers })
    }
}

/// Rows that a reader goes ahead of who takes them: every answer is taken whole, and each stop costs a change of threads.
const ROWS_AHEAD: usize = 2_000;

/// How long a data base may stay with somebody else before we say that it is busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// The writer's connection. A file's very first openers race to turn it to WAL, and SQLite refuses all but one of them at
/// once, without its busy timeout: whoever is refused so tries again, as that timeout would.
async fn connected(options: &SqliteConnectOptions) -> Answer<SqlitePool> {
    let began = std::time::Instant::now();
    loop {
        match pool(1).connect_with(options.clone()).await {
            Err(refused) if is_busy(&refused) && began.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
            opened => return opened.map_err(fault),
        }
    }
}

/// Whether the lowest byte of SQLite's code, which its extended codes share, is `SQLITE_BUSY`.
fn is_busy(refused: &sqlx::Error) -> bool {
    let code = refused.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<i32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

fn pool(n_connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(n_connections)
        .test_before_acquire(false)
        .max_lifetime(None)
        .idle_timeout(Duration::from_secs(300))
        .acquire_timeout(PATIENCE)
}

fn bound(sql: SqlStr, args: Vec<Cell>) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query(sql), |query, cell| match cell {
        Cell::Text(value) => query.bind(value),
        Cell::Int(value) => query.bind(value),
        Cell::Bytes(value) => query.bind(value),
    })
}

fn row(row: SqliteRow) -> Answer<Row> {
    let cells: Result<Vec<Cell>, sqlx::Error> = (0..row.len()).map(|at| cell(&row, at)).collect();
    cells.map(Row::new).map_err(fault)
}

fn cell(row: &SqliteRow, at: usize) -> Result<Cell, sqlx::Error> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return Ok(Cell::Text(None));
    }
    let kind = value.type_info().name().to_owned();
    match kind.as_str() {
        "INTEGER" | "BOOLEAN" => row.try_get_unchecked(at).map(|v| Cell::Int(Some(v))),
        "BLOB" => row.try_get_unchecked(at).map(|v| Cell::Bytes(Some(v))),
        _ => row.try_get_unchecked(at).map(|v| Cell::Text(Some(v))),
    }
}

#[async_trait]
impl Engine for SqliteEngine {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn off_index(&self) -> &'static str {
        "+"
    }

    async fn rows(&self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        let rows = bound(sql, args).fetch_all(&self.readers).await.map_err(fault)?;
        rows.into_iter().map(row).collect()
    }

    async fn snapshot(&self) -> Answer<Box<dyn Work>> {
        Ok(Box::new(SqliteWork(self.readers.begin().await.map_err(fault)?)))
    }

    async fn write(&self) -> Answer<Box<dyn Work>> {
        let begun = match self.writer.begin_with(BEGIN).await {
            // A full or broken disk lets SQLite end a transaction by itself; the driver goes on counting it for good. A new
            // connection begins anew, so that there is nothing to restart when there is room again.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                let _ = self.writer.acquire().await.map_err(fault)?.close().await;
                self.writer.begin_with(BEGIN).await
            }
            begun => begun,
        };
        Ok(Box::new(SqliteWork(begun.map_err(fault)?)))
    }

    async fn columns(&self) -> Answer<Vec<(String, String)>> {
        questions::columns(&self.readers).await
    }

    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>> {
        questions::foreign_keys_without_index(&self.readers).await
    }

    async fn settings(&self) -> Answer<Vec<(String, String)>> {
        questions::settings(&self.writer).await
    }

    async fn broken_references(&self) -> Answer<Vec<String>> {
        questions::broken_references(&self.readers).await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// A writer takes its place at once: one that begins as a reader could be refused in the middle.
const BEGIN: &str = "BEGIN IMMEDIATE";

struct SqliteWork(Transaction<'static, Sqlite>);

#[async_trait]
impl Work for SqliteWork {
    fn has_plain_places(&self) -> bool {
        true
    }

    async fn rows(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        let rows = bound(sql, args).fetch_all(&mut *self.0).await.map_err(fault)?;
        rows.into_iter().map(row).collect()
    }

    async fn run(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<u64> {
        Ok(bound(sql, args).execute(&mut *self.0).await.map_err(fault)?.rows_affected())
    }

    async fn script(&mut self, sql: SqlStr) -> Answer<()> {
        sqlx::raw_sql(sql).execute(&mut *self.0).await.map(|_| ()).map_err(fault)
    }

    async fn commit(self: Box<Self>) -> Answer<()> {
        self.0.commit().await.map_err(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::SqlSafeStr as _;

    #[tokio::test]
    async fn a_disk_that_was_full_is_written_to_again() {
        let folder = tempfile::tempdir().unwrap();
        let engine = SqliteEngine::open(&folder.path().join("full.db")).await.unwrap();
        let mut work = engine.write().await.unwrap();
        work.script("create table note (words blob not null)".into_sql_str()).await.unwrap();
        work.commit().await.unwrap();
        let put = async |n_bytes: usize, most_pages: Option<u32>| {
            let mut work = engine.write().await?;
            if let Some(n) = most_pages {
                work.script(sqlx::AssertSqlSafe(format!("pragma max_page_count = {n}")).into_sql_str()).await?;
            }
            let words = vec![Cell::Bytes(Some(vec![7; n_bytes]))];
            work.run("insert into note (words) values ($1)".into_sql_str(), words).await?;
            work.commit().await
        };
        put(10, None).await.unwrap();
        for _ in 0..3 {
            let full = put(1_000_000, Some(8)).await;
            assert!(matches!(full, Err(Fault::Unavailable(_))), "{full:?}");
        }
        put(10, None).await.unwrap();
        let n = engine.rows("select count(*) from note".into_sql_str(), vec![]).await.unwrap()[0].int().unwrap();
        assert_eq!(n, 2);
    }
}
