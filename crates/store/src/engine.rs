//! What an engine must be able to do; everything else is written once above it.
//!
//! In come query texts with `$1` and cells; out go rows, counts and faults. It refuses to know any table.

use crate::cell::{Cell, Row};
use crate::{Answer, Fault};
use async_trait::async_trait;
use sqlx::{SqlSafeStr, SqlStr};

/// A data base: lone reads, snapshots and one writer at a time.
#[async_trait]
pub(crate) trait Engine: Send + Sync {
    /// `sqlite` or `postgres`.
    fn name(&self) -> &'static str;
    /// What stands before a column so that no index beginning with it is walked. PostgreSQL knows how often a value occurs
    /// and needs no such word: it would take the condition for a rare one, and read every row to sort those few.
    fn off_index(&self) -> &'static str;
    /// Runs one query outside any transaction.
    async fn rows(&self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>>;
    /// Begins a read that sees one moment.
    async fn snapshot(&self) -> Answer<Box<dyn Work>>;
    /// Begins a write; writers wait for each other here, not at commit.
    async fn write(&self) -> Answer<Box<dyn Work>>;
    /// What the schema looks like: `(table, column)` of every column, sorted.
    async fn columns(&self) -> Answer<Vec<(String, String)>>;
    /// Every foreign key as `(table, column)` of each of its columns without an index that starts with the key's columns.
    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>>;
    /// Settings that keep promises at a power cut, as `(name, value)`.
    async fn settings(&self) -> Answer<Vec<(String, String)>>;
    /// Rows whose foreign key points nowhere, in words.
    async fn broken_references(&self) -> Answer<Vec<String>>;
    /// Lets go of every connection.
    async fn close(&self);
}

/// One transaction. Dropped without `commit`, it leaves nothing.
#[async_trait]
pub(crate) trait Work: Send {
    /// Whether the places of arguments are to be written `?` where there are many of them. SQLite takes `$7` for a name and
    /// looks it up among all names for each argument: that was a sixth of the work of taking answers in.
    fn has_plain_places(&self) -> bool;
    async fn rows(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>>;
    async fn run(&mut self, sql: SqlStr, args: Vec<Cell>) -> Answer<u64>;
    /// Runs a script of many statements.
    async fn script(&mut self, sql: SqlStr) -> Answer<()>;
    async fn commit(self: Box<Self>) -> Answer<()>;
}

/// A transaction as the verbs use it.
pub(crate) struct Tx(pub(crate) Box<dyn Work>);

impl Tx {
    pub(crate) async fn rows(&mut self, sql: impl SqlSafeStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        self.0.rows(sql.into_sql_str(), args).await
    }

    pub(crate) async fn run(&mut self, sql: impl SqlSafeStr, args: Vec<Cell>) -> Answer<u64> {
        self.0.run(sql.into_sql_str(), args).await
    }

    pub(crate) async fn commit(self) -> Answer<()> {
        self.0.commit().await
    }
}

/// Turns a driver's refusal into ours; the only place where both meet.
pub(crate) fn fault(error: sqlx::Error) -> Fault {
    let Some(refused) = error.as_database_error() else {
        return Fault::Unavailable(Box::new(error));
    };
    if refused.is_unique_violation() {
        return Fault::Taken(what_is_taken(refused.constraint(), refused.message()));
    }
    if refused.is_foreign_key_violation() {
        return Fault::Unknown(refused.constraint().unwrap_or_default().to_owned());
    }
    Fault::Unavailable(Box::new(error))
}

/// `table.column` from PostgreSQL's `unique__table__column` (or `table_pkey`) or from SQLite's `… failed: table.column`.
fn what_is_taken(constraint: Option<&str>, message: &str) -> String {
    if let Some((_, columns)) = message.rsplit_once("failed: ") {
        return columns.rsplit(", ").next().unwrap_or(columns).trim().to_owned();
    }
    let name = constraint.unwrap_or_default();
    match name.strip_suffix("_pkey") {
        Some(table) => format!("{table}.id"),
        None => name.trim_start_matches("unique__").replace("__", "."),
    }
}
