//! Throw-away data bases: SQLite in a temporary folder, PostgreSQL of the tests' own.
//!
//! In comes nothing; out goes an opened store that is gone after the test. PostgreSQL is the one `cargo xtask test`
//! started (`OTKLIK_TEST_POSTGRES_URL`), else one started here: as an unprivileged user, by a socket only, in a
//! temporary folder, gone with the test's process. It refuses to be silently absent.

mod cluster;

use otklik_store::Store;
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
#[expect(clippy::print_stderr, reason = "a skipped test says so by name")]
pub fn postgres_url(test: &str) -> Option<String> {
    match cluster::new_database() {
        Ok(url) => Some(url),
        Err(why) if std::env::var_os("CI").is_some_and(|ci| ci == "true") => {
            panic!("{test} needs PostgreSQL: {why:#}")
        }
        Err(why) => {
            eprintln!("skipped: {test} on PostgreSQL: {why:#}");
            None
        }
    }
}
