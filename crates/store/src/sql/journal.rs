//! Reading the journal.

use crate::Answer;
use crate::audit;
use crate::cell::{Cell, args};
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
        if let Some(verb) = &asked.verb {
            all.and("t.verb = ?", args![verb]);
        }
        if let Some(own) = &asked.organisations {
            let own = own.iter().map(Cell::printed);
            all.one_of("t.organisation_id", own.chain([Cell::from("")]).collect());
        }
        if let Some(since) = asked.since {
            all.and("t.at >= ?", args![since]);
        }
        if let Some(until) = asked.until {
            all.and("t.at < ?", args![until]);
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
