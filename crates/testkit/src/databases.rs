//! Throw-away data bases: SQLite in a temporary folder, PostgreSQL of the tests' own.
//!
//! In comes nothing; out goes an opened store that is gone after the test. PostgreSQL is the one `cargo xtask test`
//! started (`OTKLIK_TEST_POSTGRES_URL`), else one started here: as an unprivileged user, by a socket only, in a
//! temporary folder, gone with the test's process. It refuses to be silently absent.

mod cluster;

pub use otklik_store::outage::{Outage, Switch};

pub use cluster::Server;
use otklik_store::{Store, outage};
use std::sync::Arc;
use tempfile::TempDir;

/// A data base of one test.
pub struct Scratch {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Its URL, to open it again.
    pub url: String,
    /// A folder of the test's own.
    pub folder: TempDir,
}

impl Scratch {
    async fn open(url: String, folder: TempDir) -> Self {
        let store = otklik_store::open(&url).await.unwrap_or_else(|e| panic!("{url} opens: {e:?}"));
        Scratch { store, url, folder }
    }
}

/// A data base of one test that is away when the test says so.
pub struct Shaky {
    /// The data base; its store fails by the switch.
    pub scratch: Scratch,
    /// Breaks and mends it.
    pub switch: Switch,
}

impl Shaky {
    async fn open(url: String, folder: TempDir) -> Self {
        let (store, switch) = outage::open(&url).await.unwrap_or_else(|e| panic!("{url} opens: {e:?}"));
        Shaky { scratch: Scratch { store, url, folder }, switch }
    }
}

/// A new SQLite data base that can be broken.
pub async fn shaky_sqlite() -> Shaky {
    let folder = folder();
    Shaky::open(sqlite_url(&folder), folder).await
}

/// A new PostgreSQL data base that can be broken, as [`postgres`].
pub async fn shaky_postgres(test: &str) -> Option<Shaky> {
    let url = postgres_url(test)?;
    Some(Shaky::open(url, folder()).await)
}

/// A data base on a PostgreSQL of the test's own.
pub struct Restartable {
    /// The data base.
    pub scratch: Scratch,
    /// Its server, which can be stopped and started again.
    pub server: Server,
}

/// A PostgreSQL that can be restarted, with an empty data base; nothing where there is no PostgreSQL, as [`postgres`].
///
/// # Panics
/// As [`postgres`].
pub async fn restartable_postgres(test: &str) -> Option<Restartable> {
    let (url, server) = found(test, cluster::own_server())?;
    Some(Restartable { scratch: Scratch::open(url, folder()).await, server })
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The URL of a SQLite file that is not there yet.
pub fn sqlite_url(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("otklik.sqlite").display())
}

/// A new SQLite data base.
pub async fn sqlite() -> Scratch {
    let folder = folder();
    Scratch::open(sqlite_url(&folder), folder).await
}

/// A new PostgreSQL data base; nothing, and a line that says so, where there is no PostgreSQL.
///
/// # Panics
/// Where `CI` is set and there is none: there it must not be absent.
pub async fn postgres(test: &str) -> Option<Scratch> {
    let url = postgres_url(test)?;
    Some(Scratch::open(url, folder()).await)
}

/// The URL of an empty PostgreSQL data base, as [`postgres`].
pub fn postgres_url(test: &str) -> Option<String> {
    found(test, cluster::new_database())
}

#[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
fn found<T>(test: &str, made: anyhow::Result<T>) -> Option<T> {
    match made {
        Ok(made) => Some(made),
        Err(why) if std::env::var_os("CI").is_some_and(|ci| ci == "true") => {
            panic!("{test} needs PostgreSQL: {why:#}")
        }
        Err(why) => {
            eprintln!("skipped: {test} on PostgreSQL: {why:#}");
            None
        }
    }
}
