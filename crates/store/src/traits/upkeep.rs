use crate::Answer;
use crate::record::{Act, AuditLine, AuditQuery};
use async_trait::async_trait;
use std::path::Path;

/// The journal of actions.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Lines, newest first.
    async fn list_audit(&self, asked: &AuditQuery) -> Answer<Vec<AuditLine>>;
    /// It grows with every change but citizens' answers, so it tells whether anything else that is kept has changed.
    async fn edition(&self) -> Answer<i64>;
}

/// Something that [`Upkeep::verify`] found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where: a table's name and what in it.
    pub subject: String,
    /// What is wrong, in Russian.
    pub words: String,
}

/// Care of the whole data base.
#[async_trait]
pub trait Upkeep: Send + Sync {
    /// `sqlite` or `postgres`.
    fn engine_name(&self) -> &'static str;
    /// Reachable?
    async fn ping(&self) -> Answer<()>;
    /// Whether nothing at all is kept.
    async fn is_empty(&self) -> Answer<bool>;
    /// Whether any example is kept.
    async fn has_examples(&self) -> Answer<bool>;
    /// Removes every example and what hangs on it, in one step.
    async fn remove_examples(&self, act: &Act) -> Answer<()>;
    /// Checks everything kept: hashes of papers, the journal's chain, frozen versions, references.
    async fn verify(&self) -> Answer<Vec<Finding>>;
    /// Writes a whole copy of one moment into a new file that any engine can restore.
    async fn backup(&self, file: &Path) -> Answer<()>;
    /// Takes a copy into this data base, which must be empty; whole or not at all.
    async fn restore(&self, file: &Path) -> Answer<()>;
    /// Copies one moment of this data base into another, which must be empty, and compares both. Answers the rows.
    async fn copy_to(&self, url: &str) -> Answer<u64>;
    /// Columns of the schema as `(table, column)`.
    async fn columns(&self) -> Answer<Vec<(String, String)>>;
    /// Foreign keys that no index serves.
    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>>;
    /// Engine settings that keep promises, as `(name, value)`.
    async fn settings_of_engine(&self) -> Answer<Vec<(String, String)>>;
}
