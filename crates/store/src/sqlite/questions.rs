//! Questions to SQLite about itself: columns, keys, settings. It refuses to know what the tables mean.

use crate::Answer;
use crate::engine::fault;
use sqlx::{Row as _, SqlitePool};

pub(super) async fn columns(pool: &SqlitePool) -> Answer<Vec<(String, String)>> {
    let sql = "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c \
               where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.name";
    let rows = sqlx::query_as(sql).fetch_all(pool).await.map_err(fault)?;
    Ok(rows)
}

/// A key is served when some index, or the primary key, begins with its columns in any order.
pub(super) async fn foreign_keys_without_index(pool: &SqlitePool) -> Answer<Vec<String>> {
    let sql = "select m.name || '.' || f.id, f.\"from\" from sqlite_master m \
               join pragma_foreign_key_list(m.name) f where m.type = 'table' order by m.name, f.id, f.seq";
    let keys: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(pool).await.map_err(fault)?;
    let sql = "select m.name, i.name, c.name from sqlite_master m join pragma_index_list(m.name) i \
               join pragma_index_info(i.name) c where m.type = 'table' order by m.name, i.name, c.seqno";
    let indexed: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(pool).await.map_err(fault)?;
    let mut missing = Vec::new();
    for key in keys.chunk_by(|a, b| a.0 == b.0) {
        let mut wanted: Vec<&str> = key.iter().map(|(_, column)| column.as_str()).collect();
        wanted.sort_unstable();
        let table = key.first().map_or("", |(name, _)| name.split('.').next().unwrap_or(""));
        let is_served =
            indexed.chunk_by(|a, b| a.1 == b.1).filter(|index| index.iter().all(|i| i.0 == table)).any(|index| {
                let mut first: Vec<&str> = index.iter().take(wanted.len()).map(|(_, _, c)| c.as_str()).collect();
                first.sort_unstable();
                first == wanted
            });
        if !is_served {
            missing.push(format!("{table}({})", wanted.join(", ")));
        }
    }
    Ok(missing)
}

pub(super) async fn settings(pool: &SqlitePool) -> Answer<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (name, sql) in [
        ("journal_mode", "select cast(journal_mode as text) from pragma_journal_mode"),
        ("synchronous", "select cast(synchronous as text) from pragma_synchronous"),
        ("foreign_keys", "select cast(foreign_keys as text) from pragma_foreign_keys"),
    ] {
        let value: String = sqlx::query_scalar(sql).fetch_one(pool).await.map_err(fault)?;
        found.push((name.to_owned(), value));
    }
    Ok(found)
}

pub(super) async fn broken_references(pool: &SqlitePool) -> Answer<Vec<String>> {
    let mut found = Vec::new();
    let rows = sqlx::query("select * from pragma_integrity_check").fetch_all(pool).await.map_err(fault)?;
    found.extend(rows.iter().filter_map(|r| r.try_get::<String, _>(0).ok()).filter(|words| words != "ok"));
    let rows = sqlx::query("select \"table\", parent from pragma_foreign_key_check").fetch_all(pool).await;
    for row in rows.map_err(fault)? {
        let (table, parent): (String, String) = (row.try_get(0).map_err(fault)?, row.try_get(1).map_err(fault)?);
        found.push(format!("{table} -> {parent}"));
    }
    Ok(found)
}
