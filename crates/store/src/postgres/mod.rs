//! PostgreSQL: the same tables on a server.
//!
//! In come queries; out go rows. Writers take one lock first, so that both engines have the same one-writer rules.
//! It refuses to know any table but the audit's head, which is that lock.

mod questions;

use crate::Answer;
use crate::cell::{Cell, Row};
use crate::engine::{Engine, Work, fault};
use async_trait::async_trait;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::{Postgres, Row as _, SqlStr, Transaction, TypeInfo, ValueRef};
use std::str::FromStr;
use std::time::Duration;

/// One number for «a writer of this data base» among advisory locks: the letters `otklik`.
const WRITER: &str = "select 1 from (select pg_advisory_xact_lock(122644083599723)) as taken";

pub(crate) struct PostgresEngine {
    pool: PgPool,
}

impl PostgresEngine {
    pub(crate) async fn open(url: &str) -> Answer<Self> {
        let options = PgConnectOptions::from_str(url).map_err(fault)?.application_name("otklik");
        let pool = PgPoolOptions::new()
            .max_connections(12)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await
            .map_err(fault)?;
        Ok(PostgresEngine { pool })
    }
}

fn bound(sql: SqlStr, args: Vec<Cell>) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query(sql), |query, cell| match cell {
        Cell::Text(value) => query.bind(value),
        Cell::Int(value) => query.bind(value),
        Cell::Bytes(value) => query.bind(value),
    })
}

fn row(row: PgRow) -> Answer<Row> {
    let cells: Result<Vec<Cell>, sqlx::Error> = (0..row.len()).map(|at| cell(&row, at)).collect();
    cells.map(Row::new).map_err(fault)
}

fn cell(row: &PgRow, at: usize) -> Result<Cell, sqlx::Error> {
    let kind = row.try_get_raw(at)?.type_info().name().to_owned();
    match kind.as_str() {
        "INT8" => row.try_get(at).map(Cell::Int),
        "INT4" => row.try_get::<Option<i32>, _>(at).map(|v| Cell::Int(v.map(i64::from))),
        "BYTEA" => row.try_get(at).map(Cell::Bytes),
        _ => row.try_get(at).map(Cell::Text),
    }
}

#[async_trait]
impl Engine for PostgresEngine {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn off_index(&self) -> &'static str {
        ""
    }

    async fn rows(&self, sql: SqlStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        let rows = bound(sql, args).fetch_all(&self.pool).await.map_err(fault)?;
        rows.into_iter().map(row).collect()
    }

    async fn snapshot(&self) -> Answer<Box<dyn Work>> {
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Box::new(PostgresWork(self.pool.begin_with(begin).await.map_err(fault)?)))
    }

    async fn write(&self) -> Answer<Box<dyn Work>> {
        let mut work = self.pool.begin().await.map_err(fault)?;
        sqlx::query(WRITER).execute(&mut *work).await.map_err(fault)?;
        Ok(Box::new(PostgresWork(work)))
    }

    async fn columns(&self) -> Answer<Vec<(String, String)>> {
        questions::columns(&self.pool).await
    }

    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>> {
        questions::foreign_keys_without_index(&self.pool).await
    }

    async fn settings(&self) -> Answer<Vec<(String, String)>> {
        questions::settings(&self.pool).await
    }

    /// PostgreSQL keeps its references by itself: a row that points nowhere cannot be written.
    async fn broken_references(&self) -> Answer<Vec<String>> {
        Ok(Vec::new())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

struct PostgresWork(Transaction<'static, Postgres>);

#[async_trait]
impl Work for PostgresWork {
    fn has_plain_places(&self) -> bool {
        false
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
