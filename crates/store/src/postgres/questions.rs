//! Questions to PostgreSQL about itself: columns, keys, settings. It refuses to know what the tables mean.

use crate::Answer;
use crate::engine::fault;
use sqlx::PgPool;

pub(super) async fn columns(pool: &PgPool) -> Answer<Vec<(String, String)>> {
    let sql = "select table_name::text, column_name::text from information_schema.columns \
               where table_schema = current_schema() order by table_name collate \"C\", column_name collate \"C\"";
    sqlx::query_as(sql).fetch_all(pool).await.map_err(fault)
}

/// A key is served when some index begins with its columns in any order.
pub(super) async fn foreign_keys_without_index(pool: &PgPool) -> Answer<Vec<String>> {
    let sql = "select f.conrelid::regclass::text || ' ' || f.conname from pg_constraint f where f.contype = 'f' \
               and f.connamespace = current_schema()::regnamespace and not exists (select 1 from pg_index i \
               where i.indrelid = f.conrelid and (i.indkey::int2[])[0:array_length(f.conkey, 1) - 1] @> f.conkey) \
               order by 1";
    sqlx::query_scalar(sql).fetch_all(pool).await.map_err(fault)
}

pub(super) async fn settings(pool: &PgPool) -> Answer<Vec<(String, String)>> {
    let sql = "select name, setting from pg_settings where name in ('server_version', 'server_encoding') order by name";
    sqlx::query_as(sql).fetch_all(pool).await.map_err(fault)
}
