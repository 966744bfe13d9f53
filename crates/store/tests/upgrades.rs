//! What an older program wrote: a data base as each earlier step left it opens, loses nothing and is whole, on each engine.
//!
//! A base of an earlier step is made of that step's own scripts and of the rows of a base of today, cut down to the
//! columns that stood then. It refuses to know what any step does.

use crate::tampering::fill;
use otklik_testkit::databases::{self, Scratch};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use std::path::Path;

/// From this step on a line of the journal knows its organisation, which its hash covers.
const CHAINED: i64 = 15;

/// One engine, reached past the program.
enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    async fn of(url: &str) -> Raw {
        if url.starts_with("sqlite:") {
            let url = format!("{url}?mode=rwc");
            Raw::Sqlite(SqliteConnection::connect(&url).await.expect("opens"))
        } else {
            Raw::Postgres(PgConnection::connect(url).await.expect("opens"))
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Raw::Sqlite(_) => "sqlite",
            Raw::Postgres(_) => "postgres",
        }
    }

    async fn run(&mut self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Raw::Sqlite(raw) => sqlx::raw_sql(sql).execute(raw).await.map(drop),
            Raw::Postgres(raw) => sqlx::raw_sql(sql).execute(raw).await.map(drop),
        }
        .expect("done");
    }

    /// The first column of what is asked, as texts.
    async fn texts(&mut self, sql: &str) -> Vec<String> {
        let query = AssertSqlSafe(sql.to_owned());
        match self {
            Raw::Sqlite(raw) => {
                let rows = sqlx::query(query).fetch_all(raw).await.expect("read");
                rows.iter().map(|row| row.get(0)).collect()
            }
            Raw::Postgres(raw) => {
                let rows = sqlx::query(query).fetch_all(raw).await.expect("read");
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    async fn tables(&mut self) -> Vec<String> {
        let sql = match self {
            Raw::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name <> 'schema_step' order by 1"
            }
            Raw::Postgres(_) => {
                "select table_name::text from information_schema.tables where table_schema = 'public' \
                 and table_name <> 'schema_step' order by 1"
            }
        };
        self.texts(sql).await
    }

    async fn columns(&mut self, table: &str) -> Vec<String> {
        let sql = match self {
            Raw::Sqlite(_) => format!("select name from pragma_table_info('{table}') order by 1"),
            Raw::Postgres(_) => format!(
                "select column_name::text from information_schema.columns where table_schema = 'public' \
                 and table_name = '{table}' order by 1"
            ),
        };
        self.texts(&sql).await
    }

    /// Rows of a table in some of its columns, each as a literal list of this engine.
    async fn rows(&mut self, table: &str, columns: &[String]) -> Vec<String> {
        let quote = if self.name() == "sqlite" { "quote" } else { "quote_nullable" };
        let cells: Vec<String> = columns.iter().map(|column| format!("{quote}({column})")).collect();
        let mut rows = self.texts(&format!("select {} from {table}", cells.join(" || ', ' || "))).await;
        rows.sort();
        rows
    }
}

/// Steps in their order: number and script.
fn steps(engine: &str) -> Vec<(i64, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let step = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name[..4].parse().expect("a number"), std::fs::read_to_string(path).expect("read"))
    };
    let mut steps: Vec<(i64, String)> = files.map(step).collect();
    steps.sort();
    steps
}

/// Makes a data base as the first steps left it, with what it could hold of the rows of today.
async fn written_by_older(raw: &mut Raw, today: &mut Raw, steps: &[(i64, String)]) {
    raw.run("create table schema_step (number bigint not null primary key, sha256 text not null)").await;
    for (number, script) in steps {
        raw.run(script).await;
        let sha256 = hex::encode(Sha256::digest(script.as_bytes()));
        raw.run(&format!("insert into schema_step (number, sha256) values ({number}, '{sha256}')")).await;
    }
    let unbound =
        if raw.name() == "sqlite" { "pragma foreign_keys = off" } else { "set session_replication_role = replica" };
    raw.run(unbound).await;
    for table in raw.tables().await {
        let now = today.columns(&table).await;
        let shared: Vec<String> = raw.columns(&table).await.into_iter().filter(|column| now.contains(column)).collect();
        raw.run(&format!("delete from {table}")).await;
        for row in today.rows(&table, &shared).await {
            raw.run(&format!("insert into {table} ({}) values ({row})", shared.join(", "))).await;
        }
    }
}

/// Every table of a data base with its columns and rows.
async fn kept(raw: &mut Raw, tables: &[(String, Vec<String>)]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for (table, columns) in tables {
        all.push(raw.rows(table, columns).await);
    }
    all
}

async fn check(url: &str, today: &Scratch, steps: &[(i64, String)]) {
    let number = steps.last().expect("a step").0;
    let (mut raw, mut now) = (Raw::of(url).await, Raw::of(&today.url).await);
    written_by_older(&mut raw, &mut now, steps).await;
    let mut tables = Vec::new();
    for table in raw.tables().await {
        let columns = raw.columns(&table).await;
        tables.push((table, columns));
    }
    let before = kept(&mut raw, &tables).await;
    assert!(before.iter().any(|rows| !rows.is_empty()), "step {number} holds something");
    let store = otklik_store::open(url).await.unwrap_or_else(|why| panic!("step {number} opens: {why:?}"));
    let after = kept(&mut raw, &tables).await;
    for ((table, _), (before, after)) in tables.iter().zip(before.iter().zip(&after)) {
        assert_eq!(before, after, "rows of {table}, written at step {number}");
    }
    let mut findings = store.verify().await.expect("checked");
    findings.retain(|finding| number >= CHAINED || !finding.subject.starts_with("audit"));
    assert_eq!(findings, vec![], "written at step {number}");
}

#[tokio::test]
async fn what_an_older_program_wrote_is_opened_whole_on_sqlite() {
    let (today, steps) = (databases::sqlite().await, steps("sqlite"));
    fill(&*today.store).await;
    for n in 1..=steps.len() {
        let folder = tempfile::tempdir().expect("a folder");
        check(&databases::sqlite_url(&folder), &today, &steps[..n]).await;
    }
}

#[tokio::test]
async fn what_an_older_program_wrote_is_opened_whole_on_postgresql() {
    let test = "what_an_older_program_wrote_is_opened_whole_on_postgresql";
    let Some(today) = databases::postgres(test).await else { return };
    fill(&*today.store).await;
    let steps = steps("postgres");
    for n in 1..=steps.len() {
        let url = databases::postgres_url(test).expect("another one");
        check(&url, &today, &steps[..n]).await;
    }
}
