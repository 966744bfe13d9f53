//! Whole copies: into another engine (`move`), into one file (`backup`), and back (`restore`).
//!
//! One snapshot is read table by table in the order of keys; what was written is read again and compared by number and
//! hash before it is committed. A backup is a SQLite file with a manifest of those hashes: any engine restores it.

mod rows;

use crate::cell::args;
use crate::database::Database;
use crate::engine::Tx;
use crate::sqlite::SqliteEngine;
use crate::table::ALL;
use crate::{Answer, Fault, migrate, own_file};
use rows::{Sum, columns_of, copy_table, sum_of};
use sqlx::AssertSqlSafe;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "create table manifest (name text not null primary key, columns text not null, \
                        n_rows bigint not null, sha256 text not null)";

pub(super) async fn copy_to(from: &Database, url: &str) -> Answer<u64> {
    let to = Database::open(url).await?;
    let mut source = from.snapshot().await?;
    let mut target = to.write().await?;
    let sums = copy(&mut source, &mut target).await?;
    target.commit().await?;
    Ok(sums.iter().map(|sum| sum.n_rows).sum())
}

/// Copies every table into an empty data base and compares; nothing is committed here.
async fn copy(source: &mut Tx, target: &mut Tx) -> Answer<Vec<Sum>> {
    refuse_unless_empty(target).await?;
    let mut sums = Vec::with_capacity(ALL.len());
    for table in ALL {
        let written = copy_table(table, source, target).await?;
        let read = sum_of(table.name, &table.all_columns(), &table.key(), target).await?;
        if written != read {
            return Err(Fault::broken(format!("table {} differs after copying", table.name)));
        }
        sums.push(written);
    }
    Ok(sums)
}

async fn refuse_unless_empty(target: &mut Tx) -> Answer<()> {
    for table in ALL {
        let sql = format!("select 1 from {} limit 1", table.name);
        if !target.rows(AssertSqlSafe(sql), args![]).await?.is_empty() {
            return Err(Fault::Taken(table.name.to_owned()));
        }
    }
    Ok(())
}

/// A name beside a file: `copy.otklik` is `copy.otklik.part`.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn unavailable(error: std::io::Error) -> Fault {
    Fault::Unavailable(Box::new(error))
}

/// Written beside, synced, then renamed: a file of this name is always a whole copy.
pub(super) async fn backup(from: &Database, file: &Path) -> Answer<()> {
    if file.exists() {
        return Err(Fault::Taken(file.display().to_string()));
    }
    let part = beside(file, ".part");
    if part.exists() {
        std::fs::remove_file(&part).map_err(unavailable)?;
    }
    if let Err(fault) = fill(from, &part).await {
        // A disk that is full is not helped by half a copy.
        let _ = std::fs::remove_file(&part);
        return Err(fault);
    }
    std::fs::File::open(&part).and_then(|f| f.sync_all()).map_err(unavailable)?;
    std::fs::rename(&part, file).map_err(unavailable)
}

async fn fill(from: &Database, part: &Path) -> Answer<()> {
    own_file::make(part).map_err(unavailable)?;
    let engine = SqliteEngine::open_single_file(part).await?;
    migrate::migrate(&engine).await?;
    let to = Database::over(std::sync::Arc::new(engine));
    let mut source = from.snapshot().await?;
    let mut target = to.write().await?;
    let sums = copy(&mut source, &mut target).await?;
    target.run(MANIFEST, args![]).await?;
    for sum in sums {
        let sql = "insert into manifest (name, columns, n_rows, sha256) values ($1, $2, $3, $4)";
        target.run(sql, args![sum.name, sum.columns, sum.n_rows as i64, sum.sha256]).await?;
    }
    target.commit().await?;
    to.engine.close().await;
    Ok(())
}

/// Works on a copy of the file: an older one is migrated there, and the original stays as it is.
pub(super) async fn restore(into: &Database, file: &Path) -> Answer<()> {
    let copy_of = working_copy(file).map_err(unavailable)?;
    let answer = restore_from(into, &copy_of).await;
    std::fs::remove_file(&copy_of).map_err(unavailable)?;
    answer
}

/// Beside the file, or where the system keeps what passes: a copy may lie on a disk that is only read.
fn working_copy(file: &Path) -> std::io::Result<PathBuf> {
    // Bytes alone: the copy of a file that may only be read must be writable.
    let copied = |to: &Path| {
        // What a run that was cut off left behind; a file of somebody else stays and refuses.
        let _ = std::fs::remove_file(to);
        let (mut from, mut into) = (std::fs::File::open(file)?, own_file::make(to)?);
        std::io::copy(&mut from, &mut into)
    };
    let near = beside(file, ".restoring");
    if copied(&near).is_ok() {
        return Ok(near);
    }
    let _ = std::fs::remove_file(&near);
    let far = std::env::temp_dir().join(format!("otklik-{}.restoring", std::process::id()));
    copied(&far).map(|_| far)
}

async fn restore_from(into: &Database, copy_of: &Path) -> Answer<()> {
    let from = Database::over(std::sync::Arc::new(SqliteEngine::open_single_file(copy_of).await?));
    check_manifest(&mut from.snapshot().await?).await?;
    migrate::migrate(from.engine.as_ref()).await?;
    let mut source = from.snapshot().await?;
    let mut target = into.write().await?;
    copy(&mut source, &mut target).await?;
    target.commit().await?;
    source.commit().await?;
    from.engine.close().await;
    Ok(())
}

async fn check_manifest(source: &mut Tx) -> Answer<()> {
    let rows = source.rows("select name, columns, n_rows, sha256 from manifest order by name", args![]).await?;
    if rows.is_empty() {
        return Err(Fault::broken("the copy has no manifest"));
    }
    for mut row in rows {
        let (name, columns) = (row.text()?, row.text()?);
        let (n_rows, sha256) = (row.int()? as u64, row.text()?);
        let found = sum_of(&name, &columns_of(&columns)?, &columns_of(&columns)?, source).await?;
        if (found.n_rows, &found.sha256) != (n_rows, &sha256) {
            return Err(Fault::broken(format!("table {name} of the copy differs from its manifest")));
        }
    }
    Ok(())
}
