//! Tables by name and column: the one list that writing, reading, copying and the schema tests share.
//!
//! In come records; out go query texts and cells. It refuses to know which record a table holds.

mod answers;
mod closing;
mod letters;
mod life;
mod list;
mod matrix;
mod proofs;
mod reports;
mod rights;
mod shortcomings;
mod surveys;
mod waiting;

pub(crate) use answers::{ANSWER, ANSWER_REVIEW, TICKET};
pub(crate) use closing::*;
pub(crate) use letters::*;
pub(crate) use life::*;
pub(crate) use list::*;
pub(crate) use matrix::*;
pub(crate) use proofs::*;
pub(crate) use reports::*;
pub(crate) use rights::*;
pub(crate) use shortcomings::*;
pub(crate) use surveys::*;
pub(crate) use waiting::*;

use crate::cell::{Cell, Row};
use crate::engine::Tx;
use crate::record::{Kept, Version};
use crate::{Answer, Fault};
use sqlx::AssertSqlSafe;

/// A table. Its first `n_key` columns are its primary key; `version` is not among the columns.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) n_key: usize,
    pub(crate) columns: &'static [&'static str],
    pub(crate) is_versioned: bool,
    /// Columns of whole numbers; `bytes` holds bytes, all others text.
    pub(crate) numbers: &'static [&'static str],
}

/// A value that a table keeps, cell for column.
pub(crate) trait Record: Sized {
    const TABLE: &'static Table;
    /// Cells in the order of the table's columns, derived ones included.
    fn cells(&self) -> Vec<Cell>;
    /// Takes the record from the cells; derived columns stand last and are left.
    fn take(row: &mut Row) -> Answer<Self>;
}

impl Table {
    /// Every column, the version last.
    pub(crate) fn all_columns(&self) -> Vec<&'static str> {
        let version = self.is_versioned.then_some("version");
        self.columns.iter().copied().chain(version).collect()
    }

    /// A nothing of the column's own kind.
    pub(crate) fn absent(&self, column: &str) -> Cell {
        if self.numbers.contains(&column) { Cell::Int(None) } else { Cell::Text(None) }
    }

    pub(crate) fn key(&self) -> Vec<&'static str> {
        self.columns.iter().copied().take(self.n_key).collect()
    }

    pub(crate) fn insert(&self) -> String {
        let columns = self.all_columns();
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
        format!("insert into {} ({}) values ({})", self.name, columns.join(", "), marks.join(", "))
    }

    /// Sets every column but the key where key and version are as given: key, others, old version.
    fn update(&self) -> String {
        let key: Vec<String> = self.key().iter().enumerate().map(|(at, c)| format!("{c} = ${}", at + 1)).collect();
        let others = self.columns.iter().enumerate().skip(self.n_key);
        let set: Vec<String> = others.map(|(at, c)| format!("{c} = ${}", at + 1)).collect();
        let version = self.columns.len() + 1;
        let (set, key) = (set.join(", "), key.join(" and "));
        format!("update {} set version = version + 1, {set} where {key} and version = ${version}", self.name)
    }

    /// `select` of whole records, the version first (0 where there is none), with `t` as the table's name.
    pub(crate) fn select(&self, rest: &str) -> String {
        let version = if self.is_versioned { "t.version" } else { "cast(0 as bigint)" };
        let columns: Vec<String> = self.columns.iter().map(|c| format!("t.{c}")).collect();
        format!("select {version}, {} from {} t {rest}", columns.join(", "), self.name)
    }

    fn select_by_key(&self) -> String {
        let key: Vec<String> = self.key().iter().enumerate().map(|(at, c)| format!("t.{c} = ${}", at + 1)).collect();
        self.select(&format!("where {}", key.join(" and ")))
    }
}

/// A record and its version out of a row of [`Table::select`].
pub(crate) fn kept<T: Record>(mut row: Row) -> Answer<Kept<T>> {
    let version = Version(row.int()?);
    Ok(Kept { value: T::take(&mut row)?, version })
}

/// What a change did: cells before (for a new record none) and after.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) table: &'static Table,
    pub(crate) was: Option<Vec<Cell>>,
    pub(crate) became: Vec<Cell>,
}

impl Tx {
    /// Inserts a record that must be new.
    pub(crate) async fn insert<T: Record>(&mut self, record: &T) -> Answer<Change> {
        let mut cells = record.cells();
        let became = cells.clone();
        if T::TABLE.is_versioned {
            cells.push(Cell::from(1));
        }
        self.run(AssertSqlSafe(T::TABLE.insert()), cells).await?;
        Ok(Change { table: T::TABLE, was: None, became })
    }

    /// Changes a record that must be in this version.
    pub(crate) async fn update<T: Record>(&mut self, record: &T, expected: Version) -> Answer<Change> {
        let cells = record.cells();
        let key = cells.iter().take(T::TABLE.n_key).cloned().collect();
        let mut before = self.rows(AssertSqlSafe(T::TABLE.select_by_key()), key).await?;
        let mut was = before.pop().ok_or(Fault::Stale)?;
        if was.int()? != expected.0 {
            return Err(Fault::Stale);
        }
        let mut args = cells.clone();
        args.push(Cell::from(expected.0));
        let n_changed = self.run(AssertSqlSafe(T::TABLE.update()), args).await?;
        if n_changed != 1 {
            return Err(Fault::Stale);
        }
        Ok(Change { table: T::TABLE, was: Some(was.into_cells()), became: cells })
    }

    /// Inserts when nothing is expected, else changes; answers the new version.
    pub(crate) async fn put<T: Record>(&mut self, record: &T, expected: Option<Version>) -> Answer<(Version, Change)> {
        match expected {
            None => Ok((Version(1), self.insert(record).await?)),
            Some(version) => Ok((Version(version.0 + 1), self.update(record, version).await?)),
        }
    }

    /// Whole records by the rest of a query.
    pub(crate) async fn find<T: Record>(&mut self, rest: &str, args: Vec<Cell>) -> Answer<Vec<Kept<T>>> {
        let rows = self.rows(AssertSqlSafe(T::TABLE.select(rest)), args).await?;
        rows.into_iter().map(kept).collect()
    }
}
