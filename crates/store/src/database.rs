//! One open data base: the verbs of the store over an engine.

use crate::cell::{Cell, Row};
use crate::engine::{Engine, Tx};
use crate::intake::Desk;
use crate::postgres::PostgresEngine;
use crate::record::{Facets, Kept, Page, RegisterRow};
use crate::remembered::Remembered;
use crate::sqlite::SqliteEngine;
use crate::table::{Record, kept};
use crate::{Answer, Fault, Store};
use otklik_domain::access::Reach;
use sqlx::{AssertSqlSafe, SqlSafeStr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Opens a data base by URL and brings it to the newest schema.
///
/// `sqlite:PATH` (made when it is not there) or `postgres://…`.
///
/// # Errors
/// `Unavailable` when it cannot be reached, or was written by a newer program.
pub async fn open(url: &str) -> Answer<Arc<dyn Store>> {
    Ok(Arc::new(Database::open(url).await?))
}

/// The engine that a URL names.
pub(crate) async fn engine(url: &str) -> Answer<Arc<dyn Engine>> {
    match url.split_once(':') {
        Some(("sqlite", path)) => {
            let path = path.strip_prefix("//").unwrap_or(path);
            Ok(Arc::new(SqliteEngine::open(&PathBuf::from(path)).await?))
        }
        Some(("postgres" | "postgresql", _)) => Ok(Arc::new(PostgresEngine::open(url).await?)),
        _ => Err(Fault::broken(format!("neither sqlite: nor postgres: in «{url}»"))),
    }
}

/// Every verb, once, above an engine.
pub(crate) struct Database {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) desk: Desk,
    /// How often this process changed a survey or a round.
    pub(crate) n_changes: AtomicU64,
    pub(crate) pages: Remembered<Page<RegisterRow>>,
    pub(crate) counts: Remembered<Facets>,
    pub(crate) reaches: Remembered<Reach>,
}

impl Database {
    pub(crate) async fn open(url: &str) -> Answer<Self> {
        let engine = engine(url).await?;
        crate::migrate::migrate(engine.as_ref()).await?;
        Ok(Database::over(engine))
    }

    pub(crate) fn over(engine: Arc<dyn Engine>) -> Self {
        let (desk, n_changes) = (Desk::default(), AtomicU64::new(0));
        let (pages, counts, reaches) = (Remembered::default(), Remembered::default(), Remembered::default());
        Database { engine, desk, n_changes, pages, counts, reaches }
    }

    pub(crate) async fn rows(&self, sql: impl SqlSafeStr, args: Vec<Cell>) -> Answer<Vec<Row>> {
        self.engine.rows(sql.into_sql_str(), args).await
    }

    pub(crate) async fn snapshot(&self) -> Answer<Tx> {
        self.engine.snapshot().await.map(Tx)
    }

    pub(crate) async fn write(&self) -> Answer<Tx> {
        self.engine.write().await.map(Tx)
    }

    /// Whole records by the rest of a query; `t` is the table. The rest is assembled from texts of this crate only.
    pub(crate) async fn list<T: Record>(&self, rest: &str, args: Vec<Cell>) -> Answer<Vec<Kept<T>>> {
        let rows = self.rows(AssertSqlSafe(T::TABLE.select(rest)), args).await?;
        rows.into_iter().map(kept).collect()
    }

    /// One whole record by the rest of a query.
    pub(crate) async fn one<T: Record>(&self, rest: &str, args: Vec<Cell>) -> Answer<Option<Kept<T>>> {
        Ok(self.list(rest, args).await?.into_iter().next())
    }
}

/// Conditions that must all hold, with their arguments in order.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    texts: Vec<String>,
    pub(crate) args: Vec<Cell>,
}

impl Conditions {
    /// Adds a condition; each `?` in it becomes the next argument.
    pub(crate) fn and(&mut self, text: &str, args: impl IntoIterator<Item = Cell>) {
        let mut args = args.into_iter();
        let mut pieces = text.split('?');
        let mut whole = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            self.args.extend(args.next());
            whole.push_str(&format!("${}", self.args.len()));
            whole.push_str(piece);
        }
        self.texts.push(whole);
    }

    /// Adds «column is one of these»; nothing when there are none.
    pub(crate) fn one_of(&mut self, column: &str, values: Vec<Cell>) {
        if values.is_empty() {
            return;
        }
        let marks = vec!["?"; values.len()].join(", ");
        self.and(&format!("{column} in ({marks})"), values);
    }

    /// `where …`, or nothing.
    pub(crate) fn clause(&self) -> String {
        if self.texts.is_empty() { String::new() } else { format!("where {}", self.texts.join(" and ")) }
    }
}

/// A cursor of several keys: joined by a character no key has, in hex.
pub(crate) fn cursor(keys: &[&str]) -> String {
    hex::encode(keys.join("\u{1f}"))
}

/// The keys of a cursor; `None` when it is not one.
pub(crate) fn cursor_keys<const N: usize>(cursor: &str) -> Option<[String; N]> {
    let text = String::from_utf8(hex::decode(cursor).ok()?).ok()?;
    let keys: Vec<String> = text.split('\u{1f}').map(str::to_owned).collect();
    keys.try_into().ok()
}

/// Cuts a list that was asked for with one row more than the page holds.
pub(crate) fn page<T>(mut items: Vec<T>, limit: usize, cursor_of: impl Fn(&T) -> String) -> Page<T> {
    let is_more = items.len() > limit;
    items.truncate(limit);
    let next = if is_more { items.last().map(cursor_of) } else { None };
    Page { items, next }
}

/// How many a page may hold.
pub(crate) fn limit(asked: usize) -> usize {
    asked.clamp(1, 500)
}
