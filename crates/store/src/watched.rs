//! A data base of a test's own that remembers what was asked of it, and tells how SQLite would answer.

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::database::Database;
use crate::engine::{Engine, Work};
use async_trait::async_trait;
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};
use std::sync::{Arc, Mutex};

/// A data base that is watched; its folder goes with it.
pub(crate) struct Watching {
    pub(crate) database: Database,
    reads: Arc<Mutex<Vec<Read>>>,
    _folder: tempfile::TempDir,
}

impl Watching {
    pub(crate) async fn begin() -> Answer<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("a.sqlite").display());
        let reads: Arc<Mutex<Vec<Read>>> = Arc::default();
        let inner = Arc::clone(&Database::open(&url).await?.engine);
        let database = Database::over(Arc::new(Watched { inner, reads: Arc::clone(&reads) }));
        Ok(Watching { database, reads, _folder: folder })
    }

    /// Lone reads since this was asked last.
    pub(crate) fn reads(&self) -> Vec<Read> {
        std::mem::take(&mut *self.reads.lock().expect("not poisoned"))
    }

    /// The steps by which SQLite answers a read.
    pub(crate) async fn steps(&self, read: &Read) -> Answer<Vec<String>> {
        let plan = AssertSqlSafe(format!("explain query plan {}", read.sql)).into_sql_str();
        let rows = self.database.engine.rows(plan, read.args.clone()).await?;
        self.reads.lock().expect("not poisoned").pop();
        let step = |mut row: Row| {
            let _ = (row.int()?, row.int()?, row.int()?);
            row.text()
        };
        rows.into_iter().map(step).collect()
    }
}

/// One lone read.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) sql: String,
    pub(crate) args: Vec<Cell>,
    pub(crate) n_rows: usize,
}

/// An engine that remembers its lone reads.
struct Watched {
    inner: Arc<dyn Engine>,
    reads: Arc<Mutex<Vec<Read>>>,
}

#[async_trait]
impl Engine for Watched {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn off_index(&self) -> &'static str {
        self.inner.off_index()
    }

    async fn rows(&self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        let text = sql.as_str().to_owned();
        let rows = self.inner.rows(sql, args.clone()).await?;
        self.reads.lock().expect("not poisoned").push(Read { sql: text, args, n_rows: rows.len() });
        Ok(rows)
    }

    async fn snapshot(&self) -> Answer<Box<dyn Work>> {
        self.inner.snapshot().await
    }

    async fn write(&self) -> Answer<Box<dyn Work>> {
        self.inner.write().await
    }

    async fn columns(&self) -> Answer<Vec<(String, String)>> {
        self.inner.columns().await
    }

    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>> {
        self.inner.foreign_keys_without_index().await
    }

    async fn settings(&self) -> Answer<Vec<(String, String)>> {
        self.inner.settings().await
    }

    async fn broken_references(&self) -> Answer<Vec<String>> {
        self.inner.broken_references().await
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}
