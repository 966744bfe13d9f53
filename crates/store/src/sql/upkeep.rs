//! Care of the whole data base.

use super::{copying, examples, verify};
use crate::Answer;
use crate::cell::args;
use crate::database::Database;
use crate::record::Act;
use crate::table::ALL;
use crate::traits::{Finding, Upkeep};
use async_trait::async_trait;
use sqlx::AssertSqlSafe;
use std::path::Path;

#[async_trait]
impl Upkeep for Database {
    fn engine_name(&self) -> &'static str {
        self.engine.name()
    }

    async fn ping(&self) -> Answer<()> {
        self.rows("select 1", args![]).await.map(|_| ())
    }

    async fn is_empty(&self) -> Answer<bool> {
        for table in ALL {
            let sql = format!("select 1 from {} limit 1", table.name);
            if !self.rows(AssertSqlSafe(sql), args![]).await?.is_empty() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn has_examples(&self) -> Answer<bool> {
        let sql = "select 1 from organisation where is_example = 1 limit 1";
        Ok(!self.rows(sql, args![]).await?.is_empty())
    }

    async fn remove_examples(&self, act: &Act) -> Answer<()> {
        let mut tx = self.write().await?;
        examples::remove(&mut tx, act).await?;
        tx.commit().await
    }

    async fn verify(&self) -> Answer<Vec<Finding>> {
        verify::verify(self).await
    }

    async fn backup(&self, file: &Path) -> Answer<()> {
        copying::backup(self, file).await
    }

    async fn restore(&self, file: &Path) -> Answer<()> {
        copying::restore(self, file).await
    }

    async fn copy_to(&self, url: &str) -> Answer<u64> {
        copying::copy_to(self, url).await
    }

    async fn columns(&self) -> Answer<Vec<(String, String)>> {
        self.engine.columns().await
    }

    async fn foreign_keys_without_index(&self) -> Answer<Vec<String>> {
        self.engine.foreign_keys_without_index().await
    }

    async fn settings_of_engine(&self) -> Answer<Vec<(String, String)>> {
        self.engine.settings().await
    }
}
