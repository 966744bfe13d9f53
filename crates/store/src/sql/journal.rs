//! Reading the journal.

use crate::Answer;
use crate::audit;
use crate::cell::args;
use crate::database::{Conditions, Database, limit};
use crate::record::{AuditLine, AuditQuery};
use crate::table::AUDIT;
use crate::traits::Audit;
use async_trait::async_trait;
use sqlx::AssertSqlSafe;

#[async_trait]
impl Audit for Database {
    async fn list_audit(&self, asked: &AuditQuery) -> Answer<Vec<AuditLine>> {
        let mut all = Conditions::default();
        if let Some((kind, id)) = &asked.subject {
            all.and("t.subject_kind = ? and t.subject = ?", args![kind, id]);
        }
        if let Some(actor) = &asked.actor {
            all.and("t.actor = ?", args![actor]);
        }
        if let Some(number) = asked.before {
            all.and("t.number < ?", args![number]);
        }
        let rest = format!("{} order by t.number desc limit {}", all.clause(), limit(asked.limit));
        let rows = self.rows(AssertSqlSafe(AUDIT.select(&rest)), all.args).await?;
        rows.into_iter()
            .map(|mut row| {
                row.int()?;
                audit::take(&mut row)
            })
            .collect()
    }

    async fn edition(&self) -> Answer<i64> {
        let row = self.rows("select edition from audit_head", args![]).await?.pop();
        row.map_or(Ok(0), |mut row| row.int())
    }
}
